"""The support of a profile and the indifferences behind it, as a table and in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from games.core.indifference import Indifference, indifferences
from games.core.nash import mixed_profile
from games.core.strategic import StrategicGame
from games.exact import text
from games.show.sheets import Cell, Sheet, cells


def indifference_sheet(game: StrategicGame, profile: Sequence[object] | Mapping[str, object]) -> Sheet:
    """A row for every action: its probability, its payoff against the others' play, its gain, and what it is.

    >>> from games.show.tables import as_text, sheet_table
    >>> game = StrategicGame.from_arrays([[3, 3], [2, 5], [0, 6]], [[3, 3], [2, 6], [3, 1]], players=("A", "B"))
    >>> print(as_text(sheet_table(indifference_sheet(game, ["1", {"1": "2/3", "2": "1/3"}]))))
     player   action   probability   payoff   gain   is
    ────────────────────────────────────────────────────────
     A        1        1             3        0      played
              2        0             3        0      a tie
              3        0             2        -1     worse
     B        1        2/3           3        0      played
              2        1/3           3        0      played
     Gain: what the action pays more than the player's payoff, 3 to A, 3 to B.
    """
    found = indifferences(game, mixed_profile(game, profile))
    rows: list[tuple[Cell, ...]] = []
    for own in found:
        for number, standing in enumerate(own.actions):
            name = "" if number else own.player
            numbers = (standing.probability, standing.payoff, standing.gain)
            rows.append(cells(name, standing.action, *numbers, _kind(own, standing.action)))
    payoffs = ", ".join(f"{text(own.payoff)} to {own.player}" for own in found)
    head = ("player", "action", "probability", "payoff", "gain", "is")
    note = f"Gain: what the action pays more than the player's payoff, {payoffs}."
    return Sheet(game.name, head, tuple(rows), 2, notes=(note,))


def _kind(own: Indifference, action: str) -> str:
    played = "played" if action in own.support else ""
    kinds = (
        ("a tie", own.ties),
        ("worse", own.worse),
        ("better", own.better),
        ("open", own.open),
    )
    return ", ".join(part for part in (played, *(name for name, listed in kinds if action in listed)) if part)


def indifference_text(game: StrategicGame, profile: Sequence[object] | Mapping[str, object]) -> str:
    """The same in words, a line a player.

    >>> game = StrategicGame.from_arrays([[3, 3], [2, 5], [0, 6]], [[3, 3], [2, 6], [3, 1]], players=("A", "B"))
    >>> print(indifference_text(game, ["1", {"1": "2/3", "2": "1/3"}]))
    A plays 1 for 3; 2 would pay as much.
    B is indifferent between 1 and 2, each worth 3.
    """
    return "\n".join(_sentence(own) for own in indifferences(game, mixed_profile(game, profile)))


def _sentence(own: Indifference) -> str:
    support, payoff = own.support, text(own.payoff)
    uneven = [action for action in support if action in (*own.better, *own.worse, *own.open)]
    if len(support) == 1 or uneven:
        told = f"{own.player} plays {_and(support)} for {payoff}"
    else:
        told = f"{own.player} is indifferent between {_and(support)}, each worth {payoff}"
    parts = [f"{_and(own.ties)} would pay as much"] if own.ties else []
    parts += [f"{_and(own.better)} would pay more"] if own.better else []
    parts += [f"whether {_and(own.open)} would pay more depends on the symbols"] if own.open else []
    return "; ".join([told, *parts]) + "."


def _and(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
