"""Games in extensive form: a tree of moves, what each player knows when he moves, chance, and payoffs on the way.

Convention   Nodes are numbered in preorder: node 0 is the root, and every node stands before its subtree, children in the order
             of the actions that lead to them. A play collects the payoffs of every node on its path, the last included; most
             games have them at the ends only. Information sets are those of one player, in order of their first node; they are
             known by player and label. All payoffs are in player order.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cached_property
from typing import Any, Self

from games.core.assumptions import relations
from games.core.distribution import probability
from games.core.labels import distinct_labels, index_of
from games.errors import InvalidGame
from games.exact import Relation, Scalar, exact, simplest, substitute, symbols_of, text

Payoffs = tuple[Scalar, ...]
BehaviourProfile = tuple[tuple[tuple[Scalar, ...], ...], ...]
"""For each player, at each of his information sets, the probabilities of his actions."""


@dataclass(frozen=True, slots=True)
class Node:
    """One node: `actions[j]` leads to node number `children[j]`; without actions it is an end.

    Who moves: `player`, in his information set labelled `information`; or chance, with `probabilities`. `payoffs`, where there are
    any, are paid whenever play comes through; `outcome` and `name` are words for people.
    """

    actions: tuple[str, ...] = ()
    children: tuple[int, ...] = ()
    player: str = ""
    information: str = ""
    probabilities: tuple[Scalar, ...] = ()
    payoffs: Payoffs = ()
    outcome: str = ""
    name: str = ""

    @property
    def is_end(self) -> bool:
        """Nobody moves here."""
        return not self.actions

    @property
    def is_chance(self) -> bool:
        """Chance moves here."""
        return bool(self.actions) and not self.player


@dataclass(frozen=True, slots=True)
class InformationSet:
    """Nodes that `player` cannot tell apart when he moves there; all have the same actions."""

    player: str
    label: str
    actions: tuple[str, ...]
    nodes: tuple[int, ...]


@dataclass(frozen=True)
class ExtensiveGame:
    """A finite game in extensive form.

    `nodes` are the tree in preorder, see `Node`; `build` makes them from a tree written as nested moves. Payoffs and probabilities are
    numbers or symbolic expressions, `assumptions` relations among the symbols that hold throughout. Raises InvalidGame, naming the
    node, if this is no tree, if nodes of an information set differ in player or actions, or if probabilities do not sum to exactly 1.

    >>> entry = ExtensiveGame.build(("entrant", "incumbent"), Decision("entrant", {
    ...     "out": Terminal(0, 2),
    ...     "in": Decision("incumbent", {"fight": Terminal(-1, 0), "yield": Terminal(1, 1)})}))
    >>> [(own.player, own.label, own.actions) for own in entry.information_sets]
    [('entrant', 'start', ('out', 'in')), ('incumbent', 'after in', ('fight', 'yield'))]
    """

    players: tuple[str, ...]
    nodes: tuple[Node, ...]
    assumptions: tuple[Relation, ...] = ()
    name: str = ""
    source: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "players", distinct_labels(self.players, "players", "player"))
        object.__setattr__(self, "nodes", tuple(self.nodes))
        _require_preorder(self.nodes)
        object.__setattr__(self, "nodes", tuple(self._told(number) for number in range(len(self.nodes))))
        object.__setattr__(self, "assumptions", relations(self.assumptions))
        self._require_same_actions()

    @classmethod
    def build(cls, players: Sequence[str], tree: Tree, **about: Any) -> Self:
        """A game from nested moves; the information set of a move without a label is called after what led there."""
        return cls(tuple(players), _in_preorder(tree), **about)

    def _told(self, number: int) -> Node:
        """A node checked; an error names what led there."""
        where = f"node {number}"
        try:
            return self._checked(self.nodes[number], where)
        except InvalidGame as error:
            place = error.where.replace(where, self.place(number), 1)
            raise type(error)(place, error.found, error.expected, error.remedy) from None

    def _checked(self, node: Node, where: str) -> Node:
        if node.payoffs and len(node.payoffs) != len(self.players):
            expected = f"{len(self.players)} payoffs, one for each of {', '.join(self.players)}"
            raise InvalidGame(where, f"{len(node.payoffs)} payoffs", expected)
        paid = tuple(
            exact(value, f"{where}, payoff of {player}")
            for player, value in zip(
                self.players, node.payoffs or (0,) * bool(node.outcome) * len(self.players), strict=False
            )
        )
        if node.is_end:
            if node.player or node.information or node.probabilities:
                raise InvalidGame(where, "a move without actions", "at least one action")
            return replace(node, payoffs=paid)
        actions = distinct_labels(node.actions, where, "action")
        if node.is_chance:
            if node.information:
                raise InvalidGame(where, f'chance in the information set "{node.information}"', "no information set")
            return replace(node, actions=actions, payoffs=paid, probabilities=_chances(node, where))
        index_of(node.player, self.players, where, "player")
        if node.probabilities:
            raise InvalidGame(where, f"probabilities at a move of {node.player}", "none: they are for chance")
        if not node.information.strip():
            raise InvalidGame(where, "no information set", "the label of one")
        return replace(node, actions=actions, payoffs=paid)

    def _require_same_actions(self) -> None:
        first: dict[tuple[str, str], int] = {}
        for number, node in enumerate(self.nodes):
            if not node.player:
                continue
            other = self.nodes[first.setdefault((node.player, node.information), number)]
            if node.actions != other.actions:
                where = f'{self.place(number)}, information set "{node.information}" of {node.player}'
                found = f"the actions {', '.join(node.actions)}"
                remedy = "Who cannot tell nodes apart has the same actions at them; give one of them another label."
                raise InvalidGame(where, found, f"{', '.join(other.actions)}, as at an earlier node of it", remedy)

    # --- the tree ---------------------------------------------------------------------------------------------------

    @cached_property
    def parents(self) -> tuple[int, ...]:
        """The parent of each node; -1 for the root."""
        return _parents(self.nodes)

    @cached_property
    def ends(self) -> tuple[int, ...]:
        """For each node the number after the last of its subtree, which is range(node, ends[node])."""
        found = [0] * len(self.nodes)
        for number in reversed(range(len(self.nodes))):
            children = self.nodes[number].children
            found[number] = found[children[-1]] if children else number + 1
        return tuple(found)

    def history(self, number: int) -> tuple[str, ...]:
        """The actions that lead to a node."""
        found = []
        while self.parents[number] >= 0:
            parent = self.nodes[self.parents[number]]
            found.append(parent.actions[parent.children.index(number)])
            number = self.parents[number]
        return tuple(reversed(found))

    def place(self, number: int) -> str:
        """A node for a message: its number, and its name or what led there."""
        words = self.nodes[number].name or after(self.history(number))
        return f"node {number} ({words if len(words) <= 80 else f'...{words[-76:]}'})"

    # --- information ------------------------------------------------------------------------------------------------

    @cached_property
    def information_sets(self) -> tuple[InformationSet, ...]:
        """All information sets, in order of their first nodes."""
        found: dict[tuple[str, str], list[int]] = {}
        for number, node in enumerate(self.nodes):
            if node.player:
                found.setdefault((node.player, node.information), []).append(number)
        return tuple(
            InformationSet(player, label, self.nodes[numbers[0]].actions, tuple(numbers))
            for (player, label), numbers in found.items()
        )

    @cached_property
    def sets_by_player(self) -> tuple[tuple[InformationSet, ...], ...]:
        """For each player his information sets, in order of their first nodes."""
        return tuple(tuple(own for own in self.information_sets if own.player == player) for player in self.players)

    @cached_property
    def set_at(self) -> tuple[tuple[int, int] | None, ...]:
        """For each node the player and, among his, the information set that moves there, as numbers; None where nobody does."""
        found: list[tuple[int, int] | None] = [None] * len(self.nodes)
        for i, sets in enumerate(self.sets_by_player):
            for h, own in enumerate(sets):
                for number in own.nodes:
                    found[number] = (i, h)
        return tuple(found)

    @property
    def perfect_information(self) -> bool:
        """Whether everyone who moves knows all that was played before."""
        return all(len(own.nodes) == 1 for own in self.information_sets)

    def player_index(self, player: str) -> int:
        """Position of a player; raises InvalidGame for an unknown name."""
        return index_of(player, self.players, "players", "player")

    # --- symbols ----------------------------------------------------------------------------------------------------

    @property
    def symbols(self) -> tuple[str, ...]:
        """The names of the symbols in payoffs and probabilities, sorted."""
        values = (value for node in self.nodes for value in (*node.payoffs, *node.probabilities))
        return tuple(sorted({name for value in values for name in symbols_of(value)}))

    def substitute(self, values: Mapping[str, object]) -> Self:
        """The game with exact values put in for symbols, in payoffs, probabilities and assumptions."""
        put = {name: exact(value, name) for name, value in values.items()}

        def inside(own: Iterable[Scalar]) -> tuple[Scalar, ...]:
            return tuple(substitute(value, put) for value in own)

        return replace(
            self,
            nodes=tuple(
                replace(node, payoffs=inside(node.payoffs), probabilities=inside(node.probabilities))
                for node in self.nodes
            ),
            assumptions=tuple(relation.substitute(put) for relation in self.assumptions),
        )


def after(history: Sequence[str]) -> str:
    """What led to a node, in words.

    >>> after(()), after(("in", "fight"))
    ('start', 'after in, fight')
    """
    return f"after {', '.join(history)}" if history else "start"


def _parents(nodes: Sequence[Node]) -> tuple[int, ...]:
    found = [-1] * len(nodes)
    for number, node in enumerate(nodes):
        for child in node.children:
            found[child] = number
    return tuple(found)


def _require_preorder(nodes: Sequence[Node]) -> None:
    """Every node comes after its parent, and before the rest of its parent's subtree: walk the tree and count."""
    if not nodes:
        raise InvalidGame("nodes", "none", "at least the root")
    waiting, expected = [0], 0
    while waiting:
        number = waiting.pop()
        if number != expected or number >= len(nodes):
            raise InvalidGame("nodes", f"node {number} where {expected} comes next", "the nodes of a tree in preorder")
        node = nodes[number]
        if len(node.children) != len(node.actions):
            found = f"{len(node.actions)} actions that lead to {len(node.children)} nodes"
            raise InvalidGame(f"node {number}", found, "one node for each action")
        waiting.extend(reversed(node.children))
        expected += 1
    if expected != len(nodes):
        raise InvalidGame("nodes", f"{len(nodes)} nodes of which the root reaches {expected}", "one tree")


