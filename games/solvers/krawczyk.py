"""Exactly one common root of forms in a box: Krawczyk's operator in balls; and Newton's method in fractions that leads to it.

Definition   With all probabilities but the first as coordinates x, f the forms, c the middle of the box X and A near the inverse of f'(c):
             K = c - A f(c) + (1 - A f'(X)) (X - c). If K lies strictly inside X, f has exactly one root in X.
Evidence     f(c) and f'(X) are balls of arb that hold all values; A only needs to be close.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from games.solvers.payoff_forms import Grid, ball_value, slopes

Bounds = tuple[tuple[Fraction, Fraction], ...]
PRECISION, STEPS, GRID = 400, 8, 2**200


def centred(centre: Sequence[Fraction], radius: Fraction) -> Bounds:
    """The box around a point, each coordinate but the first so far to both sides, the first as far as that implies.

    Ends are binary fractions.
    """
    fine = 2 ** (radius.denominator.bit_length() + 4)
    rest = [Fraction(round(own * fine), fine) for own in centre[1:]]
    first = 1 - sum(rest, Fraction(0))
    far = radius * len(rest)
    return ((first - far, first + far), *((own - radius, own + radius) for own in rest))


def refined(forms: Any, own: Grid, start: Sequence[Fraction]) -> list[Fraction] | None:
    """Newton's method from a close start, to some sixty digits; None if it leads elsewhere."""
    import numpy as np

    rest = [Fraction(p) for p in start[1:]]
    inverse = _float_inverse(forms, own, [float(p) for p in start])
    if inverse is None:
        return None
    for _ in range(STEPS):
        point = [1 - sum(rest, Fraction(0)), *rest]
        values = [Fraction(ball_value(row, own, point)) for row in forms]
        moves = [
            sum((Fraction(float(a)) * value for a, value in zip(row, values, strict=True)), Fraction(0))
            for row in inverse
        ]
        rest = [Fraction(round((p - move) * GRID), GRID) for p, move in zip(rest, moves, strict=True)]
        if max(map(abs, moves)) < Fraction(1, 2**190):
            break
    far = max(abs(a - b) for a, b in zip(rest, start[1:], strict=True))
    found = [1 - sum(rest, Fraction(0)), *rest]
    return found if far < Fraction(1, 10**4) and min(found) > 0 and np.isfinite(inverse).all() else None


def _float_inverse(forms: Any, own: Grid, point: Sequence[float]) -> Any | None:
    import numpy as np

    exact = [Fraction(p) for p in point]
    rows = []
    for row in forms:
        below, parts = slopes(row, own)
        rows.append([Fraction(ball_value(part, below, exact)) for part in parts])
    sizes = [max(map(abs, row)) for row in rows]
    if not all(sizes):
        return None
    scaled = np.array([[float(a / size) for a in row] for row, size in zip(rows, sizes, strict=True)])
    try:
        inverse = np.linalg.inv(scaled)
    except np.linalg.LinAlgError:
        return None
    return inverse / np.array([float(size) for size in sizes])[None, :]


def has_one_root(forms: Any, own: Grid, box: Bounds) -> bool:
    """Whether Krawczyk's operator shows exactly one root in the box."""
    from flint import arb, ctx, fmpq

    def ball(lo: Fraction, hi: Fraction) -> Any:
        return arb(fmpq(lo.numerator, lo.denominator)).union(arb(fmpq(hi.numerator, hi.denominator)))

    middle = [(lo + hi) / 2 for lo, hi in box]
    inverse = _float_inverse(forms, own, [float(p) for p in middle])
    if inverse is None:
        return False
    size = len(box) - 1
    with ctx.workprec(PRECISION):
        whole, centre = [ball(*bounds) for bounds in box], [ball(p, p) for p in middle]
        values = [ball_value(row, own, centre) for row in forms]
        jacobian = []
        for row in forms:
            below, parts = slopes(row, own)
            jacobian.append([ball_value(part, below, whole) for part in parts])
        for i in range(size):
            step = sum((arb(float(inverse[i][j])) * values[j] for j in range(size)), arb(0))
            reach = arb(0)
            for a in range(size):
                slope = sum((arb(float(inverse[i][j])) * jacobian[j][a] for j in range(size)), arb(0))
                half = (box[a + 1][1] - box[a + 1][0]) / 2
                reach += abs(arb(int(i == a)) - slope) * ball(half, half)
            half = (box[i + 1][1] - box[i + 1][0]) / 2
            if not abs(step) + reach < ball(half, half):
                return False
    return True
