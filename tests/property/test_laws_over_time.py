"""Laws of play over time: what changes only names, units or nothing at all changes no answer except as it must."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from games import AnonymousGame, Automaton, DynamicGame, Interval, InvalidGame, StrategicGame
from games.core.automaton import AutomatonState, Count, Rule, Seen
from games.core.dynamic import GameState, Move
from games.core.strategic import Profile
from games.testing import automata, discounts, discounts_near_thresholds, dynamic_games, small_integers, strategic_games

Case = tuple[DynamicGame, Automaton]
ONE = Fraction(1)


@st.composite
def cases(draw: st.DrawFn, *, mixed: bool | None = None, players: int | tuple[int, int] = (1, 2)) -> Case:
    game = draw(dynamic_games(players=players, max_states=2))
    return game, draw(automata(game, max_states=2, mixed=draw(st.booleans()) if mixed is None else mixed))


@st.composite
def triggers(draw: st.DrawFn) -> Case:
    """Repeated games with profiles that are often equilibria for some discount factors."""
    stage = draw(strategic_games(players=2, max_actions=3))
    profiles = st.sampled_from(list(stage.profiles()))
    on, off = draw(profiles), draw(profiles)
    made = [Automaton.trigger(on, off), Automaton.punish_for(on, off, 1), Automaton.punish_for(on, off, 2)]
    return DynamicGame.repeated(stage, draw(discounts)), named_rules(stage, draw(st.sampled_from(made)))


def named_rules(stage: StrategicGame, automaton: Automaton) -> Automaton:
    """The rule KEPT written out as the profile that it stands for."""

    def written(state: AutomatonState) -> AutomatonState:
        ((_, play),) = state.plays
        kept = tuple(own[0][0] for own in play)
        return replace(state, rules=tuple(replace(r, seen=kept) if r.seen is Seen.KEPT else r for r in state.rules))

    return replace(automaton, states=tuple(written(state) for state in automaton.states))


ANY = st.one_of(cases(), triggers())


def answers(case: Case) -> tuple[bool | None, tuple[Interval, ...]]:
    """The verdict at the game's own discount factor, and the set of discount factors."""
    game, strategy = case
    return game.check(strategy).holds, game.threshold(strategy).intervals


def with_stages(game: DynamicGame, change: Callable[[StrategicGame], StrategicGame]) -> DynamicGame:
    return replace(game, states=tuple(replace(state, stage=change(state.stage)) for state in game.states))


# Units


@given(case=ANY, scale=st.fractions("1/9", 9, max_denominator=9), shift=st.fractions(-9, 9), data=st.data())
def test_an_affine_change_of_one_players_payoffs_changes_his_values_alone(
    case: Case, scale: Fraction, shift: Fraction, data: st.DataObject
) -> None:
    game, strategy = case
    who = data.draw(st.integers(0, len(game.players) - 1))

    def changed(stage: StrategicGame) -> StrategicGame:
        rows = [[scale * x + shift for x in row] if i == who else row for i, row in enumerate(stage.payoffs)]
        return replace(stage, payoffs=tuple(tuple(row) for row in rows))

    other = with_stages(game, changed)
    assert answers((other, strategy)) == answers(case)
    before, after = game.check(strategy), other.check(strategy)
    for i, (old, new) in enumerate(zip(before.values, after.values, strict=True)):
        assert new == (tuple(scale * x + shift for x in old) if i == who else old)
    for one, two in zip(before.deviations, after.deviations, strict=True):
        assert two.slack == (scale * one.slack if one.player == game.players[who] else one.slack)


@given(case=ANY)
def test_a_shift_of_one_state_alone_changes_no_answer_where_nobody_moves_the_state(case: Case) -> None:
    """Where the next state is drawn whatever is played, a state's payoffs may be shifted for all its cells alike."""
    game, strategy = case
    shocked = replace(game, states=tuple(replace(s, moves=(s.moves[0],) * len(s.moves)) for s in game.states))
    first = shocked.states[0]
    stage = replace(first.stage, payoffs=tuple(tuple(x + 7 for x in row) for row in first.stage.payoffs))
    shifted = replace(shocked, states=(replace(first, stage=stage), *shocked.states[1:]))
    assert answers((shifted, strategy)) == answers((shocked, strategy))


# Names and orders


