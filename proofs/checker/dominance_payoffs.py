"""What mixed actions and beliefs pay, for the verifier of iterated dominance: in whole numbers, or with symbols.

`pays_more` shows that a mixed action pays more than an action against each profile of the others that is left, `best_reply` that no
reply pays more than an action against a belief. With numbers both decide at once; with symbols they leave obligations, for all
values at which the game's assumptions hold.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from games.exact import Scalar
from proofs.checker.kernel import Polynomial, Ratio, refuse
from proofs.checker.nash import assumptions
from proofs.checker.obligations import Obligations, join, lemmas, named, nonzero, positive
from proofs.checker.play import ZERO
from proofs.checker.reading import Reader
from proofs.checker.table import Places, Table
from proofs.checker.work import spend
from proofs.checker.worth import sign_of
from proofs.claims import SurvivorsAre

Parts = Sequence[tuple[int, int]]
"""Places with whole weights."""


class Numbers:
    """Payoffs that are numbers."""

    def __init__(self, claim: SurvivorsAre) -> None:
        self.weak = claim.weak
        self.tables = [Table.of(claim.game, i) for i in range(len(claim.game.players))]

    def pays_more(
        self, table: Places, parts: Parts, own: int, starts: Sequence[int], margins: Sequence[Scalar], where: str
    ) -> None:
        """The margins are right, and they are those of dominance."""
        payoffs, share = self.tables[table.number], sum(weight for _, weight in parts)
        spend(len(starts) * len(parts), [share], [payoffs.largest])
        found = []
        for start, margin in zip(starts, margins, strict=True):
            mean = sum(weight * payoffs.cells[start + place] for place, weight in parts)
            found.append(Fraction(mean - share * payoffs.cells[start + own], share * payoffs.scale))
            if found[-1] != margin:
                refuse(where, f"the margin {margin}", f"{found[-1]}")
        least, most = min(found), max(found)
        if not (least > 0 or (self.weak and least == 0 and most > 0)):
            refuse(where, f"margins from {least} to {most}", "dominance")

    def best_reply(
        self, table: Places, belief: Parts, own: int, replies: Sequence[int], payoff: Scalar, where: str
    ) -> None:
        """The payoff is right, and no reply pays more."""
        payoffs, share = self.tables[table.number], sum(weight for _, weight in belief)
        spend(len(replies) * len(belief), [share], [payoffs.largest])
        worth = {
            place: sum(weight * payoffs.cells[start + place] for start, weight in belief) for place in (own, *replies)
        }
        if Fraction(worth[own], share * payoffs.scale) != payoff:
            refuse(where, f"the payoff {payoff}", f"{Fraction(worth[own], share * payoffs.scale)}")
        if max(worth.values()) > worth[own]:
            refuse(where, "a belief against which another action pays more", "one to which it is a best reply")

    def obligations(self) -> Obligations:
        """Nothing is left."""
        return {}


class Symbols:
    """Payoffs with symbols, under strict dominance."""

    def __init__(self, claim: SurvivorsAre) -> None:
        if claim.weak:
            refuse("payoffs", "symbols", "numbers, for weak dominance")
        self.read = Reader()
        self.assumed = assumptions(claim.game, self.read)
        self.payoffs = [[self.read(own) for own in row] for row in claim.game.payoffs]
        self.shown: list[tuple[Polynomial, bool, str]] = []

    def pays_more(
        self, table: Places, parts: Parts, own: int, starts: Sequence[int], margins: Sequence[Scalar], where: str
    ) -> None:
        """The margins are right; that each is positive is left."""
        row, share = self.payoffs[table.number], sum(weight for _, weight in parts)
        for start, margin in zip(starts, margins, strict=True):
            more = _mean(row, [(start + place, weight) for place, weight in parts], share) - row[start + own]
            if more != self.read(margin):
                refuse(where, f"the margin {margin}", "what it pays more")
            self.shown.append((sign_of(more), True, where))

    def best_reply(
        self, table: Places, belief: Parts, own: int, replies: Sequence[int], payoff: Scalar, where: str
    ) -> None:
        """The payoff is right; that no reply pays more is left."""
        row, share = self.payoffs[table.number], sum(weight for _, weight in belief)
        here = _mean(row, [(start + own, weight) for start, weight in belief], share)
        if here != self.read(payoff):
            refuse(where, f"the payoff {payoff}", "what the action pays against the belief")
        for place in replies:
            there = _mean(row, [(start + place, weight) for start, weight in belief], share)
            self.shown.append((sign_of(here - there), False, where))

    def obligations(self) -> Obligations:
        """What is to be shown of the symbols."""
        given = (*self.assumed, *self.read.definitions)
        return join(
            lemmas(self.read.lemmas, self.assumed),
            *(nonzero(own, given, "denominator") for own in self.read.denominators),
            *(named("dominance", positive(own, given, where, strict=strict)) for own, strict, where in self.shown),
        )


def _mean(row: Sequence[Ratio], parts: Parts, share: int) -> Ratio:
    total = ZERO
    for place, weight in parts:
        total = total + Ratio(Polynomial.constant(Fraction(weight, share))) * row[place]
    return total
