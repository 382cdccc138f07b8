"""Factors of conditions that are positive because a sum of few products of the conditions says so, such as 1 + l (rho - 1).

Each becomes a fact, so that `facts.reduced` can divide it out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Any

from proofs.engines.facts import Fact, FormTooLarge, Powers, Ring, entries, polynomial_key, scaled, times
from proofs.engines.positive import Column, Solution, vanishing_combination
from proofs.engines.stages import FactProduct, Stage, products

FACTORS, COLUMNS = 3, 800


def positive_factors(ring: Ring, facts: Sequence[Fact], deadline: float) -> Iterator[Fact]:
    """Facts that irreducible factors of the facts, or their negatives, are positive."""
    candidates: dict[Any, Any] = {}
    for fact in facts:
        if fact.polynomial == 0 or fact.polynomial.is_constant():
            continue
        factors = fact.polynomial.factor()[1]
        if len(factors) > 1 or factors[0][1] > 1:
            candidates |= {polynomial_key(factor): factor for factor, _ in factors}
    plain = [fact for fact in facts if fact.kind != "=0" and not fact.targeted]
    for factor in candidates.values():
        yield from _positive(ring, factor, plain, deadline) or _positive(ring, -factor, plain, deadline)


def _positive(ring: Ring, factor: Any, facts: Sequence[Fact], deadline: float) -> list[Fact]:
    """[the fact that factor > 0] if products of few facts add up to a multiple of it, else []."""
    degree = factor.total_degree()
    small = [fact for fact in facts if fact.degree <= degree]
    factors = next((n for n in range(FACTORS, 0, -1) if len(small) ** n <= COLUMNS), 1)
    tried = list(products(small, Stage(0, factors, degree, once=False), ring.one))
    columns = [Column(entries(own.polynomial), own.strict, weight=1.0 + len(own.powers)) for own in tried]
    columns.append(Column(entries(-factor)))
    solution = vanishing_combination(columns, deadline)
    if solution is None or len(tried) not in solution:
        return []
    try:
        return [_fact(factor, small, tried, solution)]
    except FormTooLarge:
        return []


def _fact(factor: Any, facts: Sequence[Fact], tried: Sequence[FactProduct], solution: Solution) -> Fact:
    """The fact behind  c * factor = sum of products of facts, times what lifts the sum to the conditions."""
    used = {k: c for k, c in solution.items() if k < len(tried)}
    most: dict[int, int] = {}
    for k in used:
        for i, exponent in tried[k].powers:
            most[i] = max(most.get(i, 0), exponent)
    image: dict[Powers, Fraction] = {}
    for k, c in used.items():
        powers = dict(tried[k].powers)
        images = [facts[i].image for i, n in powers.items() for _ in range(n)]
        rest = [facts[i].multiplier for i, n in most.items() for _ in range(n - powers.get(i, 0))]
        for key, value in times(*images, *rest).items():
            image[key] = image.get(key, Fraction(0)) + c * value
    multiplier = times(*(facts[i].multiplier for i, n in most.items() for _ in range(n)))
    return Fact(factor, ">0", scaled(multiplier, solution[len(tried)]), image)
