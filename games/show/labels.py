"""The short texts that tables, pages and figures share: what follows a profile, what an automaton does, numbers at a readable length."""

from __future__ import annotations

from decimal import Context, Decimal
from fractions import Fraction

from games.core.automaton import Count, Play, Rule, Seen
from games.core.distribution import Distribution
from games.core.dynamic import DynamicGame, GameState, Move
from games.exact import Scalar, is_number, text

LONGEST = 24
"""Exact numbers with more characters than this are shown rounded, behind "~"."""


def brief(value: Scalar) -> str:
    """The exact text, or, where a number's would be very long, six digits behind "~".

    >>> brief(Fraction(3, 5)), brief(Fraction(1, 3) ** 60)
    ('3/5', '~2.35898E-29')
    """
    shown = text(value)
    return f"~{decimal_text(Fraction(value))}" if len(shown) > LONGEST and is_number(value) else shown


def decimal_text(value: Fraction, digits: int = 6) -> str:
    """A rational rounded to so many significant digits; of any size, without floats.

    >>> decimal_text(Fraction(2, 3), 4)
    '0.6667'
    """
    return str(Context(prec=digits).divide(Decimal(value.numerator), Decimal(value.denominator)))


def drawn_text(drawn: Distribution) -> str:
    """A distribution over labels: the label alone if it is sure.

    >>> drawn_text((("good", Fraction(9, 10)), ("bad", Fraction(1, 10))))
    'good 9/10, bad 1/10'
    """
    if len(drawn) == 1:
        return drawn[0][0]
    return ", ".join(f"{label} {text(weight)}" for label, weight in drawn)


def play_text(play: Play) -> str:
    """What a joint automaton's state plays: one action a player, mixtures in parentheses.

    >>> play_text("share"), play_text(((("keep", Fraction(1)),), (("wait", Fraction(1, 2)), ("learn", Fraction(1, 2)))))
    ('everyone share', 'keep, (wait 1/2, learn 1/2)')
    """
    if isinstance(play, str):
        return f"everyone {play}"
    return ", ".join(drawn_text(own) if len(own) == 1 else f"({drawn_text(own)})" for own in play)


def seen_text(rule: Rule) -> str:
    """What a rule answers to, as a game file writes it: "share, hide", "good", "kept", "otherwise", "PROFILE -> STATE"."""
    if isinstance(rule.seen, Seen):
        seen = rule.seen.value
    elif isinstance(rule.seen, Count):
        seen = f"{text(rule.seen.number)} on the second"
    elif isinstance(rule.seen, str):
        seen = rule.seen
    else:
        seen = ", ".join("any" if action is None else action for action in rule.seen)
    return seen if rule.game_state is None else f"{seen} -> {rule.game_state}"


def rule_text(rule: Rule) -> str:
    """A rule in words.

    >>> rule_text(Rule((("work", Fraction(1)),), ("share", None)))
    'share, any: work'
    """
    return f"{seen_text(rule)}: {drawn_text(rule.then)}"


def following_text(game: DynamicGame, state: GameState, cell: int) -> str:
    """What follows a cell: signals, next states where there are several, and growth, each with its probability."""
    return ", ".join(_move_text(move, len(game.states) > 1) for move in state.moves[cell])


def _move_text(move: Move, several_states: bool) -> str:
    parts = [part for part in (move.outcome, move.state if several_states else None) if part is not None]
    words = " -> ".join(parts) or "the same again"
    if move.growth != 1:
        words += f" (later payoffs times {text(move.growth)})"
    return words if move.probability == 1 else f"{words} {text(move.probability)}"


def setting_text(game: DynamicGame) -> str:
    """How a dynamic game is played over time: start, what all see, patience."""
    several = len(game.states) > 1
    first = drawn_text(game.start)
    start = (f" from a drawn state ({first})" if len(game.start) > 1 else f' from state "{first}"') if several else ""
    seen = "only the public signal" if game.outcomes else "what was played"
    states = " and the next state" if several else ""
    return f"Played for ever{start}; all see {seen}{states}; {discount_text(game)}."


def discount_text(game: DynamicGame) -> str:
    """The discount factor, or one a player where they differ."""
    if len(set(game.discount)) == 1:
        return f"discount factor {text(game.discount[0])}"
    each = zip(game.players, game.discount, strict=True)
    return f"discount factors {', '.join(f'{player} {text(factor)}' for player, factor in each)}"
