"""Exactly one common root of forms in a box, by Krawczyk's operator, in whole numbers and fractions.

A box bounds each probability of a mixture; the first is what the others leave to 1. With the others as coordinates x, f the forms, c the
middle, A near the inverse of f'(c), and J an interval matrix that holds f' on the whole box X: if
K = c - A f(c) + (1 - A J)(X - c) lies strictly inside X, then f has exactly one root in X, for every x - A f(x) with x in X lies in K,
and 1 - A J contracts.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import factorial, lcm, prod

from proofs.checker.forms import Form, Vector
from proofs.checker.kernel import refuse
from proofs.checker.work import spend

Interval = tuple[Fraction, Fraction]
Box = tuple[Interval, ...]


def closed(box: Box) -> Box:
    """The box with the first bounds that the others imply; refuses one that is not inside the simplex."""
    rest = box[1:]
    first = (1 - sum((hi for _, hi in rest), Fraction(0)), 1 - sum((lo for lo, _ in rest), Fraction(0)))
    if any(lo >= hi or lo <= 0 for lo, hi in (first, *rest)):
        refuse("box", str([f"{lo} to {hi}" for lo, hi in box]), "bounds of positive probabilities with sum 1")
    return (first, *rest)


def value_on(form: Form, box: Sequence[Interval]) -> Interval:
    """Bounds of the form on a box of numbers that are not negative."""
    degree, scale = sum(next(iter(form))), lcm(*(end.denominator for own in box for end in own))
    low_powers, high_powers = ([_powers(int(own[side] * scale), degree) for own in box] for side in (0, 1))
    low = high = 0
    spend(len(form) * len(box))
    for k, c in form.items():
        if c:
            many = c * (factorial(degree) // prod(map(factorial, k)))
            least = many * prod(powers[e] for powers, e in zip(low_powers, k, strict=True))
            most = many * prod(powers[e] for powers, e in zip(high_powers, k, strict=True))
            low, high = (low + least, high + most) if c > 0 else (low + most, high + least)
    return Fraction(low, scale**degree), Fraction(high, scale**degree)


def _powers(base: int, degree: int) -> list[int]:
    found = [1]
    for _ in range(degree):
        found.append(found[-1] * base)
    return found


def value_at(form: Form, point: Sequence[Fraction]) -> Fraction:
    """The form at a point."""
    return value_on(form, [(p, p) for p in point])[0]


def slopes(form: Form) -> list[Form]:
    """The derivatives by each probability but the first, which the first makes up for: forms of one degree less."""
    degree, size = sum(next(iter(form))), len(next(iter(form)))
    if degree == 0:
        return [dict.fromkeys(form, 0) for _ in range(size - 1)]
    below = [_less_one(k, 0) for k in form if k[0]]
    return [{k: degree * (form[_one_more(k, a)] - form[_one_more(k, 0)]) for k in below} for a in range(1, size)]


def _one_more(k: Vector, place: int) -> Vector:
    return tuple(own + (at == place) for at, own in enumerate(k))


def _less_one(k: Vector, place: int) -> Vector:
    return tuple(own - (at == place) for at, own in enumerate(k))


def one_root(forms: Sequence[Form], box: Box) -> None:
    """Return if the forms, one less than probabilities, vanish together at exactly one point of the box; refuse otherwise."""
    whole = closed(box)
    centre = [(lo + hi) / 2 for lo, hi in whole[1:]]
    middle = [1 - sum(centre, Fraction(0)), *centre]
    inverse = _inverse([[value_at(own, middle) for own in slopes(form)] for form in forms])
    if inverse is None:
        refuse("box", "slopes that depend on one another amid it", "independent ones")
    jacobian = [[value_on(own, whole) for own in slopes(form)] for form in forms]
    at_centre = [value_at(form, middle) for form in forms]
    size = len(centre)
    for i in range(size):
        step = sum((inverse[i][j] * at_centre[j] for j in range(size)), Fraction(0))
        reach = Fraction(0)
        for a in range(size):
            parts = [_scaled(inverse[i][j], jacobian[j][a]) for j in range(size)]
            low, high = (sum((own[side] for own in parts), Fraction(0)) for side in (0, 1))
            far = max(abs((i == a) - low), abs((i == a) - high))
            reach += far * (whole[a + 1][1] - whole[a + 1][0]) / 2
        if not abs(step) + reach < (whole[i + 1][1] - whole[i + 1][0]) / 2:
            refuse("box", f"{[f'{lo} to {hi}' for lo, hi in box]}", "one in which Krawczyk's operator shows one root")


def _scaled(factor: Fraction, own: Interval) -> Interval:
    ends = factor * own[0], factor * own[1]
    return min(ends), max(ends)


def _inverse(matrix: Sequence[Sequence[Fraction]]) -> list[list[Fraction]] | None:
    """Near the inverse of a small matrix: elimination, rounded; None if it is singular."""
    size = len(matrix)
    rows = [[*row, *(Fraction(int(i == j)) for j in range(size))] for i, row in enumerate(matrix)]
    for column in range(size):
        pivot = max(range(column, size), key=lambda own: abs(rows[own][column]))
        rows[column], rows[pivot] = rows[pivot], rows[column]
        lead = rows[column][column]
        if lead == 0:
            return None
        rows[column] = [own / lead for own in rows[column]]
        for other in range(size):
            if other != column and rows[other][column]:
                factor = rows[other][column]
                rows[other] = [a - factor * b for a, b in zip(rows[other], rows[column], strict=True)]
    largest = max(abs(own) for row in rows for own in row[size:])
    grid = max(1, int(2**48 / largest)) if largest else 1
    return [[Fraction(round(own * grid), grid) for own in row[size:]] for row in rows]
