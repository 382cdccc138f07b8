"""A one-shot deviation in words: who would rather do what, where, what it brings now and later, and what it is worth."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from games.core.anonymous import REPRESENTATIVE
from games.core.nash import Deviation, MixedProfile, action_payoffs
from games.core.play import BoundProfile, OneShotDeviation
from games.core.strategic import StrategicGame
from games.exact import Scalar, is_number, simplest, text


@dataclass(frozen=True, slots=True)
class Comparison:
    """What a deviation changes: payoff now, average value from the next period on, each (deviating, conforming).

    `steady` says of each whether what follows is the same payoff in every period.
    """

    now: tuple[Scalar, Scalar]
    later: tuple[Scalar, Scalar]
    worth: tuple[Scalar, Scalar]
    steady: tuple[bool, bool]


def compare(bound: BoundProfile, worth: tuple[tuple[Scalar, ...], ...], deviation: OneShotDeviation) -> Comparison:
    """The deviation against conforming, from the values `worth[player][node]` of the profile."""
    node = bound.nodes.index((deviation.game_state, deviation.state))
    player = bound.game.players.index(deviation.player)
    plays = bound.plays[node]
    changed = tuple({deviation.action: Fraction(1)} if other == player else own for other, own in enumerate(plays))
    sides = [_side(bound, worth[player], node, player, own) for own in (changed, plays)]
    discount = bound.game.discount[player]
    totals = [simplest((1 - discount) * now + discount * later) for now, later, _ in sides]
    steady = [not bound.game.grows and _steady(bound, player, following) for _, _, following in sides]
    return Comparison(
        (sides[0][0], sides[1][0]), (sides[0][1], sides[1][1]), (totals[0], totals[1]), (steady[0], steady[1])
    )


def _side(
    bound: BoundProfile, worth: tuple[Scalar, ...], node: int, player: int, plays: tuple[Mapping[str, Scalar], ...]
) -> tuple[Scalar, Scalar, list[int]]:
    """Expected payoff now, expected value later, and the nodes that may follow."""
    now: Scalar = Fraction(0)
    later: Scalar = Fraction(0)
    following = []
    for cell in bound.cells[node]:
        chance = _chance(plays, cell.profile)
        if chance != 0:
            now = now + chance * cell.payoffs[player]
            for target, weight in cell.following:
                later = later + chance * weight * worth[target]
                following.append(target)
    return simplest(now), simplest(later), following


def _chance(plays: tuple[Mapping[str, Scalar], ...], profile: tuple[str, ...]) -> Scalar:
    chance: Scalar = Fraction(1)
    for own, action in zip(plays, profile, strict=True):
        chance = chance * own.get(action, Fraction(0))
    return chance


def _steady(bound: BoundProfile, player: int, nodes: list[int]) -> bool:
    """Whether the player receives one and the same payoff for sure in every period from `nodes` on, when all conform."""
    reached, payoffs = list(dict.fromkeys(nodes)), set()
    for node in reached:  # grows while it is walked
        for cell in bound.cells[node]:
            if _chance(bound.plays[node], cell.profile) != 0:
                payoffs.add(cell.payoffs[player])
                reached += [target for target, _ in dict.fromkeys(cell.following) if target not in reached]
    return len(payoffs) == 1


def place_text(bound: BoundProfile, deviation: OneShotDeviation) -> str:
    """Where a deviation takes place: the profile's state and, where there are several, the game's.

    States that are the only one of their kind are left out. In a repeated anonymous game the profile's states are the game's.
    """
    if bound.game.players == (REPRESENTATIVE,):
        return f'state "{deviation.game_state}"'
    states = len({state for _, state in bound.nodes}) > 1
    parts = [f'state "{deviation.state}"'] if states else []
    parts += [f'game state "{deviation.game_state}"'] if len(bound.game.states) > 1 else []
    return " in ".join(parts)


def departure_text(
    bound: BoundProfile,
    worth: tuple[tuple[Scalar, ...], ...],
    deviation: OneShotDeviation,
    likewise: Sequence[str] = (),
) -> str:
    """A one-shot deviation as a sentence: what it brings now, what follows, and the difference on average.

    One whose worth depends on symbols is told with the condition under which nothing is gained. `likewise` names other players of whom
    the same is true.

    >>> from games.core.automaton import Automaton
    >>> from games.core.dynamic import DynamicGame
    >>> from games.core.play import bind, one_shot_deviations, values
    >>> pd = StrategicGame.from_arrays([[3, 0], [5, 1]], [[3, 5], [0, 1]], players=("A", "B"), actions=("cn", "cn"))
    >>> bound = bind(DynamicGame.repeated(pd, "1/5"), Automaton.grim("c", "n"))
    >>> print(departure_text(bound, values(bound), one_shot_deviations(bound)[0]))
    In state "c", A would rather play n once: 5 instead of 3 now, then 1 instead of 3 for ever;
    worth 6/5 more on average (21/5 instead of 3).
    """
    place = place_text(bound, deviation)
    who = f"{deviation.player}{_likewise(likewise)}"
    opening = f"In {place}, {who}" if place else who
    if not is_number(deviation.slack):
        return f"{opening} does not gain by playing {deviation.action} once iff {text(deviation.slack)} >= 0."
    found = compare(bound, worth, deviation)
    patient = bound.game.discount[bound.game.players.index(deviation.player)] != 0
    wish = "would rather" if deviation.slack < 0 else "would not rather"
    doing = f"{opening} {wish} play {deviation.action}{' once' if patient else ''}"
    if not patient:
        return f"{doing}: {_versus(*found.now)}."
    return f"{doing}: {_versus(*found.now)} now, then {_later(bound, found)}; {_verdict(found)}."


def _likewise(players: Sequence[str]) -> str:
    if not players:
        return ""
    named = " and ".join(players) if len(players) <= 2 else f"{len(players)} others"
    return f" (likewise {named})"


def departure_texts(
    bound: BoundProfile, worth: tuple[tuple[Scalar, ...], ...], found: Sequence[OneShotDeviation]
) -> list[str]:
    """A sentence each, deviations that differ in the player's name alone told together."""
    groups: dict[object, list[OneShotDeviation]] = {}
    for own in found:
        told = compare(bound, worth, own) if is_number(own.slack) else own.slack
        groups.setdefault((own.game_state, own.state, own.action, told), []).append(own)
    return [departure_text(bound, worth, first, [own.player for own in others]) for first, *others in groups.values()]


