"""The trusted kernel: exact polynomials and refutations by positive combinations; `roots` adds roots in one variable.

Everything that the checker accepts rests on these two files and Python's integers and fractions. Nothing here searches.

Polynomial, Ratio  over the rationals; a Ratio is never cancelled: undefined where a denominator of its source is zero.
refutes            a certificate as in [Krivine1964]_, [Stengle1974]_: if p_j >= 0, q_j > 0, e_j = 0 held at one point, so
                   would 0 = sum of c * (product of p_j, q_j and squares) + sum of multiplier * e_j with every c >= 0;
                   a summand that is positive there makes it 0 > 0.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, NoReturn

from games.errors import InvalidCertificate
from proofs.checker.work import spend

Monomial = tuple[tuple[str, int], ...]
"""Names in increasing order with positive exponents; () is 1."""

MAX_DEGREE, MAX_TERMS = 2_000, 1_000_000  # larger certificates are refused, so that none can exhaust the machine


def refuse(where: str, found: str, expected: str = "") -> NoReturn:
    raise InvalidCertificate(where, found, expected)


def exact_fraction(value: object, where: str) -> Fraction:
    if isinstance(value, bool) or not isinstance(value, (int, Fraction)):
        refuse(where, repr(value), "an integer or a Fraction")
    return Fraction(value)


@dataclass(frozen=True, slots=True)
class Polynomial:
    """A polynomial over the rationals: `terms` maps monomials to non-zero coefficients.

    >>> x, y = Polynomial.variable("x"), Polynomial.variable("y")
    >>> (x + y) * (x - y) == x**2 - y**2
    True
    """

    terms: Mapping[Monomial, Fraction]

    def __post_init__(self) -> None:
        clean = {monomial: exact_fraction(c, "polynomial") for monomial, c in self.terms.items()}
        for monomial in clean:
            names = [name for name, _ in monomial]
            if not all(type(name) is str for name in names) or names != sorted(set(names)):
                refuse("polynomial", f"monomial {monomial!r}", "names in increasing order, each once")
            if not all(type(exponent) is int and exponent > 0 for _, exponent in monomial):
                refuse("polynomial", f"monomial {monomial!r}", "positive whole exponents")
        object.__setattr__(self, "terms", {monomial: c for monomial, c in clean.items() if c})

    @staticmethod
    def constant(value: Fraction | int) -> Polynomial:
        """The polynomial that is `value` everywhere."""
        return Polynomial({(): exact_fraction(value, "constant")})

    @staticmethod
    def variable(name: str) -> Polynomial:
        """The polynomial `name`."""
        return Polynomial({((name, 1),): Fraction(1)})

    @property
    def names(self) -> frozenset[str]:
        """The variables that occur."""
        return frozenset(name for monomial in self.terms for name, _ in monomial)

    @property
    def degree(self) -> int:
        """The total degree; 0 for constants, zero among them."""
        return max((_degree(monomial) for monomial in self.terms), default=0)

    @property
    def is_zero(self) -> bool:
        """Whether it is identically zero."""
        return not self.terms

    @property
    def value(self) -> Fraction | None:
        """The constant that it is, or None."""
        return self.terms.get((), Fraction(0)) if all(monomial == () for monomial in self.terms) else None

    def __hash__(self) -> int:
        return hash(frozenset(self.terms.items()))

    def __neg__(self) -> Polynomial:
        return _polynomial({monomial: -c for monomial, c in self.terms.items()})

    def __add__(self, other: Polynomial | Fraction | int) -> Polynomial:
        total = dict(self.terms)
        spend(len(total) // 20)
        for monomial, c in _as_polynomial(other).terms.items():
            total[monomial] = total.get(monomial, Fraction(0)) + c
        return _polynomial(total)

    def __sub__(self, other: Polynomial | Fraction | int) -> Polynomial:
        return self + -_as_polynomial(other)

    def __mul__(self, other: Polynomial | Fraction | int) -> Polynomial:
        right = _as_polynomial(other)
        if len(self.terms) * len(right.terms) > MAX_TERMS or self.degree + right.degree > MAX_DEGREE:
            refuse("product", "polynomials too large", f"at most {MAX_TERMS} terms and degree {MAX_DEGREE}")
        spend(len(self.terms) * len(right.terms), self.terms.values(), right.terms.values())
        total: dict[Monomial, Fraction] = {}
        for first, c in self.terms.items():
            for second, d in right.terms.items():
                monomial = _times(first, second)
                total[monomial] = total.get(monomial, Fraction(0)) + c * d
        return _polynomial(total)

    __radd__, __rmul__ = __add__, __mul__

    def __rsub__(self, other: Fraction | int) -> Polynomial:
        return -self + other

    def __pow__(self, exponent: int) -> Polynomial:
        if type(exponent) is not int or exponent < 0 or exponent > MAX_DEGREE:
            refuse("power", repr(exponent), f"a whole number from 0 to {MAX_DEGREE}")
        result = Polynomial.constant(1)
        for _ in range(exponent):
            result = result * self
        return result

    def substitute(self, values: Mapping[str, Polynomial | Fraction | int]) -> Polynomial:
        """The polynomial with each named variable replaced, all at once."""
        total = _polynomial({})
        for monomial, c in self.terms.items():
            term = _polynomial({tuple(pair for pair in monomial if pair[0] not in values): c})
            for name, exponent in monomial:
                if name in values:
                    term = term * _as_polynomial(values[name]) ** exponent
            total = total + term
        return total

    def at(self, values: Mapping[str, Fraction | int]) -> Fraction:
        """The value at a point that gives every variable."""
        value = self.substitute(values).value
        if value is None:
            refuse("evaluation", f"no value for one of {sorted(self.names)}", "a value for every variable")
        return value

    def coefficients_in(self, name: str) -> tuple[Polynomial, ...]:
        """The coefficients of 1, name, name**2, ...: polynomials in the other variables; empty for zero."""
        parts: dict[int, dict[Monomial, Fraction]] = {}
        for monomial, c in self.terms.items():
            rest = tuple(pair for pair in monomial if pair[0] != name)
            parts.setdefault(dict(monomial).get(name, 0), {})[rest] = c
        return tuple(_polynomial(parts.get(power, {})) for power in range(max(parts, default=-1) + 1))

    def univariate(self, name: str) -> tuple[Fraction, ...]:
        """The coefficients in increasing order of a polynomial in `name` alone."""
        values = [coefficient.value for coefficient in self.coefficients_in(name)]
        if any(value is None for value in values):
            refuse("univariate view", f"a polynomial in {sorted(self.names)}", f'a polynomial in "{name}" alone')
        return tuple(value for value in values if value is not None)


def _polynomial(terms: dict[Monomial, Fraction]) -> Polynomial:
    """A polynomial from terms that this module built: zeros go, nothing else needs a check."""
    result = object.__new__(Polynomial)
    object.__setattr__(result, "terms", {monomial: c for monomial, c in terms.items() if c})
    return result


def _as_polynomial(value: Polynomial | Fraction | int) -> Polynomial:
    return value if isinstance(value, Polynomial) else Polynomial.constant(value)


def _degree(monomial: Monomial) -> int:
    return sum(exponent for _, exponent in monomial)


def _times(first: Monomial, second: Monomial) -> Monomial:
    if not first or not second:
        return first or second
    total = dict(first)
    for name, exponent in second:
        total[name] = total.get(name, 0) + exponent
    return tuple(sorted(total.items()))


def determinant(matrix: Sequence[Sequence[Polynomial]]) -> Polynomial:
    """The determinant of a small square matrix, by Laplace's expansion (each minor once)."""
    if any(len(row) != len(matrix) for row in matrix) or len(matrix) > 12:
        refuse("determinant", "a matrix that is not square or has more than 12 rows", "a small square matrix")
    minors: dict[tuple[int, ...], Polynomial] = {(): Polynomial.constant(1)}
    for row in reversed(matrix):
        larger: dict[tuple[int, ...], Polynomial] = {}
        for columns, minor in minors.items():
            for j in range(len(matrix)):
                if j not in columns and not (row[j].is_zero or minor.is_zero):
                    wider = tuple(sorted((*columns, j)))
                    signed = row[j] * minor * (-1) ** wider.index(j)
                    larger[wider] = larger[wider] + signed if wider in larger else signed
        minors = larger
    return minors.get(tuple(range(len(matrix))), Polynomial.constant(0))


