"""Nash equilibrium of a strategic form: expected payoffs, and what each deviation would gain.

Definition   A mixed profile x is a Nash equilibrium iff for every player i and action a: u_i(a, x_-i) - u_i(x) <= 0 [Nash1951]_.
             `Deviation.gain` is that difference; all gains of a player are at most zero iff he has nothing better to do.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from games.core.distribution import distribution
from games.core.strategic import StrategicGame
from games.errors import InvalidStrategy, Unsupported
from games.exact import Scalar, is_number, simplest, text

MixedProfile = tuple[tuple[Scalar, ...], ...]
"""For each player the probabilities of his actions, in action order."""


@dataclass(frozen=True, slots=True)
class Deviation:
    """What `player` gains by playing `action` for sure while the others keep to the profile."""

    player: str
    action: str
    gain: Scalar


def mixed_profile(
    game: StrategicGame, profile: Sequence[object] | Mapping[str, object], where: str = "profile"
) -> MixedProfile:
    """A profile in numbers: one label, distribution by label, or list of probabilities a player.

    `profile` is a sequence in player order or a mapping from player. Raises InvalidStrategy for a wrong length, an unknown label, or
    probabilities that do not sum to exactly one.

    >>> game = StrategicGame.from_arrays([[1, 0]], [[2, 3]])
    >>> mixed_profile(game, ["1", {"1": "1/3", "2": "2/3"}])
    ((Fraction(1, 1),), (Fraction(1, 3), Fraction(2, 3)))
    """
    if isinstance(profile, Mapping):
        unknown = [str(name) for name in profile if name not in game.players]
        if unknown or len(profile) != len(game.players):
            found = f"strategies for {', '.join(map(str, profile)) or 'nobody'}"
            raise InvalidStrategy(where, found, f"one for each of {', '.join(game.players)}")
        profile = [profile[player] for player in game.players]
    if isinstance(profile, str) or len(profile) != len(game.players):
        raise InvalidStrategy(where, repr(profile), f"one strategy for each of {', '.join(game.players)}")
    return tuple(_mixed_action(game, i, own, where) for i, own in enumerate(profile))


def _mixed_action(game: StrategicGame, player: int, strategy: object, where: str) -> tuple[Scalar, ...]:
    place, labels = f"{where} of {game.players[player]}", game.actions[player]
    if isinstance(strategy, (str, Mapping)):
        weights = dict(distribution(strategy, place))
        for label in weights:
            game.action_index(player, label)
        return tuple(weights.get(label, Fraction(0)) for label in labels)
    if not isinstance(strategy, Sequence) or len(strategy) != len(labels):
        raise InvalidStrategy(
            place, repr(strategy), f"an action or {len(labels)} probabilities for {', '.join(labels)}"
        )
    weights = dict(distribution(list(zip(labels, strategy, strict=True)), place))
    return tuple(weights.get(label, Fraction(0)) for label in labels)


def action_payoffs(game: StrategicGame, player: int, mixed: MixedProfile) -> tuple[Scalar, ...]:
    """Expected payoff of each action of `player` against the others' mixed actions, in action order."""
    strides = [math.prod(game.shape[j + 1 :]) for j in range(len(game.shape))]
    others = [
        [(action * stride, weight) for action, weight in enumerate(own) if weight != 0]
        for j, (own, stride) in enumerate(zip(mixed, strides, strict=True))
        if j != player
    ]
    totals: list[Scalar] = [Fraction(0)] * len(game.actions[player])
    for played in itertools.product(*others):
        weight = math.prod((own for _, own in played), start=Fraction(1))
        cell = sum(offset for offset, _ in played)
        for action in range(len(totals)):
            totals[action] = totals[action] + weight * game.payoffs[player][cell + action * strides[player]]
    return tuple(simplest(total) for total in totals)


def expected_payoffs(game: StrategicGame, mixed: MixedProfile) -> tuple[Scalar, ...]:
    """Expected payoff of each player, in player order."""
    return tuple(_average(action_payoffs(game, i, mixed), mixed[i]) for i in range(len(game.players)))


def deviations(game: StrategicGame, mixed: MixedProfile) -> tuple[Deviation, ...]:
    """Every player's gain from every action, players in order, then actions.

    >>> game = StrategicGame.from_arrays([[3, 0], [5, 1]], [[3, 5], [0, 1]])
    >>> [deviation.gain for deviation in deviations(game, mixed_profile(game, ["1", "1"]))]
    [Fraction(0, 1), Fraction(2, 1), Fraction(0, 1), Fraction(2, 1)]
    """
    return appraisal(game, mixed)[1]


def appraisal(game: StrategicGame, mixed: MixedProfile) -> tuple[tuple[Scalar, ...], tuple[Deviation, ...]]:
    """What `expected_payoffs` and `deviations` say, at the cost of one."""
    payoffs, found = [], []
    for i, player in enumerate(game.players):
        by_action = action_payoffs(game, i, mixed)
        current = _average(by_action, mixed[i])
        payoffs.append(current)
        found += [
            Deviation(player, action, simplest(value - current))
            for action, value in zip(game.actions[i], by_action, strict=True)
        ]
    return tuple(payoffs), tuple(found)


def is_nash(game: StrategicGame, mixed: MixedProfile) -> bool:
    """Whether no deviation gains; raises Unsupported when a gain's sign depends on symbols."""
    for deviation in deviations(game, mixed):
        if not is_number(deviation.gain):
            found = f"the gain {text(deviation.gain)} of {deviation.player} from {deviation.action}"
            raise Unsupported("is_nash", found, "numbers", "Put values in for the symbols, or ask for a threshold.")
        if deviation.gain > 0:
            return False
    return True


def _average(values: tuple[Scalar, ...], weights: tuple[Scalar, ...]) -> Scalar:
    return simplest(sum((w * v for v, w in zip(values, weights, strict=True) if w != 0), Fraction(0)))
