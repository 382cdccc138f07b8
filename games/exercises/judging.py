"""Judging an answer: the engine's own set against the answer's, for all admissible values; a difference is shown in numbers.

Method  1. The engine solves the profile's values with everything symbolic and finds all conditions under which it is an equilibrium
           (`games.solvers.conditions`). No answer is stored.
        2. Real arithmetic looks for admissible numbers at which answer and engine disagree: first at the answer's own threshold.
        3. There the definition decides: either someone gains from a deviation although the answer says that the agreement holds, or
           nobody does although it says that it fails.
        None found: the answer is right.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from functools import lru_cache
from typing import Any

from games.core.play import bind
from games.core.solution import ProfileCheck
from games.errors import ComarcaError
from games.exact import Relation, exact, text
from games.exercises.answers import ReadAnswer, read
from games.exercises.description import Exercise, ExerciseVerdict
from games.exercises.questions import exercise
from games.solvers.conditions import admissible, conditions, unit_interval
from games.solvers.parametric import relation_of
from games.solvers.reals import Satisfiable, Undecided, decide
from games.solvers.signs import Signs
from games.solvers.statements import And, Not, Statement, all_of, relations_in, undefined

TIMEOUT_MS = 20_000


def check(id: str, answer: str) -> ExerciseVerdict:  # noqa: A002  the word that the command line uses
    """The verdict on an answer. Raises InvalidScalar for an answer that cannot be read, ComarcaError for an unknown exercise.

    >>> print(check("incentive-competition", "1 - c*n/(B*(n - 1))"))
    Right: for all admissible values the engine finds the same.
    >>> print(check("incentive-competition", "(n - 2)/(n - 1)").message.splitlines()[0])
    No. Take B = 1, c = 1/3, d = 0, n = 2. Your answer says that the agreement holds there, its own threshold; it does not.
    """
    asked = exercise(id)
    given = read(asked, answer)
    undecided = ""
    for difference in _differences(asked, given, _truth(asked.id)):
        found = decide(difference, asked.whole, TIMEOUT_MS)
        if isinstance(found, Satisfiable) and found.is_rational:
            values = {name: value for name, value in found.values.items() if isinstance(value, Fraction)}
            return _refuted(asked, answer, given, values)
        if isinstance(found, Satisfiable):
            undecided = "answer and engine differ, at numbers that are not rational"
        elif isinstance(found, Undecided):
            undecided = found.reason
    if undecided:
        return ExerciseVerdict(asked.id, answer, None, f"Not decided: {undecided}.")
    return ExerciseVerdict(asked.id, answer, True, "Right: for all admissible values the engine finds the same.")


@lru_cache(maxsize=32)
def _truth(id: str) -> Statement:  # noqa: A002
    """That the agreement is an equilibrium, as the engine finds it: every condition of the profile, with all symbols left open."""
    game, profile = exercise(id).setting()
    signs = Signs(admissible(game, "d"))
    return all_of(relation_of(own) for own in conditions(bind(game, profile), "d", signs))


def _differences(asked: Exercise, given: ReadAnswer, truth: Statement) -> Iterator[Statement]:
    """Statements that are true only at admissible values at which the answer is wrong; the most telling ones first."""
    game, _ = asked.setting()
    domain = all_of(admissible(game, "d"), asked.given, unit_interval("d"))
    too_generous = all_of(domain, given.claim, Not(truth))
    if given.threshold is not None:
        yield all_of(too_generous, Relation(exact("d"), "=", given.threshold))
    yield too_generous
    yield all_of(domain, truth, Not(given.claim))
    for relation in relations_in(given.claim):
        gap = undefined(relation)
        if gap.parts:
            yield all_of(domain, gap)


def _refuted(asked: Exercise, answer: str, given: ReadAnswer, values: Mapping[str, Fraction]) -> ExerciseVerdict:
    from games.show.words import why_not
    from games.solvers.subgame_perfection import check as check_profile

    game, profile = asked.setting()
    point = {name: Fraction(0) for name in game.symbols} | dict(values)
    found = check_profile(game.substitute(point), profile)
    at = ", ".join(f"{name} = {text(value)}" for name, value in sorted(values.items()))
    says = _says(given, values)
    if says is None:
        message = f"No. Take {at}. There your answer has no value."
    elif found.holds:
        message = f"No. Take {at}. Your answer says that the agreement fails there; it holds.\n{_first(why_not(found))}"
    else:
        own = ", its own threshold" if _at_threshold(given, values) else ""
        message = f"No. Take {at}. Your answer says that the agreement holds there{own}; it does not.\n{why_not(found)}"
    return ExerciseVerdict(asked.id, answer, False, message, dict(values), _deviation(found, says))


def _first(words: str) -> str:
    return words.splitlines()[0]


def _deviation(found: ProfileCheck, says: bool | None) -> Any:
    return found.deviation if says and not found.holds else None


def _says(given: ReadAnswer, values: Mapping[str, Fraction]) -> bool | None:
    """Whether the answer lets these values in; None where it has no value."""
    try:
        return _holds(given.claim, values)
    except (ComarcaError, ArithmeticError):
        return None


def _holds(statement: Statement, values: Mapping[str, Fraction]) -> bool:
    match statement:
        case Relation():
            return statement.holds(values)
        case Not(part):
            return not _holds(part, values)
        case And(parts):
            return all(_holds(part, values) for part in parts)
    return any(_holds(part, values) for part in statement.parts)


def _at_threshold(given: ReadAnswer, values: Mapping[str, Fraction]) -> bool:
    if given.threshold is None or "d" not in values:
        return False
    return Relation(exact("d"), "=", given.threshold).holds(values)
