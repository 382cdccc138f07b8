"""JSON for claims and witnesses: one codec a class, put together from tables. Strict: what is not expected is refused by place.

Numbers are exact text, expressions the file grammar (with sqrt); nothing in a certificate is ever run. A class with alternatives
is written as {"kind": name, ...}; an absent text as null.

Each family of claims has its module, with its CLAIMS and WITNESSES; a class is written under its own name.
"""

from __future__ import annotations

from collections.abc import Mapping

from proofs.codec import (
    anonymous,
    correlated,
    dominance,
    dynamic,
    extensive,
    extreme,
    minmax,
    mixed,
    potential,
    strategic,
    symbolic,
    theorems,
    zero_sum,
)
from proofs.codec.base import Codec, refuse, union

_FAMILIES = (
    strategic,
    symbolic,
    dominance,
    extreme,
    anonymous,
    dynamic,
    correlated,
    minmax,
    mixed,
    potential,
    extensive,
    zero_sum,
    theorems,
)


def _named(codecs: Mapping[type, Codec]) -> Codec:
    return union({cls: (cls.__name__, codec) for cls, codec in codecs.items()})


CLAIM = _named({cls: codec for family in _FAMILIES for cls, codec in family.CLAIMS.items()})
WITNESS = _named({cls: codec for family in _FAMILIES for cls, codec in family.WITNESSES.items()})

__all__ = ["CLAIM", "WITNESS", "Codec", "refuse"]
