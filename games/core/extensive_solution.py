"""Answers about games in extensive form: subgame-perfect equilibria, and whether a profile is one."""

from __future__ import annotations

import math
from dataclasses import dataclass

from games.core.behaviour import Departure
from games.core.extensive import BehaviourProfile, ExtensiveGame, Payoffs
from games.core.plans import Free
from games.core.solution import NashEquilibria, Status
from games.exact import Relation, Scalar, text


@dataclass(frozen=True, slots=True)
class SubgamePerfectEquilibrium:
    """A behaviour profile with its payoffs.

    At the information sets in `free` (numbers, by player) the player's own play in the same subgame keeps the game away: whatever
    stands in the profile there, any other play is the same equilibrium.
    """

    profile: BehaviourProfile
    payoffs: Payoffs
    free: Free


@dataclass(frozen=True, slots=True)
class LocalAnswer:
    """The equilibria of a subgame in which two players move, cut where the subgames inside it begin.

    `root` is where it begins, `worth` what was put at the roots inside it, in preorder, `nash` the answer for the
    reduced strategic form of the two: part of the witness that a list is complete.
    """

    root: int
    worth: tuple[Payoffs, ...]
    nash: NashEquilibria


@dataclass(frozen=True, slots=True)
class SubgamePerfectEquilibria:
    """Subgame-perfect equilibria; `complete` says whether they are all of the kind announced by `kind`.

    "pure": all pure ones; with perfect information each names an action at every node. "extreme": all that play, in each subgame
    outside the subgames inside it, an extreme equilibrium of its reduced strategic form where two players move there, and a pure one
    where one or more than two do. `count` is how many there are, also where fewer are listed (None: not known), and
    `payoff_profiles` are the payoffs of them all. `locals` are the answers for subgames in which two players move.
    """

    game: ExtensiveGame
    kind: str
    equilibria: tuple[SubgamePerfectEquilibrium, ...]
    count: int | None
    payoff_profiles: tuple[Payoffs, ...]
    complete: bool
    status: Status
    engines: tuple[str, ...]
    reason: str = ""
    locals: tuple[LocalAnswer, ...] = ()

    @property
    def how_many(self) -> str:
        """The count in words: exact where it is short."""
        if self.count is None:
            return "unknown"
        return f"{self.count:,}" if self.count < 10**12 else f"more than 10^{int(math.log10(self.count))}"

    def __str__(self) -> str:
        noun = "equilibrium" if len(self.equilibria) == 1 else "equilibria"
        how_many = "all" if self.complete else "not known to be all"
        lines = [f"{len(self.equilibria)} subgame-perfect {noun}, {how_many} ({self.status})"]
        lines += [f"payoffs {', '.join(text(own) for own in own_payoffs)}" for own_payoffs in self.payoff_profiles]
        return "\n".join(lines)


@dataclass(frozen=True, slots=True)
class TreeCase:
    """Under `assume`, besides what the game assumes, `equilibria` are all the pure subgame-perfect equilibria."""

    assume: tuple[Relation, ...]
    equilibria: tuple[SubgamePerfectEquilibrium, ...]


@dataclass(frozen=True, slots=True)
class TreeLeaf:
    """A part of the admissible values in which every comparison is decided: `signs` are (left, right, sign of left - right)."""

    assume: tuple[Relation, ...]
    signs: tuple[tuple[Scalar, Scalar, int], ...]


@dataclass(frozen=True, slots=True)
class TreeCases:
    """All pure subgame-perfect equilibria of a game with perfect information and symbols, by disjoint cases that cover what it assumes.

    `leaves` are the parts from which the cases were joined: the witness.
    """

    game: ExtensiveGame
    cases: tuple[TreeCase, ...]
    status: Status
    engines: tuple[str, ...]
    reason: str = ""
    leaves: tuple[TreeLeaf, ...] = ()


@dataclass(frozen=True, slots=True)
class BehaviourCheck:
    """Whether a behaviour profile is subgame perfect (`concept` "subgame perfect") or a Nash equilibrium ("nash").

    `departures` are the best departures of each player from each subgame (for Nash: from the whole); `holds` iff none gains.
    """

    game: ExtensiveGame
    profile: BehaviourProfile
    concept: str
    holds: bool
    payoffs: Payoffs
    departures: tuple[Departure, ...]
    status: Status
    engines: tuple[str, ...]
    reason: str = ""

    @property
    def departure(self) -> Departure | None:
        """The departure that gains most, if any gains."""
        gaining = [own for own in self.departures if own.gain > 0]
        return max(gaining, key=lambda own: own.gain) if gaining else None
