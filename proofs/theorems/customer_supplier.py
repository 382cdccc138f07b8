"""Theorems about customers and suppliers: price stability."""

from __future__ import annotations

from dataclasses import replace

from games.exact import Relation, exact, parse_scalar
from games.models.customer_supplier.price_stability import PriceStability
from proofs.statements import EquilibriumIff, SomeEquilibriumIff, Theorem, Variable
from proofs.theorems.regions import DISCOUNT, region_of, relations

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
    """A false variant of each."""
    fixed_a, some_a, fixed_b, some_b, indexed, free = theorems()
    game = _model()
    return (
        _variant(fixed_a, replace(_first(fixed_a), region=(_between("B", "p"),))),
        _variant(some_a, replace(_first(some_a), region=region_of(game.threshold("B")))),
        _variant(fixed_b, replace(_first(fixed_b), region=(_between("A", "p"),))),
        _variant(some_b, replace(_first(some_b), region=region_of(game.threshold("A")))),
        _variant(indexed, replace(_first(indexed), region=(relations("-g_s <= t", "t <= g_b"),))),
        _variant(free, replace(_first(free), game=_open(game.indexed_game("g_s/2")))),
    )


def _model() -> PriceStability:
    return PriceStability.symbolic()


def _open(game):  # type: ignore[no-untyped-def]
    return replace(game, assumptions=())


def _between(timing: str, name: str) -> tuple[Relation, ...]:
    lowest, highest = _model().honoured_prices(timing)
    price = exact(name, "price")
    return (Relation(price, ">=", lowest), Relation(price, "<=", highest))


def _fixed(timing: str) -> Theorem:
    model = _model()
    part = EquilibriumIff(_open(model.game(timing)), model.faithful(), (_between(timing, "p"),))
    claim = (
        f"Timing {timing}: a fixed price is kept by both in every season, under the threat of the market for good, "
        "exactly if it lies between a lowest and a highest price that depend on patience."
    )
    variables = (DISCOUNT, PRICE, *MARKET)
    return Theorem(f"price-stability/fixed-price-{timing.lower()}", claim, variables, ASSUMED, (part,), SOURCE)


def _some(timing: str) -> Theorem:
    model = _model()
    chosen = {"p": model.witness_price(timing)}
    part = SomeEquilibriumIff(_open(model.game(timing)), model.faithful(), chosen, region_of(model.threshold(timing)))
    claim = f"Timing {timing}: some fixed price is kept by both in every season exactly if both are patient enough."
    return Theorem(f"price-stability/some-price-{timing.lower()}", claim, (DISCOUNT, *MARKET), ASSUMED, (part,), SOURCE)


def _indexed() -> Theorem:
    model = _model()
    lowest, highest = model.honoured_premiums("A")
    premium = parse_scalar("t")
    region = ((Relation(premium, ">=", lowest), Relation(premium, "<=", highest)),)
    part = EquilibriumIff(_open(model.indexed_game("t", "A")), model.faithful(), region)
    claim = "A price indexed to the market, market + t, is kept by both exactly if -d g_s <= t <= d g_b, at every patience."
    return Theorem("price-stability/indexed-price", claim, (DISCOUNT, PREMIUM, *MARKET), ASSUMED, (part,), SOURCE)


def _without_patience() -> Theorem:
    model = _model()
    part = EquilibriumIff(_open(model.indexed_game(0, "A")), model.faithful(), ((),))
    claim = "A contract that pays the market price is kept by both however impatient they are."
    return Theorem("price-stability/no-patience", claim, (DISCOUNT, *MARKET), ASSUMED, (part,), SOURCE)


def _first(theorem: Theorem):  # type: ignore[no-untyped-def]
    return theorem.parts[0]


def _variant(theorem: Theorem, part) -> Theorem:  # type: ignore[no-untyped-def]
    return replace(theorem, id=f"{theorem.id}/wrong", parts=(part,))
