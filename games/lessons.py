"""Commands for learners: the worked examples and the exercises."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from cyclopts import App, Parameter

from games.console import ANSWERED, FALSE, PLAIN, STOPPED, Left, Options, Outcome, respond

if TYPE_CHECKING:
    from rich.console import Console

    from games.exercises import ExerciseVerdict
    from games.models import ModelEntry

Json = dict[str, Any]
ExerciseId = Annotated[str, Parameter(help="An exercise; `comarca exercise list` names them.")]


def register(app: App) -> None:
    """Add this module's commands to the application."""
    app.command(example)
    exercises = App(name="exercise", help="Exercises: list, show, and check an answer.")
    exercises.command(list_, name="list")
    exercises.command(show)
    exercises.command(check)
    app.command(exercises)


# --- worked examples ------------------------------------------------------------------------------------------------


def example(
    id: Annotated[str | None, Parameter(help="A model; none: list them.")] = None,  # noqa: A002
    /,
    *,
    copy: Annotated[Path | None, Parameter(help="Copy the example's files into this folder.")] = None,
    options: Options = PLAIN,
) -> int:
    """List the worked examples, or tell one: its card, its game files and its script."""

    def work(left: Left) -> Outcome:
        from games.models import model, models

        if id is None:
            return _listed_examples([(entry, example_files(entry.id)) for entry in models()])
        entry = model(id)
        files = example_files(entry.id)
        if copy is not None:
            copy.mkdir(parents=True, exist_ok=True)
            files = [Path(shutil.copy(path, copy / path.name)) for path in files]
        return _told_example(entry, files)

    return respond(options, work)


def example_files(model: str) -> list[Path]:
    """The game files of a model, its own before its variants, and then its script."""
    from games.worked import worked_example, worked_examples

    names = [name for name in worked_examples() if name.startswith((f"{model}.", f"{model}-"))]
    names.sort(key=lambda name: (len(name), name))
    script = f"{model.replace('-', '_')}.py"
    return [worked_example(name) for name in (*names, *((script,) if script in worked_examples() else ()))]


def _entry(entry: ModelEntry, files: list[Path]) -> Json:
    return {
        "id": entry.id,
        "title": entry.title,
        "family": entry.family,
        "game_files": [str(path) for path in files if path.suffix == ".toml"],
        "scripts": [str(path) for path in files if path.suffix == ".py"],
    }


def _listed_examples(found: list[tuple[ModelEntry, list[Path]]]) -> Outcome:
    data: Json = {"status": "decided", "examples": [_entry(entry, files) for entry, files in found]}

    def tell(console: Console) -> None:
        table = plain_table("id", "what it is", "family")
        for entry, _ in found:
            table.add_row(entry.id, entry.title, entry.family)
        console.print(table)
        console.print("Tell one: comarca example ID. Copy its files: comarca example ID --copy FOLDER.")

    return Outcome(data, tell)


def plain_table(*columns: str) -> Any:
    """A table without a frame, for lists."""
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    return Table(*columns, box=SIMPLE_HEAD, show_edge=False, pad_edge=False)


def _told_example(entry: ModelEntry, files: list[Path]) -> Outcome:
    card = entry.load().card()
    data: Json = {
        "status": "decided",
        **_entry(entry, files),
        "sources": list(card.sources),
        "claim": " ".join(card.claim.split()),
        "shown": [" ".join(own.split()) for own in card.shown],
        "card": str(card),
    }

    def tell(console: Console) -> None:
        console.print(str(card), soft_wrap=True)
        console.print()
        for path in files:
            lead = "comarca show" if path.suffix == ".toml" else "python"
            console.print(f"{lead} {path}", soft_wrap=True)
        console.print(f"comarca prove {entry.id}")

    return Outcome(data, tell)


# --- exercises ------------------------------------------------------------------------------------------------------


def list_(*, options: Options = PLAIN) -> int:
    """List the exercises."""

    def work(left: Left) -> Outcome:
        from games.exercises import list_exercises

        found = list_exercises()
        rows = [{"id": own.id, "title": own.title, "family": own.family, "model": own.model} for own in found]

        def tell(console: Console) -> None:
            table = plain_table("id", "question")
            for own in found:
                table.add_row(own.id, own.title)
            console.print(table)
            console.print("Read one: comarca exercise show ID. Answer it: comarca exercise check ID ANSWER.")

        return Outcome({"status": "decided", "exercises": rows}, tell)

    return respond(options, work)


def show(id: ExerciseId, /, *, options: Options = PLAIN) -> int:  # noqa: A002
    """Show an exercise: the question, the names that may stand in the answer, a hint."""

    def work(left: Left) -> Outcome:
        from games.exercises import exercise

        own = exercise(id)
        data: Json = {
            "status": "decided",
            "id": own.id,
            "title": own.title,
            "family": own.family,
            "model": own.model,
            "question": " ".join(own.question.split()),
            "asks_for": own.asks_for,
            "symbols": dict(own.symbols),
            "given": [relation.text for relation in own.given],
            "hint": " ".join(own.hint.split()),
        }

        def tell(console: Console) -> None:
            console.print(str(own), soft_wrap=True)
            console.print(f'\nAnswer: comarca exercise check {own.id} "..."')

        return Outcome(data, tell)

    return respond(options, work)


def check(
    id: ExerciseId,  # noqa: A002
    answer: Annotated[str, Parameter(help="A formula, or an interval such as [low, high].", allow_leading_hyphen=True)],
    /,
    *,
    options: Options = PLAIN,
) -> int:
    """Check an answer: a wrong one is refuted with numbers at which someone would rather do something else."""

    def work(left: Left) -> Outcome:
        from games.exercises import check as judge_answer

        verdict = judge_answer(id, answer)
        exit_status = {True: ANSWERED, False: FALSE, None: STOPPED}[verdict.correct]
        return Outcome(_verdict(verdict), lambda console: console.print(verdict.message), exit_status)

    return respond(options, work)


def _verdict(verdict: ExerciseVerdict) -> Json:
    from games.exact import text

    data: Json = {
        "status": {True: "decided", False: "refuted", None: "unknown"}[verdict.correct],
        "id": verdict.exercise,
        "answer": verdict.answer,
        "correct": verdict.correct,
        "message": verdict.message,
        "values": {name: text(value) for name, value in verdict.values.items()},
    }
    own = verdict.deviation
    if own is not None:
        data["deviation"] = {
            "player": own.player,
            "state": own.state,
            "game_state": own.game_state,
            "action": own.action,
            "gain": text(-own.slack),
        }
    return data
