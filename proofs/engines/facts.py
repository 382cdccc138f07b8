"""Conditions of lower degree that say the same: factors that are certainly positive are divided out, and proofs lift back.

A form is a sum of positive multiples of products of the given inequalities, so it is never negative where they hold. A fact is a
polynomial g with two forms, multiplier > 0 and image, such that identically  multiplier * g = image  (for an equation: = scale * e).
From p = q g with facts on p and q follows a fact on g:
    multiplier_p * p = image_p  and  multiplier_q * q = image_q  give  (multiplier_p * image_q) * g = image_p * multiplier_q.
A vanishing combination of facts, multiplied by enough multipliers, becomes one of the given conditions: `lift`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import lcm
from typing import Any

from proofs.checker.kernel import Hypothesis, Multiple, Polynomial, Product, Refutation
from proofs.engines.positive import Column, vanishing_combination

Powers = tuple[tuple[int, int], ...]
"""(index, exponent), increasing in the index: a product of hypotheses or facts."""

Form = Mapping[Powers, Fraction]
ONE: Form = {(): Fraction(1)}
MAX_FORM = 2_000


class FormTooLarge(Exception):
    """A product of forms with too many terms to be worth it."""


def join(first: Powers, second: Powers) -> Powers:
    """The product of two products."""
    if not first or not second:
        return first or second
    total = dict(first)
    for index, exponent in second:
        total[index] = total.get(index, 0) + exponent
    return tuple(sorted(total.items()))


def times(*forms: Form) -> Form:
    """The product of forms."""
    total = ONE
    for form in forms:
        if len(total) * len(form) > MAX_FORM:
            raise FormTooLarge
        found: dict[Powers, Fraction] = {}
        for first, c in total.items():
            for second, d in form.items():
                powers = join(first, second)
                found[powers] = found.get(powers, Fraction(0)) + c * d
        total = found
    return total


def scaled(form: Form, factor: Fraction) -> Form:
    """The form times a positive number."""
    return {powers: c * factor for powers, c in form.items()}


@dataclass(frozen=True, slots=True)
class Fact:
    """multiplier * polynomial = image; for an equation, multiplier * polynomial = scale * (the equation `index`)."""

    polynomial: Any
    kind: str
    multiplier: Form
    image: Form
    index: int = -1
    scale: Fraction = Fraction(1)
    targeted: bool = False

    @property
    def degree(self) -> int:
        """The total degree; 0 for zero."""
        return max(0, int(self.polynomial.total_degree()))

    @property
    def key(self) -> tuple[Any, ...]:
        """The polynomial, hashable."""
        return polynomial_key(self.polynomial)


def polynomial_key(polynomial: Any) -> tuple[Any, ...]:
    """A flint polynomial as a hashable value."""
    return tuple(sorted(entries(polynomial).items()))


def entries(polynomial: Any) -> dict[tuple[int, ...], int]:
    """Exponents -> coefficient, in Python's integers."""
    return {tuple(map(int, exponents)): int(c) for exponents, c in polynomial.to_dict().items()}


