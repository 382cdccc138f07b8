"""All extreme equilibria and maximal Nash subsets of a two-player game.

Every extreme equilibrium is a pair of vertices of the best-reply polytopes. The checker has all vertices of one player's
(`polytope`); in an equilibrium the other player mixes best replies to one of them, so that it needs only the vertices of his polytope
over sets of actions that include these. It pairs them: each plays best replies to the other only. Strictly dominated actions may be
left out (`bimatrix`).

The maximal Nash subsets of these pairs are checked in `subsets`.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from math import lcm

from games.core.strategic import StrategicGame
from proofs.checker.bimatrix import left_over, replies_of
from proofs.checker.kernel import refuse
from proofs.checker.obligations import Finding
from proofs.checker.polytope import Vertices, all_vertices
from proofs.checker.subsets import check_subsets
from proofs.checker.work import spend
from proofs.claims import ExtremeEquilibriaAre
from proofs.witness import PolytopesWitness

Pair = tuple[int, int]


def check_extreme(claim: ExtremeEquilibriaAre, witness: PolytopesWitness) -> Finding:
    """The pairs, the subsets and the payoffs are those that follow from all vertices."""
    game, player = claim.game, witness.polytopes.player
    if len(game.players) != 2 or not all(type(value) is Fraction for row in game.payoffs for value in row):
        refuse("game", "another kind of game", "two players and rational payoffs")
    if player not in (0, 1):
        refuse("polytopes", f"player {player}", "player 0 or 1")
    tables = _tables(game, witness)
    partners = _partners(*tables, game.shape)
    known = _places(claim, tables)
    named = [{own: place for place, own in enumerate(own)} for own in known]
    found = set()
    for y, strategies in partners.items():
        for x in strategies:
            if x not in named[0] or y not in named[1]:
                refuse("strategies", f"a list without {x if x not in named[0] else y}", "every extreme strategy")
            found.add((named[0][x], named[1][y]))
    _same(claim.pairs, found)
    check_subsets(claim)
    _payoffs(game, known, claim.pairs, witness.payoffs)
    bases = sum(len(own.bases) for own in (witness.polytopes.whole, *witness.polytopes.faces))
    return bases + len(found) + len(claim.subsets), {}


def _tables(game: StrategicGame, witness: PolytopesWitness) -> tuple[Vertices, Vertices]:
    """All vertices of one player's polytope, and those of the other's that matter; player 1's first."""
    player, shown = witness.polytopes.player, witness.polytopes
    replies = replies_of(game)
    left = left_over(replies, shown.dominated)
    here, there = (left[player], left[1 - player]), (left[1 - player], left[player])
    if list(shown.whole.actions) != left[player]:
        refuse("polytopes, whole", f"the actions {shown.whole.actions}", "all of the player's that are left")
    own = all_vertices(replies[player], shown.whole, here, "polytopes, whole")
    other: Vertices = {}
    for place, face in enumerate(shown.faces):
        other |= all_vertices(replies[1 - player], face, there, f"polytopes, face {place + 1}")
    if len({face.actions for face in shown.faces}) != len(shown.faces):
        refuse("polytopes, faces", "the same actions twice", "different faces")
    covered = [sum(1 << action for action in face.actions) for face in shown.faces]
    for best in {best for _, best in own.values()}:
        if not any(best & actions == best for actions in covered):
            refuse(
                "polytopes, faces", "best replies to a vertex that no face has", "a face for each set of best replies"
            )
    return (own, other) if player == 0 else (other, own)


def _partners(
    first: Vertices, second: Vertices, shape: tuple[int, ...]
) -> dict[tuple[int, ...], list[tuple[int, ...]]]:
    """For each strategy of player 2, those of player 1 with which it is an equilibrium.

    Where each has no more best replies than it plays actions, the support of one must be all best replies to the other.
    """
    simple = {labels: own for own, labels in first.items() if labels[0].bit_count() == labels[1].bit_count()}
    others = _Index({own: labels for own, labels in first.items() if simple.get(labels) != own}, shape)
    everyone = _Index(first, shape) if any(s.bit_count() != b.bit_count() for s, b in second.values()) else others
    found = {}
    for strategy, (support, best) in second.items():
        if support.bit_count() != best.bit_count():
            fitting = everyone.partners(support, best)
        else:
            fitting = others.partners(support, best)
            if (best, support) in simple:
                fitting.append(simple[best, support])
        if fitting:
            found[strategy] = fitting
    return found


