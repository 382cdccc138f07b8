"""Claims: plain statements about a core object, one class each. A claim holds no evidence; a certificate adds it.

Where a game has symbols, a claim speaks of all their real values at which the game's assumptions hold and it is a game:
probabilities and growth factors are not negative, discount factors lie in [0, 1). That its numbers are defined there is part
of the claim. Nash and subgame-perfect equilibrium are those of `games.core.nash` and `games.core.play` at these values, so that a state
counts as reached only where the chances that lead to it are positive; under public monitoring "subgame perfect" reads
"perfect public". Where payoffs grow, subgame perfect means here: all values are finite, and no one-shot deviation gains.

>>> from games.core.strategic import StrategicGame
>>> pd = StrategicGame.from_arrays([[3, 0], [5, 1]], [[3, 5], [0, 1]], name="dilemma")
>>> PureEquilibriaAre(pd, (("2", "2"),)).text
'The pure Nash equilibria of "dilemma" are exactly: 2, 2.'
"""

from __future__ import annotations

from proofs.claims.anonymous import (
    CountEquilibriaAre,
    CountProfilesAre,
    ProfilePoint,
    SymmetricEquilibriaAre,
    SymmetricPoint,
    SymmetricProfilesAre,
)
from proofs.claims.correlated import CorrelatedPayoffsAre, IsBestCorrelated
from proofs.claims.dominance import RationalizableAre, SurvivorsAre
from proofs.claims.dynamic import (
    DiscountSet,
    IsNotSubgamePerfect,
    IsSubgamePerfect,
    IsThreshold,
    TimedProfile,
)
from proofs.claims.extensive import (
    AreBehaviourEquilibria,
    ExtremeSubgamePerfectAre,
    IsNoBehaviourEquilibrium,
    OpenBehaviour,
    PureBehaviour,
    PureSubgamePerfectAre,
    PureSubgamePerfectByCases,
    TreeCaseIs,
)
from proofs.claims.extreme import ExtremeEquilibriaAre
from proofs.claims.minmax import Held, MinmaxPayoffsAre
from proofs.claims.mixed import HoldNash, MixedEquilibriaAre
from proofs.claims.potential import HasNoPotential, IsCountPotential, IsPotential
from proofs.claims.strategic import AreNash, IsNash, IsNotNash, PureEquilibriaAre
from proofs.claims.symbolic import (
    ClassificationIs,
    Comparison,
    EquilibriaBySupportAre,
    NamedCase,
    NoSupportEquilibrium,
    PureEquilibriaIff,
    SupportEquilibriumIff,
    SupportPart,
)
from proofs.claims.wording import Mixed
from proofs.claims.zero_sum import OptimalStrategiesAre
from proofs.statements import Theorem

Claim = (
    IsNash
    | AreNash
    | IsNotNash
    | PureEquilibriaAre
    | HoldNash
    | MixedEquilibriaAre
    | SurvivorsAre
    | RationalizableAre
    | HoldNash
    | MixedEquilibriaAre
    | ExtremeEquilibriaAre
    | ClassificationIs
    | PureEquilibriaIff
    | SupportEquilibriumIff
    | NoSupportEquilibrium
    | EquilibriaBySupportAre
    | HoldNash
    | MixedEquilibriaAre
    | IsBestCorrelated
    | CorrelatedPayoffsAre
    | IsPotential
    | HasNoPotential
    | IsCountPotential
    | CountEquilibriaAre
    | SymmetricEquilibriaAre
    | CountProfilesAre
    | SymmetricProfilesAre
    | MinmaxPayoffsAre
    | OptimalStrategiesAre
    | IsSubgamePerfect
    | IsNotSubgamePerfect
    | IsThreshold
    | PureSubgamePerfectAre
    | PureSubgamePerfectByCases
    | ExtremeSubgamePerfectAre
    | AreBehaviourEquilibria
    | IsNoBehaviourEquilibrium
    | Theorem
)

__all__ = [
    "AreBehaviourEquilibria",
    "AreNash",
    "Claim",
    "ClassificationIs",
    "Comparison",
    "CorrelatedPayoffsAre",
    "CountEquilibriaAre",
    "CountProfilesAre",
    "DiscountSet",
    "EquilibriaBySupportAre",
    "ExtremeEquilibriaAre",
    "ExtremeSubgamePerfectAre",
    "HasNoPotential",
    "Held",
    "HoldNash",
    "IsBestCorrelated",
    "IsCountPotential",
    "IsNash",
    "IsNoBehaviourEquilibrium",
    "IsNotNash",
    "IsNotSubgamePerfect",
    "IsPotential",
    "IsSubgamePerfect",
    "IsThreshold",
    "MinmaxPayoffsAre",
    "Mixed",
    "MixedEquilibriaAre",
    "NamedCase",
    "NoSupportEquilibrium",
    "OpenBehaviour",
    "OptimalStrategiesAre",
    "ProfilePoint",
    "PureBehaviour",
    "PureEquilibriaAre",
    "PureEquilibriaIff",
    "PureSubgamePerfectAre",
    "PureSubgamePerfectByCases",
    "RationalizableAre",
    "SupportEquilibriumIff",
    "SupportPart",
    "SurvivorsAre",
    "SymmetricEquilibriaAre",
    "SymmetricPoint",
    "SymmetricProfilesAre",
    "Theorem",
    "TimedProfile",
    "TreeCaseIs",
]
