"""Complete lists of extreme equilibria. A basis is one text, "divisor: point" or "divisor: point; shift", of whole numbers."""

from __future__ import annotations

import re
from typing import Any

from games.core.best_replies import Basis, BestReplyPolytopes, Dominated, Polytope
from proofs import claims, witness
from proofs.codec.base import NUMBER, TEXT, WHOLE, Codec, many, record, refuse, row
from proofs.codec.descriptions import STRATEGIC

_WRITTEN = re.compile(r"\d+: \d+( \d+)*(; -?\d+( -?\d+)*)?", re.ASCII)
LONGEST = 1_000_000
"""Characters of one basis."""


def _encode(basis: Basis) -> str:
    shift = f"; {' '.join(map(str, basis.shift))}" if basis.shift else ""
    return f"{basis.divisor}: {' '.join(map(str, basis.point))}{shift}"


def _decode(data: Any, where: str) -> Basis:
    written = TEXT.decode(data, where)
    if len(written) > LONGEST or not _WRITTEN.fullmatch(written):
        raise refuse(where, written[:80], '"divisor: point" or "divisor: point; shift" in whole numbers')
    divisor, _, rest = written.partition(": ")
    point, _, shift = rest.partition("; ")
    try:
        return Basis(int(divisor), tuple(map(int, point.split())), tuple(map(int, shift.split())))
    except ValueError:
        raise refuse(where, written[:80], "whole numbers of fewer digits") from None


BASIS = Codec(_encode, _decode)
POLYTOPE = record(Polytope, actions=many(WHOLE), replies=many(WHOLE), direction=many(WHOLE), bases=many(BASIS))
DOMINATED = record(Dominated, player=WHOLE, action=WHOLE, by=many(row(WHOLE, WHOLE)))
POLYTOPES = record(BestReplyPolytopes, player=WHOLE, whole=POLYTOPE, faces=many(POLYTOPE), dominated=many(DOMINATED))

CLAIMS = {
    claims.ExtremeEquilibriaAre: record(
        claims.ExtremeEquilibriaAre,
        game=STRATEGIC,
        strategies=many(many(many(NUMBER))),
        pairs=many(row(WHOLE, WHOLE)),
        subsets=many(row(many(WHOLE), many(WHOLE))),
    )
}

WITNESSES = {
    witness.PolytopesWitness: record(witness.PolytopesWitness, polytopes=POLYTOPES, payoffs=many(many(NUMBER)))
}
