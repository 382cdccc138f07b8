"""Altered refutations must be refused: every number, index, power and list entry of some real ones, changed in turn."""

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from itertools import chain

import pytest

from games.errors import InvalidCertificate
from games.exact import parse_relations
from proofs.checker.kernel import Hypothesis, Multiple, Polynomial, Product, Refutation, refutes
from proofs.engines.krivine import find_refutation, prove_relation

X, Y = Polynomial.variable("x"), Polynomial.variable("y")

Case = tuple[tuple[Hypothesis, ...], Refutation]


def relation_case(conclusion: str, *assumptions: str) -> Case:
    known = [relation for text in assumptions for relation in parse_relations(text)]
    found = prove_relation(known, *parse_relations(conclusion))
    assert found is not None
    return found.hypotheses, found.refutation


def direct_case(*hypotheses: Hypothesis) -> Case:
    found = find_refutation(hypotheses)
    assert found is not None
    return hypotheses, found


CASES = {
    "grim": relation_case("d >= (T - R)/(T - P)", "T > R", "R > P", "0 <= d < 1", "R >= (1 - d)*T + d*P"),
    "ladder": relation_case(
        "d*(1 + l*(rho - 1))*(R + g) >= g",
        *("R > 0", "g > 0", "0 < l <= 1", "rho > 1", "d >= g/((R + g)*(1 + l*(rho - 1)))"),
    ),
    "equations": direct_case(
        Hypothesis(X * Y - 1, "=0"), Hypothesis(X, ">0"), Hypothesis(-Y, ">=0"), Hypothesis(X - 3, "=0")
    ),
    "squares": direct_case(Hypothesis(2 * X * Y - X**2 - Y**2, ">0")),
}


def altered(hypotheses: tuple[Hypothesis, ...], refutation: Refutation) -> Iterator[Refutation]:
    products, multiples = refutation.products, refutation.multiples
    for k, product in enumerate(products):
        for other in altered_products(product, len(hypotheses)):
            yield replace(refutation, products=(*products[:k], *other, *products[k + 1 :]))
    for k, multiple in enumerate(multiples):
        for others in altered_multiples(multiple, len(hypotheses)):
            yield replace(refutation, multiples=(*multiples[:k], *others, *multiples[k + 1 :]))
    yield replace(refutation, products=())
    if multiples:
        yield replace(refutation, multiples=())
    yield replace(refutation, products=(*products, Product(Fraction(1))))
    yield replace(refutation, products=(*products, Product(Fraction(-1))))


def altered_products(product: Product, count: int) -> Iterator[tuple[Product, ...]]:
    c = product.coefficient
    yield ()
    yield (product, product)
    for coefficient in (-c, c + 1, c / 2, Fraction(0), float(c), str(c), None, True if c != 1 else 2):
        yield (replace(product, coefficient=coefficient),)
    powers = product.powers
    for j, (index, power) in enumerate(powers):
        wrong = [
            (index, power + 1),
            (index, 0),
            (index, -power),
            (-1 - index, power),
            (count, power),
            (index, float(power)),
        ]
        wrong += [(other, power) for other in range(count) if other != index]
        yield (replace(product, powers=powers[:j] + powers[j + 1 :]),)
        for pair in wrong:
            yield (replace(product, powers=(*powers[:j], pair, *powers[j + 1 :])),)
    for j, square in enumerate(product.squares):
        yield (replace(product, squares=product.squares[:j] + product.squares[j + 1 :]),)
        yield (replace(product, squares=(*product.squares[:j], square + 1, *product.squares[j + 1 :])),)
    yield (replace(product, squares=(*product.squares, X + 1)),)


def altered_multiples(multiple: Multiple, count: int) -> Iterator[tuple[Multiple, ...]]:
    yield ()
    yield (multiple, multiple)
    for index in (*(i for i in range(-1, count + 1) if i != multiple.equation), float(multiple.equation)):
        yield (replace(multiple, equation=index),)
    for multiplier in (-multiple.multiplier, multiple.multiplier + 1, multiple.multiplier * X, X * 0):
        yield (replace(multiple, multiplier=multiplier),)


@pytest.mark.parametrize("name", CASES)
def test_the_untouched_refutation_is_accepted(name):
    refutes(*CASES[name])


@pytest.mark.parametrize("name", CASES)
def test_every_alteration_is_refused(name):
    hypotheses, refutation = CASES[name]
    count = 0
    for changed in altered(hypotheses, refutation):
        with pytest.raises(InvalidCertificate):
            refutes(hypotheses, changed)
        count += 1
    assert count > 20


@pytest.mark.parametrize("name", CASES)
def test_a_refutation_of_other_hypotheses_is_refused(name):
    """Weaken or drop any hypothesis that the refutation uses: it no longer fits."""
    hypotheses, refutation = CASES[name]
    used = {i for product in refutation.products for i, _ in product.powers} | {
        m.equation for m in refutation.multiples
    }
    for index in used:
        old = hypotheses[index]
        changes = [Hypothesis(old.polynomial + 1, old.kind), Hypothesis(-old.polynomial, old.kind)]
        changes += [Hypothesis(old.polynomial, "=0" if old.kind != "=0" else ">0")]
        for new in changes:
            with pytest.raises(InvalidCertificate):
                refutes((*hypotheses[:index], new, *hypotheses[index + 1 :]), refutation)


def test_strictness_is_read_from_the_statement():
    """x >= 0 and -x >= 0 do not contradict each other, though their strict versions do by the same combination."""
    refutation = Refutation((Product(Fraction(1), ((0, 1),)), Product(Fraction(1), ((1, 1),))))
    refutes((Hypothesis(X, ">0"), Hypothesis(-X, ">0")), refutation)
    refutes((Hypothesis(X, ">0"), Hypothesis(-X, ">=0")), refutation)
    with pytest.raises(InvalidCertificate, match="positive"):
        refutes((Hypothesis(X, ">=0"), Hypothesis(-X, ">=0")), refutation)


def test_no_alteration_is_missed_because_an_altered_list_is_empty():
    assert all(len(list(altered(*case))) for case in CASES.values())
    assert any(product.squares for product in CASES["squares"][1].products)
    assert CASES["equations"][1].multiples
    assert all(chain(refutation.products for _, refutation in CASES.values()))
