"""What commands do with a game in extensive form: show the tree, find subgame-perfect equilibria."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from games.commands.common import explained, judged, with_verdict
from games.console import ANSWERED, FALSE, AnswerOptions, Left, Outcome, respond
from games.errors import ComarcaError, InvalidFile

if TYPE_CHECKING:
    from pathlib import Path

    from rich.console import Console

    from games.core.extensive import ExtensiveGame

FEW = 200
"""Equilibria whose moves are marked in a tree."""
SHOWING = 5.0
"""Seconds that marking the moves may take."""


def subgame_perfect(game: ExtensiveGame, options: AnswerOptions) -> int:
    """Answer `equilibria` for a tree."""

    def told(answer: Any) -> Outcome:
        return _outcome(answer, answer.status)

    def work(left: Left) -> Outcome:
        from games.solvers.backward_induction import subgame_perfect_equilibria

        answer = subgame_perfect_equilibria(game, time_limit=left())
        judgement = judged(answer, options, left)
        return with_verdict(_outcome(answer, judgement.status), judgement)

    return respond(options, work, told)


def check_tree(game: ExtensiveGame, file: Path, profile: Path | None, nash: bool, options: AnswerOptions) -> int:
    """Answer `check` for a tree."""
    from games.formats.behaviour import load_behaviour

    if profile is None:
        remedy = 'Give a file: --profile FILE, with lines such as PLAYER = { "INFORMATION SET" = "ACTION" }.'
        raise InvalidFile(f"{file}", "a tree without a profile", "the profile that is asked about", remedy)
    play = load_behaviour(profile, game)

    def work(left: Left) -> Outcome:
        from games.solvers.extensive_check import check_behaviour

        answer = check_behaviour(game, play, concept="nash" if nash else "subgame perfect")
        judgement = judged(answer, options, left)
        return with_verdict(_check_outcome(answer, judgement.status), judgement)

    return respond(options, work)


def _check_outcome(answer: Any, status: Any) -> Outcome:
    from games.formats import answers

    shown = explained(answer, status)
    return Outcome(answers.behaviour_check(answer, status), shown, ANSWERED if answer.holds else FALSE)


def _outcome(answer: Any, status: Any) -> Outcome:
    from games.formats import answers

    return Outcome(answers.subgame_perfect(answer, status), explained(answer, status))


def print_tree(console: Console, game: ExtensiveGame) -> None:
    """The tree, the moves of subgame-perfect equilibria marked where they are found quickly."""
    from games.show.extensive_words import marks_of
    from games.show.trees import tree_text
    from games.solvers.backward_induction import subgame_perfect_equilibria

    try:
        marks, meaning = marks_of(subgame_perfect_equilibria(game, limit=FEW, time_limit=SHOWING))
    except ComarcaError:  # symbols, no perfect recall, too many: then nothing is marked
        marks, meaning = frozenset(), ""
    console.print(tree_text(game, marks, meaning))