def _later(bound: BoundProfile, found: Comparison) -> str:
    if bound.game.grows:
        return f"a future worth {_versus(*found.later)}"
    if all(found.steady):
        deviating, conforming = (text(own) for own in found.later)
        same = deviating == conforming
        return f"{deviating} for ever either way" if same else f"{deviating} instead of {conforming} for ever"
    if found.steady[0]:
        return f"{text(found.later[0])} for ever instead of {text(found.later[1])} a period on average"
    return f"{_versus(*found.later)} a period on average"


def _versus(deviating: Scalar, conforming: Scalar) -> str:
    if deviating == conforming:
        return f"{text(deviating)} either way"
    return f"{text(deviating)} instead of {text(conforming)}"


def _verdict(found: Comparison) -> str:
    deviating, conforming = found.worth
    gain = simplest(deviating - conforming)
    if gain == 0:
        return f"worth exactly as much as conforming ({text(conforming)})"
    size, word = (gain, "more") if gain > 0 else (-gain, "less")
    return f"worth {text(size)} {word} on average ({text(deviating)} instead of {text(conforming)})"


def gain_text(game: StrategicGame, mixed: MixedProfile, deviation: Deviation) -> str:
    """What a player gains or loses by one action against the others' part of a mixed profile.

    >>> from games.core.nash import deviations, mixed_profile
    >>> pd = StrategicGame.from_arrays([[3, 0], [5, 1]], [[3, 5], [0, 1]], players=("A", "B"), actions=("cn", "cn"))
    >>> both = mixed_profile(pd, ["c", "c"])
    >>> gain_text(pd, both, deviations(pd, both)[1])
    'A would rather play n: 5 instead of 3, a gain of 2.'
    """
    player = game.player_index(deviation.player)
    if not is_number(deviation.gain):
        return f"{deviation.player} does not gain from {deviation.action} iff {text(deviation.gain)} <= 0."
    reached = action_payoffs(game, player, mixed)[game.action_index(player, deviation.action)]
    current = simplest(reached - deviation.gain)
    wish, size, word = (
        ("would rather", deviation.gain, "gain")
        if deviation.gain > 0
        else ("would not rather", -deviation.gain, "loss")
    )
    worth = f"a {word} of {text(size)}" if size != 0 else "no difference"
    return f"{deviation.player} {wish} play {deviation.action}: {_versus(reached, current)}, {worth}."
