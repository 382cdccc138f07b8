"""Why a profile is the only one that makes all players indifferent between the actions of a support.

The unknowns are the probabilities of a player's actions in the support but the first, which gets what is left of one. Each
indifference between such an action and the first becomes a polynomial in them. Stage by stage, with the values of earlier stages put
in, indifferences are linear in as many unknowns and free of others; where the determinant is not zero they have one solution.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from games.core.strategic import StrategicGame
from proofs.checker.kernel import Polynomial, Ratio, determinant, refuse
from proofs.checker.nash import Weights, expected_payoff, instead
from proofs.checker.play import ONE, ZERO
from proofs.checker.reading import AUXILIARY, Reader, ratio_at
from proofs.witness import Stage

Unknown = tuple[int, int]
"""(player, action)."""

_PREFIX = f"p{AUXILIARY}"


def _name(unknown: Unknown) -> str:
    return f"{_PREFIX}{unknown[0]}{AUXILIARY}{unknown[1]}"


def determined(
    game: StrategicGame, support: tuple[tuple[int, ...], ...], weights: Weights, stages: Sequence[Stage], read: Reader
) -> Iterator[Polynomial]:
    """The determinants that must not be zero; refuses stages that do not determine every unknown."""
    wanted = {(i, a) for i, own in enumerate(support) for a in own[1:]}
    unknowns = [own for stage in stages for own in stage.unknowns]
    equations = [own for stage in stages for own in stage.equations]
    for what, own in (("unknowns", unknowns), ("indifferences", equations)):
        if len(own) != len(wanted) or set(own) != wanted:
            refuse("stages", f"{what} {own}", f"each of {sorted(wanted)} once")
    free = unknown_profile(game, support)
    known: dict[str, Ratio] = {}
    for stage in stages:
        names = [_name(own) for own in stage.unknowns]
        if len(stage.equations) != len(names):
            refuse("stages", f"{len(stage.equations)} indifferences", f"as many as the {len(names)} unknowns")
        rows, values = [], {_name(own): weights[own[0]][own[1]] for own in stage.unknowns}
        for player, action in stage.equations:
            base = expected_payoff(game, player, instead(free, player, support[player][0]), read)
            gain = expected_payoff(game, player, instead(free, player, action), read) - base
            row, there = _linear(ratio_at(gain, known), names), ratio_at(gain, {**known, **values})
            if not there.numerator.is_zero:
                refuse("profile", f"a gain of {game.players[player]} between actions of the support", "none")
            rows.append(row)
        known |= values
        yield determinant(rows)


def unknown_profile(game: StrategicGame, support: tuple[tuple[int, ...], ...]) -> Weights:
    """The profile with a variable for each unknown probability."""
    found: list[tuple[Ratio, ...]] = []
    for labels, own in zip(game.actions, support, strict=True):
        i = len(found)
        rest = ONE
        row = [ZERO] * len(labels)
        for action in own[1:]:
            row[action] = Ratio(Polynomial.variable(_name((i, action))))
            rest = rest - row[action]
        row[own[0]] = rest
        found.append(tuple(row))
    return tuple(found)


def _linear(gain: Ratio, names: Sequence[str]) -> list[Polynomial]:
    """The coefficients of the stage's unknowns in a gain that holds no other unknown."""
    rest, row = gain.numerator, []
    for name in names:
        parts = gain.numerator.coefficients_in(name)
        slope = parts[1] if len(parts) > 1 else Polynomial.constant(0)
        rest = rest - slope * Polynomial.variable(name)
        row.append(slope)
    if any(name.startswith(_PREFIX) for p in (rest, *row, gain.denominator) for name in p.names):
        refuse(
            "stages", "an indifference that is not linear in the stage's unknowns", "one that is, and holds no other"
        )
    return row
