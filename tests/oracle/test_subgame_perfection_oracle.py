"""`check` against the definition: every history's node, every one-shot deviation, values by elimination, and best responses."""

from __future__ import annotations

import itertools
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from games import Automaton, DynamicGame, Machine, Machines, Status, StrategicGame, Unsupported
from games.core.automaton import AutomatonState, MachineState, Rule, Seen
from games.core.dynamic import GameState, Move
from games.testing import automata, discounts, distributions, dynamic_games, fractions, strategic_games
from tests.play_oracle import Play

Strategy = Automaton | Machines
Case = tuple[DynamicGame, Strategy]


# What is drawn


@st.composite
def perfect_monitoring(draw: st.DrawFn, *, mixed: bool, players: tuple[int, int] = (1, 2)) -> Case:
    game = draw(dynamic_games(players=players, max_states=2))
    return game, draw(automata(game, max_states=3, mixed=mixed))


@st.composite
def one_discount_factor_each(draw: st.DrawFn) -> Case:
    game, strategy = draw(perfect_monitoring(mixed=draw(st.booleans()), players=(2, 3)))
    factors = draw(st.lists(discounts, min_size=len(game.players), max_size=len(game.players)))
    return game.at(factors), strategy


@st.composite
def growing(draw: st.DrawFn) -> Case:
    """Factors on later payoffs, some of them 0, some so great that sums are infinite."""
    game, strategy = draw(perfect_monitoring(mixed=draw(st.booleans())))
    factor = st.sampled_from([Fraction(0), Fraction(1, 2), Fraction(1), Fraction(1), Fraction(3, 2), Fraction(2)])
    states = tuple(
        replace(state, moves=tuple(tuple(replace(move, growth=draw(factor)) for move in cell) for cell in state.moves))
        for state in game.states
    )
    return replace(game, states=states), strategy


@st.composite
def public_signals(draw: st.DrawFn) -> Case:
    """A repeated game with public signals, and automata that read signals alone."""
    stage = draw(strategic_games(players=(1, 3), max_actions=2))
    signals = ("good", "bad", "odd")[: draw(st.integers(1, 3))]
    rows = {}
    for profile in stage.profiles():
        drawn = dict(draw(distributions(signals)))
        rows[profile] = [drawn.get(signal, Fraction(0)) for signal in signals]
    game = DynamicGame.monitored(stage, signals, rows, draw(discounts))
    names = tuple(f"q{j}" for j in range(draw(st.integers(1, 3))))
    states = []
    for name in names:
        play = tuple(draw(distributions(own)) for own in stage.actions)
        told = draw(st.lists(st.sampled_from(signals), unique=True))
        rules = [Rule(draw(distributions(names)), signal) for signal in told] + [Rule(draw(distributions(names)))]
        states.append(AutomatonState(name, ((None, play),), tuple(draw(st.permutations(rules)))))
    return game, Automaton(tuple(states), draw(st.sampled_from(names)))


@st.composite
def signals_and_states(draw: st.DrawFn) -> Case:
    """Stochastic games in which some cells show the profile and others a signal; rules name signals, profiles, new states."""
    game = draw(dynamic_games(players=2, max_states=2))
    states = []
    for state in game.states:
        cells = []
        for cell in state.moves:
            shown = draw(st.sampled_from([None, "high", "low"]))
            cells.append(tuple(replace(move, outcome=shown) for move in cell))
        states.append(replace(state, moves=tuple(cells)))
    game = replace(game, states=tuple(states))
    profiles = list(dict.fromkeys(profile for state in game.states for profile in state.stage.profiles()))
    patterns = [*profiles, *((first, None) for first, _ in profiles), "high", "low", Seen.ANYTHING]
    names = tuple(f"q{j}" for j in range(draw(st.integers(1, 3))))
    parts = []
    for name in names:
        plays = tuple(
            (state.name, tuple(draw(distributions(own)) for own in state.stage.actions)) for state in game.states
        )
        where = st.sampled_from([None, *game.state_names])
        rules = [
            Rule(draw(distributions(names)), draw(st.sampled_from(patterns)), draw(where))
            for _ in range(draw(st.integers(0, 4)))
        ]
        parts.append(AutomatonState(name, plays, (*rules, Rule(draw(distributions(names))))))
    return game, Automaton(tuple(parts), names[0])


