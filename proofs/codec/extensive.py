"""Claims about a game in extensive form, and their witnesses."""

from __future__ import annotations

from games.core.extensive import ExtensiveGame, Node
from proofs import claims, witness
from proofs.codec.base import NUMBER, SCALAR, TEXT, WHOLE, many, optional, record, row
from proofs.codec.descriptions import ABOUT, RELATION
from proofs.codec.extreme import POLYTOPES
from proofs.codec.refutations import REFUTATIONS

NODE = record(
    Node,
    actions=many(TEXT),
    children=many(WHOLE),
    player=TEXT,
    information=TEXT,
    probabilities=many(SCALAR),
    payoffs=many(SCALAR),
    outcome=TEXT,
    name=TEXT,
)
EXTENSIVE = record(ExtensiveGame, players=many(TEXT), nodes=many(NODE), **ABOUT)
BEHAVIOUR = many(many(many(SCALAR)))

LOCAL = record(
    witness.LocalWitness,
    root=WHOLE,
    worth=many(many(SCALAR)),
    strategies=many(many(many(NUMBER))),
    pairs=many(row(WHOLE, WHOLE)),
    subsets=many(row(many(WHOLE), many(WHOLE))),
    polytopes=POLYTOPES,
    payoffs=many(many(NUMBER)),
)

CASE = record(
    claims.TreeCaseIs,
    assume=many(RELATION),
    profiles=many(many(many(optional(TEXT)))),
    payoffs=many(many(SCALAR)),
)
LEAF = record(witness.LeafWitness, assume=many(RELATION), signs=many(row(SCALAR, SCALAR, WHOLE)))

CLAIMS = {
    claims.PureSubgamePerfectAre: record(
        claims.PureSubgamePerfectAre, game=EXTENSIVE, profiles=many(many(many(optional(TEXT))))
    ),
    claims.ExtremeSubgamePerfectAre: record(
        claims.ExtremeSubgamePerfectAre, game=EXTENSIVE, profiles=many(many(many(optional(many(SCALAR)))))
    ),
    claims.PureSubgamePerfectByCases: record(claims.PureSubgamePerfectByCases, game=EXTENSIVE, cases=many(CASE)),
    claims.AreBehaviourEquilibria: record(
        claims.AreBehaviourEquilibria, game=EXTENSIVE, concept=TEXT, profiles=many(BEHAVIOUR)
    ),
    claims.IsNoBehaviourEquilibrium: record(
        claims.IsNoBehaviourEquilibrium, game=EXTENSIVE, concept=TEXT, profile=BEHAVIOUR
    ),
}

WITNESSES = {
    witness.TreeListWitness: record(witness.TreeListWitness),
    witness.ExtremeTreeWitness: record(witness.ExtremeTreeWitness, subgames=many(LOCAL)),
    witness.TreeCasesWitness: record(witness.TreeCasesWitness, leaves=many(LEAF), **REFUTATIONS),
    witness.BehaviourWitness: record(witness.BehaviourWitness, payoffs=many(many(SCALAR))),
    witness.DepartureWitness: record(
        witness.DepartureWitness, player=TEXT, start=WHOLE, play=many(row(TEXT, TEXT)), gain=SCALAR
    ),
}
