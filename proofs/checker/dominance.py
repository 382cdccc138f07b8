"""Iterated dominance: the checker takes the actions away itself, round by round.

Definition   s strictly dominates a iff it pays more against every profile of the others that is left; weakly iff it never pays less
             against these, and sometimes more.
What goes    The margins of its dominator, an action mixed of what is left, are computed again.
What stays   Under strict dominance: a best reply, among all actions of the game, to a belief over what is left in the last round in which
             it stays. What is dominated is no best reply to any belief over what is left, and what is left then was left before, so one
             belief shows all rounds. Under weak dominance: in each round a best reply, among the actions that are left, to a belief
             that gives each profile of the others that is left a chance; what is weakly dominated is none.
Symbols      Dominators and beliefs are in numbers; what they pay is compared in `dominance_payoffs`, for all admissible values.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from proofs.checker.dominance_payoffs import Numbers, Symbols
from proofs.checker.kernel import refuse
from proofs.checker.obligations import Finding
from proofs.checker.table import Left, Places, distribution, others_left
from proofs.checker.work import spend
from proofs.claims import SurvivorsAre
from proofs.witness import Believed, DominanceWitness, Dominator

Judge = Numbers | Symbols


def check_dominance(claim: SurvivorsAre, witness: DominanceWitness) -> Finding:
    """Each round takes what is dominated and keeps what is not; the last one takes nothing."""
    numbers = all(isinstance(own, Fraction) for row in claim.game.payoffs for own in row)
    judge = Numbers(claim) if numbers else Symbols(claim)
    places = [Places.of_player(claim.game, i) for i in range(len(claim.game.players))]
    left = [list(own) for own in claim.game.actions]
    if len(witness.dominators) != len(claim.rounds):
        refuse("dominators", f"those of {len(witness.dominators)} rounds", f"those of {len(claim.rounds)}")
    believed, steps = iter(witness.beliefs), 0
    rounds = [*claim.rounds, ()]
    for number, gone in enumerate(rounds, 1):
        if not gone and number < len(rounds):
            refuse(f"round {number}", "no action", "at least one; the round that takes none is left out")
        dominators = witness.dominators[number - 1] if gone else ()
        _taken(claim, judge, places, left, number, gone, dominators)
        taken, next_ones = set(gone), set(rounds[number]) if number < len(rounds) else None
        for i, player in enumerate(claim.game.players):
            for action in left[i]:
                stays = (player, action) not in taken
                if stays and (claim.weak or next_ones is None or (player, action) in next_ones):
                    _stays(claim.weak, judge, places[i], left, next(believed, None), (number, player, action))
                    steps += 1
        left = [
            [a for a in own if (player, a) not in taken] for player, own in zip(claim.game.players, left, strict=True)
        ]
        steps += len(gone)
    if next(believed, None) is not None:
        refuse("beliefs", "one more", "one for each action that stays")
    if tuple(tuple(own) for own in left) != claim.surviving:
        refuse("surviving", f"{claim.surviving}", "what the rounds leave")
    return steps, judge.obligations()


def _taken(
    claim: SurvivorsAre,
    judge: Judge,
    places: Sequence[Places],
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
        _dominated(judge, places[players.index(player)], left, action, dominator, f"{where}, {player} {action}")


def _dominated(judge: Judge, places: Places, left: Left, action: str, dominator: Dominator, where: str) -> None:
    """The dominator is mixed of what is left, and pays more."""
    labels = [label for label, _ in dominator.mixed]
    mixed = set(labels)
    if labels != [label for label in left[places.number] if label in mixed]:
        refuse(where, f"a dominator that plays {labels}", "actions that are left, in order")
    weights, _ = distribution([weight for _, weight in dominator.mixed], where)
    starts = list(others_left(places, left))
    spend(len(starts))
    if len(starts) != len(dominator.margins):
        refuse(where, f"{len(dominator.margins)} margins", f"{len(starts)}, one for each profile of the others")
    parts = [(places.own(label), weight) for label, weight in zip(labels, weights, strict=True)]
    judge.pays_more(places, parts, places.own(action), starts, dominator.margins, where)


def _stays(
    weak: bool, judge: Judge, places: Places, left: Left, believed: Believed | None, wanted: tuple[int, str, str]
) -> None:
    """The action is a best reply to the belief, which is one over what is left."""
    number, player, action = wanted
    where = f"round {number}, {player} {action}"
    if believed is None or (believed.round, believed.player, believed.action) != wanted:
        found = "no more" if believed is None else f"{believed.round}, {believed.player} {believed.action}"
        refuse("beliefs", found, f"one that shows why {player} keeps {action} in round {number}")
    starts = [places.start(profile) for profile, _ in believed.belief]
    possible, believable = list(others_left(places, left)), set(starts)
    spend(len(possible))
    if starts != (possible if weak else [own for own in possible if own in believable]):
        expected = "each profile of the others that is left" if weak else "profiles of the others that are left"
        refuse(where, "a belief about other profiles", f"{expected}, in cell order")
    weights, _ = distribution([chance for _, chance in believed.belief], where)
    replies = [places.own(reply) for reply in (left[places.number] if weak else places.places[places.number])]
    belief = list(zip(starts, weights, strict=True))
    judge.best_reply(places, belief, places.own(action), replies, believed.payoff, where)