@st.composite
def one_machine_each(draw: st.DrawFn) -> Case:
    """Machines of their own, mixing and randomising on their own."""
    game = draw(dynamic_games(players=(1, 3), max_states=1))
    (state,) = game.states
    machines = []
    for own in state.stage.actions:
        names = ("x", "y")[: draw(st.integers(1, 2))]
        parts = []
        for name in names:
            profiles = draw(st.lists(st.sampled_from(list(state.stage.profiles())), max_size=3))
            rules = [Rule(draw(distributions(names)), profile) for profile in profiles]
            rules.append(Rule(draw(distributions(names))))
            parts.append(MachineState(name, ((None, draw(distributions(own))),), tuple(rules)))
        machines.append(Machine(tuple(parts), names[0]))
    return game, Machines(tuple(machines))


@st.composite
def punishments(draw: st.DrawFn) -> Case:
    """Profiles that are often equilibria: triggers, forgiving and not, in dilemmas and other small games."""
    stage = draw(strategic_games(players=(2, 3), max_actions=2))
    profiles = st.sampled_from(list(stage.profiles()))
    on, off = draw(profiles), draw(profiles)
    strategy = draw(
        st.sampled_from([Automaton.trigger(on, off), *(Automaton.punish_for(on, off, k) for k in (1, 2, 3))])
    )
    return DynamicGame.repeated(stage, draw(discounts)), strategy


CASES = st.one_of(
    perfect_monitoring(mixed=False, players=(1, 3)),
    perfect_monitoring(mixed=True),
    one_discount_factor_each(),
    public_signals(),
    signals_and_states(),
    one_machine_each(),
    punishments(),
)


# The laws


def agrees_with_the_definition(game: DynamicGame, strategy: Strategy) -> None:
    play = Play(game, strategy)
    found = game.check(strategy)
    assert found.holds is play.perfect
    assert found.status in ((Status.DECIDED, Status.PROVED) if play.perfect else (Status.REFUTED,))
    assert set(found.nodes) == set(play.nodes)
    for own, values in zip(found.values, play.values, strict=True):
        assert dict(zip(found.nodes, own, strict=True)) == dict(zip(play.nodes, values, strict=True))
    assert {(x.player, x.game_state, x.state, x.action): x.slack for x in found.deviations} == play.slacks
    assert len(found.deviations) == len(play.slacks)
    start = [
        sum(weight * values[play.nodes.index((state, strategy.start))] for state, weight in game.start)
        for values in play.values
    ]
    assert list(found.payoffs) == start


@given(case=CASES)
def test_check_is_the_definition(case: Case) -> None:
    agrees_with_the_definition(*case)


@given(case=growing())
def test_with_growth_sums_are_finite_or_refused(case: Case) -> None:
    game, strategy = case
    if Play(game, strategy).finite:
        agrees_with_the_definition(game, strategy)
    else:
        with pytest.raises(Unsupported, match="finite"):
            game.check(strategy)


@given(case=CASES)
def test_the_one_shot_deviation_principle(case: Case) -> None:
    """Nobody has a better plan at any node exactly if nobody has a better first step."""
    game, strategy = case
    play = Play(game, strategy)
    best = [play.best_values(i) for i in range(len(game.players))]
    assert game.check(strategy).holds is (best == play.values)


@given(case=growing())
def test_the_one_shot_deviation_principle_with_growth(case: Case) -> None:
    """Where even the fastest growth is outweighed by impatience, so that every plan has a finite value."""
    game, strategy = case
    fastest = max(move.growth for state in game.states for cell in state.moves for move in cell)
    assume(max(game.discount) * fastest < 1)
    play = Play(game, strategy)
    best = [play.best_values(i) for i in range(len(game.players))]
    assert game.check(strategy).holds is (best == play.values)