class _Index:
    """Strategies of player 1 by the replies that are best to them, and by the actions that they leave out."""

    def __init__(self, vertices: Vertices, shape: tuple[int, ...]) -> None:
        self.strategies = list(vertices)
        listed = list(vertices.values())[::-1]
        self.answers = [_number(best >> b & 1 for _, best in listed) for b in range(shape[1])]
        self.leaves = [_number(~support >> a & 1 for support, _ in listed) for a in range(shape[0])]

    def partners(self, support: int, best: int) -> list[tuple[int, ...]]:
        """Those to which all of `support` is a best reply, and who play only actions of `best`."""
        spend(1 + len(self.strategies) // 1000)
        fitting = (1 << len(self.strategies)) - 1
        unplayed = (own for a, own in enumerate(self.leaves) if not best >> a & 1)
        for met in (*(self.answers[b] for b in _bits(support)), *unplayed):
            fitting &= met
            if not fitting:
                return []
        return [self.strategies[place] for place in _bits(fitting)]


def _number(bits: Iterable[int]) -> int:
    """The whole number with these binary digits."""
    return int("0" + "".join(map(str, bits)), 2)


def _bits(number: int) -> list[int]:
    return [place for place in range(number.bit_length()) if number >> place & 1]


def _places(claim: ExtremeEquilibriaAre, tables: tuple[Vertices, Vertices]) -> list[list[tuple[int, ...]]]:
    """The strategies claimed as whole weights: vertices, each once, each in some pair."""
    if len(claim.strategies) != 2:
        refuse("strategies", f"{len(claim.strategies)} lists", "two")
    known: list[list[tuple[int, ...]]] = []
    for i, listed in enumerate(claim.strategies):
        known.append([])
        for place, mixed in enumerate(listed):
            if not all(type(own) is Fraction for own in mixed):
                refuse(f"strategies of {claim.game.players[i]}, {place + 1}", f"{mixed}", "rational numbers")
            common = lcm(*(own.denominator for own in mixed))
            weights = tuple(int(own * common) for own in mixed)
            if sum(weights) != common or weights not in tables[i] or weights in known[i]:
                refuse(
                    f"strategies of {claim.game.players[i]}, {place + 1}", f"{mixed}", "extreme strategies, each once"
                )
            known[i].append(weights)
        if {pair[i] for pair in claim.pairs} != set(range(len(listed))):
            refuse(
                f"strategies of {claim.game.players[i]}",
                "places that do not fit the pairs",
                "each in some pair",
            )
    return known


def _same(pairs: tuple[Pair, ...], found: set[Pair]) -> None:
    if len(set(pairs)) != len(pairs):
        refuse("pairs", "an equilibrium that stands twice", "each once")
    for pair in sorted(found - set(pairs)):
        refuse("pairs", f"an extreme equilibrium that is not listed: {pair}", "all of them")
    for pair in sorted(set(pairs) - found):
        refuse("pairs", f"{pair}, which is no equilibrium", "extreme equilibria")


def _payoffs(
    game: StrategicGame,
    known: list[list[tuple[int, ...]]],
    pairs: tuple[Pair, ...],
    payoffs: tuple[tuple[Fraction, ...], ...],
) -> None:
    if len(payoffs) != len(pairs) or any(len(own) != 2 for own in payoffs):
        refuse("payoffs", f"{len(payoffs)} entries", f"{len(pairs)}, of two each")
    columns = game.shape[1]
    for place, ((x, y), claimed) in enumerate(zip(pairs, payoffs, strict=True)):
        first, second = known[0][x], known[1][y]
        weights = [(a * columns + b, p * q) for a, p in enumerate(first) if p for b, q in enumerate(second) if q]
        spend(2 * len(weights))
        total = sum(first) * sum(second)
        for i, row in enumerate(game.payoffs):
            value = sum(weight * row[cell] for cell, weight in weights) / total
            if value != claimed[i]:
                refuse(f"payoffs, {place + 1}, {game.players[i]}", f"{claimed[i]}", f"{value}")
