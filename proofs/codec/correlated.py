"""Claims about correlated equilibria, and their witnesses."""

from __future__ import annotations

from proofs import claims, witness
from proofs.codec.base import NUMBER, SCALAR, TRUTH, many, record, row
from proofs.codec.descriptions import STRATEGIC

_END = record(witness.EndWitness, distribution=many(NUMBER), prices=many(NUMBER))

CLAIMS = {
    claims.IsBestCorrelated: record(
        claims.IsBestCorrelated,
        game=STRATEGIC,
        coarse=TRUTH,
        weights=many(NUMBER),
        minimise=TRUTH,
        distribution=many(SCALAR),
        value=SCALAR,
    ),
    claims.CorrelatedPayoffsAre: record(
        claims.CorrelatedPayoffsAre, game=STRATEGIC, coarse=TRUTH, ranges=many(row(SCALAR, SCALAR))
    ),
}

WITNESSES = {
    witness.PricesWitness: record(witness.PricesWitness, prices=many(NUMBER)),
    witness.RangesWitness: record(witness.RangesWitness, lowest=many(_END), highest=many(_END)),
}
