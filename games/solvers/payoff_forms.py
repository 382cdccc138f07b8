"""Expected payoffs of an anonymous game as forms on a simplex of mixtures, and their restriction to parts of it.

Definition   The form of degree D with coefficients b_k, one for each vector k of whole numbers with sum D, is at probabilities p the sum of
             D!/(k_1! ... k_m!) p_1^k_1 ... p_m^k_m b_k. When n - 1 others mix alike, an action's expected payoff is the form of
             degree n - 1 whose coefficients are its payoffs by counts. Bernstein coefficients bound the form, ever more tightly on
             smaller parts.
Low degree   Payoffs that are polynomials of degree d < n - 1 in the counts: with falling factorials, E[(k_1)_(a_1) ... (k_m)_(a_m)] =
             (n-1)_(|a|) p^a, so a form of degree d says the same, whatever n is.
Halving      An edge of a simplex is cut in its middle by de Casteljau's step along each line of coefficients that is parallel to it.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property, lru_cache
from typing import Any

from games.core.anonymous import AnonymousGame, count_vectors
from games.errors import LimitReached
from games.exact import Formula
from games.solvers.requirements import numbers_only

MOST_COEFFICIENTS = 20_000
"""Of one form; larger ones are not searched."""

Vector = tuple[int, ...]


@dataclass(frozen=True)
class Grid:
    """The vectors of a degree and a number of corners, in a fixed order, and the lines of them along each edge."""

    degree: int
    corners: int

    @cached_property
    def vectors(self) -> list[Vector]:
        """All vectors, in the order of the coefficients."""
        return list(count_vectors(self.degree, self.corners))

    @cached_property
    def place(self) -> dict[Vector, int]:
        """Where a vector stands."""
        return {vector: at for at, vector in enumerate(self.vectors)}

    @cached_property
    def many(self) -> list[int]:
        """The multinomial coefficients."""
        whole = math.factorial(self.degree)
        return [whole // math.prod(map(math.factorial, vector)) for vector in self.vectors]

    @cached_property
    def ends(self) -> list[int]:
        """Where the corners' own coefficients stand."""
        return [
            self.place[tuple(self.degree * (at == corner) for at in range(self.corners))]
            for corner in range(self.corners)
        ]

    @cached_property
    def filled(self) -> list[frozenset[int]]:
        """Which corners each vector has."""
        return [frozenset(at for at, own in enumerate(vector) if own) for vector in self.vectors]

    def lines(self, i: int, j: int) -> dict[int, Any]:
        """Places of the lines from corner i to corner j by their length, as arrays."""
        return _lines(self, i, j)


@lru_cache(256)
def grid(degree: int, corners: int) -> Grid:
    """The one grid of this size."""
    return Grid(degree, corners)


@lru_cache(1024)
def _lines(own: Grid, i: int, j: int) -> dict[int, Any]:
    import numpy as np

    found: dict[int, list[list[int]]] = {}
    for vector in own.vectors:
        if vector[j] == 0:
            line, moving = [], list(vector)
            for _ in range(vector[i] + 1):
                line.append(own.place[tuple(moving)])
                moving[i], moving[j] = moving[i] - 1, moving[j] + 1
            found.setdefault(len(line), []).append(line)
    return {length: np.array(lines) for length, lines in found.items()}


def halves(forms: Any, own: Grid, i: int, j: int) -> tuple[Any, Any]:
    """Rows of whole coefficients on the two halves of an edge: on the part that keeps corner i, and on the one that keeps j."""
    import numpy as np

    keeps_i, keeps_j = np.zeros_like(forms), np.zeros_like(forms)
    for length, lines in own.lines(i, j).items():
        rows = forms[:, lines]
        for step in range(length):
            scale = 1 << (own.degree - step)
            keeps_i[:, lines[:, step]] = rows[:, :, 0] * scale
            keeps_j[:, lines[:, length - 1 - step]] = rows[:, :, -1] * scale
            rows = rows[:, :, :-1] + rows[:, :, 1:]
    return coprime(keeps_i), coprime(keeps_j)


def coprime(forms: Any) -> Any:
    """Each row without a common whole factor."""
    import numpy as np

    if not forms.size:
        return forms
    common = np.array([math.gcd(*row) or 1 for row in forms], dtype=object)
    return forms // common[:, None]