def _chances(node: Node, where: str) -> tuple[Scalar, ...]:
    if len(node.probabilities) != len(node.actions):
        found = f"{len(node.probabilities)} probabilities"
        raise InvalidGame(where, found, f"one for each of {', '.join(node.actions)}")
    weights = tuple(
        probability(weight, f'{where}, "{action}"')
        for action, weight in zip(node.actions, node.probabilities, strict=True)
    )
    total = simplest(sum(weights, Fraction(0)))
    if total != 1:
        raise InvalidGame(where, f"probabilities that sum to {text(total)}", "a sum of exactly 1")
    return weights


# --- trees as one writes them -----------------------------------------------------------------------------------------


@dataclass(frozen=True, init=False, eq=False)
class Terminal:
    """An end of the game and what it pays, in player order; nothing at all stands for zero to everyone."""

    payoffs: tuple[Any, ...]
    outcome: str
    name: str

    def __init__(self, *payoffs: Any, outcome: str = "", name: str = "") -> None:
        for field_name, value in (("payoffs", payoffs), ("outcome", outcome), ("name", name)):
            object.__setattr__(self, field_name, value)


@dataclass(frozen=True, eq=False)
class Decision:
    """A move of `player`: action -> what follows. Moves with the same `information` label are one information set."""

    player: str
    moves: Mapping[str, Tree]
    information: str = ""
    payoffs: tuple[Any, ...] = field(default=(), kw_only=True)
    outcome: str = field(default="", kw_only=True)
    name: str = field(default="", kw_only=True)


