"""All vertices of a best-reply polytope: the checker follows the edges of a list of bases and finds it closed.

The polytope is {x >= 0 : sum_a x_a reply[a][b] <= 1 + e direction[b] for each b}, with positive whole numbers `reply`; the statements
below are for all small e > 0, so that pairs (value, coefficient of e) are compared in that order. It is bounded, and 0 lies in it.

1. Each basis listed satisfies all inequalities, exactly m of them with equality, m the number of actions. (If it does so for
   e = 0, it need not say how it moves with e: once the m are independent, they fix a point nearby that does so as well.)
2. 0 is listed first: its m equalities x_a = 0 are independent.
3. Each later basis has m - 1 equalities in common with an earlier one, whose m are independent. Its last equality does not hold there,
   so that it is not implied by the m - 1: its own are independent as well. All bases listed are therefore vertices; they differ.
4. Drop one equality of a basis: the rest hold on an edge, which ends in one other vertex. So no m - 1 equalities belong to more than two
   bases, and the checker sees that none belong to one only. The list is closed under moving along edges; and as the edges of
   a polytope connect all its vertices, it has all of them.
5. As e falls to 0, every vertex of the polytope with e = 0 is the limit of one listed: it is among the points with e = 0.

No linear algebra is needed beyond sums of products.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import compress
from math import gcd
from operator import mul

from games.core.best_replies import Basis, Polytope
from proofs.checker.kernel import refuse
from proofs.checker.work import spend

Vertices = dict[tuple[int, ...], tuple[int, int]]
"""Mixed actions as whole weights without common divisor: the support, and the best replies, as bit sets."""


def all_vertices(
    reply: Sequence[Sequence[int]], own: Polytope, left: tuple[list[int], list[int]], where: str
) -> Vertices:
    """The vertices other than 0 of a polytope with e = 0, if the list of bases is closed.

    `reply` has a row for each of the player's actions; `left` are those that may be played, and the replies that count.
    """
    actions, replies = left
    columns = [[reply[a][b] for a in own.actions] for b in replies]
    if not own.actions or list(own.actions) != sorted(set(own.actions)) or not set(own.actions) <= set(actions):
        refuse(where, f"the actions {own.actions}", "different actions of the player that are left, in order")
    if own.replies != tuple(replies):
        refuse(where, f"the replies {own.replies}", "all of the opponent's that are left")
    if own.direction and (len(own.direction) != len(columns) or {*map(type, own.direction)} != {int}):
        refuse(where, f"a direction of {len(own.direction)} entries", f"{len(columns)} whole numbers, or none")
    work = len(own.bases) * (len(own.actions) * len(columns) // 8 + 1)
    spend(work, (max((basis.divisor for basis in own.bases), default=1),), (1,))
    labels = [1 << place for place in range(len(own.actions) + len(columns))]
    names = [1 << b for b in replies]
    found: Vertices = {}
    tight: list[list[int]] = []
    for place, basis in enumerate(own.bases):
        here = f"{where}, basis {place + 1}"
        zero, binding = _binding(columns, own.direction, basis, here)
        if sum(binding) != len(own.actions):
            refuse(here, f"{sum(binding)} equalities", f"{len(own.actions)}")
        tight.append(list(compress(labels, binding)))
        if any(basis.point):
            weights, support = _weights(basis.point, own.actions, len(reply))
            found[weights] = support, sum(compress(names, zero))
    _closed(tight, labels[: len(own.actions)], where)
    return found


def _binding(
    columns: list[list[int]], direction: tuple[int, ...], basis: Basis, where: str
) -> tuple[list[bool], list[bool]]:
    """Which replies pay exactly 1 for e = 0; which inequalities hold with equality for e > 0, actions first. Refuses a violated one."""
    size, divisor, point, shift = len(columns[0]), basis.divisor, basis.point, basis.shift
    if {type(divisor), *map(type, point), *map(type, shift)} != {int}:
        refuse(where, "a number that is not whole", "whole numbers")
    if divisor <= 0 or len(point) != size or len(shift) not in ((0, size) if direction else (0,)):
        refuse(where, "numbers of another shape", f"a positive divisor, {size} weights, and as many shifts or none")
    slacks = [divisor - sum(map(mul, point, column)) for column in columns]
    if min(point) < 0 or min(slacks) < 0:
        refuse(
            where, "a negative weight, or a reply that pays more than 1", "weights of at least 0, payoffs of at most 1"
        )
    zero = [not slack for slack in slacks]
    if not shift:
        return zero, [*(not x for x in point), *zero]
    moved = [
        divisor * step - sum(map(mul, shift, column)) if tied else 1
        for tied, step, column in zip(zero, direction, columns, strict=True)
    ]
    leaning = [own if x == 0 else 1 for x, own in zip(point, shift, strict=True)]
    if min(leaning) < 0 or min(moved) < 0:
        refuse(
            where, "a weight or a reply that the perturbation moves beyond its bound", "bounds that hold for small e"
        )
    return zero, [not own for own in (*leaning, *moved)]


def _weights(point: tuple[int, ...], actions: tuple[int, ...], size: int) -> tuple[tuple[int, ...], int]:
    divisor = gcd(*point)
    weights, support = [0] * size, 0
    for action, weight in zip(actions, point, strict=True):
        weights[action] = weight // divisor
        support |= bool(weight) << action
    return tuple(weights), support


def _closed(tight: list[list[int]], origin: list[int], where: str) -> None:
    """Refuse a list of bases, given by their equalities as bits, that leaves a vertex out or does not hang together."""
    if tight[:1] != [origin]:
        refuse(where, "a list that does not begin with 0", "0 first")
    seen: set[int] = set()
    one_end: set[int] = set()
    for place, bits in enumerate(tight, start=1):
        binding = sum(bits)
        edges = {binding ^ bit for bit in bits}
        if place > 1 and (binding in seen or one_end.isdisjoint(edges)):
            refuse(
                f"{where}, basis {place}", "one that stands twice, or no edge to one before", "an edge to one before"
            )
        seen.add(binding)
        one_end ^= edges
    if one_end:
        place = 1 + next(k for k, bits in enumerate(tight) if not one_end.isdisjoint({sum(bits) ^ bit for bit in bits}))
        expected = "a list closed under moving along edges"
        refuse(f"{where}, basis {place}", "an edge that leads out of the list", expected)
