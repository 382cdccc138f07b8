"""A game in extensive form as the checker reads it from its nodes: who moves, who remembers what, where subgames begin.

Definition   A subgame begins at a node that is no end iff no information set lies partly inside its subtree. Its piece are its nodes
             outside the subgames inside it. A player has perfect recall iff all nodes of each of his information sets have the same
             sequence of his own (information set, action) before them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import product

from games.core.extensive import ExtensiveGame, Node
from games.exact import Scalar
from proofs.checker.kernel import refuse
from proofs.checker.work import spend, within

MAX_TREE, MAX_PROFILES = 200_000, 200_000
"""Nodes of a tree, and profiles of plans that are gone through in one piece."""

Key = tuple[int, str]
"""An information set: player and label."""
Money = tuple[Fraction, ...]
Plan = Mapping[Key, int]
Play = int | Money
"""What is done at an information set: an action for sure, or probabilities."""
Choice = tuple[tuple[Key, Play], ...]
"""Play of a piece, sorted by information set; sets that own play keeps the game from are left out."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A subgame's root, its nodes outside the subgames inside it, and the roots of these."""

    root: int
    nodes: tuple[int, ...]
    later: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Board:
    """The tree in numbers: information sets, for each node its information set and own past, the pieces from first to last."""

    nodes: tuple[Node, ...]
    players: tuple[str, ...]
    sets: Mapping[Key, tuple[int, ...]]
    keys: tuple[Key | None, ...]
    past: tuple[tuple[int, ...], ...]
    before: Mapping[int, tuple[Key, int, int]]
    """For the number of a past that is not empty: the last own move, and the number of the past before it."""
    pieces: tuple[Piece, ...]

    payments: tuple[Money, ...]

    def paid(self, number: int) -> Money:
        """What a node pays."""
        return self.payments[number]

    def chances(self, number: int) -> Money:
        """The probabilities of a move of chance."""
        return tuple(map(rational, self.nodes[number].probabilities))


def rational(value: Scalar) -> Fraction:
    """The number, or a refusal."""
    return value if isinstance(value, Fraction) else refuse("game", f"{value}", "a rational number")


def board(game: ExtensiveGame) -> Board:
    """The game read; refuses symbols and games without perfect recall."""
    within(len(game.nodes), MAX_TREE, "nodes")
    spend(10 * len(game.nodes) * len(game.players))
    nodes = game.nodes
    keys: list[Key | None] = [
        (game.players.index(own.player), own.information) if own.player else None for own in nodes
    ]
    sets: dict[Key, list[int]] = {}
    for number, key in enumerate(keys):
        if key is not None:
            sets.setdefault(key, []).append(number)
    past, before = _past(game, keys)
    for (player, label), numbers in sets.items():
        if len({past[number][player] for number in numbers}) > 1:
            refuse(f'information set "{label}"', f"{game.players[player]} without perfect recall", "perfect recall")
    found = {key: tuple(numbers) for key, numbers in sets.items()}
    zero = (Fraction(0),) * len(game.players)
    payments = tuple(tuple(map(rational, own.payoffs)) or zero for own in nodes)
    return Board(nodes, game.players, found, tuple(keys), past, before, _pieces(nodes, keys, found), payments)


def _past(
    game: ExtensiveGame, keys: list[Key | None]
) -> tuple[tuple[tuple[int, ...], ...], dict[int, tuple[Key, int, int]]]:
    """For each node and player a number that stands for his own moves so far; 0 for none."""
    known: dict[tuple[Key, int, int], int] = {}
    past: list[tuple[int, ...]] = [(0,) * len(game.players)] * len(game.nodes)
    for number, node in enumerate(game.nodes):
        key = keys[number]
        for action, child in enumerate(node.children):
            if key is None:
                past[child] = past[number]
            else:
                player = key[0]
                move = (key, action, past[number][player])
                own = known.setdefault(move, len(known) + 1)
                past[child] = (*past[number][:player], own, *past[number][player + 1 :])
    return tuple(past), {number: move for move, number in known.items()}


def _pieces(nodes: tuple[Node, ...], keys: list[Key | None], sets: Mapping[Key, tuple[int, ...]]) -> tuple[Piece, ...]:
    size = [1] * len(nodes)
    for number in reversed(range(len(nodes))):
        size[number] += sum(size[child] for child in nodes[number].children)
    low, high = list(range(len(nodes))), list(range(len(nodes)))
    for number in reversed(range(len(nodes))):
        key = keys[number]
        reach = [(low[c], high[c]) for c in nodes[number].children] + ([(sets[key][0], sets[key][-1])] if key else [])
        low[number] = min([number, *(own for own, _ in reach)])
        high[number] = max([number, *(own for _, own in reach)])
    opens = [bool(own.children) and low[k] >= k and high[k] < k + size[k] for k, own in enumerate(nodes)]
    inside: dict[int, list[int]] = {0: []}
    later: dict[int, list[int]] = {}
    home = [0] * len(nodes)
    for number, node in enumerate(nodes):
        root = number if opens[number] else home[number]
        inside.setdefault(root, []).append(number)
        for child in node.children:
            home[child] = root
            if opens[child]:
                later.setdefault(root, []).append(child)
    return tuple(Piece(root, tuple(own), tuple(later.get(root, ()))) for root, own in sorted(inside.items()))


def own_keys(here: Board, piece: Piece) -> dict[int, list[Key]]:
    """By player who moves in the piece, his information sets there, in order."""
    found: dict[int, list[Key]] = {}
    for number in piece.nodes:
        key = here.keys[number]
        if key is not None and key not in found.setdefault(key[0], []):
            found[key[0]].append(key)
    return found


def plans(here: Board, keys: list[Key]) -> list[Plan]:
    """A player's plans in a piece: an action at each information set that his own earlier actions there lead to."""
    found: list[dict[Key, int]] = [{}]
    for key in keys:
        first = here.sets[key][0]
        move = here.before.get(here.past[first][key[0]])
        actions = range(len(here.nodes[first].children))
        grown: list[dict[Key, int]] = []
        for plan in found:
            led = move is None or move[0] not in keys or plan.get(move[0]) == move[1]
            grown += [{**plan, key: action} for action in actions] if led else [plan]
            within(len(grown), MAX_PROFILES, "plans of one player")
        spend(len(grown))
        found = grown
    return list(found)


def joint(by_player: Mapping[int, list[Plan]]) -> list[tuple[Plan, ...]]:
    """All combinations of plans."""
    total = 1
    for own in by_player.values():
        total *= len(own)
    within(total, MAX_PROFILES, "profiles of plans")
    return list(product(*by_player.values()))


def outcome(here: Board, piece: Piece, play: Plan, worth: Mapping[int, Money]) -> Money:
    """Expected payoffs of pure play in a piece, the subgames inside it being worth what is said."""
    total = [Fraction(0)] * len(here.players)
    waiting: list[tuple[int, Fraction]] = [(piece.root, Fraction(1))]
    while waiting:
        number, chance = waiting.pop()
        spend(len(here.players))
        node, key = here.nodes[number], here.keys[number]
        inside = number != piece.root and number in worth
        for player, own in enumerate(worth[number] if inside else here.paid(number)):
            total[player] += chance * own
        if inside:
            continue
        if key is not None:
            waiting.append((node.children[play[key]], chance))
        else:
            waiting += [(c, chance * p) for c, p in zip(node.children, here.chances(number), strict=False)]
    return tuple(total)
