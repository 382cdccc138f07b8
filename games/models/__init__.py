"""The four families of collaborations, one model a file; this is their index.

>>> [entry.id for entry in models()]
['price-stability', 'incentive-competition', 'co-financing', 'capability-ladder']
>>> print(model("co-financing").title)
A co-financed project
"""

from __future__ import annotations

import importlib
from dataclasses import dataclass
from typing import Any

from games.errors import ComarcaError, did_you_mean


@dataclass(frozen=True, slots=True)
class ModelEntry:
    """Where a model is: its id (also that of its example, theorems and exercise), family, title, module and class."""

    id: str
    family: str
    title: str
    module: str
    class_name: str

    def load(self) -> Any:
        """The model's class.

        >>> model("price-stability").load().symbolic().symbols
        ('g_b', 'g_s', 'p', 'pH', 'pL', 'q')
        """
        return getattr(importlib.import_module(self.module), self.class_name)


_MODELS = (
    ModelEntry(
        "price-stability",
        "customer-supplier bargaining",
        "Price stability",
        "games.models.customer_supplier.price_stability",
        "PriceStability",
    ),
    ModelEntry(
        "incentive-competition",
        "the local-incentive prisoner's dilemma",
        "Incentive competition",
        "games.models.local_incentive.incentive_competition",
        "IncentiveCompetition",
    ),
    ModelEntry(
        "co-financing",
        "collective action and public goods",
        "A co-financed project",
        "games.models.public_goods.co_financing",
        "CoFinancedProject",
    ),
    ModelEntry(
        "capability-ladder",
        "learning by monitoring",
        "The capability ladder",
        "games.models.learning_by_monitoring.capability_ladder",
        "CapabilityLadder",
    ),
)


def models() -> tuple[ModelEntry, ...]:
    """All models, in the order of their families."""
    return _MODELS


def model(id: str) -> ModelEntry:  # noqa: A002  the word that the command line uses
    """The model of that id. Raises ComarcaError for an id that there is none of."""
    for entry in _MODELS:
        if entry.id == id:
            return entry
    ids = [entry.id for entry in _MODELS]
    raise ComarcaError("model", f'"{id}"', f"one of {', '.join(ids)}", did_you_mean(id, ids))
