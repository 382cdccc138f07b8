"""An answer as text, read into a statement; nothing in it is ever run."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from games.errors import InvalidScalar
from games.exact import Relation, Scalar, exact, parse_relations, parse_scalar
from games.exercises.description import Exercise
from games.solvers.statements import And, Statement, all_of, any_of

ALWAYS, NEVER = ("always", "every", "all"), ("never", "none")


@dataclass(frozen=True, slots=True)
class ReadAnswer:
    """What an answer says: `claim` holds for the values that it lets in; `threshold` is the lowest, if it is one formula."""

    claim: Statement
    threshold: Scalar | None = None


def read(exercise: Exercise, text: str) -> ReadAnswer:
    """The answer to an exercise. Raises InvalidScalar at other names, or at what is neither a formula nor an interval.

    >>> from games.exercises import exercise
    >>> read(exercise("capability-ladder"), "g/(R + g)").claim.text
    'd >= g/(R + g)'
    >>> read(exercise("price-stability-indexed"), "[-g_s, max(0, g_b)]").claim.parts[1].text
    't <= max(0, g_b)'
    """
    where, words = f"answer to {exercise.id}", text.strip()
    names = [name for name, _ in exercise.symbols]
    variable = exact(exercise.variable)
    if words.lower() in ALWAYS:
        return ReadAnswer(And(()), Fraction(0) if exercise.kind == "formula" else None)
    if words.lower() in NEVER:
        return ReadAnswer(any_of())
    if any(sign in words for sign in "<>="):
        relations = parse_relations(words, where=where, names=[*names, exercise.variable], allow_sqrt=True)
        return ReadAnswer(all_of(relations), _lower_end(relations, variable))
    ends = _interval(words)
    if ends is not None:
        low, low_op, high, high_op = ends
        lowest, highest = (parse_scalar(end, where=where, names=names, allow_sqrt=True) for end in (low, high))
        return ReadAnswer(all_of(Relation(variable, low_op, lowest), Relation(variable, high_op, highest)))
    if exercise.kind == "interval":
        raise InvalidScalar(where, f'"{words[:60]}"', exercise.asks_for)
    threshold = parse_scalar(words, where=where, names=names, allow_sqrt=True)
    return ReadAnswer(Relation(variable, ">=", threshold), threshold)


def _lower_end(relations: tuple[Relation, ...], variable: Scalar) -> Scalar | None:
    """f, where the only relation is d >= f."""
    if len(relations) != 1:
        return None
    (only,) = relations
    if only.op == ">=" and only.left == variable:
        return only.right
    return only.left if only.op == "<=" and only.right == variable else None


def _interval(words: str) -> tuple[str, str, str, str] | None:
    """Low end, its comparison, high end, its comparison; None if the text is not `[a, b]` or the like."""
    if len(words) < 2 or words[0] not in "[(" or words[-1] not in "])":
        return None
    comma = _outer_comma(words[1:-1])
    if comma is None:
        return None
    low, high = words[1 : comma + 1], words[comma + 2 : -1]
    return low, ">=" if words[0] == "[" else ">", high, "<=" if words[-1] == "]" else "<"


def _outer_comma(words: str) -> int | None:
    depth = 0
    for place, sign in enumerate(words):
        depth += (sign in "([") - (sign in ")]")
        if sign == "," and depth == 0:
            return place
    return None
