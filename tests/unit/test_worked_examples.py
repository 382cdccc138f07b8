"""The worked examples: each game file is its model's game, each script runs, and both say what the model says."""

from __future__ import annotations

import os
import subprocess
import sys
from fractions import Fraction
from typing import Any

import pytest

from games.core.anonymous import representative_play
from games.core.dynamic import DynamicGame
from games.formats.game_file import load
from games.models import models
from games.models.customer_supplier import PriceStability
from games.models.learning_by_monitoring import CapabilityLadder
from games.models.local_incentive import IncentiveCompetition
from games.models.public_goods import CoFinancedProject
from games.solvers.counts import count_equilibria
from games.solvers.thresholds import threshold
from games.worked import worked_example, worked_examples

HALF = Fraction(1, 2)
SCRIPTS = [name for name in worked_examples() if name.endswith(".py")]


def loaded(name: str) -> Any:
    return load(worked_example(name))


def weights(game: DynamicGame) -> list[list[dict[int, Any]]]:
    """For every state and cell: the expected growth that leads to each state, by its number."""
    number = {state.name: j for j, state in enumerate(game.states)}
    found = []
    for state in game.states:
        cells: list[dict[int, Any]] = []
        for moves in state.moves:
            cell: dict[int, Any] = {}
            for move in moves:
                target = number[move.state]
                cell[target] = cell.get(target, 0) + move.probability * move.growth
            cells.append(cell)
        found.append(cells)
    return found


@pytest.mark.parametrize(
    ("name", "model", "game"),
    [
        (
            "price-stability.toml",
            model := PriceStability(40, 60, HALF, 12, 18, 50),
            model.game("A", "3/5"),
        ),
        (
            "capability-ladder.toml",
            ladder := CapabilityLadder(2, 3, "3/2", HALF, 3),
            ladder.game(HALF),
        ),
        ("capability-ladder-last-level.toml", ladder, ladder.finite_ladder(2, HALF)),
    ],
)
def test_a_file_of_play_over_time_is_its_model_s_game(name: str, model: Any, game: DynamicGame) -> None:
    file = loaded(name)
    assert file.game.players == game.players
    assert [own.stage.actions for own in file.game.states] == [own.stage.actions for own in game.states]
    assert [own.stage.payoffs for own in file.game.states] == [own.stage.payoffs for own in game.states]
    assert weights(file.game) == weights(game)
    assert file.game.discount == game.discount
    answers = [threshold(file.game, file.profile), threshold(game, model.faithful())]
    assert answers[0].intervals == answers[1].intervals


@pytest.mark.parametrize(
    ("name", "model"),
    [
        ("incentive-competition.toml", IncentiveCompetition(2, 12, 4)),
        ("co-financing.toml", CoFinancedProject(14, "1/10", HALF, minimum=6)),
        ("co-financing-700.toml", CoFinancedProject(700, "1/500", HALF, minimum=300)),
    ],
)
def test_a_file_of_counts_is_its_model_s_game(name: str, model: Any) -> None:
    file, game = loaded(name), model.game()
    assert file.game.actions == game.actions
    assert file.game.gains() == game.gains()
    assert count_equilibria(file.game).counts == count_equilibria(game).counts
    answers = [
        threshold(*representative_play(file.game, file.profile)),
        threshold(*representative_play(game, model.grim())),
    ]
    assert answers[0].intervals == answers[1].intervals == model.threshold()[0].intervals


def test_every_model_has_a_file_and_a_script() -> None:
    for entry in models():
        assert {f"{entry.id}.toml", f"{entry.id.replace('-', '_')}.py"} <= set(worked_examples())


@pytest.mark.slow
@pytest.mark.parametrize("script", SCRIPTS)
def test_a_script_runs_and_everything_it_proves_is_proved(script: str) -> None:
    environment = {**os.environ, "NO_COLOR": "1"}
    run = subprocess.run(
        [sys.executable, "-W", "error", worked_example(script)],
        capture_output=True,
        text=True,
        check=False,
        timeout=200,
        env=environment,
    )
    assert run.returncode == 0, run.stderr
    assert "\nproved: " in run.stdout
    assert not {word for word in ("unknown: ", "refuted: ", "decided: ") if f"\n{word}" in run.stdout}
