"""Claims about play over time, and their witnesses."""

from __future__ import annotations

from fractions import Fraction

from games.exact import AlgebraicNumber
from proofs import claims, witness
from proofs.codec.base import NUMBER, SCALAR, TEXT, many, record, row, union
from proofs.codec.descriptions import ALGEBRAIC, DYNAMIC, INTERVAL, PROFILE, RELATION
from proofs.codec.refutations import REFUTATIONS

DISCOUNT_SET = record(claims.DiscountSet, assume=many(RELATION), intervals=many(INTERVAL))
TIMED = {"game": DYNAMIC, "profile": PROFILE}
VALUES = record(
    witness.Values, nodes=many(row(TEXT, TEXT)), numerators=many(many(SCALAR)), denominators=many(many(SCALAR))
)
BRANCH = record(witness.Branch, extreme=SCALAR, equals=SCALAR)
DEVIATION = {"player": TEXT, "game_state": TEXT, "state": TEXT, "action": TEXT}
SLACK = record(witness.Slack, **DEVIATION, core=SCALAR, up=many(SCALAR), down=many(SCALAR))
EVIDENCE = record(witness.Evidence, values=VALUES, branches=many(BRANCH), slacks=many(SLACK))
NUMBERS = union({AlgebraicNumber: ("algebraic", ALGEBRAIC), Fraction: ("number", NUMBER)})

CLAIMS = {
    claims.IsSubgamePerfect: record(claims.IsSubgamePerfect, **TIMED),
    claims.IsNotSubgamePerfect: record(claims.IsNotSubgamePerfect, **TIMED),
    claims.IsThreshold: record(claims.IsThreshold, **TIMED, discount=TEXT, cases=many(DISCOUNT_SET)),
}

WITNESSES = {
    witness.PlayWitness: record(witness.PlayWitness, evidence=EVIDENCE, **REFUTATIONS),
    witness.NotPlayWitness: record(witness.NotPlayWitness, evidence=EVIDENCE, **DEVIATION, gain=SCALAR, **REFUTATIONS),
    witness.ThresholdWitness: record(
        witness.ThresholdWitness, evidence=many(EVIDENCE), points=many(NUMBERS), **REFUTATIONS
    ),
}
