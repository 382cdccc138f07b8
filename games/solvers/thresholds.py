"""All discount factors at which a strategy profile is an equilibrium: numeric, and by formulas where symbols stay free.

Definition   The set of d in [0, 1) at which the profile is subgame perfect (under public monitoring: a perfect public equilibrium): every
             one-shot slack is non-negative and every discounted sum finite. It may be empty, a point, or several intervals.
Algorithm    1. Solve the values once with d (and the other symbols) free; each one-shot slack becomes a polynomial condition.
             2. Only d free: isolate the real roots of the conditions and test the cells between them (`games.exact.solution_set`).
             3. Symbols free: `games.solvers.parametric` gives cases of the symbols, each with its intervals.
             Payoffs that hold max or min of symbols are first split by which argument is the greater.
Evidence     Step 2 is exact arithmetic; step 3 rests on the real-arithmetic engine until `proofs.certify` finds a certificate.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from fractions import Fraction
from functools import partial
from typing import Any

from games.core.automaton import StrategyProfile
from games.core.dynamic import DISCOUNT, DynamicGame, discount_factors
from games.core.play import OneShotDeviation, bind
from games.core.solution import Case, Status, Threshold
from games.errors import ComarcaError, LimitReached, Unsupported
from games.exact import (
    AlgebraicNumber,
    Interval,
    Relation,
    Scalar,
    exact,
    is_number,
    solution_set,
    symbols_of,
    text,
    to_sympy,
)
from games.solvers.conditions import Condition, admissible, conditions
from games.solvers.joining import joined
from games.solvers.parametric import decompose, primitive
from games.solvers.reach import uncertain_chance, where_zero
from games.solvers.signs import Signs, require_consistent

ZERO, ONE = Fraction(0), Fraction(1)


def threshold(
    game: DynamicGame, profile: StrategyProfile, *, discount: str | None = None, time_limit: float | None = None
) -> Threshold:
    """The set of discount factors at which `profile` is an equilibrium of `game`, with what binds at its ends.

    One common factor varies: the game's discount symbol, or a fresh one in place of a common number. Where players' factors differ, those
    that are the symbol `discount` (by default the only symbol among them) vary and the numbers stay. An answer that cannot be
    shown has status UNKNOWN and says why. Raises Unsupported when it is not clear which factor varies, InvalidGame when the
    game's assumptions contradict one another.

    >>> from games.core.automaton import Automaton
    >>> from games.core.strategic import StrategicGame
    >>> pd = StrategicGame.from_arrays([[3, 0], [5, 1]], [[3, 5], [0, 1]])
    >>> threshold(DynamicGame.repeated(pd), Automaton.grim("1", "2")).intervals[0].lo
    Fraction(1, 2)
    """
    varied, open_game = vary(game, discount)
    deadline = None if time_limit is None else time.monotonic() + time_limit
    signs = Signs(admissible(open_game, varied), deadline)
    require_consistent(signs)
    try:
        cases, marking, dropped, engines = _answer(open_game, profile, varied, signs)
    except (Unsupported, LimitReached) as error:
        if isinstance(error, LimitReached) and deadline is not None and time.monotonic() >= deadline:
            error.partial = _unknown(open_game, profile, varied, error)
            raise
        return _unknown(open_game, profile, varied, error)
    return Threshold(open_game, profile, varied, cases, marking, dropped, Status.DECIDED, engines)


def _unknown(game: DynamicGame, profile: StrategyProfile, varied: str, error: ComarcaError) -> Threshold:
    return Threshold(game, profile, varied, (), (), 0, Status.UNKNOWN, (), str(error))


def vary(game: DynamicGame, discount: str | None = None) -> tuple[str, DynamicGame]:
    """The name of the factor that varies, and the game in which it stands open."""
    factors = tuple(dict.fromkeys(game.discount))
    if discount is None and len(factors) == 1 and is_number(factors[0]):
        name = next(name for name in (DISCOUNT, "delta", "discount", "d_") if name not in game.symbols)
        return name, game.at(name)
    named = [factor for factor in factors if not is_number(factor)]
    choices = [factor for factor in named if discount is None or discount in symbols_of(factor)]
    if len(choices) != 1 or symbols_of(choices[0]) != (text(choices[0]),):
        found = ", ".join(text(factor) for factor in factors)
        remedy = "Write the factors that vary as one and the same symbol, and the others as numbers."
        raise Unsupported("discount factors", found, "one symbol that varies", remedy)
    discount_factors(game.discount, game.players)
    return text(choices[0]), game


Answer = tuple[tuple[Case, ...], tuple[OneShotDeviation, ...], int, tuple[str, ...]]


def _answer(game: DynamicGame, profile: StrategyProfile, varied: str, signs: Signs) -> Answer:
    atom = _extreme(game)
    if atom is not None:
        return _by_branches(atom, game, profile, varied, signs)
    bound = bind(game, profile)
    chance = uncertain_chance(bound, signs)
    if chance is not None:
        return _by_chance(chance, game, profile, varied, signs)
    found = conditions(bound, varied, signs)
    if all(set(symbols_of(own.polynomial)) <= {varied} for own in found):
        intervals, marking = _numeric(found, varied)
        return (Case((), intervals),), marking, 0, ("exact arithmetic",)
    decomposition = decompose(found, varied, signs)
    marking = _alike(decomposition.marking, found)
    return decomposition.cases, marking, len(found) - len(marking), ("z3",)


def _alike(marking: Sequence[Condition], found: Sequence[Condition]) -> tuple[OneShotDeviation, ...]:
    """The deviations of all conditions that say what a marking one says: where players are alike, all of them."""
    said = {primitive(own.polynomial) for own in marking}
    return tuple(own.deviation for own in found if own.deviation is not None and primitive(own.polynomial) in said)


def _numeric(found: tuple[Condition, ...], varied: str) -> tuple[tuple[Interval, ...], tuple[OneShotDeviation, ...]]:
    rows = [(_coefficients(own.polynomial, varied), own) for own in found]
    intervals = solution_set(
        [(row, ">" if own.strict else ">=") for row, own in rows], Interval(ZERO, True, ONE, False)
    )
    lowest = {interval.lo for interval in intervals if interval.lo != 0 or not interval.lo_closed}
    ends = lowest | {interval.hi for interval in intervals if interval.hi != 1}
    marking = [
        own.deviation
        for row, own in rows
        if own.deviation is not None and any(_vanishes(row, end) for end in ends) and any(row)
    ]
    return intervals, tuple(marking)


def _coefficients(polynomial: Scalar, varied: str) -> tuple[Fraction, ...]:
    import sympy

    if is_number(polynomial):
        return (polynomial,)
    listed = sympy.Poly(to_sympy(polynomial), sympy.Symbol(varied)).all_coeffs()
    return tuple(Fraction(int(value.p), int(value.q)) for value in reversed(listed))


def _vanishes(row: tuple[Fraction, ...], end: Any) -> bool:
    if isinstance(end, AlgebraicNumber):
        return end.sign_at(row) == 0
    total = ZERO
    for coefficient in reversed(row):
        total = total * end + coefficient
    return bool(total == 0)


def _extreme(game: DynamicGame) -> Scalar | None:
    """An innermost max or min of symbols among the payoffs, if there is one."""
    import sympy

    for scalar in _payoffs(game):
        if not is_number(scalar):
            for atom in sorted(to_sympy(scalar).atoms(sympy.Max, sympy.Min), key=sympy.default_sort_key):
                if not any(argument.has(sympy.Max, sympy.Min) for argument in atom.args):
                    return atom
    return None


def _payoffs(game: DynamicGame) -> list[Scalar]:
    return [value for state in game.states for row in state.stage.payoffs for value in row]


def _by_branches(atom: Scalar, game: DynamicGame, profile: StrategyProfile, varied: str, signs: Signs) -> Answer:
    """One answer for each argument that can be the extreme one; ties go to the earlier argument, so the cases are disjoint."""
    import sympy

    whole = to_sympy(atom)
    beats = ">=" if isinstance(whole, sympy.Max) else "<="
    arguments = [exact(argument, "max") for argument in whole.args]
    cases: list[Case] = []
    marking: dict[OneShotDeviation, None] = {}
    dropped, engines = 0, ("z3",)
    for j, chosen in enumerate(arguments):
        wins = [Relation(chosen, beats if j < m else beats[0], other) for m, other in enumerate(arguments) if m != j]
        if signs.excludes(*wins):
            continue
        needed = tuple(own for own in wins if not signs.excludes(own.negated()))
        branch = game.map_payoffs(partial(_replace, atom=whole, chosen=chosen))
        own_cases, own_marking, own_dropped, _ = _answer(branch, profile, varied, signs.given(needed))
        cases += [Case((*needed, *case.assume), case.intervals) for case in own_cases]
        marking.update(dict.fromkeys(own_marking))
        dropped += own_dropped
    if len({case.intervals for case in cases}) == 1:
        cases = [Case((), cases[0].intervals)]
    return tuple(cases), tuple(marking), dropped, engines


def _by_chance(chance: Scalar, game: DynamicGame, profile: StrategyProfile, varied: str, signs: Signs) -> Answer:
    """One answer where the chance is positive, and one where it is zero and cuts off what it alone leads to."""
    zero = where_zero(chance)
    if zero is None or varied in symbols_of(chance):
        found = f"the chance {text(chance)}, which may be zero"
        raise Unsupported(
            "reached states", found, "one of certain sign", f'Assume "{text(chance)} > 0", or put values in.'
        )
    cases: list[Case] = []
    marking: dict[OneShotDeviation, None] = {}
    dropped = 0
    for op in (">", "<", "="):
        relation = Relation(chance, op, ZERO)
        if signs.excludes(relation):
            continue
        put = {zero[0]: zero[1]} if op == "=" else {}
        branch, own_profile = (game.substitute(put), profile.substitute(put)) if put else (game, profile)
        own_cases, own_marking, own_dropped, _ = _answer(branch, own_profile, varied, signs.given([relation]))
        cases += [Case((relation, *case.assume), case.intervals) for case in own_cases]
        marking.update(dict.fromkeys(own_marking))
        dropped += own_dropped
    return joined(cases, signs), tuple(marking), dropped, ("z3",)


def _replace(scalar: Scalar, atom: Scalar, chosen: Scalar) -> Scalar:
    return scalar if is_number(scalar) else exact(to_sympy(scalar).xreplace({atom: to_sympy(chosen)}), "payoff")
