"""Theorems about customers and suppliers: price stability."""

from __future__ import annotations

from dataclasses import replace

from games.exact import Relation, exact, parse_scalar
from games.models.customer_supplier.price_stability import PriceStability
from proofs.statements import EquilibriumIff, SomeEquilibriumIff, Theorem, Variable
from proofs.theorems.regions import DISCOUNT, open_game, region_of, relations, variant

SOURCE = "PerezAleman2003"
PRICE = Variable("p", "the contract price")
PREMIUM = Variable("t", "the premium over the market price")
MARKET = (
    Variable("q", "the probability of the high market price", relations("0 <= q <= 1")),
    Variable("pH", "the high market price"),
    Variable("pL", "the low market price"),
    Variable("g_s", "what the relation is worth to the supplier"),
    Variable("g_b", "what it is worth to the buyer"),
)
ASSUMED = relations("pL < pH", "g_s >= 0", "g_b >= 0", "g_s + g_b > 0")


def theorems() -> tuple[Theorem, ...]:
    """The theorems about price stability."""
    return (_fixed("A"), _some("A"), _fixed("B"), _some("B"), _indexed(), _without_patience())


def wrong() -> tuple[Theorem, ...]:
    """A false variant of each: the other timing's region, or an index that the buyer would not honour."""
    model = _model()
    return (
        variant(_fixed("A"), _fixed_part("A", "B")),
        variant(_some("A"), _some_part("A", "B")),
        variant(_fixed("B"), _fixed_part("B", "A")),
        variant(_some("B"), _some_part("B", "A")),
        variant(_indexed(), replace(_indexed_part(), region=(relations("-g_s <= t", "t <= g_b"),))),
        variant(_without_patience(), EquilibriumIff(open_game(model.indexed_game("g_s/2")), model.faithful(), ((),))),
    )


def _model() -> PriceStability:
    return PriceStability.symbolic()


def _between(timing: str, name: str) -> tuple[Relation, ...]:
    lowest, highest = _model().honoured_prices(timing)
    price = exact(name, "price")
    return (Relation(price, ">=", lowest), Relation(price, "<=", highest))


def _fixed_part(timing: str, region_of_timing: str) -> EquilibriumIff:
    model = _model()
    return EquilibriumIff(open_game(model.game(timing)), model.faithful(), (_between(region_of_timing, "p"),))


def _fixed(timing: str) -> Theorem:
    claim = (
        f"Timing {timing}: a fixed price is kept by both in every season, under the threat of the market for good, "
        "exactly if it lies between a lowest and a highest price that depend on patience."
    )
    name = f"price-stability/fixed-price-{timing.lower()}"
    return Theorem(name, claim, (DISCOUNT, PRICE, *MARKET), ASSUMED, (_fixed_part(timing, timing),), SOURCE)


def _some_part(timing: str, region_of_timing: str) -> SomeEquilibriumIff:
    model = _model()
    region = region_of(model.threshold(region_of_timing))
    return SomeEquilibriumIff(
        open_game(model.game(timing)), model.faithful(), {"p": model.witness_price(timing)}, region
    )


def _some(timing: str) -> Theorem:
    claim = f"Timing {timing}: some fixed price is kept by both in every season exactly if both are patient enough."
    name = f"price-stability/some-price-{timing.lower()}"
    return Theorem(name, claim, (DISCOUNT, *MARKET), ASSUMED, (_some_part(timing, timing),), SOURCE)


def _indexed_part() -> EquilibriumIff:
    model = _model()
    lowest, highest = model.honoured_premiums("A")
    premium = parse_scalar("t")
    region = ((Relation(premium, ">=", lowest), Relation(premium, "<=", highest)),)
    return EquilibriumIff(open_game(model.indexed_game("t", "A")), model.faithful(), region)


def _indexed() -> Theorem:
    claim = (
        "A price indexed to the market, market + t, is kept by both exactly if -d g_s <= t <= d g_b, at every patience."
    )
    variables = (DISCOUNT, PREMIUM, *MARKET)
    return Theorem("price-stability/indexed-price", claim, variables, ASSUMED, (_indexed_part(),), SOURCE)


def _without_patience() -> Theorem:
    model = _model()
    part = EquilibriumIff(open_game(model.indexed_game(0, "A")), model.faithful(), ((),))
    claim = "A contract that pays the market price is kept by both however impatient they are."
    return Theorem("price-stability/no-patience", claim, (DISCOUNT, *MARKET), ASSUMED, (part,), SOURCE)
