"""The capability ladder: why partners who learn together must not know the last rung.

Two partners who discuss each other's performance catch shirking, and find the next improvement [Sabel1996]_
[PerezAleman2003]_. At level k both working pays each `return_` rho^k, and shirking gains `gain` rho^k more; with probability
`climb` working together lifts them to the next level, where everything is worth rho = `growth` times as much. A breach ends
the collaboration.

Claim of the source   monitoring that is also learning makes collaboration hold, without trust to begin with, as long as
                      goals are revised again and again.
What we show          write R, g, rho, l for the four, theta = g/(R+g). On an endless ladder working is self-enforcing iff
                      d(1 + l(rho-1)) >= theta (and d(1 + l(rho-1)) < 1, so that payoffs are finite). With any *known* last
                      level it is iff d >= theta, as if nothing were learned: below that it fails at the top, and unravels
                      from there. With a last level of unknown date, each climb being the last with probability h, working
                      until it is reached is self-enforcing iff d(1 - l + l(1-h)rho) >= theta.

The punishment   A breach leads to both shirking for good, at payoff 0. That is an equilibrium of every level: alone, work earns
                 -`loss` <= 0. `loss` plays no other part.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import comb
from typing import ClassVar, Self

from games.core.automaton import Automaton
from games.core.dynamic import DISCOUNT, DynamicGame, GameState, Move, stochastic_game
from games.core.solution import Case
from games.core.strategic import Profile, StrategicGame
from games.errors import InvalidGame
from games.exact import Interval, Relation, Scalar, exact, is_number, symbols_of, text
from games.models.card import Card
from games.models.cases import cases, from_on
from games.models.parameters import assumed, scalar_fields, settle

WORK, SHIRK = "work", "shirk"
PLAYERS = ("partner 1", "partner 2")
BOTH_WORK: Profile = (WORK, WORK)
CONDITIONS = ("return_ > 0", "gain > 0", "growth >= 1", "0 <= climb <= 1", "loss >= 0")
ZERO, ONE = Fraction(0), Fraction(1)


@dataclass(frozen=True, slots=True)
class CapabilityLadder:
    """Two partners who climb as long as both work.

    `return_`, `gain` and `loss` are money a period at level 0, `growth` a factor a level, `climb` a probability (numbers or
    symbols). Raises InvalidGame unless return_ > 0, gain > 0, growth >= 1, 0 <= climb <= 1 and loss >= 0.

    >>> ladder = CapabilityLadder(return_=2, gain=3, growth="3/2", climb="1/2")
    >>> [str(case.intervals[0]) for case in (*ladder.threshold(), *ladder.threshold_with_last_level())]
    ['[12/25, 4/5)', '[3/5, 1)']
    """

    return_: Scalar
    gain: Scalar
    growth: Scalar
    climb: Scalar
    loss: Scalar = ZERO

    CHOICES: ClassVar[dict[str, tuple[str, ...]]] = {}

    def __post_init__(self) -> None:
        settle(self, CONDITIONS)

    @classmethod
    def symbolic(cls) -> Self:
        """The model with every parameter a symbol: R, g, rho, l and x for the loss."""
        given, gain, growth, climb, loss = (exact(name) for name in ("R", "g", "rho", "l", "x"))
        return cls(given, gain, growth, climb, loss)

    @property
    def assumptions(self) -> tuple[Relation, ...]:
        """What is assumed of the symbols."""
        return assumed(self, CONDITIONS)

    @property
    def symbols(self) -> tuple[str, ...]:
        """The names of the symbols among the parameters, sorted."""
        return tuple(sorted({name for own in scalar_fields(self) for name in symbols_of(getattr(self, own))}))

    # ---------------------------------------------------------------------------------------- the games and the profiles

    def level(self, scale: Scalar = ONE) -> StrategicGame:
        """One period at a level whose payoffs are `scale` times those of level 0."""
        together, cheating, alone = self.return_, self.return_ + self.gain, -self.loss
        table: dict[Profile, tuple[Scalar, Scalar]] = {
            (WORK, WORK): (together * scale, together * scale),
            (WORK, SHIRK): (alone * scale, cheating * scale),
            (SHIRK, WORK): (cheating * scale, alone * scale),
            (SHIRK, SHIRK): (ZERO, ZERO),
        }
        return StrategicGame.from_table(PLAYERS, table, assumptions=self.assumptions)

    def game(self, discount: object = DISCOUNT) -> DynamicGame:
        """The endless ladder: one state that grows."""
        stay: Mapping[str, Scalar] = {"ladder": ONE}
        climbing = (Move(self.climb, "ladder", None, self.growth), Move(1 - self.climb, "ladder"))
        state = self._state("ladder", self.level(), climbing, stay)
        return self._assembled((state,), discount, "Endless capability ladder")

    def finite_ladder(self, last: int, discount: object = DISCOUNT) -> DynamicGame:
        """The ladder whose last level is known: one state a level, from "level 0" to "level `last`"."""
        if last < 0:
            raise InvalidGame("last level", str(last), "a whole number of at least 0")
        stages = {_named(k): self.level(self.growth**k) for k in range(last + 1)}

        def following(state: str, profile: Profile) -> str | Mapping[str, object]:
            k = int(state.removeprefix("level "))
            if profile != BOTH_WORK or k == last:
                return state
            return {_named(k + 1): self.climb, state: 1 - self.climb}

        name = f"Capability ladder with last level {last}"
        return stochastic_game(stages, following, discount, assumptions=self.assumptions, name=name, source="Sabel1996")

    def unknown_end(self, chance: object, discount: object = DISCOUNT) -> DynamicGame:
        """The ladder with an end of unknown date: each climb leads to the last level with probability `chance`."""
        last = exact(chance, "chance")
        climbing = (
            Move(self.climb * (1 - last), "climbing", None, self.growth),
            Move(self.climb * last, "top", None, self.growth),
            Move(1 - self.climb, "climbing"),
        )
        states = (
            self._state("climbing", self.level(), climbing, {"climbing": ONE}),
            self._state("top", self.level(), (Move(ONE, "top"),), {"top": ONE}),
        )
        return self._assembled(states, discount, "Capability ladder with an end of unknown date")

    def step_game(self, continuation: object = "w", discount: object = DISCOUNT) -> DynamicGame:
        """One level, with the level above replaced by what it is worth to those who kept faith, on average a period.

        The state "above" pays `continuation` for ever while both work, 0 otherwise. Backward induction over the levels uses it.
        """
        worth = exact(continuation, "continuation")
        above = StrategicGame.from_table(
            PLAYERS,
            {
                (own, other): (worth, worth) if (own, other) == BOTH_WORK else (ZERO, ZERO)
                for own in (WORK, SHIRK)
                for other in (WORK, SHIRK)
            },
        )
        climbing = (Move(self.climb, "above"), Move(1 - self.climb, "level"))
        states = (
            self._state("level", self.level(), climbing, {"level": ONE}),
            self._state("above", above, (Move(ONE, "above"),), {"above": ONE}),
        )
        return self._assembled(states, discount, "One level of the ladder")

    def faithful(self) -> Automaton:
        """Both work at every level until someone shirks; then both shirk for good."""
        return Automaton.trigger(BOTH_WORK, (SHIRK, SHIRK), ("together", "apart"))

    def working_below(self, level: int, last: int) -> Automaton:
        """On the finite ladder: both work at the levels below `level` and shirk from there on; a breach ends it."""
        on = {_named(k): BOTH_WORK if k < level else (SHIRK, SHIRK) for k in range(last + 1)}
        return Automaton.trigger(on, (SHIRK, SHIRK), ("together", "apart"))

    def working_until_the_end(self) -> Automaton:
        """On the ladder with an end of unknown date: both work while it goes on, and stop at the top."""
        on = {"climbing": BOTH_WORK, "top": (SHIRK, SHIRK)}
        return Automaton.trigger(on, (SHIRK, SHIRK), ("together", "apart"))

    def _state(
        self, name: str, stage: StrategicGame, together: tuple[Move, ...], otherwise: Mapping[str, Scalar]
    ) -> GameState:
        apart = tuple(Move(weight, target) for target, weight in otherwise.items())
        moves = tuple(together if profile == BOTH_WORK else apart for profile in stage.profiles())
        return GameState(name, stage, moves)

    def _assembled(self, states: tuple[GameState, ...], discount: object, name: str) -> DynamicGame:
        factors = (exact(discount, "discount"),) * len(PLAYERS)
        start = ((states[0].name, ONE),)
        return DynamicGame(PLAYERS, states, start, factors, self.assumptions, name, "Sabel1996")

    # --------------------------------------------------------------------------------------------------- closed forms

    @property
    def theta(self) -> Scalar:
        """g/(R+g): the patience that working needs where nothing is learned."""
        return self.gain / (self.return_ + self.gain)

    @property
    def expected_growth(self) -> Scalar:
        """1 + l(rho-1): by how much one more period of work is expected to raise all later payoffs."""
        return 1 + self.climb * (self.growth - 1)

    def threshold(self) -> tuple[Case, ...]:
        """The discount factors at which working is self-enforcing on the endless ladder, and payoffs finite.

        >>> [str(case.intervals[0]) for case in CapabilityLadder.symbolic().threshold()]
        ['[g/((R + g)*(l*(rho - 1) + 1)), 1/(l*(rho - 1) + 1))']
        """
        growth = self.expected_growth
        return (Case((), (Interval(self.theta / growth, True, 1 / growth, False),)),)

    def threshold_with_last_level(self) -> tuple[Case, ...]:
        """The discount factors at which working at every level is self-enforcing when the last one is known, whichever it is."""
        return (Case((), from_on(self.theta)),)

    def threshold_below(self) -> tuple[Case, ...]:
        """Those at which working at the levels below some level j >= 1 and shirking from j on is: the unravelling.

        They are a part of `threshold_with_last_level`: where collaboration fails at the top, it fails all the way down.

        For loss >= gain that is true of every equilibrium in pure actions, by induction from the top, per unit of the
        level. Suppose that d < theta and that the level above is worth 0. Payoffs are at least 0 (shirk) and sum to at
        most 2R, so someone gets at most R. Both work: each must lose at least what shirking gains, and
        (1-d)g <= d(1-l)R < (1-d)g. One works alone: he must be repaid, (1-d)x <= d(R+g-x), the most that leaves the other
        at least 0; so d >= x/(R+g) >= theta. Neither can be.
        """
        staying = 1 - self.climb
        theta, enough = self.theta, Relation(staying, ">", self.theta)
        lowest = (theta / staying) if staying != 0 else ONE
        return cases(Case((enough,), from_on(lowest)), Case((enough.negated(),), ()))

    def threshold_of_unknown_end(self, chance: object) -> tuple[Case, ...]:
        """Those at which working until the last level is reached is, when each climb is the last with probability `chance`.

        Working on at the top as well needs d >= theta, as where the last level is known.
        """
        weight, theta = self._growth_before_the_end(chance), self.theta
        lowest, finite_below = (theta / weight, 1 / weight) if weight != 0 else (ONE, ONE)
        grows, enough = Relation(weight, ">", ONE), Relation(weight, ">", theta)
        return cases(
            Case((grows,), (Interval(lowest, True, finite_below, False),)),
            Case((grows.negated(), enough), from_on(lowest)),
            Case((enough.negated(),), ()),
        )

    def _growth_before_the_end(self, chance: object) -> Scalar:
        """1 - l + l(1-h) rho: the growth that a period of work is expected to bring short of the end."""
        last = exact(chance, "chance")
        if is_number(last) and not 0 <= last <= 1:
            raise InvalidGame("chance", text(last), "a probability from 0 to 1")
        return 1 - self.climb + self.climb * (1 - last) * self.growth

    def worth(self, discount: object = DISCOUNT) -> Scalar:
        """The average payoff of working together on the endless ladder: (1-d) R/(1 - d(1 + l(rho-1)))."""
        d = exact(discount, "discount")
        return (1 - d) * self.return_ / (1 - d * self.expected_growth)

    def expected_payoffs(self, periods: int, last: int | None = None) -> tuple[Scalar, ...]:
        """What each is expected to receive in periods 0, 1, ... when both work, on the endless ladder or up to level `last`.

        >>> [str(x) for x in CapabilityLadder(2, 3, growth=2, climb="1/2").expected_payoffs(4)]
        ['2', '3', '9/2', '27/4']
        >>> [str(x) for x in CapabilityLadder(2, 3, growth=2, climb="1/2").expected_payoffs(4, last=1)]
        ['2', '3', '7/2', '15/4']
        """
        if last is None:
            return tuple(self.return_ * self.expected_growth**t for t in range(periods))
        return tuple(self.return_ * self._expected_scale(t, last) for t in range(periods))

    def _expected_scale(self, periods: int, last: int) -> Scalar:
        """The mean of rho^min(climbs, last) after so many periods of work; the climbs are binomial."""
        up, stay = self.climb, 1 - self.climb
        total: Scalar = ZERO
        for climbs in range(periods + 1):
            total += comb(periods, climbs) * up**climbs * stay ** (periods - climbs) * self.growth ** min(climbs, last)
        return total

    @staticmethod
    def card() -> Card:
        """The model in plain English."""
        return CARD


def _named(level: int) -> str:
    return f"level {level}"


CARD = Card(
    id="capability-ladder",
    title="The capability ladder",
    family="learning by monitoring",
    sources=("Sabel1996", "PerezAleman2003"),
    story="""Growers and a plant's technicians go through the fields every week. The talk about what went wrong
    shows who has not done his part, and it finds the next improvement.""",
    players="two partners, alike.",
    moves="Each period, at the level they have reached, each works or shirks; both see it.",
    payoffs="""Money a period. At level k both working pays each R rho^k. Who shirks while the other works gets (R
    + g) rho^k, the other -x rho^k. If both shirk, each gets 0. After a period in which both work they climb one
    level with probability l.""",
    parameters=(
        ("return_", "R, what working together pays at level 0"),
        ("gain", "g, what shirking adds"),
        ("growth", "rho, how much more everything is worth one level up"),
        ("climb", "l, the chance to climb in a period of work"),
        ("loss", "x, what working alone costs; no threshold depends on it"),
        ("d", "the discount factor"),
    ),
    claim="""Collaboration holds because watching each other is also learning; it needs no trust beforehand, but
    goals that are never final.""",
    shown=(
        """The agreement: both work until someone shirks, then both shirk for good. That threat is an equilibrium
        at every level, for alone work earns nothing.""",
        """Endless ladder: it holds iff g/((R+g)(1 + l(rho-1))) <= d < 1/(1 + l(rho-1)); from the upper end on,
        payoffs have no finite sum. What is to be learned makes the future larger, and less patience will do.""",
        """Any known last level, however far: it holds iff d >= g/(R+g), as if nothing were learned. Below that it
        fails at the top; then the level before is worth no more than itself, and needs d(1-l) >= g/(R+g), which
        is even more; and so down to the start.""",
        """A last level of unknown date, each climb being the last with probability h: working until it is reached
        holds iff d(1 - l + l(1-h) rho) >= g/(R+g), with that growth times d below 1. Not to know the end helps
        iff (1-h) rho > 1.""",
        "So what sustains learning by monitoring is that no goal is known to be the last.",
        """That speaks of agreements that say at which levels both work. If working alone costs at least what
        shirking gains, x >= g, the unravelling is complete: below g/(R+g) nobody works at any level in any
        equilibrium in pure actions. Where g > R + x, partners who take turns at shirking earn more than by
        working; they may then sustain some joint work below g/(R+g), with R = 1, g = 3, x = 0 for instance at d =
        7/10 < 3/4.""",
    ),
    not_here="""Imperfect observation, temptation that shrinks near the top, what the breaker keeps, forgetting:
    they come with this family's later models.""",
)
"""The card of this model."""
