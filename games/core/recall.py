"""What players remember of their own moves: experience, perfect recall, absent-mindedness; and where subgames begin.

Definition   A player's experience at a node is the sequence of his information sets and actions on the path to it. He has perfect
             recall iff it is the same at all nodes of each of his information sets [Kuhn1953]_. He is absent-minded iff a path
             passes through one of his information sets twice [PiccioneRubinstein1997]_; then he has no perfect recall.
             A subgame begins at a node that is no end iff every information set with a node in its subtree lies in it
             [Selten1965]_; the whole game is one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from games.core.extensive import ExtensiveGame, InformationSet, Node, Payoffs
from games.errors import Unsupported

Experience = tuple[tuple[int, int], ...]
"""A player's own (information set, action) pairs on a path, as numbers."""


def experiences(game: ExtensiveGame, player: int) -> tuple[Experience, ...]:
    """What player number `player` has gone through at each node, his move there not included."""
    found: list[Experience] = [()] * len(game.nodes)
    for number, node in enumerate(game.nodes):
        own = game.set_at[number]
        for action, child in enumerate(node.children):
            mine = own is not None and own[0] == player
            found[child] = (*found[number], (own[1], action)) if mine and own else found[number]
    return tuple(found)


def forgotten(game: ExtensiveGame) -> tuple[InformationSet, ...]:
    """The information sets at which a player's experience differs between nodes: none iff all have perfect recall."""
    found = []
    for player, sets in enumerate(game.sets_by_player):
        gone_through = experiences(game, player)
        found += [own for own in sets if len({gone_through[number] for number in own.nodes}) > 1]
    return tuple(found)


def passed_twice(game: ExtensiveGame) -> tuple[InformationSet, ...]:
    """The information sets that some path passes through twice: none iff nobody is absent-minded."""
    found = []
    for sets in game.sets_by_player:
        for own in sets:
            inside = zip(own.nodes, own.nodes[1:], strict=False)
            found += [own] if any(later < game.ends[number] for number, later in inside) else []
    return tuple(found)


def require_recall(game: ExtensiveGame, where: str) -> None:
    """Raise Unsupported, naming the information set, for a game without perfect recall."""
    lost = forgotten(game)
    if lost:
        own = lost[0]
        kind = "is absent-minded" if own in passed_twice(game) else "has no perfect recall"
        remedy = "Its strategic form can be solved: game.strategic_form().equilibria(), or comarca equilibria --nash."
        found = f'that {own.player} {kind} at the information set "{own.label}"'
        raise Unsupported(where, found, "players who remember their own moves", remedy)


@dataclass(frozen=True, slots=True)
class Subgame:
    """A subgame without the subgames inside it.

    It begins at node `root`; `nodes` are its own, in preorder, `later` the nodes at which the largest subgames inside it begin.
    """

    root: int
    nodes: tuple[int, ...]
    later: tuple[int, ...]


def subgame_roots(game: ExtensiveGame) -> tuple[int, ...]:
    """The nodes at which subgames begin, ascending.

    >>> from games.core.extensive import Decision, Terminal
    >>> end = {"l": Terminal(1, 0), "r": Terminal(0, 1)}
    >>> subgame_roots(ExtensiveGame.build("AB", Decision("A", {"x": Decision("B", end), "y": Decision("B", end)})))
    (0, 1, 4)
    """
    first, last = list(range(len(game.nodes))), list(range(len(game.nodes)))
    for own in game.information_sets:
        for number in own.nodes:
            first[number], last[number] = own.nodes[0], own.nodes[-1]
    found = []
    for number in reversed(range(len(game.nodes))):
        node = game.nodes[number]
        for child in node.children:
            first[number], last[number] = min(first[number], first[child]), max(last[number], last[child])
        if not node.is_end and number <= first[number] and last[number] < game.ends[number]:
            found.append(number)
    return tuple(reversed(found))


def subgames(game: ExtensiveGame) -> dict[int, Subgame]:
    """Every subgame by its root, in preorder; each node that is no end is in exactly one of them."""
    roots = subgame_roots(game) or (0,)
    own: dict[int, list[int]] = {root: [] for root in roots}
    later: dict[int, list[int]] = {root: [] for root in roots}
    owner = [0] * len(game.nodes)
    for number, node in enumerate(game.nodes):
        root = number if number in own else owner[number]
        own[root].append(number)
        for child in node.children:
            owner[child] = root
            later[root] += [child] if child in own else []
    return {root: Subgame(root, tuple(own[root]), tuple(later[root])) for root in roots}


def cut(game: ExtensiveGame, subgame: Subgame, worth: Mapping[int, Payoffs]) -> ExtensiveGame:
    """The subgame as a game of its own; where the subgames inside it begin it ends, and pays what `worth` says."""
    numbers = sorted({*subgame.nodes, *subgame.later})
    place = {number: k for k, number in enumerate(numbers)}

    def told(number: int) -> Node:
        node = game.nodes[number]
        if number in worth:
            return Node(payoffs=worth[number], name=node.name)
        return replace(node, children=tuple(place[child] for child in node.children))

    return ExtensiveGame(game.players, tuple(map(told, numbers)), game.assumptions, game.name, game.source)
