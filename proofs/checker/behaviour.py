"""Behaviour profiles of a game in extensive form: that they are equilibria, or that one is none.

Definition   A profile is subgame perfect iff in the piece of every subgame, given what the profile is worth in the subgames inside it,
             no player gains by other play of his there; it is a Nash equilibrium iff that is so in the whole tree taken as one piece.
Best play    is found forwards: nodes that a player has not told apart, weighed by the chances of all others, are followed to his next
             information sets, at each of which he takes the best action.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from games.core.extensive import BehaviourProfile
from games.exact import Scalar
from proofs.checker.kernel import refuse
from proofs.checker.obligations import Finding
from proofs.checker.tree import Board, Key, Money, Piece, board, own_keys, rational
from proofs.checker.work import spend
from proofs.claims import AreBehaviourEquilibria, IsNoBehaviourEquilibrium
from proofs.claims.extensive import CONCEPTS, NASH
from proofs.witness import BehaviourWitness, DepartureWitness

Weights = Mapping[Key, Money]
Held = list[tuple[int, Fraction]]
"""Nodes with the chances that bring play there."""


def check_behaviour(claim: AreBehaviourEquilibria, witness: BehaviourWitness) -> Finding:
    """Every profile's payoffs are as listed, and nobody does better in any piece."""
    here = board(claim.game)
    if len(claim.profiles) != len(witness.payoffs):
        refuse("payoffs", f"payoffs of {len(witness.payoffs)} profiles", f"those of {len(claim.profiles)}")
    pieces, steps = _pieces(here, claim.concept), 0
    for number, (profile, payoffs) in enumerate(zip(claim.profiles, witness.payoffs, strict=True), 1):
        play = _read(here, profile)
        worth = _worth(here, play)
        if worth[0] != payoffs:
            refuse(f"payoffs of profile {number}", f"{', '.join(map(str, payoffs))}", "its expected payoffs")
        for piece in pieces:
            for player in own_keys(here, piece):
                steps += 1
                best = _best(here, piece, player, play, worth)
                if best > worth[piece.root][player]:
                    found = f"{here.players[player]} gaining {best - worth[piece.root][player]} from node {piece.root}"
                    refuse(f"profile {number}", found, "nobody gaining")
    return steps, {}


def check_no_behaviour(claim: IsNoBehaviourEquilibrium, witness: DepartureWitness) -> Finding:
    """The departure gains what it is said to gain, and that is positive."""
    here = board(claim.game)
    play = _read(here, claim.profile)
    starts = [piece.root for piece in _pieces(here, claim.concept)]
    if witness.start not in starts:
        refuse("witness", f"node {witness.start}", f"one of {', '.join(map(str, starts))}")
    if witness.player not in here.players:
        refuse("witness", f'the player "{witness.player}"', f"one of {', '.join(here.players)}")
    other = dict(play)
    if len({label for label, _ in witness.play}) != len(witness.play):
        refuse("witness", "an information set twice", "each once")
    for label, action in witness.play:
        key = (here.players.index(witness.player), label)
        if key not in here.sets:
            refuse("witness", f'the information set "{label}"', f"one of {witness.player}")
        actions = here.nodes[here.sets[key][0]].actions
        if action not in actions:
            refuse("witness", f'the action "{action}"', f"one of {', '.join(actions)}")
        other[key] = tuple(Fraction(int(own == action)) for own in actions)
    player = here.players.index(witness.player)
    gain = _worth(here, other)[witness.start][player] - _worth(here, play)[witness.start][player]
    if gain != rational(witness.gain) or gain <= 0:
        refuse("witness", f"the gain {witness.gain}", f"the departure's, {gain}, and more than 0")
    return 1, {}


def _pieces(here: Board, concept: str) -> tuple[Piece, ...]:
    if concept not in CONCEPTS:
        refuse("concept", f'"{concept}"', f"one of {', '.join(CONCEPTS)}")
    return (Piece(0, tuple(range(len(here.nodes))), ()),) if concept == NASH else here.pieces


def _read(here: Board, profile: BehaviourProfile) -> dict[Key, Money]:
    """The profile by information set: distributions of the right length."""
    ordered = [[key for key in here.sets if key[0] == player] for player in range(len(here.players))]
    if [len(own) for own in profile] != [len(own) for own in ordered]:
        refuse("profile", f"play at {[len(own) for own in profile]} information sets", "at each of each player")
    return {
        key: _distribution(weights, len(here.nodes[here.sets[key][0]].children), key)
        for keys, own in zip(ordered, profile, strict=True)
        for key, weights in zip(keys, own, strict=True)
    }


def _distribution(weights: tuple[Scalar, ...], size: int, key: Key) -> Money:
    found = tuple(map(rational, weights))
    if len(found) != size or sum(found) != 1 or min(found, default=0) < 0:
        refuse(f'profile, "{key[1]}"', f"{', '.join(map(str, found))}", f"{size} probabilities that sum to one")
    return found


def _branches(here: Board, number: int, play: Weights) -> Money:
    key = here.keys[number]
    return here.chances(number) if key is None else play[key]


def _worth(here: Board, play: Weights) -> list[Money]:
    """For each node what the players expect from there on."""
    spend(len(here.nodes) * len(here.players))
    found: list[Money] = [()] * len(here.nodes)
    for number in reversed(range(len(here.nodes))):
        total = here.paid(number)
        for child, weight in zip(here.nodes[number].children, _branches(here, number, play), strict=True):
            total = tuple(own + weight * more for own, more in zip(total, found[child], strict=True))
        found[number] = total
    return found


def _best(here: Board, piece: Piece, player: int, play: Weights, worth: list[Money]) -> Fraction:
    """The most that the player can have in a piece. Information sets that wait are taken in turn, each with all its nodes."""
    later = set(piece.later)

    def follow(held: Held) -> tuple[Fraction, dict[Key, Held]]:
        """What is had for sure, and the own information sets that are met, with their nodes."""
        total, met = Fraction(0), dict[Key, Held]()
        while held:
            number, chance = held.pop()
            spend(1)
            if number in later:
                total += chance * worth[number][player]
                continue
            total += chance * here.paid(number)[player]
            key = here.keys[number]
            if key is not None and key[0] == player:
                met.setdefault(key, []).append((number, chance))
                continue
            held += zip(
                here.nodes[number].children, (chance * own for own in _branches(here, number, play)), strict=True
            )
        return total, met

    def most(held: Held) -> Fraction:
        total, met = follow(held)
        for nodes in met.values():
            actions = range(len(here.nodes[nodes[0][0]].children))
            total += max(most([(here.nodes[number].children[a], chance) for number, chance in nodes]) for a in actions)
        return total

    return most([(piece.root, Fraction(1))])