@given(case=ANY, data=st.data())
def test_the_order_of_players_does_not_matter(case: Case, data: st.DataObject) -> None:
    game, strategy = case
    order = data.draw(st.permutations(range(len(game.players))))
    moved = permuted_players(game, order)
    turned = replace(
        strategy,
        states=tuple(
            replace(
                state,
                plays=tuple((where, tuple(play[i] for i in order)) for where, play in state.plays),
                rules=tuple(
                    replace(rule, seen=tuple(rule.seen[i] for i in order)) if isinstance(rule.seen, tuple) else rule
                    for rule in state.rules
                ),
            )
            for state in strategy.states
        ),
    )
    assert answers((moved, turned)) == answers(case)
    assert moved.check(turned).values == tuple(game.check(strategy).values[i] for i in order)


def permuted_players(game: DynamicGame, order: list[int]) -> DynamicGame:
    states = []
    for state in game.states:
        stage = state.stage
        actions = tuple(stage.actions[i] for i in order)
        table = {
            tuple(profile[i] for i in order): tuple(stage.payoff(profile)[i] for i in order)
            for profile in stage.profiles()
        }
        players = tuple(game.players[i] for i in order)
        turned = StrategicGame.from_table(players, table, actions=actions)
        back = {tuple(profile[i] for i in order): profile for profile in stage.profiles()}
        moves = tuple(state.moves[stage.cell(back[profile])] for profile in turned.profiles())
        states.append(GameState(state.name, turned, moves))
    discount = tuple(game.discount[i] for i in order)
    return DynamicGame(tuple(game.players[i] for i in order), tuple(states), game.start, discount)


@given(case=ANY, data=st.data())
def test_the_order_of_actions_does_not_matter(case: Case, data: st.DataObject) -> None:
    game, strategy = case
    states = []
    for state in game.states:
        stage = state.stage
        actions = tuple(tuple(data.draw(st.permutations(own))) for own in stage.actions)
        table = {profile: stage.payoff(profile) for profile in stage.profiles()}
        turned = StrategicGame.from_table(stage.players, table, actions=actions)
        moves = tuple(state.moves[stage.cell(profile)] for profile in turned.profiles())
        states.append(GameState(state.name, turned, moves))
    moved = replace(game, states=tuple(states))
    assert answers((moved, strategy)) == answers(case)
    assert moved.check(strategy).payoffs == game.check(strategy).payoffs


@given(case=ANY, data=st.data())
def test_the_order_of_states_does_not_matter(case: Case, data: st.DataObject) -> None:
    game, strategy = case
    moved = replace(game, states=tuple(data.draw(st.permutations(game.states))))
    turned = replace(strategy, states=tuple(data.draw(st.permutations(strategy.states))))
    assert answers((moved, turned)) == answers(case)
    assert moved.check(turned).payoffs == game.check(strategy).payoffs


@given(case=ANY)
def test_names_do_not_matter(case: Case) -> None:
    game, strategy = case
    states = tuple(
        GameState(
            "S" + state.name,
            StrategicGame(
                tuple("I" + player for player in state.stage.players),
                tuple(tuple("A" + action for action in own) for own in state.stage.actions),
                state.stage.payoffs,
            ),
            tuple(tuple(replace(move, state="S" + move.state) for move in cell) for cell in state.moves),
        )
        for state in game.states
    )
    start = tuple(("S" + name, weight) for name, weight in game.start)
    renamed = DynamicGame(tuple("I" + player for player in game.players), states, start, game.discount)
    machine = Automaton(
        tuple(
            AutomatonState(
                "Q" + own.name,
                tuple(
                    (
                        where if where is None else "S" + where,
                        tuple(tuple(("A" + action, weight) for action, weight in drawn) for drawn in play),
                    )
                    for where, play in own.plays
                ),
                tuple(
                    Rule(
                        tuple(("Q" + name, weight) for name, weight in rule.then),
                        tuple("A" + action for action in rule.seen) if isinstance(rule.seen, tuple) else rule.seen,
                    )
                    for rule in own.rules
                ),
            )
            for own in strategy.states
        ),
        "Q" + strategy.start,
    )
    assert answers((renamed, machine)) == answers(case)


# What nobody needs


@given(case=ANY, data=st.data())
def test_a_copy_of_an_action_changes_no_answer(case: Case, data: st.DataObject) -> None:
    """The copy pays and leads where the action does, and the rules take it for the action."""
    game, strategy = case
    who = data.draw(st.integers(0, len(game.players) - 1))
    copied = data.draw(st.sampled_from(game.states[0].stage.actions[who]))

    def original(profile: Profile) -> Profile:
        return tuple(copied if i == who and action == "copy" else action for i, action in enumerate(profile))

    larger = with_one_action_more(game, who, copied, original, worse=Fraction(0))
    assert answers((larger, reading(strategy, original, larger))) == answers(case)


