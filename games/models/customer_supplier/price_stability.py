"""Price stability: why a price fixed before the season holds, and what it costs in patience.

Chile's tomato processors fix the grower's price before the season [PerezAleman2003]_. Once the season is there, the
outside market pays `high` with probability `prob_high`, else `low`. The contract pays `price`; working together is worth
`gain_supplier` and `gain_buyer` a unit besides. Either may breach when the market price is seen; after a breach both trade
on the market for good.

Claim of the source   prices agreed in advance keep growers from selling elsewhere; processors can then invest in them, and
                      the growers' risk falls.
What we show          some fixed price is kept by both iff d >= (high - low)/(high - low + gains); the prices that are form a
                      band that widens with d. A price *indexed* to the market, market + t, needs no such patience: t = 0 is
                      kept at every d. Between risk-neutral partners the fixed price creates the temptation that the relation
                      then has to overcome. So the claim rests on what the fixed price buys: insurance for the grower, or
                      investment that raises the gains.

Timings   A: each receives this season's gain iff the *other* keeps faith (the breacher has had the seed, the advice, the
          crop that it made possible). B: iff both do. B needs less patience: 1 - gains/(high - low), or none at all where
          gains >= high - low.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import ClassVar, Self

from games.core.automaton import Automaton
from games.core.dynamic import DISCOUNT, DynamicGame
from games.core.solution import Case
from games.core.strategic import Profile, StrategicGame
from games.exact import Relation, Scalar, exact, is_number, simplest, symbols_of, to_sympy
from games.models.card import Card
from games.models.cases import ALWAYS, cases, from_on
from games.models.parameters import assumed, chosen, scalar_fields, settle

TIMINGS = ("A", "B")
PLAYERS = ("supplier", "buyer")
FAITHFUL: Profile = ("deliver", "honour")
APART: Profile = ("sell outside", "buy outside")
CONDITIONS = (
    "low < high",
    "0 < prob_high < 1",
    "gain_supplier >= 0",
    "gain_buyer >= 0",
    "gain_supplier + gain_buyer > 0",
)
ZERO, ONE = Fraction(0), Fraction(1)


@dataclass(frozen=True, slots=True)
class PriceStability:
    """A grower and a processor with an outside market.

    Prices and gains are money per unit (numbers or symbols), `prob_high` is a probability. Raises InvalidGame unless
    low < high, 0 < prob_high < 1, and the gains are non-negative and not both zero.

    >>> model = PriceStability(low=40, high=60, prob_high="1/2", gain_supplier=12, gain_buyer=18, price=50)
    >>> [str(case.intervals[0]) for case in model.threshold("A")], [str(end) for end in model.honoured_prices("A", "1/2")]
    (['[2/5, 1)'], ['49', '54'])
    """

    low: Scalar
    high: Scalar
    prob_high: Scalar
    gain_supplier: Scalar
    gain_buyer: Scalar
    price: Scalar

    CHOICES: ClassVar[dict[str, tuple[str, ...]]] = {}

    def __post_init__(self) -> None:
        settle(self, CONDITIONS)

    @classmethod
    def symbolic(cls) -> Self:
        """The model with every parameter a symbol: pL, pH, q, g_s, g_b, p."""
        low, high, prob, supplier, buyer, price = (exact(name) for name in ("pL", "pH", "q", "g_s", "g_b", "p"))
        return cls(low, high, prob, supplier, buyer, price)

    @property
    def assumptions(self) -> tuple[Relation, ...]:
        """What is assumed of the symbols."""
        return assumed(self, CONDITIONS)

    @property
    def symbols(self) -> tuple[str, ...]:
        """The names of the symbols among the parameters, sorted."""
        return tuple(sorted({name for own in scalar_fields(self) for name in symbols_of(getattr(self, own))}))

    # ----------------------------------------------------------------------------------------- the game and its profile

    def game(self, timing: str = "A", discount: object = DISCOUNT) -> DynamicGame:
        """One state a market price, drawn afresh every season; the contract pays `price` in each."""
        return self._seasons({"high": self.price, "low": self.price}, timing, discount, "Price stability")

    def indexed_game(self, premium: object, timing: str = "A", discount: object = DISCOUNT) -> DynamicGame:
        """The same with a contract that pays the market price plus `premium`; `price` plays no part."""
        extra = exact(premium, "premium")
        prices = {"high": self.high + extra, "low": self.low + extra}
        return self._seasons(prices, timing, discount, "Price indexed to the market")

    def faithful(self) -> Automaton:
        """Keep the contract until someone breaches, then the market for good.

        Market trade is an equilibrium of each season and holds each side to its minmax, so no threat is harsher.
        """
        return Automaton.trigger(FAITHFUL, APART, ("faithful", "apart"))

    def _seasons(self, prices: dict[str, Scalar], timing: str, discount: object, name: str) -> DynamicGame:
        chosen(timing, TIMINGS, "timing")
        shocks = {
            "high": (self._season(self.high, prices["high"], timing), self.prob_high),
            "low": (self._season(self.low, prices["low"], timing), 1 - self.prob_high),
        }
        about = f"{name}, timing {timing}"
        return DynamicGame.with_shocks(
            shocks, discount, assumptions=self.assumptions, name=about, source="PerezAleman2003"
        )

    def _season(self, market: Scalar, contract: Scalar, timing: str) -> StrategicGame:
        """One season: contract trade needs both, otherwise each trades on the market; the gains go by the timing."""
        payoffs: dict[Profile, tuple[Scalar, Scalar]] = {}
        for supplier in (FAITHFUL[0], APART[0]):
            for buyer in (FAITHFUL[1], APART[1]):
                delivers, honours = supplier == FAITHFUL[0], buyer == FAITHFUL[1]
                paid = contract if delivers and honours else market
                to_supplier = self.gain_supplier if honours and (delivers or timing == "A") else ZERO
                to_buyer = self.gain_buyer if delivers and (honours or timing == "A") else ZERO
                payoffs[supplier, buyer] = (paid + to_supplier, to_buyer - paid)
        return StrategicGame.from_table(PLAYERS, payoffs)

    # --------------------------------------------------------------------------------------------------- closed forms

    @property
    def mean(self) -> Scalar:
        """The expected market price."""
        return self.prob_high * self.high + (1 - self.prob_high) * self.low

    def honoured_prices(self, timing: str = "A", discount: object = DISCOUNT) -> tuple[Scalar, Scalar]:
        """Lowest and highest fixed price that both keep in every season at this discount factor; none if lowest > highest.

        They need not lie between the two market prices: a patient partner accepts worse than the worst of them.

        >>> [str(end) for end in PriceStability.symbolic().honoured_prices("B")]
        ['d*(pH*q + pL*(1 - q)) - g_s + pH*(1 - d)', 'd*(pH*q + pL*(1 - q)) + g_b + pL*(1 - d)']
        """
        d = exact(discount, "discount")
        mean, season = self.mean, d if _early(timing) else ONE
        lowest = (1 - d) * self.high + d * mean - season * self.gain_supplier
        highest = (1 - d) * self.low + d * mean + season * self.gain_buyer
        return lowest, highest

    def witness_price(self, timing: str = "A", discount: object = DISCOUNT) -> Scalar:
        """A price that both keep whenever they keep any: the one half way between lowest and highest."""
        lowest, highest = self.honoured_prices(timing, discount)
        return simplest((lowest + highest) / 2)

    def threshold(self, timing: str = "A") -> tuple[Case, ...]:
        """The discount factors at which *some* fixed price is kept by both: the larger the spread, the more patience.

        >>> [str(case.intervals[0]) for case in PriceStability.symbolic().threshold("A")]
        ['[(pH - pL)/(g_b + g_s + pH - pL), 1)']
        """
        spread, gains = self.high - self.low, self.gain_supplier + self.gain_buyer
        if _early(timing):
            return (Case((), from_on(spread / (spread + gains))),)
        enough = Relation(gains, ">=", spread)
        return cases(Case((enough,), ALWAYS), Case((enough.negated(),), from_on(1 - gains / spread)))

    def threshold_of_price(self, timing: str = "A") -> tuple[Case, ...]:
        """The discount factors at which this model's `price` is kept by both in every season.

        Only a price strictly between E - gain_supplier and E + gain_buyer (E the mean market price) ever is; then from the
        larger of what the supplier needs in the high season and the buyer in the low one.
        """
        mean, price = self.mean, self.price
        early = _early(timing)
        floor, ceiling = mean - self.gain_supplier, mean + self.gain_buyer
        if early:
            needs = [(self.high - price) / (self.high - floor), (price - self.low) / (ceiling - self.low)]
        else:
            supplier = (self.high - price - self.gain_supplier) / (self.high - mean)
            buyer = (price - self.gain_buyer - self.low) / (mean - self.low)
            needs = [ZERO, supplier, buyer]
        below, above = Relation(price, "<=", floor), Relation(price, ">=", ceiling)
        return cases(
            Case((below.negated(), above.negated()), from_on(_largest(needs))), Case((below,), ()), Case((above,), ())
        )

    def honoured_premiums(self, timing: str = "A", discount: object = DISCOUNT) -> tuple[Scalar, Scalar]:
        """Lowest and highest premium t over the market price that both keep; 0 is among them at every discount factor.

        In timing B they do not depend on patience at all.
        """
        weight = exact(discount, "discount") if _early(timing) else ONE
        return simplest(-weight * self.gain_supplier), simplest(weight * self.gain_buyer)

    @staticmethod
    def card() -> Card:
        """The model in plain English."""
        return CARD


def _early(timing: str) -> bool:
    """Whether a breacher has this season's gain already."""
    return chosen(timing, TIMINGS, "timing") == "A"


