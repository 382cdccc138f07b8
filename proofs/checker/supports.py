"""Equilibria support by support: every part as a claim of its own, and no support missing."""

from __future__ import annotations

from itertools import combinations, product
from math import prod

from proofs.checker.conditional import check_no_support, check_support
from proofs.checker.kernel import refuse
from proofs.checker.obligations import Finding, Obligations, join, named
from proofs.checker.work import MAX_CHOICES, within
from proofs.claims import EquilibriaBySupportAre, NoSupportEquilibrium, SupportEquilibriumIff
from proofs.witness import ListWitness, SupportsWitness, SupportWitness


def check_supports(claim: EquilibriaBySupportAre, witness: SupportsWitness) -> Finding:
    """What each part says, and that parts and open supports are all supports, each once."""
    game = claim.game
    within(prod(2 ** len(own) - 1 for own in game.actions), MAX_CHOICES, "supports")
    subsets = [
        [own for size in range(len(labels)) for own in combinations(labels, size + 1)] for labels in game.actions
    ]
    told = [*(part.support for part in claim.parts), *claim.left_open]
    if len(set(told)) != len(told) or set(told) != set(product(*subsets)):
        refuse("supports", f"{len(told)} supports", "every support of the game, once")
    if len(witness.stages) != len(claim.parts):
        refuse("stages", f"{len(witness.stages)} lists", f"one for each of {len(claim.parts)} parts")
    steps, found = 0, list[Obligations]()
    for number, (part, stages) in enumerate(zip(claim.parts, witness.stages, strict=True), 1):
        if part.profile:
            said = SupportEquilibriumIff(
                game, part.support, part.apart, part.profile, part.condition, part.payoffs, part.never
            )
            verified, left = check_support(said, SupportWitness(stages))
        else:
            if stages or part.apart or part.condition or part.payoffs or not part.never:
                refuse(f"part {number}", "conditions without a profile", "nothing but that nobody ever plays so")
            verified, left = check_no_support(NoSupportEquilibrium(game, part.support), ListWitness())
        steps += verified
        found.append(named(f"support {number}", left))
    return steps, join(*found)