@given(case=ANY, data=st.data())
def test_a_useless_action_changes_no_answer(case: Case, data: st.DataObject) -> None:
    """It pays less than some action and is otherwise taken for it: whoever can use the copy would rather use the action."""
    game, strategy = case
    who = data.draw(st.integers(0, len(game.players) - 1))
    copied = data.draw(st.sampled_from(game.states[0].stage.actions[who]))

    def original(profile: Profile) -> Profile:
        return tuple(copied if i == who and action == "copy" else action for i, action in enumerate(profile))

    larger = with_one_action_more(game, who, copied, original, worse=ONE)
    assert answers((larger, reading(strategy, original, larger))) == answers(case)


def with_one_action_more(
    game: DynamicGame, who: int, copied: str, original: Callable[[Profile], Profile], worse: Fraction
) -> DynamicGame:
    states = []
    for state in game.states:
        stage = state.stage
        if copied not in stage.actions[who]:
            states.append(state)
            continue
        actions = tuple((*own, "copy") if i == who else own for i, own in enumerate(stage.actions))
        empty = StrategicGame(stage.players, actions, tuple((Fraction(0),) * count_cells(actions) for _ in actions))
        cells = [(profile, stage.cell(original(profile))) for profile in empty.profiles()]
        payoffs = tuple(
            tuple(row[cell] - (worse if i == who and profile[who] == "copy" else 0) for profile, cell in cells)
            for i, row in enumerate(stage.payoffs)
        )
        larger = StrategicGame(stage.players, actions, payoffs)
        states.append(GameState(state.name, larger, tuple(state.moves[cell] for _, cell in cells)))
    return replace(game, states=tuple(states))


def count_cells(actions: tuple[tuple[str, ...], ...]) -> int:
    cells = 1
    for own in actions:
        cells *= len(own)
    return cells


def reading(strategy: Automaton, original: Callable[[Profile], Profile], game: DynamicGame) -> Automaton:
    """The automaton that reads each profile as the one it is a copy of."""
    profiles = dict.fromkeys(profile for state in game.states for profile in state.stage.profiles())
    states = []
    for state in strategy.states:
        rules = []
        for rule in state.rules:
            if isinstance(rule.seen, tuple):
                rules += [replace(rule, seen=own) for own in profiles if original(own) == rule.seen]
            else:
                rules.append(rule)
        states.append(replace(state, rules=tuple(rules)))
    return replace(strategy, states=tuple(states))


@given(case=ANY, junk=small_integers)
def test_a_state_of_the_automaton_that_no_history_reaches_never_matters(case: Case, junk: Fraction) -> None:
    game, strategy = case
    plays = tuple((state.name, tuple(((own[-1], ONE),) for own in state.stage.actions)) for state in game.states)
    lost = AutomatonState("lost", plays, (Rule(((strategy.start, ONE),)),))
    assert answers((game, replace(strategy, states=(lost, *strategy.states)))) == answers(case)


@given(case=ANY, data=st.data())
def test_rules_for_what_cannot_be_seen_never_matter(case: Case, data: st.DataObject) -> None:
    game, strategy = case
    impossible = tuple("nothing" for _ in game.players)
    target = data.draw(st.sampled_from(strategy.state_names))
    states = tuple(
        replace(
            state, rules=(Rule(((target, ONE),), impossible), Rule(((target, ONE),), "no such signal"), *state.rules)
        )
        for state in strategy.states
    )
    assert answers((game, replace(strategy, states=states))) == answers(case)


@given(case=cases(), data=st.data())
def test_splitting_a_game_state_into_two_alike_changes_nothing(case: Case, data: st.DataObject) -> None:
    """Every way into the state leads to its twin with some probability."""
    game, strategy = case
    split = data.draw(st.sampled_from(game.states))
    share = data.draw(st.sampled_from([Fraction(0), Fraction(1, 3), ONE]))

    def led(move: Move) -> tuple[Move, ...]:
        if move.state != split.name:
            return (move,)
        rest = replace(move, probability=move.probability * (1 - share))
        return (rest, replace(move, probability=move.probability * share, state="twin"))

    states = [
        replace(state, moves=tuple(tuple(new for move in cell for new in led(move)) for cell in state.moves))
        for state in game.states
    ]
    states.append(replace(next(own for own in states if own.name == split.name), name="twin"))
    parts = tuple(
        replace(own, plays=(*own.plays, *(("twin", play) for where, play in own.plays if where == split.name)))
        for own in strategy.states
    )
    larger, extended = replace(game, states=tuple(states)), replace(strategy, states=parts)
    assert answers((larger, extended)) == answers(case)
    assert larger.check(extended).payoffs == game.check(strategy).payoffs


