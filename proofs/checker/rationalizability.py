"""Rationalizable actions with independent beliefs: what goes is no best reply, and what stays justifies itself.

Definition   The rationalizable actions are the largest set each of whose actions is a best reply, among all of its player's, to a
             belief that gives each other player a mixed action over his actions in the set.
What goes    It is no best reply to such beliefs about what is left before it goes. So nothing that is rationalizable goes: the first
             such action would be a best reply to a belief about rationalizable actions, which are all left.
             The others' mixed actions are cut into parts: a simplex for each other player, given by its corners. In each part a mixed
             action pays more at every choice of corners; what it pays more is linear in each player's choice, so it does everywhere.
             Halving an edge gives two simplices that cover the whole.
What stays   Its beliefs are about what stays, so it is part of the largest set.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from math import prod

from proofs.checker.kernel import refuse
from proofs.checker.obligations import Finding
from proofs.checker.table import Left, Table, distribution, others_left
from proofs.checker.work import spend
from proofs.claims import RationalizableAre
from proofs.witness import Apart, Halved, Outdone, RationalizabilityWitness, Removed


def check_rationalizability(claim: RationalizableAre, witness: RationalizabilityWitness) -> Finding:
    """Every removal, then every belief."""
    players = claim.game.players
    tables = [Table.of(claim.game, i) for i in range(len(players))]
    left = [list(own) for own in claim.game.actions]
    for removed in witness.removed:
        if removed.player not in players or removed.action not in left[players.index(removed.player)]:
            refuse("removed", f"{removed.player} {removed.action}", "an action that is left")
        _never_best(claim, tables[players.index(removed.player)], left, removed)
        left[players.index(removed.player)].remove(removed.action)
    if tuple(map(tuple, left)) != claim.surviving:
        refuse("surviving", f"{claim.surviving}", "what is left")
    wanted = [(player, action) for player, own in zip(players, left, strict=True) for action in own]
    if [(own.player, own.action) for own in witness.beliefs] != wanted:
        refuse("beliefs", f"those of {len(witness.beliefs)} actions", "one for each action that is left, in order")
    for own in witness.beliefs:
        _justified(claim, tables[players.index(own.player)], left, own)
    return len(witness.removed) + len(wanted), {}


@dataclass(frozen=True, slots=True)
class Part:
    """`worth[action][v]` is `scale` times what an action pays, in the table's whole numbers, at the v-th choice of corners."""

    sizes: tuple[int, ...]
    worth: dict[str, tuple[int, ...]]
    scale: int

    def halves(self, axis: int, first: int, second: int) -> list[Part]:
        """The middle of the edge takes the place of its first corner, then of its second."""
        return [self._with(axis, place, first, second) for place in (first, second)]

    def _with(self, axis: int, place: int, first: int, second: int) -> Part:
        stride, size = prod(self.sizes[axis + 1 :]), self.sizes[axis]
        longest = max(value.bit_length() for row in self.worth.values() for value in row)
        spend(sum(map(len, self.worth.values())) * (1 + longest // 64))
        worth = {}
        for action, row in self.worth.items():
            new = [2 * value for value in row]
            for v in range(len(row)):
                if v // stride % size == place:
                    start = v - place * stride
                    new[v] = row[start + first * stride] + row[start + second * stride]
            worth[action] = tuple(new)
        return Part(self.sizes, worth, 2 * self.scale)


def _never_best(claim: RationalizableAre, table: Table, left: Left, removed: Removed) -> None:
    """The parts of the cover are the whole, and in each something pays more."""
    where = f"{removed.player} {removed.action}"
    starts = list(others_left(table, left))
    others = [player for j, player in enumerate(claim.game.players) if j != table.number]
    sizes = tuple(len(own) for j, own in enumerate(left) if j != table.number)
    spend(len(starts) * len(left[table.number]))
    worth = {reply: tuple(table.cells[start + table.own(reply)] for start in starts) for reply in left[table.number]}
    parts = [Part(sizes, worth, 1)]
    for own in removed.cover:
        if not parts:
            refuse(where, "more parts than there are", "a cover")
        part = parts.pop()
        if isinstance(own, Halved):
            if own.player not in others:
                refuse(where, f"a cut of the player {own.player}", "one of the others")
            axis = others.index(own.player)
            if not 0 <= own.first < own.second < part.sizes[axis]:
                refuse(where, f"an edge from {own.first} to {own.second}", "two corners in order")
            parts += part.halves(axis, own.first, own.second)[::-1]
        else:
            _outdone(table, part, removed.action, own, where)
    if parts:
        refuse(where, f"{len(parts)} parts in which nothing pays more", "a cover of all of the others' mixed actions")


def _outdone(table: Table, part: Part, action: str, own: Outdone, where: str) -> None:
    labels = [label for label, _ in own.mixed]
    if labels != [label for label in part.worth if label in set(labels)]:
        refuse(where, f"a mixed action that plays {labels}", "actions that are left, in order")
    weights, share = distribution([weight for _, weight in own.mixed], where)
    rows, base = [part.worth[label] for label in labels], part.worth[action]
    spend(len(rows) * len(base), [max(weights)], [max(map(abs, base))])
    more = [
        sum(weight * row[v] for weight, row in zip(weights, rows, strict=True)) - share * base[v]
        for v in range(len(base))
    ]
    least = Fraction(min(more), share * part.scale * table.scale)
    if least != own.least or least <= 0:
        refuse(where, f"{own.least} as the least that it pays more", f"{least}, and a positive number")


def _justified(claim: RationalizableAre, table: Table, left: Left, own: Apart) -> None:
    """The action is a best reply, among all of the player's, to the product of the beliefs, which are about what is left."""
    where = f"{own.player} {own.action}"
    others = [actions for j, actions in enumerate(left) if j != table.number]
    if len(own.belief) != len(others):
        refuse(where, f"beliefs about {len(own.belief)} players", f"about {len(others)}")
    chances: list[list[tuple[str, int]]] = []
    share = 1
    for actions, belief in zip(others, own.belief, strict=True):
        labels = [label for label, _ in belief]
        if labels != [label for label in actions if label in set(labels)]:
            refuse(where, f"a belief about {labels}", "actions that are left, in order")
        weights, part = distribution([weight for _, weight in belief], where)
        chances.append(list(zip(labels, weights, strict=True)))
        share *= part
    replies = claim.game.actions[table.number]
    spend(prod(map(len, chances)) * len(replies), [share], [table.largest])
    pays = dict.fromkeys(replies, 0)
    for drawn in product(*chances):
        start, weight = table.start([label for label, _ in drawn]), prod(chance for _, chance in drawn)
        for reply in replies:
            pays[reply] += weight * table.cells[start + table.own(reply)]
    if Fraction(pays[own.action], share * table.scale) != own.payoff:
        refuse(where, f"the payoff {own.payoff}", f"{Fraction(pays[own.action], share * table.scale)}")
    if max(pays.values()) > pays[own.action]:
        refuse(where, "beliefs against which another action pays more", "ones to which the action is a best reply")
