"""Evidence for claims about play over time: values over common denominators, slacks split into a core and positive factors.

The checker verifies all of it; here it is only found. Signs of factors come from the real-arithmetic engine; a factor whose sign is
not certain stays in the core.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import Any

from games.core.automaton import Automaton, Machines
from games.core.dynamic import DynamicGame
from games.core.play import OneShotDeviation, bind, convergence, one_shot_deviations, values
from games.exact import Relation, Scalar, exact, fraction_parts, is_number, simplest, to_sympy
from games.solvers.signs import Signs, factors
from proofs.witness import Branch, Evidence, Slack, Values

ONE = Fraction(1)


def evidence(
    game: DynamicGame,
    profile: Automaton | Machines,
    hypotheses: Iterable[Relation],
    node_values: tuple[tuple[Scalar, ...], ...] | None = None,
    deviations: Sequence[OneShotDeviation] | None = None,
) -> Evidence:
    """Values, branches of extremes and slacks of a profile under hypotheses; what a solver found already may be given."""
    bound = bind(game, profile)
    worth = values(bound) if node_values is None else node_values
    found = one_shot_deviations(bound, worth) if deviations is None else deviations
    signs = Signs(hypotheses)
    finite = signs.given(Relation(quantity, ">", Fraction(0)) for quantity in convergence(bound))
    rows = [common_denominator(row) for row in worth]
    slacks = tuple(_slack(own, finite) for own in found if not is_number(own.slack))
    return Evidence(
        Values(bound.nodes, tuple(top for top, _ in rows), tuple(bottom for _, bottom in rows)),
        _branches(game, signs),
        slacks,
    )


def common_denominator(row: Sequence[Scalar]) -> tuple[tuple[Scalar, ...], tuple[Scalar, ...]]:
    """Numerators, and the factors of their common denominator."""
    powers: dict[Scalar, int] = {}
    for value in row:
        for factor, power in factors(fraction_parts(value)[1]):
            if not is_number(factor):
                powers[factor] = max(power, powers.get(factor, 0))
    whole: Scalar = ONE
    for factor, power in powers.items():
        whole = whole * factor**power
    listed = tuple(exact(factor) for factor, power in powers.items() for _ in range(power))
    return tuple(simplest(value * whole) for value in row), listed


def _slack(deviation: OneShotDeviation, signs: Signs) -> Slack:
    """The slack as core, positive factors above and below; a factor below of no certain sign is multiplied out by its square."""
    top, bottom = fraction_parts(deviation.slack)
    core: Scalar = ONE
    up: list[Scalar] = []
    down: list[Scalar] = []
    for factor, power in factors(top):
        sign = None if is_number(factor) else signs.certain(factor)
        if sign is None or sign == 0:
            core = core * factor**power
        else:
            core = core * sign**power
            up += [exact(sign * factor)] * power
    for factor, power in factors(bottom):
        sign = signs.certain(factor)
        if is_number(factor):
            core = core / factor**power
        elif sign:
            core = core * sign**power
            down += [exact(sign * factor)] * power
        else:
            core = core * factor**power
            down += [exact(factor * factor)] * power
    return Slack(
        deviation.player,
        deviation.game_state,
        deviation.state,
        deviation.action,
        simplest(core),
        tuple(up),
        tuple(down),
    )


def _branches(game: DynamicGame, signs: Signs) -> tuple[Branch, ...]:
    """Extremes in the payoffs that always equal one of their arguments."""
    found: dict[Scalar, Branch] = {}
    for scalar in (value for state in game.states for row in state.stage.payoffs for value in row):
        for extreme in [] if is_number(scalar) else _extremes(scalar):
            beats = ">=" if type(extreme).__name__ == "Max" else "<="
            for chosen in extreme.args:
                others = [Relation(exact(chosen), beats, exact(own)) for own in extreme.args if own != chosen]
                if extreme not in found and all(signs.excludes(relation.negated()) for relation in others):
                    found[extreme] = Branch(extreme, exact(chosen))
    return tuple(found.values())


def _extremes(scalar: Scalar) -> list[Any]:
    import sympy

    return sorted(to_sympy(scalar).atoms(sympy.Max, sympy.Min), key=sympy.default_sort_key)
