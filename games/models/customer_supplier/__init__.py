"""Customer-supplier bargaining: who keeps a bargain, and who gets what of it."""

from games.models.customer_supplier.price_stability import PriceStability

__all__ = ["PriceStability"]
