"""Strategy profiles of play over time: checks and thresholds."""

from __future__ import annotations

from collections.abc import Iterable

from games.core.play import OneShotDeviation
from games.core.solution import Case, ProfileCheck, Status, Threshold
from games.formats.answers.values import Json, by_player, interval, number, state

STAGE, STOCHASTIC, ANONYMOUS = "stage", "stochastic", "anonymous"


def cases(found: Iterable[Case]) -> list[Json]:
    """Disjoint cases: what each assumes, if anything, and its intervals."""
    listed = []
    for case in found:
        assumed: Json = {"assume": [relation.text for relation in case.assume]} if case.assume else {}
        listed.append({**assumed, "intervals": [interval(own) for own in case.intervals]})
    return listed


def check(answer: ProfileCheck, kind: str, status: Status | None = None) -> Json:
    """Whether a profile holds; `deviation` where it does not, `cases` where that depends on symbols."""
    body: Json = {
        **state(answer, status),
        "holds": answer.holds,
        "payoffs": by_player(answer.game.players, answer.payoffs),
        "binding": [place(own, kind) for own in answer.binding],
    }
    worst = answer.deviation
    if answer.holds is False and worst is not None:
        body["deviation"] = {**place(worst, kind), "gain": number(-worst.slack)}
    elif answer.holds is False:
        body["deviation"] = None
    if answer.holds is None:
        body["cases"] = cases(answer.condition)
    return body


def place(own: OneShotDeviation, kind: str) -> Json:
    """A one-shot deviation: who, in which state of the profile (and, in stochastic games, of the game), and to what."""
    if kind == ANONYMOUS:
        return {"player": own.player, "state": own.game_state, "action": own.action}
    where = {"game_state": own.game_state} if kind == STOCHASTIC else {}
    return {"player": own.player, "state": own.state, **where, "action": own.action}


def threshold(answer: Threshold, kind: str, status: Status | None = None) -> Json:
    """All discount factors at which a profile is an equilibrium, by cases of the other symbols."""
    return {
        **state(answer, status),
        "discount": answer.discount,
        "binding": [place(own, kind) for own in answer.binding],
        "cases": cases(answer.cases),
    }
