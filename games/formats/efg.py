"""Gambit's extensive games, `.efg`: the nodes of a tree in preorder.

    EFG 2 R "title" { "player" ... }                   D in place of R means the same
    "comment"                                          may be left out; kept as the game's source
    c "node" 1 "event" { "action" 1/2 ... } 0          chance: event number, its name and actions with probabilities, outcome
    p "node" 1 2 "set" { "action" ... } 0              player 1 in his information set 2, its name and actions, outcome
    t "node" 3 "outcome" { 10, 2 }                     an end with outcome 3, its name and payoffs

Convention   An information set, event or outcome that has been described may be named by its number alone; a description that is given
             again must be the same. Outcome 0 is none. Outcomes at inner nodes pay on the way. A player or action whose name is empty
             is called by the number of its place, an information set by its number; one whose name another of the player has
             gets its number in parentheses. Actions of one name at a node become name_1, name_2, as in Gambit. Source: [SavaniTurocy2025]_.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from games.core.extensive import ExtensiveGame, Node
from games.errors import Unsupported
from games.exact import Scalar, text
from games.formats.common import LoadedGame
from games.formats.gambit_text import MOST_NAMES, MOST_PLAYERS, GambitText, text_token
from games.formats.tables import quoted, told_in_file

_LARGEST = 10**9
_NODES = {"c": "chance", "p": "a player", "t": "an end"}


def loads(text: str, where: str = "efg file") -> LoadedGame:
    """The game in the text of an `.efg` file; `where` names it in messages. Raises InvalidFile, naming the line.

    >>> loaded = loads('EFG 2 R "" { "A" } p "" 1 1 "move" { "l" "r" } 0 t "" 1 "win" { 1 } t "" 0')
    >>> [node.payoffs for node in loaded.game.nodes]
    [(), (Fraction(1, 1),), ()]
    """
    game = read(text, where)
    return LoadedGame("extensive", game, None, None, False, game.name, game.source, (), {}, (), where)


def read(text: str, where: str = "efg file") -> ExtensiveGame:
    """The game itself; otherwise as `loads`."""
    source = GambitText(text, where)
    tree = _Tree(source)
    title = _prologue(source)
    tree.players = _labels(source, "player", MOST_PLAYERS)
    if not tree.players:
        source.refuse_token("at least one player before the nodes")
    comment = source.take_text("a comment") if source.token.kind == "text" else ""
    tree.read()
    if source.token.kind != "end":
        source.refuse_token("the end of the file", "Every branch of the tree has its node already.")
    with told_in_file(where):
        return ExtensiveGame(tree.players, tree.nodes(), name=title, source=comment)


def _prologue(source: GambitText) -> str:
    for kind, allowed, expected in (
        ("name", ("EFG",), "EFG at the beginning"),
        ("number", ("2",), "the version number 2"),
        ("name", ("R", "D"), "R or D"),
    ):
        if source.token.kind != kind or source.token.text not in allowed:
            source.refuse_token(expected, 'An extensive game begins EFG 2 R "title" { "player" ... }.')
        source.advance()
    return source.take_text("the title in quotes")


def _labels(source: GambitText, what: str, most: int) -> tuple[str, ...]:
    """Names up to a closing brace, empty ones replaced by their number; refuses one that stands twice."""
    found: dict[str, None] = {}
    for place, (label, position) in enumerate(source.names(what, most), start=1):
        name = label if label.strip() else str(place)
        if name in found:
            source.refuse(position, f"the {what} {quoted(name)} twice", f"distinct {what} names", "Rename one of them.")
        found[name] = None
    return tuple(found)


def _distinct(labels: Sequence[str]) -> tuple[str, ...]:
    """Actions told apart: an empty name becomes its place, equal ones get _1, _2, ... as far as these are not taken."""
    named = [label if label.strip() else str(place) for place, label in enumerate(labels, start=1)]
    times = Counter(named)
    numbers = {name: itertools.count(1) for name in times}

    def renamed(name: str) -> str:
        return next(own for own in (f"{name}_{number}" for number in numbers[name]) if own not in times)

    return tuple(name if times[name] == 1 else renamed(name) for name in named)


@dataclass(frozen=True, slots=True)
class _Move:
    """What is known of an information set or event: its name as written, its actions, their probabilities."""

    name: str
    label: str
    actions: tuple[str, ...]
    chances: tuple[Fraction, ...] = ()


@dataclass(slots=True)
class _Tree:
    """Nodes as they are read, with the information sets, events and outcomes described so far."""

    source: GambitText
    players: tuple[str, ...] = ()
    found: list[dict[str, Any]] = field(default_factory=list)
    sets: dict[tuple[int, int], _Move] = field(default_factory=dict)
    taken: set[tuple[int, str]] = field(default_factory=set)
    outcomes: dict[int, tuple[str, tuple[Fraction, ...]]] = field(default_factory=dict)

    def read(self) -> None:
        """The nodes of one tree: each fills the first open branch."""
        open_branches = [(-1, "the tree")]
        while open_branches:
            parent, branch = open_branches.pop()
            if parent >= 0:
                self.found[parent]["children"].append(len(self.found))
            number = len(self.found)
            self.found.append(self._node(branch))
            actions = self.found[number]["actions"]
            open_branches += [(number, f"the branch {quoted(action)}") for action in reversed(actions)]

    def nodes(self) -> tuple[Node, ...]:
        return tuple(Node(**{**own, "children": tuple(own["children"])}) for own in self.found)

    def _node(self, branch: str) -> dict[str, Any]:
        source = self.source
        if source.token.kind != "name" or source.token.text not in _NODES:
            kinds = ", ".join(f"{letter} ({who})" for letter, who in _NODES.items())
            source.refuse_token(f"the node that ends {branch}: {kinds}", "Every action leads to one node.")
        kind = source.advance().text
        name = source.take_text("the node's name in quotes")
        moves: dict[str, Any] = {"actions": (), "children": [], "name": name}
        if kind == "c":
            moves |= self._chance()
        elif kind == "p":
            moves |= self._decision()
        return moves | self._outcome()

    def _decision(self) -> dict[str, Any]:
        count = len(self.players)
        player = self._number(f"the number of the player, from 1 to {count}", 1, count)
        number = self._number("the number of the information set, at least 1", 1, _LARGEST)
        move = self._move((player, number), f"the information set {number} of {self.players[player - 1]}")
        return {"actions": move.actions, "player": self.players[player - 1], "information": move.label}

    def _chance(self) -> dict[str, Any]:
        number = self._number("the number of the event, at least 1", 1, _LARGEST)
        move = self._move((0, number), f"the event {number}")
        return {"actions": move.actions, "probabilities": move.chances}

    def _number(self, expected: str, least: int, most: int) -> int:
        if self.source.token.kind == "number" and self.source.token.text.lstrip("+0") == "" and least == 1:
            self.source.refuse_token(expected)
        return self.source.take_count(expected, most)

    def _move(self, key: tuple[int, int], what: str) -> _Move:
        """The information set or event, described here or before."""
        source = self.source
        known = self.sets.get(key)
        if source.token.kind != "text":
            if known is None:
                source.refuse_token(f"the name of {what} in quotes, and its actions", f"{_capital(what)} is new here.")
            return known
        position = source.token.position
        name = source.take_text("a name in quotes")
        actions, chances = self._actions(chance=key[0] == 0)
        if known is None:
            known = self.sets[key] = _Move(name, self._label(key, name), actions, chances)
        elif (known.name, known.actions, known.chances) != (name, actions, chances):
            found = f"{what} with another name, other actions or other probabilities than before"
            remedy = "Give it a number of its own, or leave name and actions out."
            source.refuse(position, found, f"{quoted(known.name)} with {', '.join(known.actions)}", remedy)
        return known

    def _label(self, key: tuple[int, int], name: str) -> str:
        """A label that no other information set of the player has."""
        label = name if name.strip() else str(key[1])
        while (key[0], label) in self.taken:
            label = f"{label} ({key[1]})"
        self.taken.add((key[0], label))
        return label

    def _actions(self, *, chance: bool) -> tuple[tuple[str, ...], tuple[Fraction, ...]]:
        source = self.source
        if not chance:
            position = source.token.position
            labels = [label for label, _ in source.names("action", MOST_NAMES)]
            if not labels:
                source.refuse(position, "no action", "at least one action")
            return _distinct(labels), ()
        source.take("{", "{ and then actions in quotes, each with its probability")
        events: list[str] = []
        chances: list[Fraction] = []
        start = source.token.position
        while not source.at("}"):
            events.append(source.take_text('an action in quotes, or "}"'))
            chances.append(source.take_number(f"the probability of {quoted(events[-1])}"))
        source.advance()
        if not chances or sum(chances) != 1 or min(chances) < 0:
            told = ", ".join(map(str, chances)) or "none"
            remedy = "Write fractions such as 1/3: decimals are read exactly."
            source.refuse(start, f"the probabilities {told}", "numbers from 0 to 1 that sum to exactly 1", remedy)
        return _distinct(events), tuple(chances)

    def _outcome(self) -> dict[str, Any]:
        source = self.source
        number = source.take_count("the number of the outcome, or 0 for none", _LARGEST)
        if source.token.kind != "text":
            if number == 0:
                return {}
            if number not in self.outcomes:
                source.refuse_token(
                    f"the name of outcome {number} in quotes, and its payoffs", f"Outcome {number} is new here."
                )
        else:
            self._describe(number)
        name, payoffs = self.outcomes[number]
        return {"outcome": name, "payoffs": payoffs}

    def _describe(self, number: int) -> None:
        source = self.source
        position = source.token.position
        if number == 0:
            source.refuse_token("nothing after outcome 0, which pays nothing", "Give the outcome a number of its own.")
        name = source.take_text("a name")
        source.take("{", "{ and then the payoffs")
        payoffs = []
        for player in self.players:
            payoffs.append(source.take_number(f"the payoff of {quoted(player)}"))
            if source.at(","):
                source.advance()
        source.take("}", "}", f"An outcome has {len(self.players)} payoffs, one a player.")
        described = (name, tuple(payoffs))
        if self.outcomes.setdefault(number, described) != described:
            told = ", ".join(map(str, self.outcomes[number][1]))
            found = f"outcome {number} with another name or other payoffs than before"
            source.refuse(position, found, f"{quoted(self.outcomes[number][0])} with {told}")


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


# --- writing ----------------------------------------------------------------------------------------------------------


def dumps(game: ExtensiveGame) -> str:
    """The game as the text of an `.efg` file; its name becomes the title, its source the comment.

    Raises Unsupported if a number is no rational, or a label holds what such files cannot.

    >>> from games.core.extensive import Decision, Terminal
    >>> print(dumps(ExtensiveGame.build("A", Decision("A", {"l": Terminal(1), "r": Terminal("1/3")}, name="root"))), end="")
    EFG 2 R "" { "A" }
    ""
    <BLANKLINE>
    p "root" 1 1 "start" { "l" "r" } 0
    t "" 1 "" { 1 }
    t "" 2 "" { 1/3 }
    """
    sets = {(i + 1, own.label): h + 1 for i, group in enumerate(game.sets_by_player) for h, own in enumerate(group)}
    outcomes: dict[tuple[str, tuple[Scalar, ...]], int] = {}
    lines = [f"EFG 2 R {_token(game.name)} {_list(map(_token, game.players))}", _token(game.source), ""]
    events = 0
    for node in game.nodes:
        if node.is_end:
            start = f"t {_token(node.name)}"
        elif node.is_chance:
            events += 1
            drawn = zip(map(_token, node.actions), map(_number, node.probabilities), strict=True)
            start = f'c {_token(node.name)} {events} "" {_list(f"{event} {chance}" for event, chance in drawn)}'
        else:
            player = game.players.index(node.player) + 1
            number = sets[player, node.information]
            described = f"{_token(node.information)} {_list(map(_token, node.actions))}"
            start = f"p {_token(node.name)} {player} {number} {described}"
        lines.append(f"{start} {_paid(node, outcomes)}")
    return "\n".join(lines) + "\n"


def _paid(node: Node, outcomes: dict[tuple[str, tuple[Scalar, ...]], int]) -> str:
    if not node.payoffs:
        return "0"
    number = outcomes.setdefault((node.outcome, node.payoffs), len(outcomes) + 1)
    return f"{number} {_token(node.outcome)} {{ {', '.join(map(_number, node.payoffs))} }}"


def _token(content: str) -> str:
    if any(not c.isprintable() and c not in "\n\t\r" for c in content):
        raise Unsupported("efg", f"a control character in {content!r}", "printable labels", "Rename it.")
    return text_token(content)


def _number(value: Scalar) -> str:
    if not isinstance(value, Fraction):
        remedy = "Put values in for symbols first: game.substitute({...})."
        raise Unsupported("efg", f"the number {text(value)}", "rational numbers", remedy)
    return str(value)


def _list(entries: Iterable[str]) -> str:
    return f"{{ {' '.join(entries)} }}"
