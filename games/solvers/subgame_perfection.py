"""Is a strategy profile subgame perfect (under public monitoring: a perfect public equilibrium), and if not, who would deviate?

Definition   No one-shot deviation gains at any node that some history reaches (`games.core.play`).
Algorithm    Numbers: solve the values and look at every slack. Symbols: the slacks' signs are decided for all admissible values; if they
             are not the same everywhere, the answer is UNKNOWN and `condition` says, by cases, for which discount factors it holds.
"""

from __future__ import annotations

import time
from dataclasses import replace
from fractions import Fraction

from games.core.automaton import StrategyProfile
from games.core.dynamic import DynamicGame
from games.core.play import (
    BoundProfile,
    OneShotDeviation,
    bind,
    convergence,
    one_shot_deviations,
    start_payoffs,
    values,
)
from games.core.solution import Case, ProfileCheck, Status
from games.errors import Unsupported
from games.exact import Relation, Scalar, is_number, symbols_of, text
from games.solvers.conditions import admissible, conditions, unit_interval
from games.solvers.parametric import relation_of
from games.solvers.reach import uncertain_chance
from games.solvers.signs import Signs, require_consistent
from games.solvers.thresholds import threshold

ZERO = Fraction(0)


def check(game: DynamicGame, profile: StrategyProfile, *, time_limit: float | None = None) -> ProfileCheck:
    """Decide the profile at the game's own discount factors; with free symbols, for all that the game assumes of them.

    Raises Unsupported where growth makes discounted sums infinite.

    >>> from games.core.automaton import Automaton
    >>> from games.core.strategic import StrategicGame
    >>> pd = StrategicGame.from_arrays([[3, 0], [5, 1]], [[3, 5], [0, 1]])
    >>> check(DynamicGame.repeated(pd, "2/5"), Automaton.grim("1", "2")).deviation.slack
    Fraction(-2, 5)
    """
    bound = bind(game, profile)
    _require_finite(bound)
    worth = values(bound)
    slacks = one_shot_deviations(bound, worth)
    if all(is_number(own.slack) for own in slacks) and uncertain_chance(bound, Signs(admissible(game, ""))) is None:
        holds = all(own.slack >= 0 for own in slacks)
        return _result(bound, worth, slacks, holds, ("exact arithmetic",))
    deadline = None if time_limit is None else time.monotonic() + time_limit
    signs = _admissible_signs(game, deadline)
    verdict = _for_all(bound, signs)
    if verdict is None:
        return _undetermined(bound, worth, slacks, time_limit)
    found = _result(bound, worth, slacks, verdict, ("z3",))
    return found if verdict else replace(found, always=_always_gaining(slacks, signs))


def _result(
    bound: BoundProfile,
    worth: tuple[tuple[Scalar, ...], ...],
    slacks: tuple[OneShotDeviation, ...],
    holds: bool | None,
    engines: tuple[str, ...],
    condition: tuple[Case, ...] = (),
    reason: str = "",
) -> ProfileCheck:
    status = Status.UNKNOWN if holds is None else Status.DECIDED if holds else Status.REFUTED
    return ProfileCheck(
        bound.game, bound.profile, holds, status, bound.nodes, worth, start_payoffs(bound, worth), slacks, engines,
        condition, reason,
    )  # fmt: skip


def _require_finite(bound: BoundProfile) -> None:
    for quantity in convergence(bound):
        if is_number(quantity) and quantity <= 0:
            found = f"growth for which {text(quantity)} is not positive"
            raise Unsupported("discounted payoffs", found, "finite sums", "Lower the discount factor or the growth.")


def _admissible_signs(game: DynamicGame, deadline: float | None) -> Signs:
    """Signs over all that the game assumes, symbolic discount factors in [0, 1)."""
    free = [name for factor in game.discount for name in symbols_of(factor)]
    relations = list(admissible(game, varied=""))
    relations += [relation for name in dict.fromkeys(free) for relation in unit_interval(name)]
    signs = Signs(relations, deadline)
    require_consistent(signs)
    return signs


def _for_all(bound: BoundProfile, signs: Signs) -> bool | None:
    """True or False if the answer is the same for all admissible symbols, discount factors included."""
    if uncertain_chance(bound, signs) is not None:
        return None
    found = conditions(bound, "", signs)
    if all(signs.excludes(relation_of(own).negated()) for own in found):
        return True
    return False if signs.excludes(*(relation_of(own) for own in found)) else None


def _always_gaining(slacks: tuple[OneShotDeviation, ...], signs: Signs) -> OneShotDeviation | None:
    """A deviation that gains whatever the symbols are, if there is one."""
    return next((own for own in slacks if signs.excludes(Relation(own.slack, ">=", ZERO))), None)


def _undetermined(
    bound: BoundProfile,
    worth: tuple[tuple[Scalar, ...], ...],
    slacks: tuple[OneShotDeviation, ...],
    time_limit: float | None,
) -> ProfileCheck:
    try:
        answer = threshold(bound.game, bound.profile, time_limit=time_limit)
        condition, reason = answer.cases, answer.reason
    except Unsupported as error:
        condition, reason = (), str(error)
    reason = reason or "it depends on the symbols: see the condition"
    return _result(bound, worth, slacks, None, ("z3",), condition, reason)
