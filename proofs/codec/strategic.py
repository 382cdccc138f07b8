"""Claims about a strategic form, and their witnesses."""

from __future__ import annotations

from proofs import claims, witness
from proofs.codec.base import SCALAR, TEXT, many, record
from proofs.codec.descriptions import MIXED, STRATEGIC
from proofs.codec.refutations import REFUTATIONS

CLAIMS = {
    claims.IsNash: record(claims.IsNash, game=STRATEGIC, profile=MIXED),
    claims.AreNash: record(claims.AreNash, game=STRATEGIC, profiles=many(MIXED)),
    claims.IsNotNash: record(claims.IsNotNash, game=STRATEGIC, profile=MIXED),
    claims.PureEquilibriaAre: record(claims.PureEquilibriaAre, game=STRATEGIC, profiles=many(many(TEXT))),
}

WITNESSES = {
    witness.NashWitness: record(witness.NashWitness, payoffs=MIXED, **REFUTATIONS),
    witness.NotNashWitness: record(witness.NotNashWitness, player=TEXT, action=TEXT, gain=SCALAR, **REFUTATIONS),
    witness.ListWitness: record(witness.ListWitness, **REFUTATIONS),
}
