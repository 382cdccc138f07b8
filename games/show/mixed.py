"""Mixed equilibria in words: each player's play, irrational probabilities too, and how far the list is shown."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from games.core.mixed import MixedEquilibria, MixedEquilibrium
from games.core.strategic import StrategicGame
from games.exact import text
from games.show.sets import real_text
from games.show.sheets import Cell, Piece, Sheet, cells

MOST = 6
"""Most regions that are told."""


def explain_mixed(answer: MixedEquilibria) -> list[str]:
    """Each equilibrium with its payoffs, and whether these are all.

    >>> from games.solvers.mixed import mixed_equilibria
    >>> game = StrategicGame.from_arrays([[1, -1], [-1, 1]], [[-1, 1], [1, -1]], players=("A", "B"), actions=("ht", "ht"))
    >>> print("\\n".join(explain_mixed(mixed_equilibria(game))))
    1 equilibrium, pure or mixed (all there are):
      1. A: h 1/2, t 1/2; B: h 1/2, t 1/2. Payoffs: A 0, B 0.
    """
    number = len(answer.equilibria)
    extent = "all there are" if answer.complete else "all pure ones; there may be more mixed ones"
    if not number:
        return [f"No equilibrium was found ({extent})."]
    lines = [f"{number} equilibri{'um' if number == 1 else 'a'}, pure or mixed ({extent}):"]
    for place, own in enumerate(answer.equilibria, start=1):
        told = zip(answer.game.players, own.values, strict=True)
        payoffs = ", ".join(f"{player} {real_text(payoff)}" for player, payoff in told)
        lines.append(f"  {place}. {point_text(answer.game, own)}. Payoffs: {payoffs}.")
    boxed = sum(own.kind == "enclosed" for own in answer.equilibria)
    lines += _elsewhere(answer)
    if boxed:
        lines.append(
            'Where numbers stand behind "~", exactly one equilibrium lies within the bounds that the answer holds.'
        )
    return lines


def _elsewhere(answer: MixedEquilibria) -> list[str]:
    """Where other equilibria can only lie."""
    if not answer.regions:
        return []
    lines = ["Others can only lie where"]
    for region in answer.regions[:MOST]:
        parts = []
        for player, labels, own in zip(answer.game.players, answer.game.actions, region, strict=True):
            told = [
                f"{label} {text(lo)} to {text(hi)}" if lo < hi else label
                for label, (lo, hi) in zip(labels, own, strict=True)
                if hi
            ]
            parts.append(f"{player}: {', '.join(told)}")
        lines.append(f"  {'; '.join(parts)}.")
    more = len(answer.regions) - MOST
    return lines + ([f"  or in {more} more parts like these."] if more > 0 else [])


def mixed_sheet(answer: MixedEquilibria) -> Sheet:
    """One equilibrium a row: every player's strategy and payoff.

    >>> from games.solvers.mixed import mixed_equilibria
    >>> from games.show.tables import as_text, sheet_table
    >>> game = StrategicGame.from_arrays([[2, 0], [0, 1]], [[1, 0], [0, 2]], players=("A", "B"), actions=("ob", "ob"))
    >>> print(as_text(sheet_table(mixed_sheet(mixed_equilibria(game)))))
     A              B              payoffs
    ────────────────────────────────────────
     o              o              2, 1
     o 2/3, b 1/3   o 1/3, b 2/3   2/3, 2/3
     b              b              1, 2
    """
    rows = []
    for own in answer.equilibria:
        payoffs = Cell(tuple(Piece(real_text(payoff)) for payoff in own.values))
        rows.append((*cells(*_strategies(answer.game, own)), payoffs))
    return Sheet("", (*answer.game.players, "payoffs"), tuple(rows), labels=0)


def point_text(game: StrategicGame, own: MixedEquilibrium) -> str:
    """Who plays what, with which probability; sure play is the label alone."""
    told = zip(game.players, _strategies(game, own), strict=True)
    return "; ".join(f"{player}: {strategy}" for player, strategy in told)


def _strategies(game: StrategicGame, own: MixedEquilibrium) -> Iterator[str]:
    for labels, weights in zip(game.actions, own.probabilities, strict=True):
        drawn = [(label, weight) for label, weight in zip(labels, weights, strict=True) if weight != Fraction(0)]
        one = len(drawn) == 1
        yield drawn[0][0] if one else ", ".join(f"{label} {real_text(weight)}" for label, weight in drawn)
