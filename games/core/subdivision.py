"""The steps of a subdivision of the mixed profiles, which shows that no Nash equilibrium is missing from a list.

Cell     A product of simplices, one a player, each the hull of mixed strategies of his (its vertices). At first each is the set of
         all his mixed strategies: the vertices are his actions, in their order. A profile in the cell is given by weights on
         the vertices.
Steps    are taken in order, each on the cell that was put aside last:
         Split   the edge between two vertices is cut at a point: two cells, in each one of the two vertices gives way to
                 the point. They cover the cell. The one that keeps `first` comes first.
         Drop    an action that is worse than another against all of the cell is played by no equilibrium in it: the vertices
                 that play it go. Without any left, no equilibrium was in the cell.
         Empty   no equilibrium is in the cell. If a vertex v of player i plays a and its weight in an equilibrium is positive, then
                 a is a best reply: weight * (u_i(a, x_-i) - u_i(b, x_-i)) >= 0. A combination of these with non-negative
                 factors that is negative at every combination of vertices is negative in the whole cell: they cannot all hold.
         Only    at most one equilibrium is in the cell, a listed one.
         Left    the cell is left open; it lies in a region, rational bounds of every probability, that the answer names.
Source   The conditions are those of a correlated equilibrium of the cell's vertices, see [Aumann1974]_; a cell without one has no Nash
         equilibrium.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Split:
    """Cut the edge between two vertices of `player`, at (1 - at) first + at second."""

    player: int
    first: int
    second: int
    at: Fraction


@dataclass(frozen=True, slots=True)
class Drop:
    """`action` of `player` is worse than `better` against everything in the cell."""

    player: int
    action: int
    better: int


@dataclass(frozen=True, slots=True)
class Obedience:
    """`weight` times: who is on `vertex`, which plays `action`, does not prefer `other`."""

    player: int
    vertex: int
    action: int
    other: int
    weight: int


@dataclass(frozen=True, slots=True)
class Empty:
    """The combination of obedience conditions is negative at every combination of vertices."""

    conditions: tuple[Obedience, ...]


@dataclass(frozen=True, slots=True)
class Only:
    """Every equilibrium in the cell is the listed one with this number, from 0."""

    equilibrium: int


@dataclass(frozen=True, slots=True)
class Left:
    """The cell lies in the region with this number, from 0; what equilibria are in it is not said."""

    region: int


Step = Split | Drop | Empty | Only | Left
