"""Iterated dominance in words and as tables: what goes in each round and what dominates it, what stays and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from games.core.dominance import Belief, Dominance, Elimination, mixture_text
from games.core.strategic import StrategicGame
from games.exact import text
from games.show.labels import brief
from games.show.sheets import ROWS, Sheet, cells, payoff_sheet

MOST = 24
"""Most eliminations, and most reasons to stay, that are told."""


def elimination_sheet(answer: Dominance, rows: int = ROWS) -> Sheet:
    """Every elimination with its round, what dominates the action, and by how much.

    >>> from games.solvers.dominance import iterated_dominance
    >>> from games.show.tables import as_text, sheet_table
    >>> game = StrategicGame.from_arrays([[4, 0], [0, 4], [1, 1]], [[0, 1], [0, 1], [9, 0]], players=("A", "B"))
    >>> print(as_text(sheet_table(elimination_sheet(iterated_dominance(game)))))
     round   player   action   dominated by    pays more by
    ────────────────────────────────────────────────────────
     1       A        3        1/2 1 + 1/2 2   1
     2       B        1        2               1
     3       A        1        2               4
    """
    listed = [(number, own) for number, gone in enumerate(answer.rounds, 1) for own in gone]
    body = [
        cells(str(number), own.player, own.action, mixture_text(own.by), _amount(own)) for number, own in listed[:rows]
    ]
    cut = f"The first {rows} of {len(listed)} eliminations." if len(listed) > rows else ""
    return Sheet("", ("round", "player", "action", "dominated by", "pays more by"), tuple(body), 0, notes=(cut,))


def reduced_sheet(answer: Dominance) -> Sheet:
    """The game that is left."""
    return replace(payoff_sheet(answer.reduced), title="What is left")


def explain_dominance(answer: Dominance) -> list[str]:
    """The rounds, what is left, and why nothing more goes."""
    kind = "weakly" if answer.weak else "strictly"
    lines = [*dominance_reasons(answer), f"{'Left' if answer.complete else 'Left so far'}: {left_text(answer)}."]
    if not answer.complete:
        return lines
    if answer.solution is not None:
        only = "an equilibrium; others may be gone" if answer.weak else "the only equilibrium"
        lines.append(f"One profile is left: {only}.")
    if len(answer.game.players) == 1:
        return [*lines, "Nothing more is dominated: every action left pays the most."]
    about = "a belief that gives everything left a chance" if answer.weak else "a belief about what is left"
    lines.append(f"Nothing more is {kind} dominated, for each action left is a best reply to {about}:")
    reasons = [
        f"  {player}: {action}, if {belief_text(answer.game, player, answer.belief(player, action))}."
        for player, own in zip(answer.game.players, answer.surviving, strict=True)
        for action in own
    ]
    return [*lines, *_most(reasons)]


def dominance_reasons(answer: Dominance) -> list[str]:
    """Why each action goes."""
    kind = "weakly" if answer.weak else "strictly"
    gone = [
        f"  Round {number}: {own.player} loses {own.action}. {_reason(own)}"
        for number, eliminated in enumerate(answer.rounds, 1)
        for own in eliminated
    ]
    if not gone:
        return [f"No action is {kind} dominated." if answer.complete else f"No {kind} dominated action was found."]
    return [f"Iterated elimination of {kind} dominated actions, all of a round at once:", *_most(gone)]


def left_text(answer: Dominance) -> str:
    """The actions that are left, by player."""
    pairs = zip(answer.game.players, answer.surviving, strict=True)
    return "; ".join(f"{player}: {_labels(own)}" for player, own in pairs)


def belief_text(game: StrategicGame, player: str, belief: Belief) -> str:
    """A belief about the others as a condition: what they play, with probabilities.

    >>> from fractions import Fraction
    >>> game = StrategicGame.from_arrays([[4, 0], [0, 4]], [[0, 1], [0, 1]], players=("A", "B"))
    >>> belief_text(game, "A", ((("1",), Fraction(1, 3)), (("2",), Fraction(2, 3))))
    'B plays 1 with chance 1/3, 2 with chance 2/3'
    """
    others = [own for own in game.players if own != player]
    who = f"{', '.join(others)} play{'s' if len(others) == 1 else ''}"
    names = [profile[0] if len(profile) == 1 else f"({', '.join(profile)})" for profile, _ in belief]
    if len(names) == 1:
        return f"{who} {names[0]}"
    pairs = list(zip(names, belief, strict=True))[:MOST]
    shown = [f"{name} with chance {brief(chance)}" for name, (_, chance) in pairs]
    more = [f"{len(names) - MOST} more"] if len(names) > MOST else []
    return f"{who} {', '.join([*shown, *more])}"


def _reason(own: Elimination) -> str:
    verb = "pays" if len(own.by) == 1 else "together pay"
    return f"{mixture_text(own.by)} {verb} {_amount(own, words=True)}, whatever the others do."


def _amount(own: Elimination, words: bool = False) -> str:
    """The margins: one number where all are equal, else the least and the most."""
    least, most = own.least, own.most
    if least is None or most is None:
        told = list(dict.fromkeys(text(margin) for _, margin in own.margins))
        if len(told) == 1:
            return f"{told[0]} more" if words else told[0]
        return "more" if words else "; ".join(told)
    if least == most:
        return f"{text(least)} more" if words else text(least)
    if words:
        return f"{text(least)} to {text(most)} more" if least else f"as much or up to {text(most)} more"
    return f"{text(least)} to {text(most)}"


def _labels(labels: Sequence[str]) -> str:
    shown = ", ".join(labels[:MOST])
    return shown if len(labels) <= MOST else f"{shown} and {len(labels) - MOST} more"


def _most(lines: list[str]) -> list[str]:
    return [*lines[:MOST], *([f"  and {len(lines) - MOST} more."] if len(lines) > MOST else [])]
