"""The complete list of pure subgame-perfect equilibria of a game in extensive form.

Definition   A profile is subgame perfect iff in the piece of every subgame, given what the profile is worth in the subgames inside it,
             no player gains by other play of his there.
The list     From the last piece to the first the checker finds how many equilibria there are with which payoffs: where one player
             moves once, his action is optimal iff each other action is followed by an equilibrium that pays him no more; elsewhere,
             for each combination of payoffs of the subgames inside, by trying every profile of plans. Each entry of the list is
             followed through the pieces; entries are distinct, and as many as there are equilibria.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import product
from math import prod

from proofs.checker.kernel import refuse
from proofs.checker.obligations import Finding
from proofs.checker.tree import (
    MAX_PROFILES,
    Board,
    Key,
    Money,
    Piece,
    Plan,
    board,
    joint,
    outcome,
    own_keys,
    plans,
)
from proofs.checker.work import spend, within
from proofs.claims import PureSubgamePerfectAre
from proofs.claims.extensive import PureBehaviour
from proofs.witness import TreeListWitness

Table = dict[Money, int]
"""How many equilibria of a subgame there are, by payoffs."""
Choice = tuple[tuple[Key, int], ...]
"""Pure play of a piece, sorted."""
Known = dict[tuple[int, tuple[Money, ...]], dict[Choice, Money]]
"""Equilibria of pieces of several moves, by root and the payoffs of the subgames inside."""


def check_pure_tree(claim: PureSubgamePerfectAre, witness: TreeListWitness) -> Finding:
    """The list holds distinct equilibria, and as many as there are."""
    here = board(claim.game)
    tables: dict[int, Table] = {}
    known: Known = {}
    for piece in reversed(here.pieces):
        if _one_move(here, piece):
            tables[piece.root] = _counted(here, piece, tables)
        else:
            tables[piece.root] = _tried(here, piece, tables, known)
    if len(set(claim.profiles)) != len(claim.profiles):
        refuse("profiles", "a profile twice", "each once")
    for number, profile in enumerate(claim.profiles, 1):
        _follow(here, _chosen(here, profile), known, f"profile {number}")
    there_are = sum(tables[0].values())
    if there_are != len(claim.profiles):
        refuse("profiles", f"{len(claim.profiles)} equilibria", f"all {there_are:,} of them")
    return len(here.nodes) * (1 + len(claim.profiles)), {}


def _one_move(here: Board, piece: Piece) -> bool:
    inner = [number for number in piece.nodes if here.nodes[number].children]
    return inner == [piece.root] and here.keys[piece.root] is not None


def _counted(here: Board, piece: Piece, tables: Mapping[int, Table]) -> Table:
    """Where one player moves once."""
    mover = _mover(here, piece.root)
    below = [tables[child] if child in tables else {here.paid(child): 1} for child in here.nodes[piece.root].children]
    found: Table = {}
    for action, own in enumerate(below):
        for payoffs, number in own.items():
            spend(sum(map(len, below)))
            ways = number
            for other, rivals in enumerate(below):
                if other != action:
                    ways *= sum(n for rival, n in rivals.items() if rival[mover] <= payoffs[mover])
            if ways:
                total = _plus(here.paid(piece.root), payoffs)
                found[total] = found.get(total, 0) + ways
    return found


def _tried(here: Board, piece: Piece, tables: Mapping[int, Table], known: Known) -> Table:
    """Elsewhere: every profile of plans, for every combination of payoffs of the subgames inside."""
    by_player = {player: plans(here, keys) for player, keys in own_keys(here, piece).items()}
    profiles = joint(here, by_player)
    choices = [list(tables[root]) for root in piece.later]
    within(prod(map(len, choices)), MAX_PROFILES, "combinations of later payoffs")
    found: Table = {}
    for combination in product(*choices):
        worth = dict(zip(piece.later, combination, strict=True))
        ways = prod(tables[root][own] for root, own in worth.items())
        payoffs = {_sorted(own): outcome(here, piece, _merged(own), worth) for own in profiles}
        stable = {}
        for own in profiles:
            got = payoffs[_sorted(own)]
            spend(sum(map(len, by_player.values())))
            if all(
                payoffs[_sorted((*own[:k], other, *own[k + 1 :]))][player] <= got[player]
                for k, player in enumerate(by_player)
                for other in by_player[player]
            ):
                stable[_sorted(own)] = got
                found[got] = found.get(got, 0) + ways
        known[piece.root, combination] = stable
    return found


def _follow(here: Board, chosen: Plan, known: Known, where: str) -> None:
    """From the last piece to the first: the profile plays an equilibrium there."""
    worth: dict[int, Money] = {}
    spend(len(here.nodes) * len(here.players))
    for piece in reversed(here.pieces):
        root = piece.root
        key = here.keys[root]
        if key is not None and _one_move(here, piece):
            below = [worth[c] if c in worth else here.paid(c) for c in here.nodes[root].children]
            if key not in chosen:
                refuse(where, f'no action at "{key[1]}"', "one")
            got = below[chosen[key]]
            if any(other[key[0]] > got[key[0]] for other in below):
                refuse(where, f'a move at "{key[1]}" that another beats', "an equilibrium")
            worth[root] = _plus(here.paid(root), got)
            continue
        keys = [own for player in own_keys(here, piece).values() for own in player]
        play = tuple(sorted((own, chosen[own]) for own in keys if own in chosen))
        stable = known[root, tuple(worth[own] for own in piece.later)]
        if play not in stable:
            refuse(where, f"play at node {root} that is no equilibrium, or says too much", "an equilibrium")
        worth[root] = stable[play]


def _chosen(here: Board, profile: PureBehaviour) -> Plan:
    """The profile's actions by number; information sets at which it leaves play open are left out."""
    ordered = [[key for key in here.sets if key[0] == player] for player in range(len(here.players))]
    if [len(own) for own in profile] != [len(own) for own in ordered]:
        refuse("profiles", f"actions at {[len(own) for own in profile]} information sets", "one at each")
    chosen: dict[Key, int] = {}
    for keys, own in zip(ordered, profile, strict=True):
        for key, action in zip(keys, own, strict=True):
            actions = here.nodes[here.sets[key][0]].actions
            if action is not None and action not in actions:
                refuse("profiles", f'the action "{action}" at "{key[1]}"', f"one of {', '.join(actions)}")
            if action is not None:
                chosen[key] = actions.index(action)
    return chosen


def _mover(here: Board, number: int) -> int:
    key = here.keys[number]
    return refuse(f"node {number}", "no player", "a move") if key is None else key[0]


def _merged(own: Sequence[Plan]) -> Plan:
    return {key: action for plan in own for key, action in plan.items()}


def _sorted(own: Sequence[Plan]) -> Choice:
    return tuple(sorted(_merged(own).items()))


def _plus(left: Money, right: Money) -> Money:
    return tuple(a + b for a, b in zip(left, right, strict=True))
