"""Automata are known by their play logs, above all after a departure: a grim trigger that is really tit-for-tat must not pass.

A log is written as one word a period, the players' actions in order: c to cooperate, n not to. A star marks a departure.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

import pytest

from games import Automaton, ComarcaError, DynamicGame, Machine, Machines, StrategicGame, Unsupported, stochastic_game
from games.core.automaton import AutomatonState, MachineState, Rule
from games.core.log import play_log

ONE = Fraction(1)
TABLE = {("c", "c"): (3, 3), ("c", "n"): (0, 5), ("n", "c"): (5, 0), ("n", "n"): (1, 1)}
PD = StrategicGame.from_table(("A", "B"), TABLE)
GAME = DynamicGame.repeated(PD)
THREE = StrategicGame(("A", "B", "C"), (("c", "n"),) * 3, tuple((Fraction(0),) * 8 for _ in range(3)))
TIT_FOR_TAT = Machines((Machine.tit_for_tat(1, "c", "n"), Machine.tit_for_tat(0, "c", "n")))
GRIM = Automaton.grim("c", "n")


def played(
    strategy: Automaton | Machines,
    periods: int,
    departures: Mapping[int, Mapping[str, str]] | None = None,
    game: DynamicGame = GAME,
    seed: int = 0,
) -> str:
    """The log in short: "cc cn* nn"."""
    log = play_log(game, strategy, periods, departures=departures, seed=seed)
    return " ".join(
        "".join(a + "*" * (p in own.departed) for p, a in zip(log.players, own.actions, strict=True))
        for own in log.periods
    )


LOGS = [
    ("grim keeps", GRIM, {}, "cc cc cc cc cc cc"),
    ("grim never forgives", GRIM, {1: {"B": "n"}}, "cc cn* nn nn nn nn"),
    ("grim does not follow a repentant", GRIM, {1: {"B": "n"}, 3: {"B": "c"}}, "cc cn* nn nc* nn nn"),
    ("grim punishes both at once", GRIM, {0: {"A": "n", "B": "n"}}, "n*n* nn nn nn nn nn"),
    ("what is prescribed anyway is no departure", GRIM, {0: {"A": "n"}, 1: {"B": "n"}}, "n*c nn nn nn nn nn"),
    ("tit for tat echoes", TIT_FOR_TAT, {1: {"B": "n"}}, "cc cn* nc cn nc cn"),
    ("tit for tat forgives the repentant", TIT_FOR_TAT, {1: {"B": "n"}, 2: {"A": "c"}}, "cc cn* c*c cc cc cc"),
    ("tit for tat falls silent after both", TIT_FOR_TAT, {1: {"A": "n", "B": "n"}}, "cc n*n* nn nn nn nn"),
    ("tit for tat is pulled out again", TIT_FOR_TAT, {0: {"A": "n", "B": "n"}, 1: {"A": "c", "B": "c"}},
     "n*n* c*c* cc cc cc cc"),
    ("one period of punishment", Automaton.punish_for("c", "n", 1), {1: {"A": "n"}}, "cc n*c nn cc cc cc"),
    ("two periods of punishment", Automaton.punish_for("c", "n", 2), {1: {"A": "n"}}, "cc n*c nn nn cc cc"),
    ("three periods of punishment", Automaton.punish_for("c", "n", 3), {1: {"A": "n"}}, "cc n*c nn nn nn cc"),
    ("who leaves the punishment begins it again", Automaton.punish_for("c", "n", 2), {0: {"A": "n"}, 2: {"B": "c"}},
     "n*c nn nc* nn nn cc"),
    ("also in its first period", Automaton.punish_for("c", "n", 2), {0: {"A": "n"}, 1: {"B": "c"}},
     "n*c nc* nn nn cc cc"),
    ("a trigger on unequal roles", Automaton.trigger(("c", "n"), ("n", "n")), {2: {"B": "c"}}, "cn cn cc* nn nn nn"),
    ("a trigger punishes kindness too", Automaton.trigger(("n", "n"), ("c", "n")), {1: {"A": "c"}},
     "nn c*n cn cn cn cn"),
    ("no memory, no answer", Automaton.markov(("c", "n")), {1: {"A": "n"}}, "cn n*n cn cn cn cn"),
    ("unequal machines", Machines((Machine.tit_for_tat(1, "c", "n"), Machine.constant("n"))), {},
     "cn nn nn nn nn nn"),
    ("a constant machine returns at once", Machines((Machine.constant("c"), Machine.constant("n"))), {2: {"B": "c"}},
     "cn cn cc* cn cn cn"),
]  # fmt: skip


@pytest.mark.parametrize(("strategy", "departures", "log"), [row[1:] for row in LOGS], ids=[row[0] for row in LOGS])
def test_what_is_played(strategy: Automaton | Machines, departures: Mapping[int, Mapping[str, str]], log: str) -> None:
    assert played(strategy, 6, departures) == log


@pytest.mark.parametrize(
    "other", [TIT_FOR_TAT, *(Automaton.punish_for("c", "n", k) for k in (1, 2, 3)), Automaton.markov("c")]
)
def test_grim_and_its_lookalikes_part_after_a_departure_only(other: Automaton | Machines) -> None:
    assert played(GRIM, 8) == played(other, 8)
    assert played(GRIM, 8, {0: {"A": "n"}}) != played(other, 8, {0: {"A": "n"}})


@pytest.mark.parametrize("who", ["A", "B", "C"])
def test_grim_among_three_punishes_whoever_departs(who: str) -> None:
    log = played(GRIM, 4, {1: {who: "n"}}, DynamicGame.repeated(THREE))
    assert log.split()[0] == "ccc"
    assert log.split()[1].count("n*") == 1
    assert log.split()[2:] == ["nnn", "nnn"]


def test_a_log_reads_as_a_table() -> None:
    assert str(play_log(GAME, TIT_FOR_TAT, 4, departures={1: {"B": "n"}})).splitlines() == [
        "t  state  A  B   payoffs  seen",
        "0  c | c  c  c   3, 3     c, c",
        "1  c | c  c  n*  0, 5     c, n",
        "2  n | c  n  c   5, 0     n, c",
        "3  c | n  c  n   0, 5     c, n",
    ]


def test_each_period_says_where_play_stood_and_what_each_received() -> None:
    log = play_log(GAME, Automaton.punish_for("c", "n", 2), 5, departures={1: {"A": "n"}})
    assert [own.number for own in log.periods] == [0, 1, 2, 3, 4]
    assert [own.state for own in log.periods] == ["on", "on", "off 1", "off 2", "on"]
    assert [own.payoffs for own in log.periods] == [(3, 3), (5, 0), (1, 1), (1, 1), (3, 3)]
    assert [own.departed for own in log.periods] == [(), ("A",), (), (), ()]
    assert {own.game_state for own in log.periods} == {"stage"}
    assert log.players == ("A", "B")


def test_symbols_stay_in_payoffs() -> None:
    game = DynamicGame.repeated(StrategicGame.from_table(("A", "B"), {**TABLE, ("c", "c"): ("R", "R + 1")}))
    assert str(play_log(game, GRIM, 1)).splitlines()[1].split(maxsplit=4)[4].split("  ")[0] == "R, R + 1"


def ladder() -> DynamicGame:
    """Two levels: at the low one joint work leads up and doubles all that comes; at the high one shirking leads down."""

    def next_state(state: str, profile: tuple[str, ...]) -> str:
        return ("high" if profile == ("c", "c") else "low") if state == "low" else ("low" if "n" in profile else "high")

    def growth(state: str, profile: tuple[str, ...]) -> int:
        return 2 if (state, profile) == ("low", ("c", "c")) else 1

    return stochastic_game({"low": PD, "high": PD}, next_state, "1/3", growth=growth)


def test_growth_multiplies_what_comes_later() -> None:
    log = play_log(ladder(), Automaton.markov("c"), 6, departures={2: {"B": "n"}, 4: {"A": "n"}})
    assert [own.game_state for own in log.periods] == ["low", "high", "high", "low", "high", "low"]
    assert [own.payoffs for own in log.periods] == [(3, 3), (6, 6), (0, 10), (6, 6), (20, 0), (12, 12)]


def test_play_by_game_state() -> None:
    strategy = Automaton.trigger({"low": "c", "high": ("c", "n")}, {"low": ("n", "c"), "high": "n"})
    assert played(strategy, 6, game=ladder()) == "cc cn cc cn cc cn"
    assert played(strategy, 6, {1: {"B": "c"}}, ladder()) == "cc cc* nn nc nc nc"


def test_rules_by_new_state_go_before_rules_by_profile_before_otherwise() -> None:
    def rule(to: str, *about: object) -> Rule:
        return Rule(((to, ONE),), *about)  # type: ignore[arg-type]

    def state(name: str, play: tuple[str, str], *rules: Rule) -> AutomatonState:
        return AutomatonState(name, ((None, tuple(((own, ONE),) for own in play)),), rules)

    first = state("x", ("c", "c"), rule("x"), rule("y", ("c", "c")), rule("z", ("c", "c"), "high"))
    strategy = Automaton((first, state("y", ("n", "c"), rule("y")), state("z", ("c", "n"), rule("x"))), "x")
    assert played(strategy, 4, game=ladder()) == "cc cn cc cn"  # up at once: z, which goes before y
    assert played(strategy, 4, game=GAME) == "cc nc nc nc"  # the state never changes: y
    assert played(strategy, 4, {0: {"A": "n"}}) == "n*c cc nc nc"  # another profile: x again, then y


def test_under_public_signals_the_log_shows_the_signal_and_strategies_read_it_alone() -> None:
    rows = {profile: (1, 0) if profile != ("n", "n") else (0, 1) for profile in PD.profiles()}
    game = DynamicGame.monitored(PD, ("good", "bad"), rows)
    on = AutomatonState("on", ((None, "c"),), (Rule((("off", ONE),), "bad"), Rule((("on", ONE),))))
    off = AutomatonState("off", ((None, "n"),), (Rule((("on", ONE),), "good"), Rule((("off", ONE),))))
    strategy = Automaton((on, off), "on")
    assert played(strategy, 4, {1: {"B": "n"}}, game) == "cc cn* cc cc"  # one alone is not seen
    assert played(strategy, 5, {1: {"A": "n", "B": "n"}, 3: {"B": "c"}}, game) == "cc n*n* nn nc* cc"
    log = play_log(game, strategy, 3, departures={1: {"A": "n", "B": "n"}})
    assert [own.outcome for own in log.periods] == ["good", "bad", "bad"]


def test_draws_are_seeded_and_follow_the_probabilities() -> None:
    mixed = Automaton.markov(({"c": "1/4", "n": "3/4"}, "c"))
    with pytest.raises(ComarcaError):
        Automaton.markov(({"c": "1/4", "n": "2/4"}, "c"))
    assert played(mixed, 50, seed=1) == played(mixed, 50, seed=1)
    assert len({played(mixed, 50, seed=seed) for seed in range(5)}) > 1
    cooperated = sum(own.actions[0] == "c" for own in play_log(GAME, mixed, 4000, seed=2).periods)
    assert 900 < cooperated < 1100
    assert not any(own.departed for own in play_log(GAME, mixed, 50).periods)


def test_public_randomisation_is_drawn_once_for_all() -> None:
    either = (("c", Fraction(1, 2)), ("n", Fraction(1, 2)))
    states = tuple(AutomatonState(name, ((None, name),), (Rule(either),)) for name in ("c", "n"))
    log = played(Automaton(states, "c"), 60).split()
    assert set(log) == {"cc", "nn"}
    machine = Machine(tuple(MachineState(name, ((None, ((name, ONE),)),), (Rule(either),)) for name in ("c", "n")), "c")
    assert set(played(Machines((machine, machine)), 60).split()) == {"cc", "nn", "cn", "nc"}


def test_symbolic_chances_are_not_drawn() -> None:
    mixed = Automaton.markov(({"c": "q", "n": "1 - q"}, "c"))
    with pytest.raises(Unsupported, match="q"):
        play_log(GAME, mixed, 3)


def test_unknown_departures_are_errors() -> None:
    with pytest.raises(ComarcaError, match=r'"Z".*one of A, B'):
        play_log(GAME, GRIM, 3, departures={1: {"Z": "n"}})
    with pytest.raises(ComarcaError, match='"x"'):
        play_log(GAME, GRIM, 3, departures={1: {"B": "x"}})


def test_no_periods_no_log() -> None:
    assert play_log(GAME, GRIM, 0).periods == ()
