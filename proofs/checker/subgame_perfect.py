"""Subgame perfection (perfect public equilibrium) of a profile over time, for numbers and for symbols.

Definition   No one-shot deviation gains at any node: all slacks are >= 0 [Blackwell1965]_. It fails as soon as one slack is negative.
"""

from __future__ import annotations

from games.exact import Relation
from proofs.checker.kernel import refuse
from proofs.checker.obligations import Finding, domain, join, positive, reached, sufficient
from proofs.checker.setting import setting, well_formed
from proofs.claims import IsNotSubgamePerfect, IsSubgamePerfect
from proofs.witness import NotPlayWitness, PlayWitness


def admissible(claim: IsSubgamePerfect | IsNotSubgamePerfect) -> tuple[Relation, ...]:
    """The parameters that the claim speaks of: what the game assumes, and that it is a game."""
    return (*claim.game.assumptions, *well_formed(claim.game, claim.profile))


def check_subgame_perfect(claim: IsSubgamePerfect, witness: PlayWitness) -> Finding:
    """The values are right, finite, and no one-shot deviation gains."""
    here = setting(claim.game, claim.profile, admissible(claim), witness.evidence, region=((),))
    return here.steps, join(domain(here), sufficient(here))


def check_not_subgame_perfect(claim: IsNotSubgamePerfect, witness: NotPlayWitness) -> Finding:
    """The values are right, finite, and the deviation gains what it is said to gain."""
    here = setting(claim.game, claim.profile, admissible(claim), witness.evidence)
    deviation = (witness.player, witness.game_state, witness.state, witness.action)
    if deviation not in here.slacks:
        refuse("witness", f"the deviation {deviation}", "a one-shot deviation of the profile")
    if -here.slacks[deviation] != here.read(witness.gain):
        refuse("witness", f"the gain {witness.gain}", "what the deviation gains")
    finite = [positive(p, here.given, "convergence", strict=True) for p in here.convergent]
    gains = positive(-here.cores[deviation], here.finite, f"gain of {', '.join(deviation)}", strict=True)
    return here.steps, join(domain(here), *finite, gains, reached(here, [deviation]))
