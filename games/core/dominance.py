"""Dominated actions, and what it takes to show that an action is not dominated.

Definition   A mixed action s of player i strictly dominates his action a iff u_i(s, p) > u_i(a, p) for every profile p of the others; it
             weakly dominates a iff u_i(s, p) >= u_i(a, p) for every p, and > for some p.
Beliefs      a is not strictly dominated iff it is a best reply to some belief, a distribution over the others' profiles, which may be
             correlated; it is not weakly dominated iff it is one to a belief that gives every profile a positive chance
             [Pearce1984]_.
Elimination  Each round takes away, from all players at once, every action that is dominated in the game that is left. With strict
             dominance the order of elimination does not matter for what survives, with weak dominance it does
             [GilboaKalaiZemel1990]_: this procedure is one of several.
Convention   `surviving` lists for each player, in player order, the actions that are left, in the game's order. Profiles of the others are
             in cell order, the last player's action moving fastest.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TypeVar

from games.core.distribution import Distribution, distribution
from games.core.labels import index_of
from games.core.solution import Status
from games.core.strategic import Profile, StrategicGame
from games.errors import InvalidGame, Unsupported
from games.exact import Scalar, is_number, simplest, text

Surviving = tuple[tuple[str, ...], ...]
"""For each player the actions that are left."""
Belief = tuple[tuple[Profile, Scalar], ...]
"""Profiles of the other players, in cell order, with their probabilities; those of probability zero are left out."""
Game = TypeVar("Game", bound=StrategicGame)


@dataclass(frozen=True, slots=True)
class Elimination:
    """An action that is taken away: the mixed action `by` dominates it, by so much against each profile of the others."""

    player: str
    action: str
    by: Distribution
    margins: tuple[tuple[Profile, Scalar], ...]

    @property
    def least(self) -> Fraction | None:
        """The smallest margin: positive under strict dominance. None where symbols leave it open."""
        numbers = self._numbers
        return min(numbers) if numbers else None

    @property
    def most(self) -> Fraction | None:
        """The largest margin; None where symbols leave it open."""
        numbers = self._numbers
        return max(numbers) if numbers else None

    @property
    def _numbers(self) -> list[Fraction]:
        numbers = [margin for _, margin in self.margins if isinstance(margin, Fraction)]
        return numbers if len(numbers) == len(self.margins) else []


@dataclass(frozen=True, slots=True)
class Justification:
    """Why an action is not taken away up to round `until`: it is a best reply to `belief`, and pays `payoff` against it."""

    player: str
    action: str
    until: int
    belief: Belief
    payoff: Scalar


@dataclass(frozen=True, slots=True)
class Dominance:
    """Iterated elimination of dominated actions, all dominated ones of a round at once.

    `rounds` are the eliminations by round, `surviving` what is left. `justified` says for each action and round why it stays: under
    strict dominance one belief for the last round in which it stays (over what is left then), as that shows the earlier ones; under
    weak dominance one for every round. Rounds count from 1, and the one after the last elimination is the one that takes nothing.
    `complete` is False where a limit stopped it.
    """

    game: StrategicGame
    weak: bool
    rounds: tuple[tuple[Elimination, ...], ...]
    surviving: Surviving
    justified: tuple[Justification, ...]
    complete: bool
    status: Status
    engines: tuple[str, ...]
    reason: str = ""

    @property
    def reduced(self) -> StrategicGame:
        """The game that is left."""
        return restricted(self.game, self.surviving)

    @property
    def solution(self) -> Profile | None:
        """The only profile that is left, if each player has one action left."""
        if not self.complete or any(len(own) > 1 for own in self.surviving):
            return None
        return tuple(own for (own,) in self.surviving)

    def belief(self, player: str, action: str) -> Belief:
        """The belief over what is left against which a surviving action is a best reply; raises InvalidGame for any other action."""
        last = len(self.rounds) + 1
        for own in self.justified:
            if (own.player, own.action, own.until) == (player, action, last):
                return own.belief
        i = self.game.player_index(player)
        expected = f"one of those that survive: {', '.join(self.surviving[i])}"
        raise InvalidGame(f"actions of {player}", f'the action "{action}"', expected)

    def __str__(self) -> str:
        kind = "weakly" if self.weak else "strictly"
        lines = [f"iterated elimination of {kind} dominated actions ({self.status})"]
        for number, eliminated in enumerate(self.rounds, 1):
            gone = (f"{own.player} {own.action} (by {mixture_text(own.by)})" for own in eliminated)
            lines.append(f"round {number}: {'; '.join(gone)}")
        left = (f"{player} {', '.join(own)}" for player, own in zip(self.game.players, self.surviving, strict=True))
        return "\n".join([*lines, f"left: {'; '.join(left)}"])


def mixture_text(mixed: Distribution) -> str:
    """A mixed action as "1/2 up + 1/2 down"."""
    return " + ".join(label if weight == 1 else f"{text(weight)} {label}" for label, weight in mixed)


def restricted(game: Game, surviving: Sequence[Sequence[str]]) -> Game:
    """The game in which each player has only these of his actions, in the game's order.

    >>> game = StrategicGame.from_arrays([[3, 0], [5, 1]], [[3, 5], [0, 1]])
    >>> restricted(game, [["2"], ["1", "2"]]).payoffs
    ((Fraction(5, 1), Fraction(1, 1)), (Fraction(0, 1), Fraction(1, 1)))
    """
    left = _left(game, surviving)
    cells = [game.cell(profile) for profile in itertools.product(*left)]
    payoffs = tuple(tuple(row[cell] for cell in cells) for row in game.payoffs)
    return replace(game, actions=left, payoffs=payoffs)


def others_profiles(
    game: StrategicGame, player: str, surviving: Sequence[Sequence[str]] | None = None
) -> list[Profile]:
    """The profiles of all players but one, in cell order.

    >>> others_profiles(StrategicGame.from_arrays([[1, 2]], [[3, 4]]), "1")
    [('1',), ('2',)]
    """
    i = game.player_index(player)
    left = _left(game, surviving)
    return list(itertools.product(*left[:i], *left[i + 1 :]))


def margins(
    game: StrategicGame,
    player: str,
    mixed: object,
    action: str,
    surviving: Sequence[Sequence[str]] | None = None,
) -> tuple[tuple[Profile, Scalar], ...]:
    """What `mixed` (a label or distribution by label) pays more than `action`, against each profile of the others.

    Raises InvalidGame for an unknown label or probabilities that do not sum to one.

    >>> game = StrategicGame.from_arrays([[4, 0], [0, 4], [1, 1]], [[0, 0], [0, 0], [0, 0]])
    >>> margins(game, "1", {"1": "1/2", "2": "1/2"}, "3")
    ((('1',), Fraction(1, 1)), (('2',), Fraction(1, 1)))
    """
    i = game.player_index(player)
    weights = [(game.action_index(i, label), weight) for label, weight in _distribution(mixed, player)]
    own = game.action_index(i, action)
    row, strides = game.payoffs[i], _strides(game)
    found = []
    for profile in others_profiles(game, player, surviving):
        cell = _cell(game, i, profile)
        mean = sum((weight * row[cell + k * strides[i]] for k, weight in weights), Fraction(0))
        found.append((profile, simplest(mean - row[cell + own * strides[i]])))
    return tuple(found)


def dominates(
    game: StrategicGame,
    player: str,
    mixed: object,
    action: str,
    weak: bool = False,
    surviving: Sequence[Sequence[str]] | None = None,
) -> bool:
    """Whether the mixed action dominates the action, against what is left of the others.

    Raises Unsupported when a margin's sign depends on symbols.

    >>> game = StrategicGame.from_arrays([[3, 0], [5, 0]], [[3, 5], [0, 1]])
    >>> dominates(game, "1", "2", "1"), dominates(game, "1", "2", "1", weak=True)
    (False, True)
    """
    found = [margin for _, margin in margins(game, player, mixed, action, surviving)]
    for margin in found:
        if not is_number(margin):
            remedy = "Put values in for the symbols."
            raise Unsupported("dominates", f"the margin {text(margin)} of {player} over {action}", "numbers", remedy)
    if weak:
        return min(found) >= 0 and max(found) > 0
    return min(found) > 0


def belief_payoffs(game: StrategicGame, player: str, belief: Belief) -> tuple[Scalar, ...]:
    """Expected payoff of each action of the player against a belief about the others, in action order.

    >>> game = StrategicGame.from_arrays([[4, 0], [0, 4], [1, 1]], [[0, 0], [0, 0], [0, 0]])
    >>> belief_payoffs(game, "1", ((("1",), Fraction(1, 4)), (("2",), Fraction(3, 4))))
    (Fraction(1, 1), Fraction(3, 1), Fraction(1, 1))
    """
    i = game.player_index(player)
    row, stride = game.payoffs[i], _strides(game)[i]
    places = [(_cell(game, i, profile), weight) for profile, weight in belief]
    return tuple(
        simplest(sum((weight * row[cell + k * stride] for cell, weight in places), Fraction(0)))
        for k in range(len(game.actions[i]))
    )


def is_best_reply(
    game: StrategicGame,
    player: str,
    action: str,
    belief: Belief,
    surviving: Sequence[Sequence[str]] | None = None,
) -> bool:
    """Whether no action of the player that is left pays more against the belief than `action`.

    >>> game = StrategicGame.from_arrays([[3, 0], [5, 1]], [[3, 5], [0, 1]])
    >>> is_best_reply(game, "1", "1", ((("2",), Fraction(1)),))
    False
    """
    i = game.player_index(player)
    payoffs = belief_payoffs(game, player, belief)
    own = payoffs[game.action_index(i, action)]
    gains = [simplest(payoffs[game.action_index(i, other)] - own) for other in _left(game, surviving)[i]]
    for gain in gains:
        if not is_number(gain):
            raise Unsupported("is_best_reply", f"the gain {text(gain)}", "numbers", "Put values in for the symbols.")
    return max(gains) <= 0


def _distribution(mixed: object, player: str) -> Distribution:
    return distribution(mixed, f"mixed action of {player}")  # type: ignore[arg-type]


def _left(game: StrategicGame, surviving: Sequence[Sequence[str]] | None) -> Surviving:
    """What is left, checked and in the game's order."""
    if surviving is None:
        return game.actions
    if len(surviving) != len(game.players):
        found = f"actions for {len(surviving)} players"
        raise InvalidGame("surviving", found, f"one list for each of {', '.join(game.players)}")
    wanted = [set(own) for own in surviving]
    for player, labels, own in zip(game.players, game.actions, wanted, strict=True):
        for action in own.difference(labels):
            index_of(action, labels, f"surviving actions of {player}", "action")
    pairs = zip(game.actions, wanted, strict=True)
    return tuple(tuple(action for action in labels if action in own) for labels, own in pairs)


def _strides(game: StrategicGame) -> list[int]:
    return [math.prod(game.shape[j + 1 :]) for j in range(len(game.shape))]


def _cell(game: StrategicGame, player: int, others: Profile) -> int:
    """The cell in which the others play so and the player his first action."""
    if len(others) != len(game.players) - 1:
        raise InvalidGame(
            "profile of the others", repr(others), f"{len(game.players) - 1} actions, without the player's"
        )
    return game.cell((*others[:player], game.actions[player][0], *others[player:]))
