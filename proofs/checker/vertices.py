"""All vertices of a polytope, shown by those of a relaxed one that is simple.

Given        Points are 0 outside some coordinates, meet some equations, and some rows (inequalities), slack >= 0; they are bounded.
Relaxed      slack >= -e g for small e > 0, with an amount g >= 0 for some rows, 0 for others. At p + e z the rows of a basis are tight (the
             slack of p is 0, its rate along z is -g), every other is strict (of slack and rate plus g the first that is not 0 is > 0).
             The rows of the first basis, with the equations, have full rank: a minor is not 0 modulo some number. For each
             basis and each of its rows there is another with the rest of its rows; it lies on the line on which the rest is
             tight, at another point. So the row is independent of the rest, the line is an edge, and the two are its ends.
             All are reached in this way from the first, so all have full rank. The graph of a polytope is connected
             [Balinski1961]_: these are all vertices of the relaxed polytope.
Complete     Every vertex of the polytope is the only best point for some objective, and as e goes to 0 best vertices of the relaxed
             polytopes tend to best points; so it is the limit p of a listed one. Each p is a vertex: full rank.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import gcd

from proofs.checker.kernel import refuse
from proofs.checker.work import denominator, spend, total
from proofs.witness import FaceBasis, FaceWitness

MODULI = ((1 << 61) - 1, (1 << 89) - 1, (1 << 107) - 1, (1 << 127) - 1)
"""A matrix of whole numbers has full rank if it has full rank modulo any of these."""

Numbers = tuple[Fraction, ...]


def dot(first: Sequence[Fraction], second: Iterable[Fraction]) -> Fraction:
    """The sum of products."""
    pairs = [(a, b) for a, b in zip(first, second, strict=True) if a]
    spend(len(first), (a for a, _ in pairs), (b for _, b in pairs))
    return total(a * b for a, b in pairs)


@dataclass(frozen=True, slots=True)
class Polytope:
    """Optimal strategies: 0 outside `played`; `equal` (a normal each, with the sum of the probabilities) fixed; `free` rows at least 0."""

    played: tuple[int, ...]
    equal: tuple[Numbers, ...]
    free: dict[int, tuple[Numbers, Fraction]]


def all_vertices(polytope: Polytope, face: FaceWitness, listed: Sequence[Numbers], where: str) -> int:
    """That the bases are all vertices of the relaxed polytope, and that their limits are the strategies listed."""
    relaxed = dict(face.relaxed)
    if [row for row, _ in face.relaxed] != [row for row in polytope.free if row in relaxed]:
        refuse(where, f"amounts of the rows {[row for row, _ in face.relaxed]}", "inequalities in order, each once")
    if any(amount < 0 for amount in relaxed.values()):
        refuse(where, "a negative amount", "amounts by which inequalities are relaxed")
    bases = {frozenset(own.rows) for own in face.bases}
    if len(bases) != len(face.bases) or any(own.rows != tuple(sorted(set(own.rows))) for own in face.bases):
        refuse(where, "a basis twice, or a row twice in one", "each basis once, its rows in increasing order")
    if {own.strategy for own in face.bases} != set(range(len(listed))):
        refuse(where, f"bases of the strategies {sorted({own.strategy for own in face.bases})}", f"all {len(listed)}")
    for own in face.bases:
        _vertex(polytope, relaxed, own, listed[own.strategy], f"{where}, basis {list(own.rows)}")
    _full_rank(polytope, face.bases[0].rows, where)
    _closed(face, where)
    return len(face.bases)


def _vertex(polytope: Polytope, relaxed: dict[int, Fraction], basis: FaceBasis, point: Numbers, where: str) -> None:
    """That exactly the rows of the basis are tight at point + e shift, and all others strict."""
    shift = basis.shift
    if len(shift) != len(point) or any(own for k, own in enumerate(shift) if k not in polytope.played):
        refuse(where, "a shift of other actions", "a change of the probabilities of actions that are played")
    if any(dot(shift, normal) for normal in polytope.equal):
        refuse(where, "a shift off the equations", "one along them")
    if not set(basis.rows) <= set(polytope.free):
        refuse(where, f"the rows {basis.rows}", "inequalities that are no equations")
    for row, (normal, bound) in polytope.free.items():
        slack, rate = dot(point, normal) - bound, dot(shift, normal) + relaxed.get(row, Fraction(0))
        tight, outside = not slack and not rate, slack < 0 or (not slack and rate < 0)
        if not tight if row in basis.rows else tight or outside:
            refuse(where, f"slack {slack} and rate {rate} of row {row}", "0 and 0 in the basis, more elsewhere")


def _full_rank(polytope: Polytope, rows: Sequence[int], where: str) -> None:
    """That the equations and these rows leave no direction among the actions that are played."""
    normals = [*polytope.equal, *(polytope.free[row][0] for row in rows)]
    whole = []
    for normal in normals:
        common = denominator(normal[k] for k in polytope.played)
        whole.append([int(normal[k] * common) for k in polytope.played])
    spend(len(normals) * len(polytope.played) ** 2)
    if not any(_has_rank(whole, len(polytope.played), modulus) for modulus in MODULI):
        refuse(where, "rows that do not determine the first vertex", "rows of full rank")


def _has_rank(rows: Sequence[Sequence[int]], width: int, modulus: int) -> bool:
    """Elimination modulo a number; True only if some minor of full size is not 0 modulo it."""
    left = [[entry % modulus for entry in row] for row in rows]
    for column in range(width):
        pivot = next((row for row in left if gcd(row[column], modulus) == 1), None)
        if pivot is None:
            return False
        left.remove(pivot)
        inverse = pow(pivot[column], -1, modulus)
        for row in left:
            factor = row[column] * inverse % modulus
            if factor:
                for k in range(column, width):
                    row[k] = (row[k] - factor * pivot[k]) % modulus
    return True


def _closed(face: FaceWitness, where: str) -> None:
    """That each basis has a neighbour across each of its rows, and that all are reached from the first."""
    sharing: dict[frozenset[int], list[frozenset[int]]] = {}
    for own in face.bases:
        for row in own.rows:
            sharing.setdefault(frozenset(own.rows) - {row}, []).append(frozenset(own.rows))
    for rest, ends in sharing.items():
        if len(ends) != 2:
            refuse(where, f"{len(ends)} bases with the rows {sorted(rest)}", "two, the ends of an edge")
    start = frozenset(face.bases[0].rows)
    reached, waiting = {start}, [start]
    while waiting:
        here = waiting.pop()
        for row in here:
            new = [own for own in sharing[here - {row}] if own not in reached]
            reached.update(new)
            waiting += new
    if len(reached) != len(face.bases):
        refuse(where, f"{len(face.bases) - len(reached)} bases out of reach", "all connected by edges")
