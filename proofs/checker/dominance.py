"""Iterated dominance: the checker takes the actions away itself, round by round.

Definition   s strictly dominates a iff it pays more against every profile of the others that is left; weakly iff it never pays less
             against these, and sometimes more.
What goes    The margins of its dominator, an action mixed of what is left, are computed again.
What stays   Under strict dominance: a best reply, among all actions of the game, to a belief over what is left in the last round in which
             it stays. What is dominated is no best reply to any belief over what is left, and what is left then was left before, so one
             belief shows all rounds. Under weak dominance: in each round a best reply, among the actions that are left, to a belief
             that gives each profile of the others that is left a chance; what is weakly dominated is none.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from proofs.checker.kernel import refuse
from proofs.checker.obligations import Finding
from proofs.checker.table import Left, Table, distribution, others_left
from proofs.checker.work import spend
from proofs.claims import SurvivorsAre
from proofs.witness import Believed, DominanceWitness, Dominator


def check_dominance(claim: SurvivorsAre, witness: DominanceWitness) -> Finding:
    """Each round takes what is dominated and keeps what is not; the last one takes nothing."""
    tables = [Table.of(claim.game, i) for i in range(len(claim.game.players))]
    left = [list(own) for own in claim.game.actions]
    if len(witness.dominators) != len(claim.rounds):
        refuse("dominators", f"those of {len(witness.dominators)} rounds", f"those of {len(claim.rounds)}")
    believed, steps = iter(witness.beliefs), 0
    rounds = [*claim.rounds, ()]
    for number, gone in enumerate(rounds, 1):
        if not gone and number < len(rounds):
            refuse(f"round {number}", "no action", "at least one; the round that takes none is left out")
        dominators = witness.dominators[number - 1] if gone else ()
        _taken(claim, tables, left, number, gone, dominators)
        taken, next_ones = set(gone), set(rounds[number]) if number < len(rounds) else None
        for i, player in enumerate(claim.game.players):
            for action in left[i]:
                stays = (player, action) not in taken
                if stays and (claim.weak or next_ones is None or (player, action) in next_ones):
                    _stays(claim, tables[i], left, next(believed, None), (number, player, action))
                    steps += 1
        left = [
            [a for a in own if (player, a) not in taken] for player, own in zip(claim.game.players, left, strict=True)
        ]
        steps += len(gone)
    if next(believed, None) is not None:
        refuse("beliefs", "one more", "one for each action that stays")
    if tuple(tuple(own) for own in left) != claim.surviving:
        refuse("surviving", f"{claim.surviving}", "what the rounds leave")
    return steps, {}


def _taken(
    claim: SurvivorsAre,
    tables: Sequence[Table],
    left: Left,
    number: int,
    gone: Sequence[tuple[str, str]],
    dominators: Sequence[Dominator],
) -> None:
    """Every action that goes in this round is left until then, and dominated."""
    where, players, taken = f"round {number}", claim.game.players, set(gone)
    in_order = [(player, a) for player, own in zip(players, left, strict=True) for a in own if (player, a) in taken]
    if in_order != list(gone):
        refuse(where, f"{list(gone)}", "actions that are left, players in order, then actions, each once")
    if len(dominators) != len(gone):
        refuse(where, f"{len(dominators)} dominators", f"{len(gone)}, one for each action that goes")
    for (player, action), dominator in zip(gone, dominators, strict=True):
        _dominated(claim, tables[players.index(player)], left, action, dominator, f"{where}, {player} {action}")


def _dominated(claim: SurvivorsAre, table: Table, left: Left, action: str, dominator: Dominator, where: str) -> None:
    labels = [label for label, _ in dominator.mixed]
    mixed = set(labels)
    if labels != [label for label in left[table.number] if label in mixed]:
        refuse(where, f"a dominator that plays {labels}", "actions that are left, in order")
    weights, share = distribution([weight for _, weight in dominator.mixed], where)
    starts = list(others_left(table, left))
    spend(len(starts) * len(labels), [max(weights)], [table.largest])
    if len(starts) != len(dominator.margins):
        refuse(where, f"{len(dominator.margins)} margins", f"{len(starts)}, one for each profile of the others")
    parts = [(table.own(label), weight) for label, weight in zip(labels, weights, strict=True)]
    own = table.own(action)
    for start, margin in zip(starts, dominator.margins, strict=True):
        more = sum(weight * table.cells[start + place] for place, weight in parts) - share * table.cells[start + own]
        if Fraction(more, share * table.scale) != margin:
            refuse(where, f"the margin {margin}", f"{Fraction(more, share * table.scale)}")
    least, most = min(dominator.margins), max(dominator.margins)
    if not (least > 0 or (claim.weak and least == 0 and most > 0)):
        refuse(where, f"margins from {least} to {most}", "dominance")


def _stays(
    claim: SurvivorsAre, table: Table, left: Left, believed: Believed | None, wanted: tuple[int, str, str]
) -> None:
    """The action is a best reply to the belief, which is one over what is left."""
    number, player, action = wanted
    where = f"round {number}, {player} {action}"
    if believed is None or (believed.round, believed.player, believed.action) != wanted:
        found = "no more" if believed is None else f"{believed.round}, {believed.player} {believed.action}"
        refuse("beliefs", found, f"one that shows why {player} keeps {action} in round {number}")
    starts = [table.start(profile) for profile, _ in believed.belief]
    possible, believable = list(others_left(table, left)), set(starts)
    spend(len(possible))
    if starts != (possible if claim.weak else [own for own in possible if own in believable]):
        expected = "each profile of the others that is left" if claim.weak else "profiles of the others that are left"
        refuse(where, "a belief about other profiles", f"{expected}, in cell order")
    weights, share = distribution([chance for _, chance in believed.belief], where)
    replies = left[table.number] if claim.weak else list(table.places[table.number])
    spend(len(replies) * len(starts), [max(weights)], [table.largest])
    pairs = list(zip(starts, weights, strict=True))
    worth = {reply: sum(weight * table.cells[start + table.own(reply)] for start, weight in pairs) for reply in replies}
    if Fraction(worth[action], share * table.scale) != believed.payoff:
        refuse(where, f"the payoff {believed.payoff}", f"{Fraction(worth[action], share * table.scale)}")
    if max(worth.values()) > worth[action]:
        better = max(worth, key=lambda reply: worth[reply])
        refuse(where, f"a belief against which {better} pays more", "one to which the action is a best reply")
