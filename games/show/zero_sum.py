"""Zero-sum games: the value and the optimal strategies in words."""

from __future__ import annotations

from games.core.zero_sum import OptimalStrategies, Weights, ZeroSumSolution
from games.exact import text
from games.show.labels import brief, drawn_text
from games.show.sheets import Sheet, cells

MOST = 12
"""Most optimal strategies of a player that are told; the rest are counted."""


def zero_sum_sheet(answer: ZeroSumSolution) -> Sheet:
    """What each player gets, and a row for each of his optimal strategies.

    >>> from games.core.strategic import StrategicGame
    >>> from games.show.tables import as_text, sheet_table
    >>> from games.solvers.zero_sum import zero_sum
    >>> game = StrategicGame.from_arrays([[1, -1, -1], [-1, 1, 1]], [[-1, 1, 1], [1, -1, -1]], players=("A", "B"))
    >>> print(as_text(sheet_table(zero_sum_sheet(zero_sum(game)))))
     player   gets   optimal
    ──────────────────────────────
     A        0      1 1/2, 2 1/2
     B        0      1 1/2, 2 1/2
                     1 1/2, 3 1/2
     Every mixture of a player's strategies is optimal too.
    """
    rows = []
    for own, labels in zip(answer.players, answer.game.actions, strict=True):
        for number, weights in enumerate(own.strategies[:MOST]):
            rows.append(cells("" if number else own.player, "" if number else own.value, _mixture(labels, weights)))
        if len(own.strategies) > MOST:
            rows.append(cells("", "", f"and {len(own.strategies) - MOST} more"))
    several = any(len(own.strategies) > 1 for own in answer.players)
    notes = ("Every mixture of a player's strategies is optimal too.",) if several else ()
    return Sheet(answer.game.name, ("player", "gets", "optimal"), tuple(rows), notes=notes)


def _mixture(labels: tuple[str, ...], weights: Weights) -> str:
    drawn = tuple((label, own) for label, own in zip(labels, weights, strict=True) if own)
    if all(len(text(own)) < 18 for _, own in drawn):
        return drawn_text(drawn)
    return ", ".join(f"{label} {brief(own)}" for label, own in drawn)


def explain_zero_sum(answer: ZeroSumSolution) -> list[str]:
    """The value and each player's optimal strategies."""
    first, second = answer.players
    lines = [f"The game is worth {text(first.value)} to {first.player}, {text(second.value)} to {second.player}."]
    for own, labels in zip(answer.players, answer.game.actions, strict=True):
        lines += _player(own, labels, answer.complete)
    return lines


def _player(own: OptimalStrategies, labels: tuple[str, ...], complete: bool) -> list[str]:
    listed = [_mixture(labels, weights) for weights in own.strategies]
    if len(listed) == 1:
        only = "the only optimal strategy" if complete else "one optimal strategy"
        return [f"{own.player} has {only} {listed[0]}."]
    extent = "exactly the mixtures of these" if complete else "these among others"
    lines = [f"The optimal strategies of {own.player} are {extent} {len(listed)}:"]
    lines += [f"  {told}." for told in listed[:MOST]]
    return lines + ([f"  and {len(listed) - MOST} more."] if len(listed) > MOST else [])


def zero_sum_refusals(answer: ZeroSumSolution) -> list[str]:
    """Why neither can secure more: an optimal strategy of the other."""
    found = []
    for own, other, labels in zip(answer.players, reversed(answer.players), reversed(answer.game.actions), strict=True):
        against = _mixture(labels, other.strategies[0])
        found.append(f"{own.player} cannot get more than {text(own.value)} against {other.player}'s {against}.")
    return found
