"""Claims about an anonymous game, and their witnesses."""

from __future__ import annotations

from proofs import claims, witness
from proofs.codec.base import NUMBER, TRUTH, WHOLE, many, optional, record, row
from proofs.codec.descriptions import ANONYMOUS, POINT

SYMMETRIC_POINT = record(claims.SymmetricPoint, at=POINT, stable=TRUTH)

CLAIMS = {
    claims.CountEquilibriaAre: record(claims.CountEquilibriaAre, game=ANONYMOUS, counts=many(WHOLE)),
    claims.SymmetricEquilibriaAre: record(
        claims.SymmetricEquilibriaAre,
        game=ANONYMOUS,
        equilibria=many(SYMMETRIC_POINT),
        continuum=optional(row(NUMBER, NUMBER)),
    ),
}

WITNESSES = {
    witness.SymmetricWitness: record(witness.SymmetricWitness, splits=many(NUMBER)),
    witness.SignsWitness: record(witness.SignsWitness, points=many(NUMBER), turns=many(many(row(NUMBER, NUMBER)))),
}
