"""Exercises: right answers are accepted however they are written, wrong ones are refuted with numbers that refute them."""

from __future__ import annotations

import re
from fractions import Fraction
from pathlib import Path

import pytest

from games.core.play import bind, one_shot_deviations
from games.errors import ComarcaError, InvalidScalar
from games.exercises import Exercise, ExerciseVerdict, check, exercise, list_exercises
from games.models import models

SEMINAR = Path(__file__).parents[2] / "examples" / "seminar"
SHEET = (SEMINAR / "exercises.md").read_text(encoding="utf-8")
ANSWERS = (SEMINAR / "answers.md").read_text(encoding="utf-8")


def listed(kind: str) -> list[tuple[str, str]]:
    """The answers or mistakes on the seminar's hidden page, with the exercise above each."""
    found, current = [], ""
    for line in ANSWERS.splitlines():
        if line.startswith("## "):
            current = line.removeprefix("## ").strip()
        match = re.match(rf"{kind}: `([^`]*)`", line)
        if match:
            found.append((current, match[1]))
    return found


def confirm(verdict: ExerciseVerdict) -> bool:
    """Does the agreement hold at the verdict's own numbers, by the definition?"""
    game, profile = exercise(verdict.exercise).setting()
    here = game.substitute({name: verdict.values.get(name, Fraction(0)) for name in game.symbols})
    return all(own.slack >= 0 for own in one_shot_deviations(bind(here, profile)))


def test_every_model_has_an_exercise_and_the_sheet_has_them_all() -> None:
    assert {one.model for one in list_exercises()} == {entry.id for entry in models()}
    assert re.findall(r"\(`([a-z-]+)`\)", SHEET) == [one.id for one in list_exercises()]
    assert dict(listed("Answer")).keys() == {one.id for one in list_exercises()}


@pytest.mark.parametrize("one", list_exercises(), ids=lambda one: one.id)
def test_an_exercise_prints_everything_but_its_answer(one: Exercise) -> None:
    printed = str(one)
    assert all(part in printed for part in ("Your answer:", "Hint:", "What breaks it:"))
    answer = dict(listed("Answer"))[one.id]
    assert answer == "0" or answer not in printed


@pytest.mark.parametrize(("name", "answer"), listed("Answer"))
def test_our_answers_are_right(name: str, answer: str) -> None:
    assert check(name, answer).correct is True


@pytest.mark.parametrize(("name", "answer"), listed("Mistake"))
def test_the_usual_mistakes_are_refuted_in_numbers(name: str, answer: str) -> None:
    verdict = check(name, answer)
    assert verdict.correct is False
    assert verdict.message.startswith("No. Take ")
    assert confirm(verdict) == (verdict.deviation is None)
    if verdict.deviation is not None:
        assert verdict.deviation.slack < 0
        assert verdict.deviation.player in verdict.message


@pytest.mark.parametrize(
    ("name", "answer"),
    [
        ("incentive-competition", "(B*(n-1) - c*n)/(B*n - B)"),
        ("incentive-competition", "d >= 1 - c*n/(B*(n-1))"),
        ("incentive-competition", "1 - c*n/(B*(n-1)) <= d"),
        ("incentive-competition", "[1 - c*n/(B*(n-1)), 1)"),
        ("incentive-competition", "max(0, 1 - c*n/(B*(n-1)))"),
        ("co-financing-all-or-nothing", "always"),
        ("price-stability-indexed", "-d*g_s <= t <= d*g_b"),
        ("capability-ladder-last-level", "1 - R/(R + g)"),
        ("capability-ladder-last-level", "sqrt(g**2)/(R + g)"),
    ],
)
def test_a_right_answer_may_be_written_in_many_ways(name: str, answer: str) -> None:
    assert check(name, answer).correct is True


@pytest.mark.parametrize(
    ("name", "answer"),
    [
        ("capability-ladder-last-level", "d > g/(R + g)"),
        ("price-stability-indexed", "(-d*g_s, d*g_b)"),
        ("incentive-competition", "never"),
        ("incentive-competition", "always"),
        ("incentive-competition", "1"),
        ("incentive-competition", "1/(B - 2*c)"),
        ("co-financing", "d >= (1-s-m)/((n-1)*m) + 1/1000000"),
        ("co-financing", "(1-s-m)/((n-1)*m) - 1/1000000"),
        ("capability-ladder", "[g/((R+g)*(1+l*(rho-1))), 999/1000]"),
    ],
)
def test_an_answer_that_is_wrong_only_on_an_edge_is_wrong(name: str, answer: str) -> None:
    verdict = check(name, answer)
    assert verdict.correct is False
    assert confirm(verdict) == (verdict.deviation is None)


def test_a_refutation_says_who_gains_what_at_the_answer_s_own_threshold() -> None:
    verdict = check("capability-ladder-last-level", "g/((R + g)*(1 + l*(rho - 1)))")
    values = verdict.values
    own = values["g"] / ((values["R"] + values["g"]) * (1 + values["l"] * (values["rho"] - 1)))
    assert values["d"] == own
    assert "its own threshold" in verdict.message
    assert verdict.deviation is not None
    assert (verdict.deviation.game_state, verdict.deviation.action) == ("level 2", "shirk")


def test_an_answer_without_a_value_somewhere_is_incomplete() -> None:
    verdict = check("capability-ladder-last-level", "g*(rho**2 - 4)/((R + g)*(rho - 2)*(rho + 2))")
    assert verdict.correct is False
    assert verdict.values["rho"] == 2
    assert "has no value" in verdict.message


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        ("y/(R + g)", "y"),
        ("__import__('os')", "answer to capability-ladder"),
        ("9**9**9**9", "answer to capability-ladder"),
        ("g/(R + g", "answer to capability-ladder"),
        ("(" * 10_000 + "g" + ")" * 10_000, "answer to capability-ladder"),
        ("", "answer to capability-ladder"),
        ("1/0", "answer to capability-ladder"),
        ("d", "d"),
    ],
)
def test_an_answer_that_cannot_be_read_is_told_and_never_run(answer: str, message: str) -> None:
    with pytest.raises(InvalidScalar, match=re.escape(message)):
        check("capability-ladder", answer)


def test_an_interval_is_asked_for_where_one_is_needed() -> None:
    with pytest.raises(InvalidScalar, match="as an interval"):
        check("price-stability", "pL")


def test_an_unknown_exercise_is_told_with_the_nearest() -> None:
    with pytest.raises(ComarcaError, match='Did you mean "co-financing"'):
        check("co-finance", "0")
