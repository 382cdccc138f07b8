"""The trusted kernel's second half: real roots and signs of polynomials in one variable, exactly.

A polynomial is the sequence of its coefficients in increasing order; everything is computed in integers.

count_roots      Sturm's theorem on the square-free part, so that roots at the ends are counted exactly.
sign_at_root     the sign that one polynomial has at a root of another.
bernstein_on     de Casteljau's subdivision of polynomials given by Bernstein coefficients on [0, 1], at high degree.
                 The roots strictly inside, with multiplicity, are `sign_changes` many or fewer by an even number.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise
from math import gcd, lcm

from proofs.checker.kernel import exact_fraction, refuse
from proofs.checker.work import spend

Coefficients = Sequence[Fraction | int]
Whole = tuple[int, ...]


def integral(coefficients: Coefficients) -> Whole:
    """The coefficients times the positive number that makes them integers without a common factor."""
    values = [exact_fraction(c, "coefficient") for c in coefficients]
    scale = lcm(*(value.denominator for value in values))
    whole = [value.numerator * (scale // value.denominator) for value in values]
    spend(len(whole) // 4, whole, whole)
    content = gcd(*whole) or 1
    return tuple(value // content for value in whole)


def _trim(p: Coefficients) -> Whole:
    values = integral(p)
    return values[: max((k + 1 for k, c in enumerate(values) if c), default=0)]


def sign(value: Fraction | int) -> int:
    """-1, 0 or 1."""
    return (value > 0) - (value < 0)


def value_at(p: Coefficients, x: Fraction | int) -> Fraction:
    """p(x), by Horner's rule."""
    total, at = Fraction(0), exact_fraction(x, "point")
    for c in reversed(p):
        spend(1, (total,), (at, total))
        total = total * at + exact_fraction(c, "coefficient")
    return total


def derivative(p: Coefficients) -> Whole:
    """p', up to a positive factor."""
    return _trim([k * c for k, c in enumerate(p)][1:])


def divide(p: Coefficients, by: Coefficients) -> tuple[Whole, Whole]:
    """Quotient and remainder, each up to a positive factor."""
    rest, divisor = list(_trim(p)), _trim(by)
    if not divisor:
        refuse("division", "the zero polynomial", "a divisor that is not zero")
    lead, quotient = abs(divisor[-1]), [0] * max(len(rest) - len(divisor) + 1, 0)
    for shift in reversed(range(len(quotient))):
        spend(len(rest), rest, (lead,))
        top = rest[shift + len(divisor) - 1] * sign(divisor[-1])
        rest, quotient = [lead * c for c in rest], [lead * c for c in quotient]
        quotient[shift] = top
        for k, c in enumerate(divisor):
            rest[shift + k] -= top * c
    return _trim(quotient), _trim(rest)


def common_divisor(p: Coefficients, q: Coefficients) -> Whole:
    """The greatest common divisor, up to a constant; empty only for two zeros."""
    first, second = _trim(p), _trim(q)
    while second:
        first, second = second, divide(first, second)[1]
    return first


def divides(p: Coefficients, q: Coefficients) -> bool:
    """Whether p divides q over the rationals."""
    return not divide(q, p)[1]


def squarefree(p: Coefficients) -> Whole:
    """A polynomial with the same roots, each simple."""
    return divide(p, common_divisor(p, derivative(p)))[0]


def sturm_sequence(p: Coefficients) -> tuple[Whole, ...]:
    """p, p', and the negated remainders, each up to a positive factor; for a square-free p."""
    sequence = [_trim(p), derivative(p)]
    while sequence[-1]:
        sequence.append(tuple(-c for c in divide(sequence[-2], sequence[-1])[1]))
    return tuple(sequence[:-1])


def sign_changes(values: Coefficients) -> int:
    """Changes of sign along the values, zeros left out."""
    signs = [sign(value) for value in values if value]
    return sum(a != b for a, b in pairwise(signs))


