"""The play log: what a strategy profile does period by period, also after a departure from it.

Where the profile or the game draws at random, the log shows one seeded draw.
"""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from games.core.automaton import Happened, StrategyProfile
from games.core.distribution import Distribution
from games.core.dynamic import DynamicGame, Move
from games.core.strategic import Profile
from games.errors import InvalidStrategy, Unsupported
from games.exact import Scalar, is_number, text


@dataclass(frozen=True, slots=True)
class Period:
    """One period: where play stood, what was done, what each received (growth included), and what all saw."""

    number: int
    game_state: str
    state: str
    actions: Profile
    payoffs: tuple[Scalar, ...]
    outcome: str
    departed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PlayLog:
    """Periods in order; `players` names the columns of actions and payoffs."""

    players: tuple[str, ...]
    periods: tuple[Period, ...]

    def __str__(self) -> str:
        head = ["t", "state", *self.players, "payoffs", "seen"]
        rows = [head] + [
            [
                str(period.number),
                period.state if period.game_state == "stage" else f"{period.game_state}: {period.state}",
                *(f"{a}*" if p in period.departed else a for p, a in zip(self.players, period.actions, strict=True)),
                ", ".join(text(value) for value in period.payoffs),
                period.outcome,
            ]
            for period in self.periods
        ]
        widths = [max(len(row[column]) for row in rows) for column in range(len(head))]
        return "\n".join(
            "  ".join(entry.ljust(width) for entry, width in zip(row, widths, strict=True)).rstrip() for row in rows
        )


def play_log(
    game: DynamicGame,
    profile: StrategyProfile,
    periods: int,
    *,
    seed: int = 0,
    departures: Mapping[int, Mapping[str, str]] | None = None,
) -> PlayLog:
    """Play `profile` for `periods` periods from the game's start; `departures` says who does what else, by period from 0.

    >>> from games.core.automaton import Automaton
    >>> from games.core.strategic import StrategicGame
    >>> pd = StrategicGame.from_table(("A", "B"), {("c", "c"): (3, 3), ("c", "n"): (0, 5), ("n", "c"): (5, 0), ("n", "n"): (1, 1)})
    >>> print(play_log(DynamicGame.repeated(pd), Automaton.grim("c", "n"), 3, departures={1: {"B": "n"}}))
    t  state  A  B   payoffs  seen
    0  c      c  c   3, 3     c, c
    1  c      c  n*  0, 5     c, n
    2  n      n  n   1, 1     n, n
    """
    changes = departures or {}
    _check_departures(game, changes)
    chance = random.Random(seed)
    game_state, state = _draw(game.start, chance), profile.start
    growth: Scalar = Fraction(1)
    found = []
    for t in range(periods):
        here = game.state(game_state)
        plays = profile.play(state, game_state, game.players)
        own = tuple(_draw(play, chance) for play in plays)
        actions = tuple(changes.get(t, {}).get(p, action) for p, action in zip(game.players, own, strict=True))
        departed = tuple(p for p, was, is_ in zip(game.players, own, actions, strict=True) if was != is_)
        payoffs = tuple(growth * value for value in here.stage.payoff(actions))
        move = _draw_move(here.moves[here.stage.cell(actions)], chance)
        seen = move.outcome if move.outcome is not None else ", ".join(actions)
        found.append(Period(t, game_state, state, actions, payoffs, seen, departed))
        prescribed = own if all(len(play) == 1 for play in plays) else None
        happened = Happened(actions, move.outcome, move.state, prescribed)
        state = _draw(profile.after(state, game_state, happened), chance)
        game_state, growth = move.state, growth * move.growth
    return PlayLog(game.players, tuple(found))


def _check_departures(game: DynamicGame, departures: Mapping[int, Mapping[str, str]]) -> None:
    for t, changed in departures.items():
        for player in changed:
            if player not in game.players:
                raise InvalidStrategy(f"departures, period {t}", f'"{player}"', f"one of {', '.join(game.players)}")


def _draw(options: Distribution, chance: random.Random) -> str:
    return (
        options[0][0] if len(options) == 1 else _pick([label for label, _ in options], [w for _, w in options], chance)
    )


def _draw_move(moves: tuple[Move, ...], chance: random.Random) -> Move:
    if len(moves) == 1:
        return moves[0]
    number = _pick([str(j) for j in range(len(moves))], [move.probability for move in moves], chance)
    return moves[int(number)]


def _pick(labels: list[str], weights: list[Scalar], chance: random.Random) -> str:
    for weight in weights:
        if not is_number(weight):
            raise Unsupported(
                "play log", f"the probability {text(weight)}", "a number", "Put a value in for the symbol."
            )
    return chance.choices(labels, [float(weight) for weight in weights])[0]