class Ring:
    """flint's polynomials with integer coefficients in the variables of some hypotheses."""

    def __init__(self, polynomials: Iterable[Polynomial]) -> None:
        import flint

        self.names = tuple(sorted({name for polynomial in polynomials for name in polynomial.names})) or ("x",)
        self.context = flint.fmpz_mpoly_ctx.get(self.names, flint.Ordering.degrevlex)
        self.one = self.context.from_dict({(0,) * len(self.names): 1})
        self.variables = self.context.gens()

    def primitive(self, polynomial: Polynomial) -> tuple[Any, Fraction]:
        """An integer polynomial q without common factor and c > 0 with polynomial = c * q; names outside the ring are not allowed."""
        scale = lcm(*(c.denominator for c in polynomial.terms.values()))
        place = {name: i for i, name in enumerate(self.names)}
        terms = {}
        for monomial, c in polynomial.terms.items():
            exponents = [0] * len(self.names)
            for name, exponent in monomial:
                exponents[place[name]] = exponent
            terms[tuple(exponents)] = c.numerator * (scale // c.denominator)
        whole = self.context.from_dict(terms)
        content = int(whole.content()) if terms else 1
        return (whole if content == 1 else divided(whole, self.one * content)), Fraction(content, scale)

    def kernel(self, polynomial: Any, factor: Fraction = Fraction(1)) -> Polynomial:
        """A flint polynomial times a number, as the kernel's polynomial."""
        return Polynomial(
            {
                tuple((name, e) for name, e in zip(self.names, exponents, strict=True) if e): factor * c
                for exponents, c in entries(polynomial).items()
            }
        )


def divided(p: Any, q: Any) -> Any:
    """p / q where q divides p, else None."""
    quotient, remainder = divmod(p, q)
    return quotient if remainder == 0 else None


def given_facts(ring: Ring, hypotheses: Sequence[Hypothesis], targets: Iterable[int]) -> list[Fact]:
    """The hypotheses as facts, without common integer factors."""
    marked, facts = set(targets), []
    for index, hypothesis in enumerate(hypotheses):
        polynomial, content = ring.primitive(hypothesis.polynomial)
        if hypothesis.kind == "=0":
            facts.append(Fact(polynomial, "=0", ONE, {}, index, 1 / content, index in marked))
        else:
            image: Form = {((index, 1),): 1 / content}
            facts.append(Fact(polynomial, hypothesis.kind, ONE, image, targeted=index in marked))
    return facts


def quotient_fact(fact: Fact, by: Fact) -> Fact | None:
    """The fact on fact / by, for a strict fact `by` whose polynomial divides the other's."""
    quotient = divided(fact.polynomial, by.polynomial)
    if quotient is None:
        return None
    try:
        multiplier, image = times(fact.multiplier, by.image), times(fact.image, by.multiplier)
        if fact.kind == "=0" and by.multiplier != ONE:
            return None
    except FormTooLarge:
        return None
    return Fact(quotient, fact.kind, multiplier, image, fact.index, fact.scale, fact.targeted)


def reduced(facts: Sequence[Fact], known: Sequence[Fact] = ()) -> list[Fact]:
    """The facts with all strict facts (and those `known` besides) divided out of each other; doubles and trivial ones go."""
    current = list(facts)
    changed = True
    while changed:
        changed = False
        for i, fact in enumerate(current):
            for by in (*current, *known):
                if by is fact or by.kind != ">0" or by.polynomial.is_constant() or fact.polynomial == 0:
                    continue
                smaller = quotient_fact(fact, by) if fact.polynomial != by.polynomial else None
                if smaller is not None:
                    current[i] = fact = smaller
                    changed = True
    return distinct(current)


def distinct(facts: Iterable[Fact]) -> list[Fact]:
    """One fact a polynomial, the strict one if there is one; true constants and 0 >= 0 go."""
    found: dict[tuple[Any, ...], Fact] = {}
    for fact in facts:
        value = (
            int(fact.polynomial.leading_coefficient())
            if fact.polynomial.is_constant() and fact.polynomial != 0
            else None
        )
        if fact.kind != "=0" and ((value is not None and value > 0) or (fact.polynomial == 0 and fact.kind == ">=0")):
            continue
        key = (fact.kind == "=0", fact.key)
        if key not in found or (fact.kind == ">0" and found[key].kind == ">=0"):
            found[key] = fact
    return list(found.values())


def expanded(form: Form, base: Sequence[Hypothesis]) -> Polynomial:
    """The polynomial that a form is."""
    total = Polynomial.constant(0)
    for powers, c in form.items():
        term = Polynomial.constant(c)
        for index, exponent in powers:
            term = term * base[index].polynomial ** exponent
        total = total + term
    return total


@dataclass(frozen=True, slots=True)
class Term:
    """coefficient * product of facts * squares, in a vanishing combination of facts."""

    coefficient: Fraction
    powers: Powers
    squares: tuple[Polynomial, ...] = ()


def lift(
    ring: Ring,
    facts: Sequence[Fact],
    terms: Sequence[Term],
    multiples: Sequence[tuple[int, Any, Fraction]],
    base: Sequence[Hypothesis],
) -> Refutation:
    """The vanishing combination of facts as one of the hypotheses `base`; a multiple is (fact, polynomial, factor).

    Raises FormTooLarge if the multipliers blow it up.
    """
    most: dict[int, int] = {}
    for index, exponent in (
        *(pair for term in terms for pair in term.powers),
        *((index, 1) for index, _, _ in multiples),
    ):
        if facts[index].multiplier != ONE:
            most[index] = max(most.get(index, 0), exponent)
    products: dict[tuple[Powers, tuple[Polynomial, ...]], Fraction] = {}
    for term in terms:
        used = dict(term.powers)
        images = [facts[i].image for i, k in term.powers for _ in range(k)]
        rest = [facts[i].multiplier for i, k in most.items() for _ in range(k - used.get(i, 0))]
        for powers, c in times(*images, *rest).items():
            key = (powers, term.squares)
            products[key] = products.get(key, Fraction(0)) + c * term.coefficient
    lifted: dict[int, Polynomial] = {}
    for index, polynomial, factor in multiples:
        others = times(*(facts[i].multiplier for i, k in most.items() for _ in range(k - (i == index))))
        multiplier = ring.kernel(polynomial, factor * facts[index].scale) * expanded(others, base)
        equation = facts[index].index
        lifted[equation] = lifted[equation] + multiplier if equation in lifted else multiplier
    scale = lcm(*(c.denominator for c in products.values()))
    return Refutation(
        tuple(Product(c * scale, powers, squares) for (powers, squares), c in products.items() if c),
        tuple(
            Multiple(equation, multiplier * scale) for equation, multiplier in lifted.items() if not multiplier.is_zero
        ),
    )


def shortened(ring: Ring, hypotheses: Sequence[Hypothesis], refutation: Refutation, deadline: float) -> Refutation:
    """A refutation from few of the same products and multiples: a vertex of the linear programme over them."""
    columns, contents = [], []
    for product in refutation.products:
        plain = expanded({product.powers: Fraction(1)}, hypotheses)
        for square in product.squares:
            plain = plain * square * square
        strict = not product.squares and all(hypotheses[index].kind == ">0" for index, _ in product.powers)
        polynomial, content = ring.primitive(plain)
        columns.append(Column(entries(polynomial), strict, weight=1.0 + sum(k for _, k in product.powers)))
        contents.append(content)
    for multiple in refutation.multiples:
        polynomial, content = ring.primitive(multiple.multiplier * hypotheses[multiple.equation].polynomial)
        columns.append(Column(entries(polynomial), free=True))
        contents.append(content)
    solution = vanishing_combination(columns, deadline)
    if solution is None:
        return refutation
    count, c = len(refutation.products), {k: value / contents[k] for k, value in solution.items()}
    scale = lcm(*(value.denominator for value in c.values()))
    return Refutation(
        tuple(replace(refutation.products[k], coefficient=value * scale) for k, value in c.items() if k < count),
        tuple(
            Multiple(
                refutation.multiples[k - count].equation, refutation.multiples[k - count].multiplier * (value * scale)
            )
            for k, value in c.items()
            if k >= count
        ),
    )
