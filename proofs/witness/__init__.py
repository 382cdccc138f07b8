"""Witnesses: what a certificate adds to a claim, one class a kind of claim. All data; the checker believes none of it.

Refutations are named by the obligation that they discharge, see `proofs.checker.obligations`; claims without free symbols
need none.
"""

from __future__ import annotations

from proofs.witness.anonymous import SymmetricWitness
from proofs.witness.dynamic import (
    Branch,
    Evidence,
    NotPlayWitness,
    PlayWitness,
    Slack,
    TheoremWitness,
    ThresholdWitness,
    Values,
)
from proofs.witness.refutations import Refutations
from proofs.witness.strategic import ListWitness, NashWitness, NotNashWitness

Witness = (
    NashWitness
    | NotNashWitness
    | ListWitness
    | SymmetricWitness
    | PlayWitness
    | NotPlayWitness
    | ThresholdWitness
    | TheoremWitness
)

__all__ = [
    "Branch",
    "Evidence",
    "ListWitness",
    "NashWitness",
    "NotNashWitness",
    "NotPlayWitness",
    "PlayWitness",
    "Refutations",
    "Slack",
    "SymmetricWitness",
    "TheoremWitness",
    "ThresholdWitness",
    "Values",
    "Witness",
]
