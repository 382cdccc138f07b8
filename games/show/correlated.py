"""Correlated equilibria in words and as tables."""

from __future__ import annotations

from fractions import Fraction

from games.core.correlated import CorrelatedEquilibrium, CorrelatedPayoffs, Disobedience
from games.exact import Scalar, text
from games.show.by_profile import value_sheet
from games.show.sheets import Sheet

MOST = 12
"""Most profiles, and most inequalities, that are told."""


def correlated_sheet(answer: CorrelatedEquilibrium) -> Sheet:
    """The probability of each profile.

    >>> from games.core.strategic import StrategicGame
    >>> from games.solvers.correlated import correlated_equilibrium
    >>> from games.show.tables import as_text, sheet_table
    >>> chicken = StrategicGame.from_arrays(
    ...     [[6, 2], [7, 0]], [[6, 7], [2, 0]], players=("A", "B"), actions=(("yield", "dare"),) * 2)
    >>> print(as_text(sheet_table(correlated_sheet(correlated_equilibrium(chicken)))))
     A \\ B   yield   dare
    ──────────────────────
     yield    1/2    1/4
     dare     1/4     0
     Probability of each profile.
    """
    return value_sheet(answer.game, answer.distribution, "Probability of each profile.")


def explain_correlated(answer: CorrelatedEquilibrium) -> list[str]:
    """The distribution, its payoffs, and the ways to disobey that hold the objective back."""
    end = "least" if answer.minimise else "greatest"
    kind = "coarse correlated" if answer.coarse else "correlated"
    lines = [f"Of all {kind} equilibria, one with the {end} {objective_text(answer)}, {text(answer.value)}:"]
    support = answer.support
    lines += [f"  {', '.join(profile)} with probability {text(weight)}." for profile, weight in support[:MOST]]
    if len(support) > MOST:
        lines.append(f"  and {len(support) - MOST} more profiles.")
    payoffs = ", ".join(f"{who} {text(own)}" for who, own in zip(answer.game.players, answer.payoffs, strict=True))
    return [*lines, f"Payoffs: {payoffs}.", *_held_back(answer)]


def correlated_refusals(answer: CorrelatedEquilibrium | CorrelatedPayoffs) -> list[str]:
    """Why the objective is not better: the ways to disobey whose inequalities bind, with their prices."""
    if isinstance(answer, CorrelatedEquilibrium):
        return _held_back(answer)
    lines = []
    for player, low, high in zip(answer.game.players, answer.lowest, answer.highest, strict=True):
        for words, own in (("less than", low), ("more than", high)):
            lines.append(f"{player} cannot get {words} {text(own.value)}. {' '.join(_held_back(own))}")
    return lines


def explain_correlated_payoffs(answer: CorrelatedPayoffs) -> list[str]:
    """The range of each player's payoff."""
    kind = "coarse correlated" if answer.coarse else "correlated"
    told = zip(answer.game.players, answer.ranges, strict=True)
    return [
        f"Payoffs over all {kind} equilibria:",
        *(f"  {player}: {_range(low, high)}." for player, (low, high) in told),
    ]


def objective_text(answer: CorrelatedEquilibrium) -> str:
    """What was maximised or minimised, in words."""
    if set(answer.weights) == {Fraction(1)}:
        return "sum of payoffs"
    terms = [(player, own) for player, own in zip(answer.game.players, answer.weights, strict=True) if own != 0]
    if len(terms) == 1 and terms[0][1] == 1:
        return f"payoff of {terms[0][0]}"
    return f"weighted sum of payoffs ({', '.join(f'{player} {text(own)}' for player, own in terms)})"


def _held_back(answer: CorrelatedEquilibrium) -> list[str]:
    binding = answer.binding
    if not binding:
        return ["Nothing binds: no profile at all is better for the objective."]
    lines = ["What binds, and its price for each unit of gain that it does not allow:"]
    lines += [f"  {_disobedience(own)}: {text(price)}." for own, price in binding[:MOST]]
    return [*lines, *([f"  and {len(binding) - MOST} more."] if len(binding) > MOST else [])]


def _disobedience(own: Disobedience) -> str:
    told = "whatever he would be told" if own.recommended is None else f"when told {own.recommended}"
    return f"that {own.player} does not gain by playing {own.action} {told}"


def _range(low: Scalar, high: Scalar) -> str:
    return f"always {text(low)}" if low == high else f"from {text(low)} to {text(high)}"
