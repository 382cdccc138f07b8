"""Where everything of a game tree is drawn: from left to right, one line an end, all in points. Here is decided, elsewhere drawn.

An edge leaves its node slanting and runs level to the next node, its action written above the level part; a player's name stands at the
upper left of his nodes, above the same line, and each column is wide enough for both. So no words overlap, whatever the tree. Nodes of one
information set are tied by dashes; where other nodes stand between them, the ties bulge, each set in a lane of its own, and the
edges of the column slant further, so that no tie runs through words.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from games.core.extensive import BehaviourProfile, ExtensiveGame, Node
from games.errors import Unsupported
from games.show.labels import brief

MOST_ENDS = 150
"""Ends of a tree that is drawn; a larger one is told as text."""
LINE, SLANT, GAP, MARGIN, TIE = 27.0, 26.0, 12.0, 12.0, 8.0
"""Points between two ends; the slanting part of an edge; between words; at the sides; how far ties bulge."""
SIZE = 10.0
"""Points of the type."""

Marks = frozenset[tuple[int, int]]
"""Moves, as node and number of the action."""


Lanes = dict[tuple[int, int], int]
"""By player and information set how many lanes its ties bulge."""


@dataclass(frozen=True, slots=True)
class Edge:
    """From a node over a bend to the next; `mover` is the player's number, None for chance."""

    start: tuple[float, float]
    bend: tuple[float, float]
    end: tuple[float, float]
    words: str
    mover: int | None
    marked: bool


@dataclass(frozen=True, slots=True)
class Knot:
    """A node where somebody moves: his name, and what is paid on the way through."""

    at: tuple[float, float]
    name: str
    mover: int | None
    paid: str


@dataclass(frozen=True, slots=True)
class Leaf:
    """An end: payoffs in player order, and the outcome's name."""

    at: tuple[float, float]
    payoffs: tuple[str, ...]
    outcome: str


@dataclass(frozen=True, slots=True)
class Tie:
    """Two neighbouring nodes of one information set; the line between them bulges by `bulge` where other nodes stand between."""

    start: tuple[float, float]
    end: tuple[float, float]
    bulge: float
    mover: int


@dataclass(frozen=True, slots=True)
class Picture:
    """A tree laid out; y grows downwards."""

    width: float
    height: float
    edges: tuple[Edge, ...]
    knots: tuple[Knot, ...]
    leaves: tuple[Leaf, ...]
    ties: tuple[Tie, ...]
    note: str


def played(game: ExtensiveGame, profiles: Sequence[BehaviourProfile]) -> Marks:
    """The moves that some of the profiles makes, with whatever chance, at nodes reached or not."""
    found = set()
    for number, at in enumerate(game.set_at):
        if at is not None:
            player, h = at
            for action in range(len(game.nodes[number].actions)):
                if any(profile[player][h][action] != 0 for profile in profiles):
                    found.add((number, action))
    return frozenset(found)


def picture(game: ExtensiveGame, marks: Marks = frozenset(), meaning: str = "") -> Picture:
    """The tree laid out; `meaning` says in the note what the marked moves are. Raises Unsupported for more than MOST_ENDS ends.

    >>> from games.core.extensive import Decision, Terminal
    >>> shown = picture(ExtensiveGame.build("AB", Decision("A", {"l": Terminal(1, 0), "r": Terminal(0, 1)})))
    >>> [leaf.payoffs for leaf in shown.leaves], shown.note
    ([('1', '0'), ('0', '1')], 'Payoffs to A, B.')
    """
    ends = sum(node.is_end for node in game.nodes)
    if ends > MOST_ENDS:
        remedy = "Show it as text: games.show.trees.tree_text(game)."
        raise Unsupported("tree picture", f"{ends:,} ends", f"at most {MOST_ENDS}", remedy)
    depth, heights = _depths(game), _heights(game)
    lanes = _lanes(game, depth, heights)
    names = [_name(game, number, lanes) for number in range(len(game.nodes))]
    slants = _slants(game, depth, lanes)
    columns = _columns(game, names, depth, slants)
    at = [(columns[depth[number]], heights[number]) for number in range(len(game.nodes))]
    leaves = tuple(_leaf(game, node, at[number]) for number, node in enumerate(game.nodes) if node.is_end)
    knots = tuple(
        Knot(at[number], names[number], _mover(game, node), _amounts(node))
        for number, node in enumerate(game.nodes)
        if not node.is_end
    )
    right = max([leaf.at[0] + GAP / 2 + width(leaf_text(leaf)) for leaf in leaves])
    note = f"Payoffs to {', '.join(game.players)}.{f' Thick: {meaning}.' if marks and meaning else ''}"
    ties = _ties(game, at, lanes)
    note += " Dashed: one information set." if ties else ""
    return Picture(
        right + MARGIN,
        max(heights) + LINE / 2 + MARGIN / 2,
        _edges(game, at, marks, [slants[own] for own in depth]),
        knots,
        leaves,
        ties,
        note,
    )


def width(words: str) -> float:
    """About how wide words are in print."""
    wide = sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in words)
    return 0.58 * SIZE * wide


def leaf_text(leaf: Leaf) -> str:
    """Payoffs and outcome on one line."""
    shown = ", ".join(leaf.payoffs)
    return f"{shown}  {leaf.outcome}" if leaf.outcome else shown


