"""Laws of certificates: what solvers answer is accepted, what is false is not, text keeps everything, two readings of play agree."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import assume, given
from hypothesis import strategies as st

from games.core.anonymous import is_count_equilibrium
from games.core.automaton import Automaton, AutomatonState, Machine, Machines, MachineState, Rule, Seen
from games.core.dynamic import DynamicGame, GameState, Move
from games.core.nash import deviations, expected_payoffs, is_nash, mixed_profile
from games.core.play import bind, convergence, one_shot_deviations, values
from games.core.solution import Status
from games.solvers.counts import count_equilibria
from games.solvers.nash import nash_equilibria
from games.solvers.pure import pure_equilibria
from games.solvers.subgame_perfection import check as check_profile
from games.solvers.symmetric import symmetric_equilibria
from games.solvers.thresholds import threshold
from games.testing import anonymous_games, automata, discounts, distributions, dynamic_games, strategic_games
from proofs import check
from proofs.certificate import Certificate
from proofs.certification import Certified, certify
from proofs.checker import worth
from proofs.checker.kernel import Ratio
from proofs.checker.play import lay_out
from proofs.checker.reading import Reader
from proofs.claims import (
    CountEquilibriaAre,
    IsNash,
    IsNotNash,
    IsNotSubgamePerfect,
    IsSubgamePerfect,
    PureEquilibriaAre,
)
from proofs.engines.evidence import evidence
from proofs.witness import ListWitness, NashWitness, NotNashWitness, NotPlayWitness, PlayWitness


def assert_shown(certified: Certified, status: Status) -> None:
    """The answer has that status, its certificate is accepted, and so is the certificate's text."""
    assert certified.status is status, certified.reason
    assert certified.certificate is not None
    again = Certificate.from_json(certified.certificate.to_json())
    assert again == certified.certificate
    assert again.to_json() == certified.certificate.to_json()
    assert check(again).accepted


@given(strategic_games())
def test_all_pure_equilibria_are_certified(game):
    assert_shown(certify(pure_equilibria(game)), Status.PROVED)


@given(strategic_games(players=2))
def test_nash_equilibria_are_certified(game):
    answer = nash_equilibria(game)
    assume(answer.equilibria)
    assert_shown(certify(answer), Status.PROVED)


@given(anonymous_games())
def test_counts_are_certified(game):
    assert_shown(certify(count_equilibria(game)), Status.PROVED)


@given(anonymous_games())
def test_symmetric_equilibria_are_certified(game):
    answer = symmetric_equilibria(game)
    assume(answer.complete)
    assert_shown(certify(answer), Status.PROVED)


@given(st.data())
def test_checks_of_profiles_are_certified_both_ways(data):
    game = data.draw(dynamic_games())
    answer = check_profile(game, data.draw(automata(game, mixed=data.draw(st.booleans()))))
    assert_shown(certify(answer), Status.PROVED if answer.holds else Status.REFUTED)


@given(st.data())
def test_thresholds_are_certified(data):
    game = data.draw(dynamic_games(max_states=2))
    answer = threshold(game, data.draw(automata(game, max_states=2, mixed=data.draw(st.booleans()))))
    assert_shown(certify(answer), Status.PROVED)


@given(strategic_games(), st.data())
def test_a_list_of_pure_equilibria_is_accepted_iff_it_is_the_list(game, data):
    profiles = list(game.profiles())
    right = [profile for profile in profiles if is_nash(game, mixed_profile(game, profile))]
    listed = [p for p in profiles if (p in right) != data.draw(st.sampled_from([False, False, True]))]
    accepted = check(Certificate(PureEquilibriaAre(game, tuple(listed)), ListWitness())).accepted
    assert accepted == (listed == right)


@given(anonymous_games(), st.data())
def test_a_list_of_counts_is_accepted_iff_it_is_the_list(game, data):
    counts = range(game.size + 1)
    right = [c for c in counts if is_count_equilibrium(game, c)]
    listed = [c for c in counts if (c in right) != data.draw(st.sampled_from([False, False, True]))]
    accepted = check(Certificate(CountEquilibriaAre(game, tuple(listed)), ListWitness())).accepted
    assert accepted == (listed == right)


@given(strategic_games(), st.data())
def test_a_profile_is_shown_to_be_nash_or_not_to_be_never_both(game, data):
    mixed = mixed_profile(game, [dict(data.draw(distributions(labels))) for labels in game.actions])
    found = deviations(game, mixed)
    yes = Certificate(IsNash(game, mixed), NashWitness((expected_payoffs(game, mixed),)))
    assert check(yes).accepted == is_nash(game, mixed)
    for deviation in found:
        no = Certificate(IsNotNash(game, mixed), NotNashWitness(deviation.player, deviation.action, deviation.gain))
        assert check(no).accepted == (deviation.gain > 0)


@given(st.data())
def test_a_profile_over_time_is_shown_iff_no_deviation_gains(data):
    game = data.draw(dynamic_games())
    automaton = data.draw(automata(game, mixed=data.draw(st.booleans())))
    found = one_shot_deviations(bind(game, automaton))
    shown = evidence(game, automaton, ())
    yes = Certificate(IsSubgamePerfect(game, automaton), PlayWitness(shown))
    assert check(yes).accepted == all(own.slack >= 0 for own in found)
    for own in found:
        witness = NotPlayWitness(shown, own.player, own.game_state, own.state, own.action, -own.slack)
        assert check(Certificate(IsNotSubgamePerfect(game, automaton), witness)).accepted == (own.slack < 0)


# --- two readings of play over time ----------------------------------------------------------------------------------


