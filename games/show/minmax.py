"""Minmax payoffs as a table and in words."""

from __future__ import annotations

from fractions import Fraction

from games.core.minmax import MinmaxPayoffs, PlayerMinmax, others
from games.core.strategic import Profile, StrategicGame
from games.exact import Scalar, text
from games.show.labels import brief, drawn_text
from games.show.sets import real_text
from games.show.sheets import Sheet, cells

MOST = 4
"""Most punishments of one kind that are told; the rest are counted."""


def minmax_sheet(answer: MinmaxPayoffs) -> Sheet:
    """A row a player: pure, mixed and correlated minmax payoff.

    >>> from games.solvers.minmax import minmax_payoffs
    >>> from games.show.tables import as_text, sheet_table
    >>> pennies = StrategicGame.from_arrays([[1, -1], [-1, 1]], [[-1, 1], [1, -1]], players=("A", "B"))
    >>> print(as_text(sheet_table(minmax_sheet(minmax_payoffs(pennies)))))
     player   pure   mixed
    ───────────────────────
     A        1      0
     B        1      0
     What the others can hold a player to who replies best.
    """
    note, several = "What the others can hold a player to who replies best.", len(answer.players) > 2
    rows = tuple(
        cells(own.player, own.pure, _real(own), *([own.correlated] if several else [])) for own in answer.players
    )
    head = ("player", "pure", "mixed", *(["correlated"] if several else []))
    joint = "Correlated: they may randomise jointly; it is what the player can secure by mixing." if several else ""
    return Sheet(answer.game.name, head, rows, notes=tuple(part for part in (note, joint) if part))


def _real(own: PlayerMinmax) -> str:
    return brief(own.mixed) if isinstance(own.mixed, Fraction) else real_text(own.mixed)


def explain_minmax(answer: MinmaxPayoffs) -> list[str]:
    """For each player the payoffs, with the punishments; a kind of punishment that does no more than the one before is left out."""
    lines = []
    for i, own in enumerate(answer.players):
        lines += [f"{own.player} can be held to", *_player(answer.game, i, own)]
        secured = _mixture(answer.game.actions[i], own.guarantee)
        lines.append(f"{own.player} secures {brief(own.correlated)} by playing {secured}.")
    return lines


def _player(game: StrategicGame, player: int, own: PlayerMinmax) -> list[str]:
    if not own.punishment:
        return [f"  {text(own.pure)}: there is nobody else."]
    shown = [_profile(game, player, punishment) for punishment in own.pure_punishments[:MOST]]
    more = len(own.pure_punishments) - len(shown)
    pure = "; or ".join(shown) + (f"; or {more} more profile{'s' if more > 1 else ''}" if more else "")
    lines = [f"  {text(own.pure)} in pure actions: {pure}."]
    if own.mixed != own.pure:
        lines.append(f"  {_real(own)} in mixed actions: {mixed_punishment(game, player, own)}.")
    if own.correlated != own.mixed:
        joint = [f"{brief(weight)} on {_profile(game, player, on)}" for on, weight in own.correlated_punishment[:MOST]]
        left = len(own.correlated_punishment) - len(joint)
        drawn = "; ".join(joint) + (f"; and {left} more profile{'s' if left > 1 else ''}" if left else "")
        lines.append(f"  {brief(own.correlated)} if the others randomise jointly: {drawn}.")
    return lines


def _profile(game: StrategicGame, player: int, profile: Profile) -> str:
    return ", ".join(f"{game.players[j]} {label}" for j, label in zip(others(game, player), profile, strict=True))


def mixed_punishment(game: StrategicGame, player: int, own: PlayerMinmax) -> str:
    """The mixed action of each of the others."""
    pairs = zip(others(game, player), own.punishment, strict=True)
    return "; ".join(f"{game.players[j]} {_mixture(game.actions[j], weights)}" for j, weights in pairs)


def _mixture(labels: tuple[str, ...], weights: tuple[Scalar, ...]) -> str:
    drawn = [(label, weight) for label, weight in zip(labels, weights, strict=True) if weight != 0]
    if all(len(text(weight)) < 2 * len("1000/1000") for _, weight in drawn):
        return drawn_text(tuple(drawn))
    return ", ".join(f"{label} {brief(weight)}" for label, weight in drawn)


def minmax_refusals(answer: MinmaxPayoffs) -> list[str]:
    """Why nobody can be held lower: what he secures, or that no independent punishments do."""
    lines = []
    for labels, own in zip(answer.game.actions, answer.players, strict=True):
        plays = _mixture(labels, own.guarantee)
        told = f"{own.player} gets {brief(own.correlated)} by playing {plays}, whatever the others do"
        if own.correlated != own.mixed:
            least = own.mixed if isinstance(own.mixed, Fraction) else own.mixed.lo
            told += f"; where they mix independently, some action pays at least {brief(least)} (cells looked at: {own.cells})"
        lines.append(f"{told}.")
    return lines
