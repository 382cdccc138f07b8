"""The catalogue of theorems: parametric statements about the models, one file a family.

No file here types an incentive constraint. Each theorem takes a game and a profile from its model and says for which parameters the
profile is an equilibrium; the checker generates the inequalities. `wrong` holds a false variant of each, which must be refuted.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module

from games.errors import InvalidGame, did_you_mean
from proofs.statements import Theorem

FAMILIES = ("customer_supplier", "local_incentive", "public_goods", "learning_by_monitoring")


def catalogue() -> tuple[Theorem, ...]:
    """All theorems, family by family."""
    return tuple(_listed("theorems"))


def wrong_variants() -> tuple[Theorem, ...]:
    """For each theorem one that looks like it and is false; `id` ends in "/wrong"."""
    return tuple(_listed("wrong"))


def _listed(what: str) -> Iterator[Theorem]:
    for family in FAMILIES:
        yield from getattr(import_module(f"proofs.theorems.{family}"), what)()


def theorem(name: str) -> Theorem:
    """The theorem (or wrong variant) of that id; raises InvalidGame for an unknown one."""
    known = {own.id: own for own in (*catalogue(), *wrong_variants())}
    if name not in known:
        raise InvalidGame("theorem", f'"{name}"', "an id of the catalogue", did_you_mean(name, known))
    return known[name]


def theorems_for(model: object) -> tuple[Theorem, ...]:
    """The theorems about a model: an instance, its class, or its id such as "co-financing"."""
    card = getattr(model, "card", None)
    name = model if isinstance(model, str) else card().id if callable(card) else ""
    found = tuple(own for own in catalogue() if own.id.split("/")[0] == name)
    if not found:
        known = dict.fromkeys(own.id.split("/")[0] for own in catalogue())
        raise InvalidGame("theorems", f"{model!r}", f"a model with theorems: {', '.join(known)}")
    return found
