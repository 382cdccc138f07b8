"""All pure equilibria of an anonymous game with two actions, by the number of players on the second.

Definition   With gain(k) the second minus the first action's payoff when k others play the second, c is an equilibrium iff
             gain(c - 1) >= 0, unless c = 0, and gain(c) <= 0, unless c = n.
"""

from __future__ import annotations

from fractions import Fraction

from games.core.anonymous import AnonymousGame
from games.exact import Formula, Scalar
from proofs.checker.kernel import refuse
from proofs.checker.obligations import Finding, join, lemmas, nonzero
from proofs.checker.pure import loss, shown
from proofs.checker.reading import Reader
from proofs.checker.work import MAX_PLAYERS, within
from proofs.claims import CountEquilibriaAre
from proofs.witness import ListWitness


def check_counts(claim: CountEquilibriaAre, witness: ListWitness) -> Finding:
    """The list increases, and holds exactly the counts that are equilibria."""
    game, read = claim.game, Reader()
    assumed = tuple(own for relation in game.assumptions for own in read.assumed(relation))
    n, listed = number_of_players(game), set(claim.counts)
    if sorted(listed & set(range(n + 1))) != list(claim.counts):
        refuse("counts", f"{list(claim.counts)}", f"increasing whole numbers from 0 to {n}")
    first, second = payoffs(game, 0), payoffs(game, 1)
    for payoff in (*first, *second):
        if not isinstance(payoff, Fraction):
            read(payoff)
    given = (*assumed, *read.definitions)
    found = [lemmas(read.lemmas, assumed), *(nonzero(p, given, "denominator") for p in read.denominators)]
    gains = [loss(there, here, read) for here, there in zip(first, second, strict=True)]
    for count in range(n + 1):
        losses = [*gains[count - 1 : count], *(-gain for gain in gains[count : count + 1])] if count else [-gains[0]]
        found.append(shown(count in listed, losses, given, f"{count} players"))
    return 2 * n, join(*found)


def number_of_players(game: AnonymousGame) -> int:
    """The number of players, which must be a number."""
    if not isinstance(game.players, Fraction) or game.players.denominator != 1:
        refuse("players", str(game.players), "a whole number")
    within(int(game.players), MAX_PLAYERS, "players")
    return int(game.players)


def payoffs(game: AnonymousGame, action: int) -> list[Scalar]:
    """The payoffs of an action when 0, 1, ..., n - 1 others play the second."""
    own, n = game.payoff[action], number_of_players(game)
    found = (
        [own.evaluate({"k": Fraction(k), "n": Fraction(n)}) for k in range(n)]
        if isinstance(own, Formula)
        else list(own)
    )
    if len(found) != n:
        refuse(f'payoffs of "{game.actions[action]}"', f"{len(found)} entries", f"{n}, one for each number of others")
    return found
