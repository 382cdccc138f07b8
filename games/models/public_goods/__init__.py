"""Collective action and public goods: what groups of firms provide for themselves."""

from games.models.public_goods.co_financing import CoFinancedProject

__all__ = ["CoFinancedProject"]
