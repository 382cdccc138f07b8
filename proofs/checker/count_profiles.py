"""All pure equilibria of an anonymous game by the numbers of players on each action; numbers only.

Definition   Counts x are an equilibrium iff for every action i with x_i > 0 and every action j, i pays at least what j pays when the
             others' counts are x less one player on i.
Evidence     Every vector of the others' counts is looked at once, for the actions that are best against it; then every vector of counts.
"""

from __future__ import annotations

from math import comb

from games.core.anonymous import count_vectors
from proofs.checker.counts import has_symbols
from proofs.checker.forms import Payoffs, Vector
from proofs.checker.kernel import refuse
from proofs.checker.obligations import Finding
from proofs.checker.work import MAX_EVALUATIONS, within
from proofs.claims import CountProfilesAre
from proofs.witness import ListWitness


def check_count_profiles(claim: CountProfilesAre, witness: ListWitness) -> Finding:
    """The list holds exactly the equilibria, in the order of all vectors."""
    if has_symbols(claim.game):
        refuse("payoffs", "symbols", "numbers")
    actions, payoffs = len(claim.game.actions), Payoffs(claim.game)
    within(comb(payoffs.others + actions - 1, actions - 1) * actions, MAX_EVALUATIONS, "payoffs by counts")
    best: dict[Vector, frozenset[int]] = {}
    for others in count_vectors(payoffs.others, actions):
        pays = [payoffs.once(action, others) for action in range(actions)]
        most = max(pays)
        best[others] = frozenset(action for action, own in enumerate(pays) if own == most)
    rest = list(reversed(claim.profiles))
    for counts in count_vectors(payoffs.others + 1, actions):
        holds = all(
            place in best[(*counts[:place], count - 1, *counts[place + 1 :])]
            for place, count in enumerate(counts)
            if count
        )
        if holds and (not rest or rest.pop() != counts):
            refuse(
                f"counts {', '.join(map(str, counts))}", "an equilibrium that is not listed", "all, in order, each once"
            )
    if rest:
        refuse("profiles", f"counts {', '.join(map(str, rest[-1]))}", "only equilibria, in order, each once")
    return len(best) * actions, {}
