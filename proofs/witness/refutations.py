"""Refutations by the name of the obligation that they discharge (see `proofs.checker.obligations`)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from proofs.checker.kernel import Refutation

Refutations: TypeAlias = "Mapping[str, Refutation]"