@dataclass(frozen=True, slots=True, eq=False)
class Ratio:
    """numerator / denominator, never cancelled; equality is that of the cross products."""

    numerator: Polynomial
    denominator: Polynomial = Polynomial({(): Fraction(1)})

    def __post_init__(self) -> None:
        if self.denominator.is_zero:
            refuse("division", "a denominator that is identically zero")
        constant = self.denominator.value
        if constant is not None and constant != 1:
            object.__setattr__(self, "numerator", self.numerator * (1 / constant))
            object.__setattr__(self, "denominator", Polynomial.constant(1))

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Ratio):
            return NotImplemented
        return self.numerator * other.denominator == other.numerator * self.denominator

    __hash__ = None  # type: ignore[assignment]  # equal ratios may be written in many ways

    def __neg__(self) -> Ratio:
        return Ratio(-self.numerator, self.denominator)

    def __add__(self, other: Ratio) -> Ratio:
        if self.denominator == other.denominator:
            return Ratio(self.numerator + other.numerator, self.denominator)
        numerator = self.numerator * other.denominator + other.numerator * self.denominator
        return Ratio(numerator, self.denominator * other.denominator)

    def __sub__(self, other: Ratio) -> Ratio:
        return self + -other

    def __mul__(self, other: Ratio) -> Ratio:
        return Ratio(self.numerator * other.numerator, self.denominator * other.denominator)

    def __truediv__(self, other: Ratio) -> Ratio:
        return self * Ratio(other.denominator * other.denominator, other.numerator * other.denominator)

    def __pow__(self, exponent: int) -> Ratio:
        if exponent < 0:
            return Ratio(Polynomial.constant(1)) / self**-exponent
        return Ratio(self.numerator**exponent, self.denominator**exponent)