@given(case=ANY, data=st.data())
def test_splitting_a_state_of_the_automaton_into_two_alike_changes_nothing(case: Case, data: st.DataObject) -> None:
    game, strategy = case
    split = data.draw(st.sampled_from(strategy.state_names))
    share = data.draw(st.sampled_from([Fraction(1, 3), ONE]))

    def led(rule: Rule) -> Rule:
        then: list[tuple[str, Fraction]] = []
        for name, weight in rule.then:
            then += [(name, weight * (1 - share)), ("twin", weight * share)] if name == split else [(name, weight)]
        return replace(rule, then=tuple((name, weight) for name, weight in then if weight))

    states = [replace(state, rules=tuple(led(rule) for rule in state.rules)) for state in strategy.states]
    states.append(replace(next(own for own in states if own.name == split), name="twin"))
    larger = replace(strategy, states=tuple(states))
    assert answers((game, larger)) == answers(case)
    assert game.check(larger).payoffs == game.check(strategy).payoffs


@given(case=ANY, data=st.data())
def test_the_start_of_the_game_does_not_matter(case: Case, data: st.DataObject) -> None:
    """The answers speak of every game state; only the payoffs from the start depend on it."""
    game, strategy = case
    elsewhere = replace(game, start=((data.draw(st.sampled_from(game.state_names)), ONE),))
    assert answers((elsewhere, strategy)) == answers(case)


# Patience


@given(case=ANY)
def test_without_patience_the_play_at_every_node_is_nash(case: Case) -> None:
    game, strategy = case
    found = game.at(0).check(strategy)
    gains = [
        deviation.gain
        for game_state, state in found.nodes
        for stage in (game.state(game_state).stage,)
        for deviation in stage_game(stage).deviations(
            [dict(own) for own in strategy.play(state, game_state, game.players)]
        )
    ]
    assert found.holds is all(gain <= 0 for gain in gains)
    zero_inside = any(own.lo == 0 and own.lo_closed for own in game.threshold(strategy).intervals)
    assert found.holds is zero_inside


def stage_game(stage: object) -> StrategicGame:
    assert isinstance(stage, StrategicGame)
    return stage


@given(case=ANY, data=st.data())
def test_check_at_a_number_is_membership_in_the_set(case: Case, data: st.DataObject) -> None:
    game, strategy = case
    answer = game.threshold(strategy)
    d = data.draw(discounts_near_thresholds(answer))
    inside = any(
        (own.lo < d or (own.lo == d and own.lo_closed)) and (d < own.hi or (own.hi == d and own.hi_closed))
        for own in answer.intervals
    )
    assert game.at(d).check(strategy).holds is inside


@given(case=ANY)
def test_the_games_own_number_is_ignored_by_the_set(case: Case) -> None:
    game, strategy = case
    assert game.at("d").threshold(strategy).intervals == game.threshold(strategy).intervals


@pytest.mark.parametrize("d", [1, "3/2", "-1/5", 1.0, -1, 2])
def test_discount_factors_outside_zero_to_one_are_errors(d: object) -> None:
    pd = StrategicGame.from_arrays([[3, 0], [5, 1]], [[3, 5], [0, 1]])
    for build in (lambda: pd.repeated(d), lambda: pd.repeated().at(d), lambda: pd.repeated("1/2").at(["1/2", d])):
        with pytest.raises(InvalidGame, match="0 <= d < 1"):
            build()


# Anonymous games


@st.composite
def anonymous_cases(draw: st.DrawFn, *, most: int = 4) -> tuple[AnonymousGame, Automaton]:
    """Games of 2 to `most` players with a symmetric profile whose rules read counts, KEPT, or nothing."""
    n = draw(st.integers(2, most))
    tables = [tuple(draw(st.lists(small_integers, min_size=n, max_size=n))) for _ in range(2)]
    game = AnonymousGame(Fraction(n), ("out", "in"), (tables[0], tables[1]))
    names = ("x", "y", "z")[: draw(st.integers(1, 3))]
    to = st.sampled_from(names).map(lambda name: ((name, ONE),))
    states = []
    for name in names:
        counts = draw(st.lists(st.integers(0, n), unique=True, max_size=3))
        rules = [Rule(draw(to), Count(Fraction(count))) for count in counts]
        if draw(st.booleans()):
            rules.append(Rule(draw(to), Seen.KEPT))
        rules.append(Rule(draw(to)))
        states.append(AutomatonState(name, ((None, draw(st.sampled_from(game.actions))),), tuple(rules)))
    return game, Automaton(tuple(states), names[0])


