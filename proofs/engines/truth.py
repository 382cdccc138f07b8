"""Is a theorem false somewhere? Its parts as statements over the reals, from the definitions in `games.core`, and exact checks at a point.

`falsity` gives, for a part, a statement that is true where the part is false: the engine for real arithmetic looks for a point.
`is_false_at` evaluates the part at the point in exact arithmetic, by the definitions, before anyone calls it a counterexample.
The checker builds its obligations from the same theorem by code of its own: this is the second opinion.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from games.core.anonymous import AnonymousGame, count_slacks
from games.core.automaton import Automaton, Machines
from games.core.dynamic import DynamicGame
from games.core.play import bind, convergence, one_shot_deviations, values
from games.errors import ComarcaError
from games.exact import Relation, Scalar, exact, is_number, substitute
from games.solvers.reals import And, Not, Or, Statement, all_of, any_of, consistent
from proofs import statements
from proofs.statements import Region

ZERO = Fraction(0)
MOST_PLAYERS = 2_000
"""Beyond this number of players a dominance claim is not checked count by count."""

Point = Mapping[str, Fraction]


def falsity(part: statements.Part) -> Statement:
    """A statement that is true wherever the part is false (and perhaps elsewhere: see `is_false_at`)."""
    match part:
        case statements.EquilibriumIff():
            return _differ(part.region, _equilibrium(part.game, part.profile))
        case statements.SomeEquilibriumIff():
            chosen = {name: exact(value, name) for name, value in part.chosen.items()}
            conditions = _conditions(part.game, part.profile)
            at_chosen = all_of(own.substitute(chosen) for own in conditions)
            return any_of(
                _both(_region(part.region), Not(at_chosen)), _both(Not(_region(part.region)), all_of(conditions))
            )
        case statements.CountEquilibriumIff():
            return _differ(part.region, all_of(_at_least(slack) for _, slack in count_slacks(part.game, part.count)))
        case statements.DominantIff():
            return _dominance_fails(part)
        case statements.Always():
            return Not(all_of(part.relations))
        case statements.InductiveEquilibriumIff():
            return _differ(part.region, _equilibrium(part.base, part.base_profile))


def step_fails(part: statements.InductiveEquilibriumIff) -> Statement:
    """A statement that is true where the induction's step fails: no counterexample to the theorem, but no proof of it either."""
    conditions = _conditions(part.step, part.step_profile)
    bound = bind(part.step, part.step_profile)
    player, game_state, state = part.step_node
    worth = values(bound)[part.step.players.index(player)][bound.nodes.index((game_state, state))]
    kept = part.invariant.substitute({part.carried: worth})
    return all_of(part.invariant, _region(part.region), Not(all_of(*conditions, kept)))


def is_false_at(part: statements.Part, point: Point) -> bool:
    """Whether the part is false at exact values of the symbols; False also where it has no meaning there."""
    try:
        return _is_false(part, point)
    except ComarcaError:
        return False


def _is_false(part: statements.Part, point: Point) -> bool:
    match part:
        case statements.EquilibriumIff():
            return _inside(part.region, point) != _is_equilibrium(part.game, part.profile, point)
        case statements.SomeEquilibriumIff():
            some = _some_equilibrium(part, point)
            return some is not None and _inside(part.region, point) != some
        case statements.CountEquilibriumIff():
            game, count = part.game.substitute(point), _number(part.count, point)
            return _inside(part.region, point) != all(slack >= 0 for _, slack in count_slacks(game, count))
        case statements.DominantIff():
            dominant = _is_dominant(part, part.game.substitute(point))
            return dominant is not None and _inside(part.region, point) != dominant
        case statements.Always():
            return not all(relation.holds(point) for relation in part.relations)
        case statements.InductiveEquilibriumIff():
            return _inside(part.region, point) != _is_equilibrium(part.base, part.base_profile, point)


def _equilibrium(game: DynamicGame, profile: Automaton | Machines) -> And:
    return all_of(_conditions(game, profile))


def _conditions(game: DynamicGame, profile: Automaton | Machines) -> list[Relation]:
    bound = bind(game, profile)
    finite = [Relation(quantity, ">", ZERO) for quantity in convergence(bound)]
    slacks = dict.fromkeys(own.slack for own in one_shot_deviations(bound))
    return [*finite, *(_at_least(slack) for slack in slacks)]


def _at_least(slack: Scalar) -> Relation:
    return Relation(slack, ">=", ZERO)


def _differ(region: Region, holds: Statement) -> Or:
    inside = _region(region)
    return any_of(_both(inside, Not(holds)), _both(Not(inside), holds))


def _both(one: Statement, other: Statement) -> And:
    return all_of(one, other)


def _region(region: Region) -> Or:
    return any_of(all_of(conjunction) for conjunction in region)


def _dominance_fails(part: statements.DominantIff) -> Statement:
    count = exact("k", "count")
    good = ">" if part.strict else ">="
    sign = 1 if part.action == 1 else -1

    def better(others: Scalar) -> Relation:
        return Relation(sign * part.game.gain(others), good, ZERO)

    somewhere = [
        all_of(Relation(count, ">=", first), Relation(count, "<=", last), Not(better(count)))
        for first, last in part.ranges
    ]
    ends = [better(end) for run in part.ranges for end in dict.fromkeys(run)]
    inside = _region(part.region)
    return any_of(_both(inside, any_of(somewhere)), _both(Not(inside), all_of(ends)))


def _inside(region: Region, point: Point) -> bool:
    return any(all(relation.holds(point) for relation in conjunction) for conjunction in region)


def _is_equilibrium(game: DynamicGame, profile: Automaton | Machines, point: Point) -> bool:
    bound = bind(game.substitute(point), profile)
    if not all(quantity > 0 for quantity in convergence(bound)):
        return False
    return all(own.slack >= 0 for own in one_shot_deviations(bound))


def _some_equilibrium(part: statements.SomeEquilibriumIff, point: Point) -> bool | None:
    """Whether some values of the chosen symbols make it one there; None where that stays open."""
    return consistent(_conditions(part.game.substitute(point), part.profile))


def _is_dominant(part: statements.DominantIff, game: AnonymousGame) -> bool | None:
    if not is_number(game.players) or game.players > MOST_PLAYERS or game.players.denominator != 1:
        return None
    sign = 1 if part.action == 1 else -1
    gains = [sign * gain for gain in game.gains()]
    return all(gain > 0 for gain in gains) if part.strict else all(gain >= 0 for gain in gains)


def _number(scalar: Scalar, point: Point) -> Any:
    return substitute(scalar, point)