def node_key(expression: Any) -> str:
    """A text that names an expression tree, up to the order of sums, products and extremes."""
    if isinstance(expression, Fraction):
        return f"Number({expression})"
    if getattr(expression, "is_Rational", False):
        return f"Number({Fraction(int(expression.p), int(expression.q))})"
    kind = type(expression).__name__
    if not expression.args:
        return f"{kind}({str(expression)!r})"
    parts = [node_key(part) for part in expression.args]
    return f"{kind}({', '.join(sorted(parts) if kind in ('Add', 'Mul', 'Min', 'Max') else parts)})"


Extremes = Mapping[str, Polynomial | Ratio]
"""What nodes that are no rational functions mean, by `node_key`; whoever fills it adds the conditions on them."""


def read(scalar: Any, extremes: Extremes | None = None) -> Ratio:
    """The rational function that a Fraction, an integer or an expression tree says.

    Any node but sums, products, whole powers, symbols and rationals (Min, Max, a root) is refused unless in `extremes`.
    """
    if isinstance(scalar, (int, Fraction)):
        return Ratio(Polynomial.constant(exact_fraction(scalar, "scalar")))
    if getattr(scalar, "is_Rational", False):
        return Ratio(Polynomial.constant(Fraction(int(scalar.p), int(scalar.q))))
    if type(scalar).__name__ == "Symbol":
        return Ratio(Polynomial.variable(str(scalar.name)))
    if getattr(scalar, "is_Add", False) or getattr(scalar, "is_Mul", False):
        parts = [read(part, extremes) for part in scalar.args]
        total = parts[0]
        for part in parts[1:]:
            total = total + part if scalar.is_Add else total * part
        return total
    if getattr(scalar, "is_Pow", False) and getattr(scalar.args[1], "is_Integer", False):
        return read(scalar.args[0], extremes) ** int(scalar.args[1])
    meaning = (extremes or {}).get(node_key(scalar)) if hasattr(scalar, "args") else None
    if meaning is None:
        refuse("scalar", repr(scalar), "a rational function of symbols")
    return meaning if isinstance(meaning, Ratio) else Ratio(meaning)


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """`polynomial kind`, where kind is ">=0", ">0" or "=0"."""

    polynomial: Polynomial
    kind: str

    def __post_init__(self) -> None:
        if self.kind not in (">=0", ">0", "=0"):
            refuse("hypothesis", repr(self.kind), '">=0", ">0" or "=0"')