def _largest(values: list[Scalar]) -> Scalar:
    if all(is_number(value) for value in values):
        return max(values)
    import sympy

    return exact(sympy.Max(*(to_sympy(simplest(value)) for value in values)))


CARD = Card(
    id="price-stability",
    title="Price stability",
    family="customer-supplier bargaining",
    sources=("PerezAleman2003",),
    story="""Tomato growers in south-central Chile sell to a processing plant. The price is fixed before the
    season. When the crop is ripe the market may pay more than the contract, and the grower can sell elsewhere; or
    less, and the plant can buy elsewhere.""",
    players="the supplier (a grower) and the buyer (a processing plant); they meet every season, for ever.",
    moves="Both see the season's market price. The supplier delivers or sells outside; the buyer honours the contract or buys outside.",
    payoffs="""Money per unit. The contract price changes hands if both keep faith, the market price otherwise.
    Working together is worth a gain to each besides. Timing A: you receive this season's gain if the other keeps
    faith; timing B: only if both do.""",
    parameters=(
        ("low, high", "the two market prices; high with probability prob_high"),
        ("gain_supplier, gain_buyer", "what the relation is worth to each, a unit and season"),
        ("price", "the contract price"),
        ("d", "the discount factor: how much next season counts"),
    ),
    claim="""Prices agreed in advance take away the growers' reason to sell elsewhere, so that the plant can
    invest in them, and they lower the growers' risk.""",
    shown=(
        """Timing A: some fixed price is kept by both in every season iff d >= spread/(spread + gains), where
        spread = high - low and gains = gain_supplier + gain_buyer; how likely the high price is does not matter.
        The prices kept are those from (1-d) high + d (E - gain_supplier) to (1-d) low + d (E + gain_buyer), E the
        mean market price.""",
        """Timing B needs less: d >= 1 - gains/spread, and nothing at all where gains >= spread. Lowest and
        highest price are (1-d) high + d E - gain_supplier and (1-d) low + d E + gain_buyer.""",
        """The supplier is tempted in the high season and the buyer in the low one, wherever the price lies: the
        other two conditions follow.""",
        """A price indexed to the market, market + t, is kept at a discount factor d iff -d gain_supplier <= t <=
        d gain_buyer (timing B: -gain_supplier <= t <= gain_buyer). With t = 0 no patience is needed at all.""",
        """So between risk-neutral partners the fixed price does not remove the temptation to sell elsewhere: it
        creates it, and the relation has to be worth enough to overcome it. The claim holds only through what a
        fixed price buys.""",
    ),
    not_here="""Insurance (a grower who dislikes risk) and the plant's investment that raises the gains: they come
    with this family's later models, and the source's claim rests on them.""",
)
"""The card of this model."""
