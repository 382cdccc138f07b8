"""Incentive competition: when incentives for mobile investment are a prisoner's dilemma, and what a pact against them needs.

n governments; offering incentives costs each who offers `cost`. A mobile investment worth `investment` goes in equal parts to
those who offer, to all n if nobody does. King's argument, as Helmsing reports it [Helmsing1999]_ [King1990]_: if all offer, the
effect is gone; but who alone stops offering loses.

Claim of the source   governments that compete with incentives face a prisoner's dilemma, and end where they began, poorer.
What we show          write c for cost, B for investment. It is a prisoner's dilemma iff 0 < c < B/n. Dearer offers,
                      B/n < c < B(1-1/n), make it a game of chicken in which some offer and some do not; beyond that nobody
                      offers. A pact not to offer, under the threat that all offer for ever, is an equilibrium iff
                      0 < c <= B/n and d >= 1 - cn/(B(n-1)), which is at least (n-2)/(n-1): among many it is close to hopeless.
                      In the game of chicken that threat is empty, and yet a pact holds more easily: the breaker is left
                      outside, at d >= 1 - B/(n(B-c)).
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from fractions import Fraction
from typing import ClassVar, Self

from games.core.anonymous import AnonymousGame
from games.core.automaton import Automaton, AutomatonState, Rule, Seen, plays
from games.core.dynamic import DISCOUNT, DynamicGame
from games.core.solution import Case
from games.core.strategic import Profile, StrategicGame
from games.errors import LimitReached, Unsupported
from games.exact import Interval, Relation, Scalar, exact, is_number, parse_formula, simplest, symbols_of, text
from games.models.card import Card
from games.models.cases import ALWAYS, cases, from_on, possible
from games.models.parameters import assumed, scalar_fields, settle

HOLD, OFFER = "hold", "offer"
CONDITIONS = ("cost >= 0", "investment > 0", "governments >= 2")
MOST_GOVERNMENTS = 8
"""Beyond this the table of the strategic form is too long to be of use."""


@dataclass(frozen=True, slots=True)
class Region:
    """One kind of game: its `name`, the conditions under which it arises, who offers in equilibrium, and the two pacts.

    `offerers` says in words how many governments offer in the pure equilibria; `grim` are the discount factors at which the
    threat that all offer for ever keeps everyone from offering, `pact` those at which some threat does.
    """

    name: str
    assume: tuple[Relation, ...]
    offerers: str
    dominant: str
    grim: tuple[Interval, ...]
    pact: tuple[Interval, ...]


@dataclass(frozen=True, slots=True)
class IncentiveCompetition:
    """n governments that may offer incentives to a mobile investment.

    `cost` and `investment` are money (numbers or symbols), `governments` a whole number of at least 2 or a symbol. Raises
    InvalidGame unless cost >= 0 and investment > 0.

    >>> game = IncentiveCompetition(cost=1, investment=10, governments=4)
    >>> game.kind().name, game.equilibrium_counts(), str(game.kind().grim[0])
    ("prisoner's dilemma", (4,), '[13/15, 1)')
    """

    cost: Scalar
    investment: Scalar
    governments: Scalar

    CHOICES: ClassVar[dict[str, tuple[str, ...]]] = {}

    def __post_init__(self) -> None:
        settle(self, CONDITIONS, whole=("governments",))

    @classmethod
    def symbolic(cls) -> Self:
        """The model with every parameter a symbol: c, B, n (a whole number)."""
        cost, investment, governments = (exact(name) for name in ("c", "B", "n"))
        return cls(cost, investment, governments)

    @property
    def assumptions(self) -> tuple[Relation, ...]:
        """What is assumed of the symbols; `governments` is whole besides."""
        return assumed(self, CONDITIONS)

    @property
    def symbols(self) -> tuple[str, ...]:
        """The names of the symbols among the parameters, sorted."""
        return tuple(sorted({name for own in scalar_fields(self) for name in symbols_of(getattr(self, own))}))

    @property
    def whole(self) -> tuple[str, ...]:
        """The symbols that stand for whole numbers."""
        return symbols_of(self.governments)

    # ----------------------------------------------------------------------------------------- the game and its profiles

    def game(self) -> AnonymousGame:
        """The year's game by counts: k is the number of *other* governments that offer."""
        names = {"cost": self.cost, "investment": self.investment}
        alone = parse_formula("investment / n * max(0, 1 - k)").substitute(names)
        shared = parse_formula("investment / (k + 1) - cost").substitute(names)
        return AnonymousGame(
            self.governments,
            (HOLD, OFFER),
            (alone, shared),
            assumptions=self.assumptions,
            name="Incentive competition",
            source="Helmsing1999",
        )

    def grim(self) -> Automaton:
        """The pact: nobody offers until someone does, then all offer for ever."""
        return Automaton.grim(HOLD, OFFER)

    def strategic(self) -> StrategicGame:
        """The year's game as a table, government by government.

        Raises Unsupported where their number is a symbol, LimitReached above 8.
        """
        n = self._size()
        if n > MOST_GOVERNMENTS:
            raise LimitReached("strategic form", f"{n} governments", f"at most {MOST_GOVERNMENTS}", "Use `game()`.")
        game = self.game()
        players = tuple(f"G{i + 1}" for i in range(n))
        table: dict[Profile, tuple[Scalar, ...]] = {}
        for profile in itertools.product((HOLD, OFFER), repeat=n):
            offers = profile.count(OFFER)
            table[profile] = tuple(game.payoff_at(own == OFFER, offers - (own == OFFER)) for own in profile)
        return StrategicGame.from_table(
            players, table, assumptions=self.assumptions, name=game.name, source=game.source
        )

    def repeated(self, discount: object = DISCOUNT) -> DynamicGame:
        """The table for ever, under perfect monitoring: what `targeted` is a profile of."""
        return DynamicGame.repeated(self.strategic(), discount)

    def targeted(self) -> Automaton:
        """The pact with the harshest threat: nobody offers until someone does; then, for ever, the equilibrium worst for him.

        Under cheap offers all offer; under dearer ones the breaker stays out while others offer; under the dearest nobody
        ever does. Of several that break at once the first is punished. The parameters must be numbers.
        """
        n = self._size()
        worst = max(self.equilibrium_counts())
        punish = [f"punish G{i + 1}" for i in range(n)]
        rules = [Rule((("pact", Fraction(1)),), Seen.KEPT)]
        for profile in itertools.product((HOLD, OFFER), repeat=n):
            if OFFER in profile:
                rules.append(Rule(((punish[profile.index(OFFER)], Fraction(1)),), profile))
        states = [AutomatonState("pact", plays(HOLD), tuple(rules))]
        for i, name in enumerate(punish):
            others = [j for j in range(n) if j != i][: min(worst, n - 1)]
            offering = {*others, i} if worst == n else set(others)
            play = tuple(OFFER if j in offering else HOLD for j in range(n))
            states.append(AutomatonState(name, plays(play), (Rule(((name, Fraction(1)),)),)))
        return Automaton(tuple(states), "pact")

    def _size(self) -> int:
        if not is_number(self.governments):
            raise Unsupported("governments", text(self.governments), "a whole number", "Put a value in for it.")
        return int(self.governments)

    # --------------------------------------------------------------------------------------------------- closed forms

    def regions(self) -> tuple[Region, ...]:
        """Every kind of game that the parameters allow, boundaries included: disjoint, and together all cases."""
        c, share, alone, n = self.cost, self.investment / self.governments, self._gain_alone, self.governments
        zero, grim, targeted = Fraction(0), self._grim_interval(), self._targeted_interval()
        listed = (
            Region("free offers", _is(c, "=", zero), "all n", f"{OFFER}, strictly", (), ()),
            Region(
                "prisoner's dilemma",
                (*_is(c, ">", zero), *_is(c, "<", share)),
                "all n", f"{OFFER}, strictly", grim, grim,
            ),
            Region(
                "weak prisoner's dilemma",
                (*_is(c, "=", share), *_is(n, ">=", 3)),
                "n - 1 or n", f"{OFFER}, weakly", grim, grim,
            ),
            Region("indifference", (*_is(c, "=", share), *_is(n, "=", 2)), "0, 1 or 2", "", ALWAYS, ALWAYS),
            Region(
                "chicken",
                (*_is(c, ">", share), *_is(c, "<", alone)),
                "floor(B/c), or one fewer too where B/c is whole", "", (), targeted,
            ),
            Region(
                "restraint, weakly",
                (*_is(c, "=", alone), *_is(n, ">=", 3)),
                "0 or 1", f"{HOLD}, weakly", (), ALWAYS,
            ),
            Region("restraint", _is(c, ">", alone), "0", f"{HOLD}, strictly", (), ALWAYS),
        )  # fmt: skip
        kept = []
        for region in listed:
            assume = possible(region.assume)
            if assume is not None:
                kept.append(Region(region.name, assume, region.offerers, region.dominant, region.grim, region.pact))
        return tuple(kept)

    def kind(self) -> Region:
        """The kind of game at hand; the parameters must be numbers (else read `regions`)."""
        if self.symbols:
            raise Unsupported("kind", f"the symbols {', '.join(self.symbols)}", "numbers", "Read `regions()`.")
        return self.regions()[0]

    def equilibrium_counts(self) -> tuple[int, ...]:
        """How many governments offer in the pure equilibria; the parameters must be numbers."""
        name, n = self.kind().name, self._size()
        if name == "chicken":
            ratio = Fraction(self.investment / self.cost)
            most = ratio.numerator // ratio.denominator
            return (most - 1, most) if ratio == most else (most,)
        return {
            "free offers": (n,),
            "prisoner's dilemma": (n,),
            "weak prisoner's dilemma": (n - 1, n),
            "indifference": (0, 1, 2),
            "restraint, weakly": (0, 1),
            "restraint": (0,),
        }[name]

    def threshold(self) -> tuple[Case, ...]:
        """The discount factors at which the pact `grim` is an equilibrium.

        >>> for case in IncentiveCompetition.symbolic().threshold():
        ...     print([own.text for own in case.assume], [str(interval) for interval in case.intervals])
        ['c > 0', 'c <= B/n'] ['[1 - c*n/(B*(n - 1)), 1)']
        ['c = 0'] []
        ['c > B/n'] []
        """
        c, share, zero = self.cost, self.investment / self.governments, Fraction(0)
        listed = (
            Case((*_is(c, ">", zero), *_is(c, "<=", share)), self._grim_interval()),
            Case(_is(c, "=", zero), ()),
            Case(_is(c, ">", share), ()),
        )
        return cases(*listed)

    def pact_threshold(self) -> tuple[Case, ...]:
        """The discount factors at which *some* equilibrium keeps all from offering: `targeted` is one, and no threat is harsher."""
        return tuple(Case(region.assume, region.pact) for region in self.regions())

    @property
    def many(self) -> Scalar:
        """(n - 2)/(n - 1): what the pact's patience exceeds in a prisoner's dilemma, however cheap or dear the offers."""
        return simplest((self.governments - 2) / (self.governments - 1))

    def investment_share(self, offerers: Scalar | int, offers: bool) -> Scalar:
        """The part of the investment that goes to a government which offers or does not, when `offerers` in all offer.

        Neutrality: it is 1/n for each when all offer, as when nobody does.
        """
        if offerers == 0:
            return simplest(1 / self.governments)
        return simplest(1 / exact(offerers)) if offers else Fraction(0)

    def waste(self, offerers: Scalar | int) -> Scalar:
        """What the governments together lose when `offerers` of them offer: the investment comes in any case."""
        return simplest(exact(offerers) * self.cost)

    @property
    def _gain_alone(self) -> Scalar:
        """The cost at which being the only one to offer just pays: B(1 - 1/n)."""
        return self.investment * (1 - 1 / self.governments)

    def _grim_interval(self) -> tuple[Interval, ...]:
        n, c, b = self.governments, self.cost, self.investment
        return from_on(1 - c * n / (b * (n - 1)))

    def _targeted_interval(self) -> tuple[Interval, ...]:
        n, c, b = self.governments, self.cost, self.investment
        return from_on(1 - b / (n * (b - c))) if b != c else ()

    @staticmethod
    def card() -> Card:
        """The model in plain English."""
        return CARD