@st.composite
def growing_games(draw: st.DrawFn) -> DynamicGame:
    """Dynamic games in which some moves carry a growth factor, and players may discount differently."""
    game = draw(dynamic_games(max_states=2))
    factors = st.sampled_from([Fraction(1), Fraction(1), Fraction(0), Fraction(1, 2), Fraction(3, 2)])
    states = tuple(
        GameState(
            state.name,
            state.stage,
            tuple(tuple(Move(m.probability, m.state, None, draw(factors)) for m in cell) for cell in state.moves),
        )
        for state in game.states
    )
    own = tuple(draw(discounts) for _ in game.players)
    return DynamicGame(game.players, states, game.start, own)


@st.composite
def signalled_games(draw: st.DrawFn) -> tuple[DynamicGame, Automaton]:
    """A monitored game with an automaton that reads its signals, some rules for signals that never come."""
    stage = draw(strategic_games(players=(1, 2), max_actions=2))
    rows = {}
    for profile in stage.profiles():
        drawn = dict(draw(distributions(("x", "y", "z"))))
        rows[profile] = [drawn.get(signal, Fraction(0)) for signal in ("x", "y", "z")]
    game = DynamicGame.monitored(stage, ("x", "y", "z"), rows, draw(discounts))
    names = ("p", "q")
    states = []
    for name in names:
        play = tuple(draw(distributions(labels)) for labels in stage.actions)
        signals = draw(st.lists(st.sampled_from(["x", "y", "z", "w"]), unique=True, max_size=3))
        rules = [Rule(draw(distributions(names)), signal, draw(st.sampled_from([None, "stage"]))) for signal in signals]
        rules.append(Rule(draw(distributions(names))))
        states.append(AutomatonState(name, ((None, play),), tuple(rules)))
    return game, Automaton(tuple(states), "p")


@st.composite
def machine_profiles(draw: st.DrawFn, game: DynamicGame) -> Machines:
    """One machine a player, with patterns, rules by new game state and, where play is pure, the rule "kept"."""
    pure = draw(st.booleans())
    profiles = [profile for state in game.states for profile in state.stage.profiles()]
    places = st.sampled_from([None, *game.state_names])
    machines = []
    for i in range(len(game.players)):
        names = tuple(f"m{k}" for k in range(draw(st.integers(1, 2))))
        states = []
        for name in names:
            table = []
            for state in game.states:
                labels = state.stage.actions[i]
                own = ((draw(st.sampled_from(labels)), Fraction(1)),) if pure else draw(distributions(labels))
                table.append((state.name, own))
            rules = [Rule(draw(distributions(names)))]
            for profile in draw(st.lists(st.sampled_from(profiles), max_size=3)):
                pattern = tuple(draw(st.sampled_from([action, None])) for action in profile)
                rules.insert(draw(st.integers(0, len(rules))), Rule(draw(distributions(names)), pattern, draw(places)))
            rules.append(Rule(draw(distributions(names)), game_state=draw(places)))
            if pure and draw(st.booleans()):
                rules.append(Rule(draw(distributions(names)), Seen.KEPT, draw(places)))
            states.append(MachineState(name, tuple(table), tuple(rules)))
        machines.append(Machine(tuple(states), names[0]))
    return Machines(tuple(machines))


def number(ratio: Ratio) -> Fraction:
    """The number that a ratio without variables is."""
    value = ratio.numerator.value
    assert value is not None
    assert ratio.denominator.value == 1
    return value


def assert_same_reading(game: DynamicGame, profile: Automaton | Machines) -> None:
    """Nodes, plays, transitions, values, slacks and convergence agree with games.core.play."""
    core, own = bind(game, profile), lay_out(game, profile, Reader())
    assert [(node.game_state, node.state) for node in own.nodes] == list(core.nodes)
    for node, plays, cells in zip(own.nodes, core.plays, core.cells, strict=True):
        assert [{a: number(w) for a, w in play.items()} for play in node.plays] == [dict(play) for play in plays]
        for mine, theirs in zip(node.cells, cells, strict=True):
            assert mine.profile == theirs.profile
            assert {v: number(w) for v, w in mine.following} == dict(theirs.following)
    finite = all(q > 0 for q in convergence(core))
    assert finite == all(p.value > 0 for p in worth.convergence(own))  # type: ignore[operator]
    if not finite:
        return
    shown = evidence(game, profile, ())
    read = worth.node_values(own, shown.values, Reader())
    assert tuple(tuple(number(value) for value in row) for row in read) == values(core)
    slacks = worth.slacks(own, read)
    theirs = {(d.player, d.game_state, d.state, d.action): d.slack for d in one_shot_deviations(core)}
    assert {deviation: number(slack) for deviation, slack in slacks.items()} == theirs
    assert list(slacks) == list(theirs)


@given(st.data())
def test_the_checker_reads_perfect_monitoring_as_core_does(data):
    game = data.draw(dynamic_games())
    assert_same_reading(game, data.draw(automata(game, mixed=data.draw(st.booleans()))))


@given(signalled_games())
def test_the_checker_reads_signals_as_core_does(drawn):
    assert_same_reading(*drawn)


@given(st.data())
def test_the_checker_reads_machines_as_core_does(data):
    game = data.draw(dynamic_games(max_states=2))
    assert_same_reading(game, data.draw(machine_profiles(game)))


@given(st.data())
def test_the_checker_reads_growth_and_unequal_discounting_as_core_does(data):
    game = data.draw(growing_games())
    assert_same_reading(game, data.draw(automata(game, max_states=2)))