@given(case=perfect_monitoring(mixed=False, players=(1, 3)), growth=st.sampled_from([Fraction(1), Fraction(1, 2)]))
def test_values_are_the_sums_of_the_path(case: Case, growth: Fraction) -> None:
    """Where neither play nor nature draws, the path runs into a cycle, and its series has a sum."""
    game, strategy = case
    states = tuple(
        GameState(
            state.name, state.stage, tuple((Move(Fraction(1), cell[0].state, None, growth),) for cell in state.moves)
        )
        for state in game.states
    )
    game = replace(game, states=states)
    play = Play(game, strategy)
    found = game.check(strategy)
    for i, values in enumerate(found.values):
        assert list(values) == [play.cycle_value(node, i) for node in found.nodes]


@given(case=CASES)
def test_a_refusal_names_the_most_profitable_deviation(case: Case) -> None:
    game, strategy = case
    play = Play(game, strategy)
    deviation = game.check(strategy).deviation
    if play.perfect:
        assert deviation is None
    else:
        assert deviation is not None
        where = (deviation.game_state, deviation.state)
        i = game.players.index(deviation.player)
        gain = play.deviation_value(where, i, deviation.action) - play.values[i][play.nodes.index(where)]
        assert deviation.slack == -gain < 0
        assert deviation.slack == min(play.slacks.values())


@given(case=CASES)
def test_binding_are_the_deviations_that_change_nothing(case: Case) -> None:
    game, strategy = case
    play = Play(game, strategy)
    binding = {(x.player, x.game_state, x.state, x.action) for x in game.check(strategy).binding}
    assert binding == {where for where, slack in play.slacks.items() if slack == 0}


@given(stage=strategic_games(players=(1, 3), max_actions=2, payoffs=fractions), d=discounts, data=st.data())
def test_repeating_an_equilibrium_of_the_stage_is_one_and_nothing_else_without_memory(
    stage: StrategicGame, d: Fraction, data: st.DataObject
) -> None:
    """A profile without memory is subgame perfect exactly if it is a Nash equilibrium of the stage, whatever d."""
    profile = data.draw(st.sampled_from(list(stage.profiles())))
    gains = [
        stage.payoff((*profile[:i], action, *profile[i + 1 :]))[i] - stage.payoff(profile)[i]
        for i, own in enumerate(stage.actions)
        for action in own
    ]
    holds = stage.repeated(d).check(Automaton.markov(profile)).holds
    assert holds is all(gain <= 0 for gain in gains)


def test_every_automaton_of_two_states_in_a_dilemma() -> None:
    """All profiles of two states with pure play in one dilemma, at a discount factor where many bind."""
    table = {("c", "c"): (3, 3), ("c", "n"): (0, 5), ("n", "c"): (5, 0), ("n", "n"): (1, 1)}
    game = StrategicGame.from_table(("A", "B"), table).repeated("1/2")
    targets = list(itertools.product("xy", repeat=4))
    verdicts = set()
    for plays in [(("c", "c"), ("n", "n")), (("c", "c"), ("c", "n")), (("n", "c"), ("c", "n"))]:
        for x in targets:
            for y in (("y",) * 4, ("x",) * 4, ("x", "y", "y", "x")):
                states = tuple(
                    AutomatonState(
                        name,
                        ((None, tuple(((action, Fraction(1)),) for action in play)),),
                        tuple(Rule(((to, Fraction(1)),), profile) for profile, to in zip(table, row, strict=True)),
                    )
                    for name, play, row in (("x", plays[0], x), ("y", plays[1], y))
                )
                strategy = Automaton(states, "x")
                holds = game.check(strategy).holds
                assert holds is Play(game, strategy).perfect
                verdicts.add(holds)
    assert verdicts == {True, False}