def payoff_rows(game: AnonymousGame, support: Sequence[int], where: str) -> tuple[Grid, list[list[Fraction]]]:
    """The coefficients of every action's expected payoff when the others mix over the support; raises LimitReached if too many."""
    others = game.size - 1
    degrees = [_degree(own, others) if isinstance(own, Formula) else others for own in game.payoff]
    degree = min(others, max(degrees))
    size = math.comb(degree + len(support) - 1, len(support) - 1)
    if size > MOST_COEFFICIENTS:
        found = f"{game.size:,} players with payoffs that need {size:,} coefficients for {len(support)} actions"
        raise LimitReached(
            where, found, f"at most {MOST_COEFFICIENTS:,}", "Write payoffs as polynomials in the counts."
        )
    own = grid(degree, len(support))

    def payoff(action: int, counts: Sequence[int]) -> Fraction:
        vector = [0] * len(game.actions)
        for place, count in zip(support, counts, strict=True):
            vector[place] = count
        (value,) = numbers_only((game.payoff_at(action, tuple(vector)),), where)
        return value

    rows = []
    for action in range(len(game.actions)):
        if degree == others:
            rows.append([payoff(action, vector) for vector in own.vectors])
        else:
            start = {v[1:]: payoff(action, (others - degree + v[0], *v[1:])) for v in own.vectors}
            rows.append(_low_degree(start, own, others))
    return own, rows


def _low_degree(values: dict[Vector, Fraction], own: Grid, others: int) -> list[Fraction]:
    """The coefficients of a polynomial's mean, from its values next to the first corner."""
    newton = dict(values)
    for axis in range(own.corners - 1):
        for order in range(1, own.degree + 1):
            for vector in sorted(newton, key=lambda v: -v[axis]):
                if vector[axis] >= order:
                    before = (*vector[:axis], vector[axis] - 1, *vector[axis + 1 :])
                    newton[vector] -= newton[before]
    # newton[a] is now the a-th forward difference at 0: the polynomial is the sum of newton[a] C(k, a)
    terms = [
        (a, c * Fraction(math.perm(others, sum(a)), math.perm(own.degree, sum(a)))) for a, c in newton.items() if c
    ]
    return [sum((c * math.prod(map(math.comb, k[1:], a)) for a, c in terms), Fraction(0)) for k in own.vectors]


def _degree(formula: Formula, unknown: int) -> int:
    """The degree in the counts, or `unknown` where the formula is not seen to be a polynomial."""
    found = _polynomial_degree(formula)
    return unknown if found is None else found


def _polynomial_degree(formula: Formula) -> int | None:
    if not any(name == "k" or name.startswith("k_") for name in formula.names):
        return 0
    match formula.operator:
        case "name":
            return 1
        case "+" | "*":
            parts = [_polynomial_degree(part) for part in formula.arguments]
            known = [own for own in parts if own is not None]
            if len(known) < len(parts):
                return None
            return max(known) if formula.operator == "+" else sum(known)
        case "**":
            base, exponent = _polynomial_degree(formula.arguments[0]), formula.arguments[1]
            whole = exponent.operator == "number" and exponent.arguments[0].denominator == 1
            if base is None or not whole or exponent.arguments[0] < 0:
                return None
            return base * int(exponent.arguments[0])
    return None


def ball_value(coefficients: Sequence[Any], own: Grid, point: Sequence[Any]) -> Any:
    """The form at a point of balls (or numbers), by powers."""
    powers = []
    for p in point:
        row = [1]
        for _ in range(own.degree):
            row.append(row[-1] * p)
        powers.append(row)
    total = 0
    for c, many, vector in zip(coefficients, own.many, own.vectors, strict=True):
        if c:
            term = many * c
            for row, k in zip(powers, vector, strict=True):
                if k:
                    term = term * row[k]
            total = total + term
    return total


def slopes(coefficients: Sequence[Any], own: Grid) -> tuple[Grid, list[list[Any]]]:
    """The derivatives by the second, third ... probability, the first making up for it: coefficients of one degree less."""
    if own.degree == 0:
        return own, [[0] for _ in range(own.corners - 1)]
    below = grid(own.degree - 1, own.corners)

    def at(vector: Vector, corner: int) -> Any:
        return coefficients[own.place[tuple(k + (place == corner) for place, k in enumerate(vector))]]

    return below, [
        [own.degree * (at(vector, corner) - at(vector, 0)) for vector in below.vectors]
        for corner in range(1, own.corners)
    ]


def inner_faces(reach: Sequence[Sequence[bool]]) -> Iterator[frozenset[int]]:
    """The sets of corners between which points lie at which all probabilities are positive."""
    for mask in range(1, 1 << len(reach)):
        corners = [corner for corner in range(len(reach)) if mask >> corner & 1]
        if all(any(reach[corner][place] for corner in corners) for place in range(len(reach[0]))):
            yield frozenset(corners)