@dataclass(frozen=True, eq=False)
class Chance:
    """A move of chance: event -> (probability, what follows)."""

    moves: Mapping[str, tuple[object, Tree]]
    payoffs: tuple[Any, ...] = field(default=(), kw_only=True)
    outcome: str = field(default="", kw_only=True)
    name: str = field(default="", kw_only=True)


Tree = Terminal | Decision | Chance


def _in_preorder(tree: Tree) -> tuple[Node, ...]:
    """The tree as nodes; information sets without a label get one of their own."""
    found: list[Node] = []
    children: list[list[int]] = []
    taken = _labels(tree)
    waiting: list[tuple[Tree, int, tuple[str, ...]]] = [(tree, -1, ())]
    while waiting:
        part, parent, history = waiting.pop()
        if parent >= 0:
            children[parent].append(len(found))
        followers = _followers(part, history)
        waiting.extend((follower, len(found), (*history, action)) for action, follower in reversed(followers))
        actions = tuple(action for action, _ in followers)
        about: dict[str, Any] = {"payoffs": tuple(part.payoffs), "outcome": part.outcome, "name": part.name}
        match part:
            case Decision(player=player):
                label = part.information or _unused(_called(history), player, taken)
                found.append(Node(actions, (), player, label, **about))
            case Chance():
                chances = tuple(chance for chance, _ in part.moves.values())
                found.append(Node(actions, (), "", "", chances, **about))
            case _:
                found.append(Node(**about))
        children.append([])
    return tuple(replace(node, children=tuple(own)) for node, own in zip(found, children, strict=True))


