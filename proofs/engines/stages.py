"""Which products of facts to try, few and small ones first.

A stage bounds the products by their number of factors or by their total degree; in a stage that says `once` no product holds
two targets, in one with `squares` each product also comes multiplied by each of the first so many squares.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from proofs.engines.facts import Fact, Powers

MAX_FACTORS = 16
PATIENCE = 3  # a stage with squares waits until stages with this many times its columns have been tried


@dataclass(frozen=True, slots=True)
class Stage:
    """At most `factors` factors and total degree `degree`; about `columns` products."""

    columns: int
    factors: int
    degree: int
    once: bool
    squares: int = 0


@dataclass(frozen=True, slots=True)
class FactProduct:
    """A product of facts; strict if all its factors are, and so is the empty product 1."""

    powers: Powers
    polynomial: Any
    strict: bool


def stages(facts: Sequence[Fact], squares: Sequence[int], max_columns: int) -> list[Stage]:
    """The stages within the limit on columns, cheap ones first, none that adds nothing to one before.

    `squares` are the numbers of squares to try; each is a choice besides none.
    """
    degrees = [fact.degree for fact in facts if fact.kind != "=0"]
    top = max(degrees, default=1) * MAX_FACTORS
    found: list[Stage] = []
    for once in (True, False):
        table = _counts(facts, once, top, 2 * max_columns)
        for factors in range(MAX_FACTORS + 1):
            found.append(Stage(sum(map(sum, table[: factors + 1])), factors, top, once))
        for degree in range(1, max(degrees, default=1) + MAX_FACTORS):
            found.append(Stage(sum(sum(row[: degree + 1]) for row in table), MAX_FACTORS, degree, once))
    plain = list(found)
    for number in dict.fromkeys(number for number in squares if number):
        found += [Stage(s.columns * (1 + number), s.factors, s.degree, s.once, number) for s in plain]
    found = [stage for stage in found if stage.columns <= max_columns]
    found.sort(key=lambda stage: (stage.columns * (PATIENCE if stage.squares else 1), stage.factors))
    return list({(stage.columns, stage.squares): stage for stage in reversed(found)}.values())[::-1]


def _counts(facts: Sequence[Fact], once: bool, top: int, cap: int) -> list[list[int]]:
    """table[k][n]: how many products of k facts have degree n, at most `cap`."""
    degrees = [(fact.degree, once and fact.targeted) for fact in facts if fact.kind != "=0"]
    plain = [[0] * (top + 1) for _ in range(MAX_FACTORS + 1)]
    plain[0][0] = 1
    for degree in (degree for degree, single in degrees if not single):
        for k in range(1, MAX_FACTORS + 1):
            for n in range(degree, top + 1):
                plain[k][n] = min(cap, plain[k][n] + plain[k - 1][n - degree])
    total = [list(row) for row in plain]
    for degree in (degree for degree, single in degrees if single):
        for k in range(1, MAX_FACTORS + 1):
            for n in range(degree, top + 1):
                total[k][n] = min(cap, total[k][n] + plain[k - 1][n - degree])
    return total


def products(facts: Sequence[Fact], stage: Stage, one: Any) -> Iterator[FactProduct]:
    """All products within the stage's bounds, the empty one (`one`) first; each is multiplied out once."""
    usable = [(i, fact, fact.degree) for i, fact in enumerate(facts) if fact.kind != "=0"]

    def extend(start: int, product: FactProduct, factors: int, room: int, targeted: bool) -> Iterator[FactProduct]:
        yield product
        if not factors:
            return
        for position in range(start, len(usable)):
            i, fact, degree = usable[position]
            if degree > room or (targeted and stage.once and fact.targeted):
                continue
            larger = times_fact(product, i, fact)
            yield from extend(position, larger, factors - 1, room - degree, targeted or fact.targeted)

    return extend(0, FactProduct((), one, True), stage.factors, stage.degree, False)


def times_fact(product: FactProduct, index: int, fact: Fact) -> FactProduct:
    """The product times one more fact, whose index is at least the last."""
    powers = product.powers
    if powers and powers[-1][0] == index:
        powers = (*powers[:-1], (index, powers[-1][1] + 1))
    else:
        powers = (*powers, (index, 1))
    return FactProduct(powers, product.polynomial * fact.polynomial, product.strict and fact.kind == ">0")
