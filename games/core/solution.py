"""Answers: what was found, how far it is shown, and the witness and slack behind it.

A solver's answer carries everything that an independent checker needs to decide it again: the object it speaks of, the witness,
and the slack of every inequality. `proofs.certify` turns an answer into a certificate; an answer that the checker accepts is `proved`.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass
from fractions import Fraction

from games.core.anonymous import AnonymousGame
from games.core.automaton import StrategyProfile
from games.core.best_replies import BestReplyPolytopes, Indifference, MixedAction
from games.core.dynamic import DynamicGame
from games.core.nash import Deviation, MixedProfile
from games.core.play import Node, OneShotDeviation
from games.core.strategic import StrategicGame
from games.errors import Unsupported
from games.exact import AlgebraicNumber, Interval, Relation, Scalar, text


class Status(enum.StrEnum):
    """How far an answer is shown."""

    PROVED = "proved"
    """The checker accepts a certificate."""
    DECIDED = "decided"
    """Decided by the engines named, in exact arithmetic; no certificate yet."""
    REFUTED = "refuted"
    """False, with the counterexample."""
    ENCLOSED = "enclosed"
    """Rational bounds, with the gap."""
    NUMERIC = "numeric"
    """A float; never a certificate."""
    UNKNOWN = "unknown"
    """Not shown; the reason is given."""


NashSubset = tuple[tuple[int, ...], tuple[int, ...]]
"""For each of two players the places of some of his extreme strategies: any two of them are an equilibrium."""


@dataclass(frozen=True, slots=True)
class NashEquilibrium:
    """A mixed profile with its payoffs and, for every player and action, the gain from deviating (none is positive)."""

    profile: MixedProfile
    payoffs: tuple[Scalar, ...]
    gains: tuple[Deviation, ...]


@dataclass(frozen=True, slots=True)
class NashEquilibria:
    """Equilibria of a strategic form; `complete` says whether they are all of the kind announced by `kind`.

    `kind` is "pure" (all pure equilibria are asked for), "extreme" (all extreme ones of two players) or "mixed". `dropped` counts
    proposals that exact arithmetic refused. Of extreme equilibria, `strategies` are each player's extreme strategies, and
    `components` the maximal Nash subsets: places in `strategies` for each player, all of whose pairs are equilibria; every
    equilibrium lies in the product of the convex hulls of one of them. `polytopes` shows that these lists are complete;
    `indifferences` say why the game is degenerate, if it is.
    """

    game: StrategicGame
    kind: str
    equilibria: tuple[NashEquilibrium, ...]
    complete: bool
    status: Status
    engines: tuple[str, ...]
    dropped: int = 0
    reason: str = ""
    strategies: tuple[tuple[MixedAction, ...], ...] = ()
    components: tuple[NashSubset, ...] = ()
    polytopes: BestReplyPolytopes | None = None
    indifferences: tuple[Indifference, ...] = ()

    def __str__(self) -> str:
        how_many = "all" if self.complete else "not known to be all"
        kind = {"pure": "pure", "extreme": "extreme Nash"}.get(self.kind, "Nash")
        noun = "equilibrium" if len(self.equilibria) == 1 else "equilibria"
        lines = [f"{len(self.equilibria)} {kind} {noun}, {how_many} ({self.status})"]
        for equilibrium in self.equilibria:
            played = (
                " + ".join(f"{text(own)} {label}" if own != 1 else label for label, own in weights if own != 0)
                for weights in (
                    tuple(zip(labels, mixed, strict=True))
                    for labels, mixed in zip(self.game.actions, equilibrium.profile, strict=True)
                )
            )
            lines.append(f"{', '.join(played)}: payoffs {', '.join(text(own) for own in equilibrium.payoffs)}")
        return "\n".join(lines)


@dataclass(frozen=True, slots=True)
class ProfileCheck:
    """Whether a strategy profile is subgame perfect (under public monitoring: a perfect public equilibrium).

    `holds` is None when that depends on symbols: then `condition` says on which. `values[i][v]` is player i's value at `nodes[v]`,
    `payoffs` the values from the start, `deviations` every one-shot deviation with its slack, `binding` those with slack 0,
    `deviation` the most profitable one if the profile fails. With symbols `always` is one that gains whatever they are.
    """

    game: DynamicGame
    profile: StrategyProfile
    holds: bool | None
    status: Status
    nodes: tuple[Node, ...]
    values: tuple[tuple[Scalar, ...], ...]
    payoffs: tuple[Scalar, ...]
    deviations: tuple[OneShotDeviation, ...]
    engines: tuple[str, ...]
    condition: tuple[Case, ...] = ()
    reason: str = ""
    always: OneShotDeviation | None = None

    @property
    def binding(self) -> tuple[OneShotDeviation, ...]:
        """The deviations that leave a player exactly indifferent."""
        return tuple(deviation for deviation in self.deviations if deviation.slack == 0)

    @property
    def deviation(self) -> OneShotDeviation | None:
        """The most profitable one-shot deviation of a profile that fails; with symbols one that always gains, if there is one."""
        if self.holds is not False or self.always is not None:
            return self.always
        profitable = [own for own in self.deviations if isinstance(own.slack, Fraction) and own.slack < 0]
        return min(profitable, key=lambda own: own.slack) if profitable else None

    def __str__(self) -> str:
        if self.deviation is not None:
            own = self.deviation
            where = own.state if own.game_state == "stage" else f"{own.game_state}: {own.state}"
            return f'no equilibrium: in "{where}" {own.player} gains {text(-own.slack)} by playing {own.action} once'
        if self.holds is None:
            return f"unknown: {self.reason}"
        verdict = "an equilibrium" if self.holds else "no equilibrium"
        return f"{verdict}, payoffs {', '.join(text(value) for value in self.payoffs)} ({self.status})"


@dataclass(frozen=True, slots=True)
class Case:
    """Under `assume` (besides what the game assumes), the claim holds exactly for discount factors in `intervals`."""

    assume: tuple[Relation, ...]
    intervals: tuple[Interval, ...]

    def __str__(self) -> str:
        where = " or ".join(str(interval) for interval in self.intervals) or "never"
        condition = " and ".join(relation.text for relation in self.assume)
        return f"{where} if {condition}" if condition else where


@dataclass(frozen=True, slots=True)
class Threshold:
    """All discount factors in [0, 1) at which a profile is an equilibrium, by cases of the other symbols.

    `discount` names the varied factor. `cases` are disjoint and cover what the game assumes. `binding` are the one-shot deviations
    that mark an end of an interval; `redundant` counts those that the others imply, dropped by proof. `status` UNKNOWN: no case is
    shown, and `reason` says why.
    """

    game: DynamicGame
    profile: StrategyProfile
    discount: str
    cases: tuple[Case, ...]
    binding: tuple[OneShotDeviation, ...]
    redundant: int
    status: Status
    engines: tuple[str, ...]
    reason: str = ""

    @property
    def intervals(self) -> tuple[Interval, ...]:
        """The set itself, when there is one case without conditions; raises Unsupported otherwise."""
        if len(self.cases) != 1 or self.cases[0].assume:
            found = self.reason or f"{len(self.cases)} cases"
            raise Unsupported("threshold", found, "one case without conditions", "Read `cases`, or put values in.")
        return self.cases[0].intervals

    def __str__(self) -> str:
        answer = "; ".join(str(case) for case in self.cases) or self.reason
        return f"{self.discount} in {answer} ({self.status})" if self.cases else f"{self.status}: {answer}"


@dataclass(frozen=True, slots=True)
class CountEquilibria:
    """All counts c of players on the second action that are pure equilibria, each standing for C(n, c) profiles."""

    game: AnonymousGame
    counts: tuple[int, ...]
    complete: bool
    status: Status
    engines: tuple[str, ...]
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A real number known to lie between two rationals."""

    lo: Fraction
    hi: Fraction


