"""Rationalizable actions in words: what goes and why, what stays and with which beliefs."""

from __future__ import annotations

from fractions import Fraction

from games.core.dominance import mixture_text
from games.core.rationalizability import Better, NeverBest, ProductJustification, Rationalizable
from games.core.strategic import StrategicGame
from games.exact import text
from games.show.dominance import MOST, dominance_reasons, explain_dominance
from games.show.labels import drawn_text


def explain_rationalizable(answer: Rationalizable) -> list[str]:
    """What is rationalizable, and why."""
    if not answer.independent:
        first = (
            "Rationalizable with correlated beliefs is what iterated elimination of strictly dominated actions leaves."
        )
        return [first, *explain_dominance(answer.dominance)]
    game = answer.game
    left = "; ".join(f"{player}: {', '.join(own)}" for player, own in zip(game.players, answer.surviving, strict=True))
    lines = [*rationalizable_reasons(answer)]
    if answer.complete:
        lines.append(f"Rationalizable with independent beliefs: {left}.")
    else:
        open_ones = [
            f"{player}: {', '.join(own)}" for player, own in zip(game.players, answer.undecided, strict=True) if own
        ]
        lines += [f"Nothing else is rationalizable than: {left}.", f"Not decided: {'; '.join(open_ones)}."]
    if answer.justified:
        lines.append("Each is a best reply to independent beliefs about these:" if answer.complete else "Shown to be:")
    told = [f"  {own.player}: {own.action}{_condition(game, own)}." for own in answer.justified]
    return [*lines, *_most(told)]


def rationalizable_reasons(answer: Rationalizable) -> list[str]:
    """Why each action goes."""
    if not answer.independent:
        return dominance_reasons(answer.dominance)
    if not answer.removed:
        sure = "Every action is a best reply to some independent beliefs."
        return [sure if answer.complete else "No action was found that is never a best reply."]
    return [
        "No best reply, whatever the others do on their own:",
        *_most([f"  {_reason(own)}" for own in answer.removed]),
    ]


def _reason(own: NeverBest) -> str:
    first = own.cover[0]
    if isinstance(first, Better) and len(own.cover) == 1:
        verb = "pays" if len(first.by) == 1 else "together pay"
        return f"{own.player} {own.action}: {mixture_text(first.by)} {verb} at least {text(first.least)} more."
    parts = [part for part in own.cover if isinstance(part, Better)]
    mixtures = list(dict.fromkeys(mixture_text(part.by) for part in parts))
    least = min((part.least for part in parts), key=Fraction)
    shown = "; ".join(mixtures[:4]) + (f"; and {len(mixtures) - 4} more" if len(mixtures) > 4 else "")
    return (
        f"{own.player} {own.action}: one of these pays at least {text(least)} more in each of {len(parts)} parts of the "
        f"others' mixed actions: {shown}."
    )


def _condition(game: StrategicGame, own: ProductJustification) -> str:
    others = [player for player in game.players if player != own.player]
    if not others:
        return ""
    told = [f"{player} plays {drawn_text(mixed)}" for player, mixed in zip(others, own.belief, strict=True)]
    return f", if {' and '.join(told)}"


def _most(lines: list[str]) -> list[str]:
    return [*lines[:MOST], *([f"  and {len(lines) - MOST} more."] if len(lines) > MOST else [])]