def _followers(part: Any, history: tuple[str, ...]) -> list[tuple[str, Tree]]:
    """Actions with what follows, checked to be parts of a tree."""
    where = after(history)
    if isinstance(part, Terminal):
        return []
    if not isinstance(part, (Decision, Chance)):
        raise InvalidGame(where, f"{part!r}", "a Decision, a Chance or a Terminal")
    moves: Any = part.moves
    if not isinstance(moves, Mapping) or not moves:
        raise InvalidGame(where, f"the moves {moves!r}", "a table from action to what follows")
    if isinstance(part, Decision):
        return list(moves.items())
    found = []
    for event, entry in moves.items():
        if not isinstance(entry, tuple) or len(entry) != 2:
            raise InvalidGame(f'{where}, chance "{event}"', f"{entry!r}", "(probability, what follows)")
        found.append((event, entry[1]))
    return found


def _labels(tree: Tree) -> set[tuple[str, str]]:
    """The information sets that are named in a tree."""
    found: set[tuple[str, str]] = set()
    waiting: list[Any] = [tree]
    while waiting:
        part = waiting.pop()
        if isinstance(part, Decision) and part.information:
            found.add((part.player, part.information))
        if isinstance(part, (Decision, Chance)):
            waiting.extend(own for _, own in _followers(part, ()))
    return found


LONGEST_HISTORY = 12
"""Actions that a label tells; beyond, only how many and the last."""


def _called(history: tuple[str, ...]) -> str:
    return after(history) if len(history) <= LONGEST_HISTORY else f"after {len(history)} moves, {history[-1]}"


def _unused(label: str, player: str, taken: set[tuple[str, str]]) -> str:
    candidate, number = label, 2
    while (player, candidate) in taken:
        candidate, number = f"{label} ({number})", number + 1
    taken.add((player, candidate))
    return candidate
