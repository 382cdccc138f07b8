"""Maximal Nash subsets: the maximal products X x Y of extreme strategies all of whose pairs are equilibria.

Definition   X and Y are sets of extreme strategies of players 1 and 2. X x Y is a Nash subset iff each of its pairs is an equilibrium;
             then every pair of their convex hulls is one, and every equilibrium lies in such a product of a maximal one
             [Winkels1979]_, [Jansen1981]_.
Algorithm    Maximal complete bipartite subgraphs of the graph of extreme equilibria: with N(x) the partners of x, the sets Y are the
             non-empty intersections of some N(x), and X is everyone whose partners include Y. The intersections are built up one N(x) at
             a time until nothing new comes.
Cost         One intersection for each pair of a set found and a different N(x); the number of sets bounds it, and can be
             exponential.
"""

from __future__ import annotations

from collections.abc import Iterable

from games.core.solution import NashSubset
from games.errors import LimitReached

MOST_SUBSETS = 100_000


def maximal_subsets(pairs: Iterable[tuple[int, int]], most: int = MOST_SUBSETS) -> tuple[NashSubset, ...]:
    """The maximal Nash subsets of the equilibria (x, y), in the order of their first strategies.

    Raises LimitReached beyond `most`. Source: [AvisEtAl2010]_.

    >>> maximal_subsets([(0, 0), (1, 0), (1, 1)])
    (((0, 1), (0,)), ((1,), (0, 1)))
    """
    partners: dict[int, int] = {}
    for x, y in pairs:
        partners[x] = partners.get(x, 0) | 1 << y
    different = set(partners.values())
    found, pending = set(different), list(different)
    while pending:
        chosen = pending.pop()
        for own in different:
            common = chosen & own
            if common and common not in found:
                found.add(common)
                pending.append(common)
        if len(found) > most:
            raise LimitReached("maximal Nash subsets", f"more than {most:,}", f"at most {most:,}")
    subsets = [(tuple(x for x, own in partners.items() if own & y == y), _places(y)) for y in found]
    return tuple(sorted((tuple(sorted(x)), y) for x, y in subsets))


def _places(bits: int) -> tuple[int, ...]:
    return tuple(place for place in range(bits.bit_length()) if bits >> place & 1)
