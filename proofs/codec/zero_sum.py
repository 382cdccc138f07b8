"""Claims about zero-sum games, and their witness."""

from __future__ import annotations

from proofs import claims, witness
from proofs.codec.base import NUMBER, TRUTH, WHOLE, many, record, row
from proofs.codec.descriptions import STRATEGIC

WEIGHTS = many(NUMBER)
BASIS = record(witness.FaceBasis, rows=many(WHOLE), strategy=WHOLE, shift=WEIGHTS)
FACE = record(witness.FaceWitness, relaxed=many(row(WHOLE, NUMBER)), bases=many(BASIS))

CLAIMS = {
    claims.OptimalStrategiesAre: record(
        claims.OptimalStrategiesAre, game=STRATEGIC, values=WEIGHTS, strategies=many(many(WEIGHTS)), complete=TRUTH
    )
}

WITNESSES = {witness.ZeroSumWitness: record(witness.ZeroSumWitness, faces=many(FACE))}