def expanded(game: AnonymousGame, profile: Automaton) -> Case:
    """The strategic form with all n players, repeated, and the automaton with its rules by count written out."""
    n = game.size
    second = game.actions[1]
    players = tuple(f"P{i}" for i in range(n))
    shape = StrategicGame(players, (game.actions,) * n, tuple((Fraction(0),) * 2**n for _ in range(n)))
    table = {
        own: [game.payoff_at(int(action == second), own.count(second) - int(action == second)) for action in own]
        for own in shape.profiles()
    }
    stage = StrategicGame.from_table(players, table, actions=(game.actions,) * n)

    def written(rule: Rule) -> list[Rule]:
        if isinstance(rule.seen, Count):
            return [replace(rule, seen=own) for own in table if own.count(second) == rule.seen.number]
        return [rule]

    states = tuple(
        replace(state, rules=tuple(new for rule in state.rules for new in written(rule))) for state in profile.states
    )
    return stage.repeated(), replace(profile, states=states)


@given(case=anonymous_cases())
def test_symmetric_play_among_n_is_one_players_problem(case: tuple[AnonymousGame, Automaton]) -> None:
    """The representative's set is that of the game with all players, written out; simultaneous departures included."""
    anonymous, profile = case
    game, strategy = expanded(anonymous, profile)
    assert anonymous.threshold(profile).intervals == game.threshold(strategy).intervals


@given(case=anonymous_cases(most=5), d=discounts)
def test_the_representative_gains_what_each_player_would(case: tuple[AnonymousGame, Automaton], d: Fraction) -> None:
    anonymous, profile = case
    reduced, conform = anonymous.repeated_under(profile, d)
    game, strategy = expanded(anonymous, profile)
    few, many = reduced.check(conform), game.at(d).check(strategy)
    by_state = {(own.state, own.action): own.slack for own in many.deviations}
    for own in few.deviations:
        if (own.game_state, own.action) in by_state:
            assert own.slack == by_state[(own.game_state, own.action)]
    assert few.payoffs == many.payoffs[:1]


@given(n=st.integers(2, 4), data=st.data())
def test_grim_among_n_written_by_kept(n: int, data: st.DataObject) -> None:
    tables = [tuple(data.draw(st.lists(small_integers, min_size=n, max_size=n))) for _ in range(2)]
    game = AnonymousGame(Fraction(n), ("out", "in"), (tables[0], tables[1]))
    for profile in (Automaton.grim("in", "out"), Automaton.punish_for("in", "out", data.draw(st.integers(1, 3)))):
        whole, strategy = expanded(game, profile)
        assert game.threshold(profile).intervals == whole.threshold(strategy).intervals


def state_of(name: str, play: str, *rules: Rule) -> AutomatonState:
    return AutomatonState(name, ((None, play),), rules)


def to(name: str, seen: Count | Seen = Seen.ANYTHING) -> Rule:
    return Rule(((name, ONE),), seen)


HIDDEN = {
    "kept, after the count that it is": (to("x", Count(Fraction(2))), to("y", Seen.KEPT), to("x")),
    "otherwise, after all counts": (*(to("x", Count(Fraction(k))) for k in range(3)), to("y")),
    "a count twice": (to("x", Count(ONE)), to("y", Count(ONE)), to("x")),
    "more than there are": (to("y", Count(Fraction(3))), to("x")),
    "half a player": (to("y", Count(Fraction(1, 2))), to("x")),
}


@pytest.mark.parametrize("rules", HIDDEN.values(), ids=HIDDEN)
def test_a_symmetric_profile_is_not_judged_by_states_that_no_history_reaches(rules: tuple[Rule, ...]) -> None:
    """Being in is dominant; in `y`, which no number of players leads to, all would be out."""
    game = AnonymousGame(Fraction(2), ("out", "in"), ((Fraction(0),) * 2, (ONE,) * 2))
    profile = Automaton((state_of("x", "in", *rules), state_of("y", "out", to("x"))), "x")
    whole, strategy = expanded(game, profile)
    for own in (game.threshold(profile), whole.threshold(strategy)):
        assert [str(part) for part in own.intervals] == ["[0, 1)"]