def branch_text(node: Node, action: int) -> str:
    """The action, for chance with its probability."""
    if node.is_chance:
        return f"{node.actions[action]} {brief(node.probabilities[action])}"
    return node.actions[action]


def _name(game: ExtensiveGame, number: int, lanes: Lanes) -> str:
    """Who moves; with the label of an information set of several nodes, at the first of them or, where ties bulge, at all."""
    node, at = game.nodes[number], game.set_at[number]
    if at is None:
        return "chance" if node.is_chance else ""
    own = game.sets_by_player[at[0]][at[1]]
    told = len(own.nodes) > 1 and (at in lanes or own.nodes[0] == number)
    return f"{node.player} ({own.label})" if told else node.player


def _mover(game: ExtensiveGame, node: Node) -> int | None:
    return game.players.index(node.player) if node.player else None


def _amounts(node: Node) -> str:
    if not node.payoffs:
        return ""
    shown = ", ".join(map(brief, node.payoffs))
    return f"pays {shown}"


def _leaf(game: ExtensiveGame, node: Node, at: tuple[float, float]) -> Leaf:
    payoffs = tuple(map(brief, node.payoffs)) or ("0",) * len(game.players)
    return Leaf(at, payoffs, node.outcome)


def _depths(game: ExtensiveGame) -> list[int]:
    found = [0] * len(game.nodes)
    for number, node in enumerate(game.nodes):
        for child in node.children:
            found[child] = found[number] + 1
    return found


def _heights(game: ExtensiveGame) -> list[float]:
    """Ends one below the other in order; an inner node midway between its first child and its last."""
    found = [0.0] * len(game.nodes)
    line = MARGIN + LINE / 2
    for number, node in enumerate(game.nodes):
        if node.is_end:
            found[number] = line
            line += LINE
    for number in reversed(range(len(game.nodes))):
        children = game.nodes[number].children
        if children:
            found[number] = (found[children[0]] + found[children[-1]]) / 2
    return found


def _lanes(game: ExtensiveGame, depth: Sequence[int], heights: Sequence[float]) -> Lanes:
    """The information sets whose ties must bulge, each with a lane that no other of its column has where they overlap."""
    columns: dict[int, list[float]] = {}
    for number, node in enumerate(game.nodes):
        if not node.is_end:
            columns.setdefault(depth[number], []).append(heights[number])
    found: Lanes = {}
    taken: list[tuple[int, int, float, float]] = []
    for i, sets in enumerate(game.sets_by_player):
        for h, own in enumerate(sets):
            column, places = depth[own.nodes[0]], [heights[number] for number in own.nodes]
            if not any(low < other < high for low, high in pairwise(places) for other in columns[column]):
                continue
            rivals = {lane for lane, c, low, high in taken if c == column and low < max(places) and min(places) < high}
            lane = next(k for k in range(1, len(taken) + 2) if k not in rivals)
            taken.append((lane, column, min(places), max(places)))
            found[i, h] = lane
    return found


def _slants(game: ExtensiveGame, depth: Sequence[int], lanes: Lanes) -> Mapping[int, float]:
    """How far the edges of each column slant: past all lanes."""
    found = dict.fromkeys(depth, SLANT)
    for (i, h), lane in lanes.items():
        column = depth[game.sets_by_player[i][h].nodes[0]]
        found[column] = max(found[column], TIE * (lane + 1))
    return found


def _columns(
    game: ExtensiveGame, names: Sequence[str], depth: Sequence[int], slants: Mapping[int, float]
) -> Mapping[int, float]:
    """The x of each depth: room for the words on the edges that lead there, and for the names and payments there."""
    room: dict[int, float] = {0: max(width(names[0]), width(_amounts(game.nodes[0])))}
    for number, node in enumerate(game.nodes):
        for action, child in enumerate(node.children):
            inner = not game.nodes[child].is_end
            right = max(width(names[child]), width(_amounts(game.nodes[child]))) + GAP if inner else 0.0
            needed = slants[depth[number]] + width(branch_text(node, action)) + right + GAP
            room[depth[child]] = max(room.get(depth[child], 60.0), needed)
    found, x = {}, MARGIN
    for level in sorted(room):
        x += room[level]
        found[level] = x
    return found


def _edges(
    game: ExtensiveGame, at: Sequence[tuple[float, float]], marks: Marks, slants: Sequence[float]
) -> tuple[Edge, ...]:
    found = []
    for number, node in enumerate(game.nodes):
        for action, child in enumerate(node.children):
            bend = (at[number][0] + slants[number], at[child][1])
            words = branch_text(node, action)
            marked = (number, action) in marks
            found.append(Edge(at[number], bend, at[child], words, _mover(game, node), marked))
    return tuple(found)


def _ties(game: ExtensiveGame, at: Sequence[tuple[float, float]], lanes: Lanes) -> tuple[Tie, ...]:
    """Between neighbours within information sets."""
    return tuple(
        Tie(at[first], at[second], TIE * lanes.get((player, h), 0), player)
        for player, sets in enumerate(game.sets_by_player)
        for h, own in enumerate(sets)
        for first, second in pairwise(own.nodes)
    )
