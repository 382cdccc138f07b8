"""All pure equilibria of a game with symbols, each with its exact condition.

Definition   A profile is an equilibrium where every loss from a deviation, his payoff here minus his payoff there, is >= 0.
Algorithm    The losses of a profile are relations; those that are certain, or that the others imply, are dropped, by proof. A profile is
             left out if a loss is certainly negative, or if no admissible symbols satisfy the relations together.
Evidence     Unsatisfiable statements of real arithmetic (z3). `proofs.certify` needs no z3.
Cost         One question a loss, besides; profiles times deviations losses.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from fractions import Fraction

from games.core.classification import ConditionalEquilibria, ConditionalEquilibrium
from games.core.solution import Status
from games.core.strategic import StrategicGame
from games.errors import LimitReached
from games.exact import Relation, Scalar, is_number, simplest, to_sympy
from games.solvers.formulas import oriented
from games.solvers.joining import balanced, tidied
from games.solvers.payoff_signs import require_defined
from games.solvers.pure import pure_profile
from games.solvers.signs import Signs, require_consistent

ZERO = Fraction(0)
MOST_CELLS = 10_000


def conditional_equilibria(game: StrategicGame, *, time_limit: float | None = None) -> ConditionalEquilibria:
    """All pure equilibria of a game whose payoffs hold symbols, each with the relations under which it is one.

    Raises Unsupported where a payoff may be undefined, LimitReached when `time_limit` seconds have passed. Source: [Nash1951]_.

    >>> game = StrategicGame.from_arrays([["b", 0], [0, 1]], [["b", 0], [0, "c"]], assumptions=["c > 0"])
    >>> print(conditional_equilibria(game))
    (1, 0; 1, 0) if b >= 0
    (0, 1; 0, 1)
    """
    cells = len(game.payoffs[0])
    if cells > MOST_CELLS:
        raise LimitReached("equilibria with symbols", f"{cells:,} profiles", f"at most {MOST_CELLS:,}")
    signs = Signs(game.assumptions, None if time_limit is None else time.monotonic() + time_limit)
    require_consistent(signs)
    require_defined(game, signs)
    found: list[ConditionalEquilibrium] = []
    try:
        for cell in range(cells):
            condition = condition_of(losses(game, cell), signs)
            if condition is not None:
                here = signs.given(condition)
                payoffs = tuple(oriented(row[cell], here) for row in game.payoffs)
                found.append(ConditionalEquilibrium(pure_profile(game, cell), payoffs, condition))
    except LimitReached as error:
        what = f"{error.found}, with {len(found)} equilibria found"
        partial = ConditionalEquilibria(
            game, "pure", tuple(found), Status.DECIDED, ("z3",), complete=False, reason=f"found {what}"
        )
        raise LimitReached("equilibria with symbols", what, "", "Allow more time.", partial) from None
    return ConditionalEquilibria(game, "pure", tuple(found), Status.DECIDED, ("z3",))


def losses(game: StrategicGame, cell: int) -> Iterator[Scalar]:
    """What each player loses by each other action at a pure profile."""
    stride = len(game.payoffs[0])
    for size, row in zip(game.shape, game.payoffs, strict=True):
        outer, stride = stride, stride // size
        first = cell // outer * outer + cell % stride
        for other in range(first, first + outer, stride):
            if other != cell:
                yield simplest(row[cell] - row[other])


def condition_of(
    at_least_zero: Iterable[Scalar], signs: Signs, above_zero: Iterable[Scalar] = ()
) -> tuple[Relation, ...] | None:
    """Relations that hold exactly where all of these are >= 0 and > 0, without those that follow; None if that is nowhere."""
    wanted: list[Relation] = []
    for values, op in ((above_zero, ">"), (at_least_zero, ">=")):
        for value in values:
            relation = reduced(Relation(value, op, ZERO), signs)
            if relation is not None and relation not in wanted:
                wanted.append(relation)
    if any(is_number(own.left) for own in wanted) or signs.excludes(*wanted):
        return None
    return tuple(_as_read(own) for own in tidied(_by_each_other(wanted, signs), signs))


def _by_each_other(wanted: list[Relation], signs: Signs) -> tuple[Relation, ...]:
    """Each relation without factors whose sign the others fix; those that they imply are dropped."""
    kept = list(wanted)
    for own in wanted:
        others = [other for other in kept if other != own]
        shorter = reduced(own, signs.given(others))
        at = kept.index(own)
        kept[at : at + 1] = [] if shorter is None or shorter in others else [shorter]
    return tuple(kept)


def reduced(relation: Relation, signs: Signs) -> Relation | None:
    """value op 0 (op > >= < or <=) without factors of certain sign; None if it always holds."""
    value = relation.left
    if is_number(value):
        return None if relation.holds() else relation
    if signs.excludes(relation.negated()):
        return None
    total, rest = 1, None
    for factor, power in signs.factors(value):
        sign = signs.certain(factor)
        if sign:
            total *= sign if power % 2 else 1
        else:
            own = to_sympy(factor) ** power
            rest = own if rest is None else rest * own
    if rest is None or total == 0:
        return relation
    return Relation(rest, relation.op if total > 0 else _TURNED[relation.op], ZERO)


_TURNED = {">": "<", ">=": "<=", "<": ">", "<=": ">="}


def _as_read(relation: Relation) -> Relation:
    """A sum as a comparison of positive terms; a product stays one."""
    return relation if getattr(relation.left, "is_Mul", False) and _is_product(relation.left) else balanced(relation)


def _is_product(value: Scalar) -> bool:
    return sum(1 for factor in to_sympy(value).args if not factor.is_number) > 1
