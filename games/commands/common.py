"""What the commands share: reading the file, judging an answer, telling it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from cyclopts import Parameter

from games.console import STOPPED, AnswerOptions, Judged, Left, Options, Outcome, judge, print_json, report, time_limit
from games.errors import InvalidFile, InvalidGame, LimitReached, Unsupported

if TYPE_CHECKING:
    from rich.console import Console

    from games.core.strategic import StrategicGame
    from games.formats.common import LoadedGame

Json = dict[str, Any]
GameFile = Annotated[Path, Parameter(help="A game file: .toml, .nfg, .efg, .gam, .csv; or catalog:ID.")]


def load(file: Path, options: Options) -> LoadedGame:
    """The game of a file; what this version does not read is bad input to a command."""
    from games.formats.game_file import load

    try:
        with time_limit(options.time_limit):
            return load(file)
    except LimitReached as error:
        if options.json:
            print_json({"status": "unknown", "reason": str(error)})
        raise
    except Unsupported as error:
        raise InvalidFile(error.where, error.found, error.expected, error.remedy) from None


def stage_game(loaded: LoadedGame) -> StrategicGame:
    if loaded.stage is None:
        raise InvalidGame(loaded.file, "no stage game", "a strategic game")
    return loaded.stage


def require_numbers(symbols: tuple[str, ...], loaded: LoadedGame, command: str = "equilibria") -> None:
    if symbols:
        found = f"the symbol{'s' if len(symbols) > 1 else ''} {', '.join(symbols)} in the game"
        remedy = f"Add values = {{ {', '.join(f'{name} = ...' for name in symbols)} }} to the file."
        raise Unsupported(f"{loaded.file}, {command}", found, "numbers", remedy)


def explained(answer: Any, status: Any) -> Callable[[Console], None]:
    def tell(console: Console) -> None:
        from games.show.words import explain

        console.print(explain(replace(answer, status=status)))

    return tell


def judged(answer: Any, options: AnswerOptions, left: Left) -> Judged:
    """The answer as the certifier judges it; writes the certificate if that is wanted."""
    judged = judge(answer, left)
    if options.certificate is not None:
        if judged.certificate is None:
            report(f"{options.certificate}: not written, there is no certificate: {judged.reason}")
        else:
            options.certificate.write_text(judged.certificate.to_json() + "\n", encoding="utf-8")
    return judged


def with_verdict(outcome: Outcome, judged: Judged) -> Outcome:
    """The outcome with the checker's verdict on its certificate."""
    verdict = judged.verdict
    if judged.certificate is None or verdict is None:
        data = {**outcome.data, "certificate": None, "no_certificate": judged.reason}
        return Outcome(data, lambda console: _without_certificate(console, outcome, judged.reason), outcome.exit)

    def tell(console: Console) -> None:
        outcome.show(console)
        console.print(f"Certificate: accepted by the checker ({verdict.steps} steps).")

    told = {"verdict": "accepted", "claim": verdict.claim, "steps": verdict.steps}
    return Outcome({**outcome.data, "certificate": told}, tell, outcome.exit)


def _without_certificate(console: Console, outcome: Outcome, reason: str) -> None:
    outcome.show(console)
    if reason and outcome.exit != STOPPED:
        console.print(f"Certificate: none. {reason[:1].upper()}{reason[1:].rstrip('.')}.")