def _is(left: Scalar, op: str, right: Scalar | int) -> tuple[Relation, ...]:
    return (Relation(left, op, exact(right)),)


CARD = Card(
    id="incentive-competition",
    title="Incentive competition",
    family="the local-incentive prisoner's dilemma",
    sources=("Helmsing1999", "King1990"),
    story="""Towns with unemployment offer tax holidays, land and services to firms that look for a place. The
    firms would come to some town anyway.""",
    players="n governments, all alike; they face the same choice every year.",
    moves="Each offers incentives, or holds back.",
    payoffs="""Money a year. Offering costs c. The mobile investment, worth B, goes in equal parts to those who
    offer; if nobody does, to all.""",
    parameters=(
        ("cost", "c, what offering costs the one who offers"),
        ("investment", "B, what the mobile investment is worth to the places that get it"),
        ("governments", "n, at least two"),
        ("d", "the discount factor"),
    ),
    claim="""It is a prisoner's dilemma. If all offer, the effect is gone; who alone stops offering loses. A
    government should work on the demand for its place instead.""",
    shown=(
        """It is a prisoner's dilemma iff offers are cheap: 0 < c < B/n. Then to offer is the best one can do
        whatever the others do, and all end with B/n - c instead of B/n.""",
        """If B/n < c < B(1 - 1/n), for which it takes three governments, it is a game of chicken: floor(B/c)
        offer and the others do not (one fewer is an equilibrium too where B/c is whole). If c > B(1 - 1/n),
        holding back is best and nobody offers. With c = 0 offers change nothing for anyone.""",
        """On the boundaries: at c = B/n, n >= 3, n - 1 or n offer; at c = B(1 - 1/n), n >= 3, none or one; with
        two governments the two boundaries are one, and there every choice is as good as any other.""",
        """Neutrality: when all offer, each place gets B/n, exactly as if none did. The incentives move nothing
        and cost nc.""",
        """The pact "nobody offers, or all do for ever" is an equilibrium iff 0 < c <= B/n and d >= 1 -
        cn/(B(n-1)). That is never less than (n-2)/(n-1): ten governments need d >= 8/9 at best.""",
        """In the game of chicken that threat is empty: when all offer, each would rather stop. But a better
        threat is there. Leave the breaker outside, in the equilibrium in which others offer: the pact holds iff d
        >= 1 - B/(n(B-c)), down to d = 0 as c rises to B(1 - 1/n). No threat is harsher. So dear incentives make a
        pact easier, though not by the threat of the race.""",
    ),
    not_here="""The demand side, which the source recommends; unequal governments, several firms, and what a
    government that taxes loses: they come with this family's later models.""",
)
"""The card of this model."""
