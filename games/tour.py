"""The tour: the four worked examples, each from the source's claim to an answer that checks itself, and a figure.

A stop names a model's game files, what is asked of them, which theorems are told, and the figure. `visit` does the work, `tell` prints it;
theorems are proved by whatever `prove` is handed in, since this package knows no prover.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from games.console import Judged, Left, judge
from games.formats.common import LoadedGame

if TYPE_CHECKING:
    from matplotlib.figure import Figure
    from rich.console import Console

    from games.models.card import Card


@dataclass(frozen=True, slots=True)
class Question:
    """One thing asked of a game file: what it is, in words, and how a solver answers it."""

    file: str
    words: str
    ask: Callable[[LoadedGame], Any]


@dataclass(frozen=True, slots=True)
class Stop:
    """One worked example: questions (the first one's file is shown), ids of theorems, and its figure."""

    model: str
    questions: tuple[Question, ...]
    theorems: tuple[str, ...]
    draw: Callable[[LoadedGame], Figure]
    figure: str


@dataclass(frozen=True, slots=True)
class Proved:
    """A theorem's claim, the statement that is proved, and how far it is shown."""

    id: str
    claim: str
    statement: str
    status: str


@dataclass(frozen=True, slots=True)
class Visit:
    """What a stop has to tell."""

    stop: Stop
    card: Card
    game: LoadedGame
    answers: tuple[tuple[Question, Any, Judged], ...]
    theorems: tuple[Proved, ...]
    figure: Path


Prover = Callable[[str], Proved]


def stops() -> tuple[Stop, ...]:
    """The four stops, one a family."""
    return (
        Stop(
            "price-stability",
            (Question("price-stability.toml", "At which discount factors do both keep the price?", _threshold),),
            ("price-stability/some-price-a", "price-stability/some-price-b", "price-stability/no-patience"),
            _honoured_prices,
            "the prices that both keep, by patience",
        ),
        Stop(
            "incentive-competition",
            (
                Question("incentive-competition.toml", "How many towns offer incentives?", _counts),
                Question("incentive-competition.toml", "When does a pact not to offer hold?", _threshold),
            ),
            ("incentive-competition/dilemma", "incentive-competition/pact", "incentive-competition/hopeless"),
            _kinds_of_game,
            "which game it is, by cost and number of governments",
        ),
        Stop(
            "co-financing",
            (
                Question("co-financing.toml", "How many of 14 firms join, if at least 6 must?", _counts),
                Question("co-financing.toml", "With which probability, if all do alike?", _symmetric),
                Question("co-financing-700.toml", "And with 700 firms, if at least 300 must?", _symmetric),
                Question("co-financing.toml", "When do all join, under the threat that nobody will again?", _threshold),
            ),
            ("co-financing/grim", "co-financing/dominant", "co-financing/waste"),
            _patience_by_group,
            "the patience that a group needs, without and with the agency's half",
        ),
        Stop(
            "capability-ladder",
            (
                Question("capability-ladder.toml", "Without an end: when do both work?", _threshold),
                Question("capability-ladder-last-level.toml", "With a last level that both know?", _threshold),
            ),
            ("capability-ladder/endless", "capability-ladder/last-level", "capability-ladder/unravelling"),
            _paths,
            "what each is expected to receive while both work",
        ),
    )


def visit(stop: Stop, prove: Prover, folder: Path, left: Left, report: Callable[[str], None]) -> Visit:
    """Solve, certify, prove and draw; `report` is told what is being done."""
    from games.formats.game_file import load
    from games.models import model
    from games.show.figures import save
    from games.worked import worked_example

    files = {own.file: load(worked_example(own.file)) for own in stop.questions}
    shown = files[stop.questions[0].file]
    answers = []
    for question in stop.questions:
        report(question.words)
        answer = question.ask(files[question.file])
        answers.append((question, answer, judge(answer, left)))
    proved = []
    for name in stop.theorems:
        report(f"proving {name}")
        proved.append(prove(name))
    report("drawing")
    figure = save(stop.draw(shown), folder / f"{stop.model}.png")
    return Visit(stop, model(stop.model).load().card(), shown, tuple(answers), tuple(proved), figure)


# --- what is asked --------------------------------------------------------------------------------------------------


def _threshold(loaded: LoadedGame) -> Any:
    from games.commands.timed import arena
    from games.solvers.thresholds import threshold

    free = loaded.varied
    return threshold(*arena(free.game, free.profile, free.discount))


def _counts(loaded: LoadedGame) -> Any:
    from games.solvers.counts import count_equilibria

    return count_equilibria(loaded.counted)


def _symmetric(loaded: LoadedGame) -> Any:
    from games.solvers.symmetric import symmetric_equilibria

    return symmetric_equilibria(loaded.counted)


# --- what is drawn --------------------------------------------------------------------------------------------------


def _honoured_prices(loaded: LoadedGame) -> Figure:
    from games.models.customer_supplier import PriceStability
    from games.show.figures import interval_figure

    names = ("pL", "pH", "q", "g_s", "g_b", "p")
    model = PriceStability(*(loaded.values[name] for name in names))
    lowest, highest = model.honoured_prices("A")
    return interval_figure(
        lowest,
        highest,
        levels={"high market price": model.high, "low market price": model.low},
        names=("lowest price the supplier keeps", "highest price the buyer keeps"),
        inside="both keep it",
        labels={"d": "discount factor"},
        title="Price stability: prices that both keep",
    )


def _kinds_of_game(loaded: LoadedGame) -> Figure:
    from games.models.local_incentive import IncentiveCompetition
    from games.show.figures import region_figure

    wanted = ("prisoner's dilemma", "chicken", "restraint")
    regions = {own.name: own.assume for own in IncentiveCompetition.symbolic().regions() if own.name in wanted}
    return region_figure(
        regions,
        ("c", 0, loaded.values["B"]),
        ("n", 2, 10),
        {"B": loaded.values["B"]},
        whole=["n"],
        labels={"c": "cost of offering", "n": "governments"},
        title="Incentive competition: which game it is",
    )


def _patience_by_group(loaded: LoadedGame) -> Figure:
    from games.models.public_goods import CoFinancedProject
    from games.show.figures import threshold_figure

    m, half = loaded.values["m"], loaded.values["s"]
    ways = {"no subsidy": 0, "the agency pays half": half}
    return threshold_figure(
        {words: CoFinancedProject("n", m, subsidy).threshold() for words, subsidy in ways.items()},
        ("n", 2, 24),
        whole=True,
        holds="all join",
        labels={"n": "firms in the group"},
        title="Co-financing: the patience that a group needs",
    )


def _paths(loaded: LoadedGame) -> Figure:
    from games.models.learning_by_monitoring import CapabilityLadder
    from games.show.figures import path_figure

    names = ("R", "g", "rho", "l", "x")
    model = CapabilityLadder(*(loaded.values[name] for name in names))
    return path_figure(
        {"endless ladder": model.expected_payoffs(13), "last level 2": model.expected_payoffs(13, last=2)},
        quantity="expected payoff",
        title="Capability ladder: the path of payoffs",
    )


# --- what is told ---------------------------------------------------------------------------------------------------


def tell(console: Console, visit: Visit, number: int, total: int) -> None:
    """Print a stop: claim, game, answers with the checker's verdict, theorems, figure."""
    from rich.padding import Padding
    from rich.rule import Rule
    from rich.text import Text

    from games.bibliography import cite
    from games.show.tables import game_table

    console.print(Rule(Text(f"{number} of {total}: {visit.card.title} ({visit.card.family})"), align="left"))
    sources = " and ".join(cite(key) for key in visit.card.sources)
    console.print(Text.assemble((f"Claim of {sources}. ", "bold"), " ".join(visit.card.claim.split())))
    console.print()
    console.print(game_table(visit.game.game))
    for question, answer, judged in visit.answers:
        console.print()
        console.print(Text(question.words, style="bold"))
        _tell_answer(console, answer, judged)
    console.print()
    console.print(Text("For all parameter values", style="bold"))
    for own in visit.theorems:
        console.print(Padding(Text(f"{own.status}: {own.claim}"), (0, 0, 0, 2)))
        console.print(Padding(Text(own.statement, style="dim"), (0, 0, 0, 4)))
    console.print(f"\nFigure, {visit.stop.figure}: {visit.figure}", soft_wrap=True)
    console.print()


def _tell_answer(console: Console, answer: Any, judged: Judged) -> None:
    from dataclasses import replace

    from games.show.words import explain

    console.print(explain(replace(answer, status=judged.status)))
    if judged.verdict is not None and judged.certificate is not None:
        console.print(f"Certificate: accepted by the checker ({judged.verdict.steps} steps).")
    else:
        console.print(f"Certificate: none ({judged.reason}).")


NEXT = """What next
  comarca example price-stability --copy mine    copy a worked example, change a number, and ask again:
  comarca threshold mine/price-stability.toml
  comarca prove                                  all theorems, and which of their assumptions are needed
  comarca exercise list                          exercises whose wrong answers are refuted with numbers
  comarca --help                                 everything else"""


def told(visits: Iterable[Visit]) -> list[dict[str, Any]]:
    """The visits as JSON."""
    return [
        {
            "id": own.stop.model,
            "claim": " ".join(own.card.claim.split()),
            "answers": [
                {
                    "question": question.words,
                    "file": question.file,
                    "status": str(judged.status),
                    "verdict": "accepted" if judged.certificate is not None else None,
                }
                for question, _, judged in own.answers
            ],
            "theorems": [{"id": found.id, "status": found.status, "claim": found.claim} for found in own.theorems],
            "figure": str(own.figure),
        }
        for own in visits
    ]
