"""How the checker reads scalars: rational functions, with a new variable for each root and each extreme.

sqrt(x)      r with r >= 0 and r**2 = x; that x >= 0 is a lemma to be shown.
max(a, b)    m with m >= a, m >= b and (m - a)(m - b) = 0; or, where the certificate says which argument it always is, that argument,
             and that no other exceeds it is a lemma. min likewise. Hypotheses are always read the first way: a lemma may use them.

Each lemma is shown from the hypotheses and the definitions *before* it, so that no definition vouches for itself. All other
denominators are collected: whoever uses the reading must show that none is zero where the claim speaks.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from games.exact import Relation, Scalar, symbols_of
from proofs.checker.kernel import Hypothesis, Monomial, Polynomial, Ratio, conditions, node_key, read, refuse
from proofs.witness import Branch

AUXILIARY = "__"
"""The names of new variables contain it; symbols of a claim must not."""

Meanings = dict[str, Polynomial | Ratio]


def show(polynomial: Polynomial) -> str:
    """A polynomial as text in the files' grammar, terms in a fixed order.

    >>> x = Polynomial.variable("x")
    >>> show(1 - 2 * x**2 + x)
    '-2*x**2 + x + 1'
    """
    ordered = sorted(polynomial.terms.items(), key=lambda item: (-sum(power for _, power in item[0]), item[0]))
    parts = [("- " if c < 0 else "+ ") + _term(abs(c), monomial) for monomial, c in ordered]
    text = " ".join(parts) or "+ 0"
    return text[2:] if text.startswith("+") else "-" + text[2:]


def _term(c: Fraction, monomial: Monomial) -> str:
    factors = [name if power == 1 else f"{name}**{power}" for name, power in monomial]
    return "*".join([str(c), *factors] if c != 1 or not factors else factors)


@dataclass(frozen=True, slots=True)
class Lemma:
    """`polynomial` is >= 0 (or, if `kind` is "!=0", not zero) wherever the hypotheses and `known` hold."""

    where: str
    polynomial: Polynomial
    kind: str
    known: tuple[Hypothesis, ...]


class Reader:
    """Reads the scalars of one claim; collects what the reading rests on."""

    def __init__(self, branches: Iterable[Branch] = ()) -> None:
        self.definitions: list[Hypothesis] = []
        self.lemmas: list[Lemma] = []
        self.denominators: dict[Polynomial, None] = {}
        self._branches = {node_key(branch.extreme): node_key(branch.equals) for branch in branches}
        self._unused = set(self._branches)
        self._plain: Meanings = {}
        self._chosen: Meanings = {} if self._branches else self._plain
        self._read: dict[Scalar, Ratio] = {}

    def __call__(self, scalar: Scalar) -> Ratio:
        """The scalar as a ratio; its denominator must be shown not to be zero."""
        if scalar not in self._read:
            ratio = self._ratio(scalar)
            if ratio.denominator.value is None:
                self.denominators[ratio.denominator] = None
            self._read[scalar] = ratio
        return self._read[scalar]

    def polynomial(self, scalar: Scalar, where: str) -> Polynomial:
        """A scalar that must be a polynomial."""
        ratio = self._ratio(scalar)
        if ratio.denominator.value is None:
            refuse(where, f"the quotient {scalar}", "a polynomial")
        return ratio.numerator

    def assumed(self, relation: Relation) -> tuple[Hypothesis, ...]:
        """Hypotheses that hold exactly where both sides of what is assumed are defined and it is true."""
        return self._conditions(relation, self._plain)

    def conditions(self, relation: Relation) -> tuple[Hypothesis, ...]:
        """The same for a relation that is claimed; its denominators must be shown not to be zero."""
        self(relation.left)
        self(relation.right)
        return self._conditions(relation, self._chosen)

    def finish(self) -> None:
        """Refuse branches of extremes that do not occur."""
        for key in self._unused:
            refuse("branches", f"the extreme {key}", "one that occurs in the claim")

    def _ratio(self, scalar: Scalar) -> Ratio:
        self._learn(scalar, self._chosen)
        return read(scalar, self._chosen)

    def _conditions(self, relation: Relation, meanings: Meanings) -> tuple[Hypothesis, ...]:
        self._learn(relation.left, meanings)
        self._learn(relation.right, meanings)
        return conditions(relation.left, relation.op, relation.right, meanings)

    def _learn(self, scalar: Scalar, meanings: Meanings) -> None:
        if isinstance(scalar, Fraction):
            return
        for name in symbols_of(scalar):
            if AUXILIARY in name:
                refuse("scalar", f'the symbol "{name}"', f'names without "{AUXILIARY}"')
        self._visit(scalar, meanings)

    def _visit(self, node: Any, meanings: Meanings) -> None:
        for part in node.args:
            self._visit(part, meanings)
        key, kind = node_key(node), type(node).__name__
        if key in meanings:
            return
        if kind in ("Min", "Max"):
            parts = {node_key(part): self._defined(read(part, meanings), key) for part in node.args}
            chosen = self._branches.get(key) if meanings is self._chosen else None
            sign = 1 if kind == "Max" else -1
            meanings[key] = self._extreme(parts, sign) if chosen is None else self._branch(key, chosen, parts, sign)
        elif kind == "Pow" and getattr(node.args[1], "is_Rational", False) and int(node.args[1].q) == 2:
            meanings[key] = self._root(node.args[0], meanings) ** int(node.args[1].p)

    def _root(self, radicand: Any, meanings: Meanings) -> Ratio:
        key = f"root of {node_key(radicand)}"
        if key not in meanings:
            inside = self._defined(read(radicand, meanings), key)
            self._lemma(f"radicand {show(inside.numerator)}", inside.numerator * inside.denominator)
            root = self._variable("root")
            square = Hypothesis(root * root * inside.denominator - inside.numerator, "=0")
            self.definitions += [Hypothesis(root, ">=0"), square]
            meanings[key] = root
        return _ratio(meanings[key])

    def _extreme(self, parts: dict[str, Ratio], sign: int) -> Polynomial:
        extreme, product = self._variable("extreme"), Polynomial.constant(1)
        for part in parts.values():
            above = extreme * part.denominator - part.numerator
            self.definitions.append(Hypothesis(above * part.denominator * sign, ">=0"))
            product = product * above
        self.definitions.append(Hypothesis(product, "=0"))
        return extreme

    def _branch(self, key: str, chosen: str, parts: dict[str, Ratio], sign: int) -> Ratio:
        self._unused.discard(key)
        if chosen not in parts:
            refuse("branches", chosen, f"an argument of {key}")
        for other, part in parts.items():
            if other != chosen:
                ahead = parts[chosen] - part
                self._lemma(f"{chosen} against {other}", ahead.numerator * ahead.denominator * sign)
        return parts[chosen]

    def _variable(self, kind: str) -> Polynomial:
        return Polynomial.variable(f"{kind}{AUXILIARY}{len(self.definitions)}")

    def _defined(self, ratio: Ratio, where: str) -> Ratio:
        if ratio.denominator.value is None:
            self.lemmas.append(Lemma(where, ratio.denominator, "!=0", tuple(self.definitions)))
        return ratio

    def _lemma(self, where: str, polynomial: Polynomial) -> None:
        self.lemmas.append(Lemma(where, polynomial, ">=0", tuple(self.definitions)))


def _ratio(meaning: Polynomial | Ratio) -> Ratio:
    return meaning if isinstance(meaning, Ratio) else Ratio(meaning)


def at(polynomial: Polynomial, values: Mapping[str, Ratio]) -> Ratio:
    """The polynomial with ratios put in for some of its variables."""
    total = Ratio(Polynomial.constant(0))
    for monomial, coefficient in polynomial.terms.items():
        term = Ratio(Polynomial.constant(coefficient))
        for name, power in monomial:
            term = term * (values[name] if name in values else Ratio(Polynomial.variable(name))) ** power
        total = total + term
    return total


def ratio_at(ratio: Ratio, values: Mapping[str, Ratio]) -> Ratio:
    """The ratio with ratios put in for some of its variables."""
    return at(ratio.numerator, values) / at(ratio.denominator, values)