def count_roots(p: Coefficients, lo: Fraction | int | None, hi: Fraction | int | None, ends: str = "()") -> int:
    """How many different real roots p has between lo and hi (None: infinite); `ends` is (), (], [) or [].

    >>> count_roots((-2, 0, 1), 0, None), count_roots((0, -1, 1), 0, 1), count_roots((0, -1, 1), 0, 1, "[]")
    (1, 0, 2)
    """
    if ends not in ("()", "(]", "[)", "[]") or (lo is not None and hi is not None and lo > hi):
        refuse("roots", f"the interval {ends[:1]}{lo}, {hi}{ends[1:]}", "lo <= hi and ends (), (], [) or []")
    if not _trim(p):
        refuse("roots", "the zero polynomial", "a polynomial with finitely many roots")
    at_lo, at_hi = (end is not None and value_at(p, end) == 0 for end in (lo, hi))
    if lo is not None and lo == hi:
        return int(at_lo and ends == "[]")
    sequence = sturm_sequence(squarefree(p))
    below = [(-1) ** (len(q) - 1) * q[-1] if lo is None else value_at(q, lo) for q in sequence]
    above = [q[-1] if hi is None else value_at(q, hi) for q in sequence]
    half_open = sign_changes(below) - sign_changes(above)  # in (lo, hi]
    return half_open + (at_lo and ends[0] == "[") - (at_hi and ends[1] == ")")


Isolation = tuple[Fraction, Fraction]
"""lo <= hi; the root lies in (lo, hi), or is lo where lo == hi."""


def check_isolation(p: Coefficients, isolations: Sequence[Isolation], lo: Fraction | int, hi: Fraction | int) -> None:
    """Return if the isolations increase, are disjoint, hold one root of p each, and all roots in [lo, hi] together."""
    for number, (left, right) in enumerate(isolations):
        if count_roots(p, left, right, "[]") != 1 or (left < right and count_roots(p, left, right) != 1):
            refuse(f"isolation {number}", f"[{left}, {right}]", "exactly one root, inside")
    points = [lo, *(end for isolation in isolations for end in isolation), hi]
    ordered = sorted(points) == points and len(set(isolations)) == len(isolations)
    if not ordered or count_roots(p, lo, hi, "[]") != len(isolations):
        refuse("isolations", f"{len(isolations)} isolations", f"all roots in [{lo}, {hi}], in increasing order")


def sign_at_root(q: Coefficients, p: Coefficients, isolation: Isolation) -> int:
    """The sign of q at the one root of p in the isolation.

    >>> sign_at_root((-7, 5), (-2, 0, 1), (Fraction(1), Fraction(2)))
    1
    """
    check_isolation(p, (isolation,), *isolation)
    lo, hi = isolation
    if lo == hi:
        return sign(value_at(q, lo))
    if not _trim(q) or count_roots(common_divisor(p, q), lo, hi):
        return 0
    while count_roots(q, lo, hi, "[]"):
        middle = (lo + hi) / 2
        if value_at(p, middle) == 0:
            return sign(value_at(q, middle))
        lo, hi = (lo, middle) if count_roots(p, lo, middle) else (middle, hi)
    return sign(value_at(q, lo))


def bernstein_split(coefficients: Coefficients, at: Fraction) -> tuple[Whole, Whole]:
    """Bernstein coefficients on [0, at] and on [at, 1] of those on [0, 1]; each up to a positive factor."""
    if not 0 <= at <= 1:
        refuse("subdivision", f"the point {at}", "a point of [0, 1]")
    row, left, right = integral(coefficients), [], []
    ahead, behind, scale = at.numerator, at.denominator - at.numerator, at.denominator
    while row:
        left.append(row[0] * scale ** (len(row) - 1))
        right.append(row[-1] * scale ** (len(row) - 1))
        spend(len(row) // 4 + 1, row[:1], (scale,))
        row = tuple(behind * a + ahead * b for a, b in pairwise(row))
    return integral(left), integral(right[::-1])


def bernstein_on(coefficients: Coefficients, lo: Fraction, hi: Fraction) -> Whole:
    """Bernstein coefficients on [lo, hi], up to a positive factor; the first and last have the signs at lo and hi.

    >>> bernstein_on((1, -1), Fraction(0), Fraction(1, 4))
    (2, 1)
    """
    if not 0 <= lo < hi <= 1:
        refuse("subdivision", f"[{lo}, {hi}]", "an interval in [0, 1]")
    return bernstein_split(bernstein_split(coefficients, hi)[0], lo / hi)[1]