NEGATION = {"<": ">=", "<=": ">", ">": "<=", ">=": "<", "=": "!=", "!=": "="}


def conditions(left: Any, op: str, right: Any, extremes: Extremes | None = None) -> tuple[Hypothesis, ...]:
    """Hypotheses that hold exactly where both scalars are defined and `left op right` is true."""
    if op not in NEGATION:
        refuse("relation", repr(op), "one of < <= > >= = !=")
    first, second = (right, left) if op in ("<", "<=") else (left, right)
    difference = read(first, extremes) - read(second, extremes)
    top, bottom = difference.numerator, difference.denominator
    if op in ("<", ">"):
        return (Hypothesis(top * bottom, ">0"),)
    holds = {"=": Hypothesis(top, "=0"), "!=": Hypothesis(top * top, ">0")}.get(op, Hypothesis(top * bottom, ">=0"))
    return (holds,) if bottom.value is not None else (holds, Hypothesis(bottom * bottom, ">0"))


def against(left: Any, op: str, right: Any, extremes: Extremes | None = None) -> tuple[Hypothesis, ...]:
    """Hypotheses that hold exactly where both scalars are defined and `left op right` is false."""
    return conditions(left, NEGATION.get(op, op), right, extremes)


@dataclass(frozen=True, slots=True)
class Product:
    """coefficient * (each hypothesis to its power) * (the square of each polynomial in `squares`)."""

    coefficient: Fraction
    powers: tuple[tuple[int, int], ...] = ()
    squares: tuple[Polynomial, ...] = ()


@dataclass(frozen=True, slots=True)
class Multiple:
    """multiplier * (the equation with this index)."""

    equation: int
    multiplier: Polynomial


@dataclass(frozen=True, slots=True)
class Refutation:
    """A certificate that hypotheses contradict each other: see `refutes`."""

    products: tuple[Product, ...]
    multiples: tuple[Multiple, ...] = ()


def _hypothesis(hypotheses: Sequence[Hypothesis], index: object, where: str) -> Hypothesis:
    if type(index) is not int or not 0 <= index < len(hypotheses):
        refuse(where, f"hypothesis {index!r}", f"one of 0 to {len(hypotheses) - 1}")
    return hypotheses[index]


def refutes(hypotheses: Sequence[Hypothesis], refutation: Refutation) -> None:
    """Return if the refutation shows that the hypotheses hold together nowhere; raise InvalidCertificate otherwise.

    >>> x = Polynomial.variable("x")
    >>> empty = (Hypothesis(x, ">=0"), Hypothesis(-x - 1, ">=0"))
    >>> one = Fraction(1)
    >>> refutes(empty, Refutation((Product(one, ((0, 1),)), Product(one, ((1, 1),)), Product(one))))
    """
    total, strict = Polynomial.constant(0), False
    for number, product in enumerate(refutation.products):
        where = f"product {number}"
        coefficient = exact_fraction(product.coefficient, where)
        if coefficient < 0:
            refuse(where, f"coefficient {coefficient}", "a coefficient that is not negative")
        term, positive = Polynomial.constant(coefficient), coefficient > 0 and not product.squares
        for index, power in product.powers:
            factor = _hypothesis(hypotheses, index, where)
            if factor.kind == "=0" or type(power) is not int or power < 1:
                refuse(where, f'power {power!r} of hypothesis {index}, "{factor.kind}"', "a power of an inequality")
            term, positive = term * factor.polynomial**power, positive and factor.kind == ">0"
        for square in product.squares:
            term = term * square * square
        total, strict = total + term, strict or positive
    for number, multiple in enumerate(refutation.multiples):
        equation = _hypothesis(hypotheses, multiple.equation, f"multiple {number}")
        if equation.kind != "=0":
            refuse(f"multiple {number}", f'hypothesis {multiple.equation}, which is "{equation.kind}"', "an equation")
        total = total + multiple.multiplier * equation.polynomial
    if not total.is_zero:
        refuse("refutation", f"a sum of {len(total.terms)} terms", "a sum that is identically zero")
    if not strict:
        refuse(
            "refutation", "no summand that must be positive", "a positive multiple of a product of strict hypotheses"
        )