Real = Fraction | AlgebraicNumber | Enclosure


@dataclass(frozen=True, slots=True)
class SymmetricEquilibrium:
    """Everyone plays the second action with probability `prob` (the only root of the gain in `isolating`, if inside (0, 1)).

    `stable`: the gain falls through 0 at `prob`; at an end, deviations are strictly unprofitable.
    """

    prob: Real
    payoff: Real
    stable: bool
    isolating: tuple[Fraction, Fraction] | None = None


@dataclass(frozen=True, slots=True)
class SignPoints:
    """Points that show how many roots the expected gain G has inside (0, 1), where sign changes alone leave it open.

    Without `turns`, G alternates at `points` as often as the gains change sign. With turns, `points` do that for a derivative of G, and
    `turns` are, from the highest derivative down to G', bounds of all its roots, within each of which the function below keeps one sign.
    """

    points: tuple[Fraction, ...]
    turns: tuple[tuple[tuple[Fraction, Fraction], ...], ...]


@dataclass(frozen=True, slots=True)
class SymmetricEquilibria:
    """All symmetric equilibria of an anonymous game with two actions, in order of `prob`.

    `continuum` is (0, 1) where every probability is an equilibrium. `splits` are the points at which [0, 1] was cut so that the sign
    changes of the gain's Bernstein coefficients count its roots in each piece: the witness that the list is complete. With very many
    players `signs` is the witness instead.
    """

    game: AnonymousGame
    equilibria: tuple[SymmetricEquilibrium, ...]
    continuum: tuple[Fraction, Fraction] | None
    splits: tuple[Fraction, ...]
    complete: bool
    status: Status
    engines: tuple[str, ...]
    reason: str = ""
    signs: SignPoints | None = None
