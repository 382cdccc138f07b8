"""Complete lists of subgame-perfect equilibria of a game in extensive form.

Definition   A profile is subgame perfect iff in the piece of every subgame, given what the profile is worth in the subgames inside it,
             no player gains by other play of his there.
The list     From the last piece to the first the checker finds how many equilibria there are with which payoffs: where one player
             moves once, his action is optimal iff each other action is followed by an equilibrium that pays him no more; elsewhere,
             for each combination of payoffs of the subgames inside, by trying every profile of plans, or, for claims about
             extreme equilibria and where two players move, from their complete list (`extreme_tree`). Each entry of the claim is
             followed through the pieces; entries are distinct, and as many as there are equilibria.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import product
from math import prod
from typing import Any

from proofs.checker.kernel import refuse
from proofs.checker.obligations import Finding
from proofs.checker.tree import (
    MAX_PROFILES,
    Board,
    Choice,
    Key,
    Money,
    Piece,
    Plan,
    Play,
    board,
    joint,
    outcome,
    own_keys,
    plans,
)
from proofs.checker.work import spend, within
from proofs.claims import PureSubgamePerfectAre
from proofs.witness import TreeListWitness

Table = dict[Money, int]
"""How many equilibria of a subgame there are, by payoffs."""
Stable = dict[Choice, Money]
"""The equilibria of a piece, with their payoffs."""
Local = Callable[[Piece, Mapping[int, Money]], Stable]
"""The equilibria of a piece of several moves, given what the subgames inside it are worth."""
Whole = Mapping[Key, Play]
"""A profile by information set; those at which it leaves play open are left out."""
Moves = Mapping[int, tuple[Key, tuple[int, ...], Money]]
"""Pieces in which one player moves once: his information set, where his actions lead, what is paid on the way."""


def check_pure_tree(claim: PureSubgamePerfectAre, witness: TreeListWitness) -> Finding:
    """The list holds distinct equilibria, and as many as there are."""
    here = board(claim.game)

    def sure(key: Key, action: str) -> Play:
        actions = here.nodes[here.sets[key][0]].actions
        if action not in actions:
            refuse("profiles", f'the action "{action}" at "{key[1]}"', f"one of {', '.join(actions)}")
        return actions.index(action)

    return complete(here, claim.profiles, sure, lambda piece, worth: tried(here, piece, worth))


def complete(here: Board, profiles: Sequence[Any], read: Callable[[Key, Any], Play], local: Local) -> Finding:
    """The profiles are distinct equilibria, and as many as there are."""
    tables: dict[int, Table] = {}
    known: dict[tuple[int, tuple[Money, ...]], Stable] = {}
    moves = _moves(here)
    for piece in reversed(here.pieces):
        if piece.root in moves:
            tables[piece.root] = _counted(here, moves[piece.root], tables)
            continue
        found = tables[piece.root] = {}
        choices = [list(tables[root]) for root in piece.later]
        within(prod(map(len, choices)), MAX_PROFILES, "combinations of later payoffs")
        for combination in product(*choices):
            worth = dict(zip(piece.later, combination, strict=True))
            ways = prod(tables[root][own] for root, own in worth.items())
            known[piece.root, combination] = local(piece, worth)
            for payoffs in known[piece.root, combination].values():
                found[payoffs] = found.get(payoffs, 0) + ways
    if len(set(profiles)) != len(profiles):
        refuse("profiles", "a profile twice", "each once")
    for number, profile in enumerate(profiles, 1):
        _follow(here, _whole(here, profile, read), moves, known, f"profile {number}")
    there_are = sum(tables[0].values())
    if there_are != len(profiles):
        refuse("profiles", f"{len(profiles)} equilibria", f"all {there_are if there_are < 10**15 else 'of the many'}")
    return len(here.nodes) * (1 + len(profiles)), {}


def _moves(here: Board) -> Moves:
    found = {}
    for piece in here.pieces:
        key = here.keys[piece.root]
        if key is not None and [k for k in piece.nodes if here.nodes[k].children] == [piece.root]:
            found[piece.root] = (key, here.nodes[piece.root].children, here.paid(piece.root))
    return found


def _counted(here: Board, move: tuple[Key, tuple[int, ...], Money], tables: Mapping[int, Table]) -> Table:
    """Where one player moves once."""
    (mover, _), children, paid = move
    below = [tables[child] if child in tables else {here.paid(child): 1} for child in children]
    found: Table = {}
    for action, own in enumerate(below):
        for payoffs, number in own.items():
            spend(sum(map(len, below)))
            ways = number
            for other, rivals in enumerate(below):
                if other != action:
                    ways *= sum(n for rival, n in rivals.items() if rival[mover] <= payoffs[mover])
            if ways:
                total = _plus(paid, payoffs)
                found[total] = found.get(total, 0) + ways
    return found


def tried(here: Board, piece: Piece, worth: Mapping[int, Money]) -> Stable:
    """Pure equilibria of a piece of several moves: every profile of plans."""
    by_player = {player: plans(here, keys) for player, keys in own_keys(here, piece).items()}
    profiles = joint(by_player)
    payoffs = {_played(own): outcome(here, piece, _merged(own), worth) for own in profiles}
    stable = {}
    for own in profiles:
        got = payoffs[_played(own)]
        spend(sum(map(len, by_player.values())))
        if all(
            payoffs[_played((*own[:k], other, *own[k + 1 :]))][player] <= got[player]
            for k, player in enumerate(by_player)
            for other in by_player[player]
        ):
            stable[_played(own)] = got
    return stable


def _follow(
    here: Board,
    profile: Whole,
    moves: Moves,
    known: Mapping[tuple[int, tuple[Money, ...]], Stable],
    where: str,
) -> None:
    """From the last piece to the first: the profile plays an equilibrium there."""
    worth: dict[int, Money] = {}
    spend(len(here.nodes) * len(here.players))
    for piece in reversed(here.pieces):
        root = piece.root
        if root in moves:
            key, children, paid = moves[root]
            below = [worth[child] if child in worth else here.paid(child) for child in children]
            action = profile.get(key)
            if not isinstance(action, int):
                refuse(where, f'no one action at "{key[1]}"', "one")
            got = below[action]
            if any(other[key[0]] > got[key[0]] for other in below if other is not got):
                refuse(where, f'a move at "{key[1]}" that another beats', "an equilibrium")
            worth[root] = _plus(paid, got)
            continue
        keys = sorted(own for player in own_keys(here, piece).values() for own in player)
        play = tuple((own, profile[own]) for own in keys if own in profile)
        stable = known[root, tuple(worth[own] for own in piece.later)]
        if play not in stable:
            refuse(where, f"play from node {root} on that is no equilibrium, or says too much", "an equilibrium")
        worth[root] = stable[play]


def _whole(here: Board, profile: Sequence[Sequence[Any]], read: Callable[[Key, Any], Play]) -> Whole:
    ordered: list[list[Key]] = [[] for _ in here.players]
    for key in here.sets:
        ordered[key[0]].append(key)
    if [len(own) for own in profile] != [len(own) for own in ordered]:
        refuse("profiles", f"play at {[len(own) for own in profile]} information sets", "one entry for each")
    pairs = (pair for keys, own in zip(ordered, profile, strict=True) for pair in zip(keys, own, strict=True))
    return {key: read(key, entry) for key, entry in pairs if entry is not None}


def _merged(own: Sequence[Plan]) -> Plan:
    return {key: action for plan in own for key, action in plan.items()}


def _played(own: Sequence[Plan]) -> Choice:
    """Pure play, sorted by information set."""
    return tuple(sorted(_merged(own).items()))


def _plus(left: Money, right: Money) -> Money:
    return tuple(a + b if a else b for a, b in zip(left, right, strict=True))
