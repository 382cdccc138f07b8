"""Potential functions: what is asked, refused and said."""

from __future__ import annotations

from fractions import Fraction

import pytest

from games import AnonymousGame, InvalidGame, StrategicGame, Unsupported
from games.core.potential import FourCycle, PotentialKind, cycle_gains, is_improvement_cycle, is_potential, path_gains
from games.show.html import to_html
from games.show.latex import to_latex
from games.show.words import explain, why_not
from games.solvers.potential import count_potential, potential
from proofs import certify
from tests.correlated_examples import CHICKEN, PENNIES, SQUARE, TIED, WEIGHTED

LOOP = (("a", "x"), ("a", "y"), ("b", "y"), ("b", "x"))


def test_kinds_go_by_name():
    assert potential(CHICKEN, "exact") == potential(CHICKEN, PotentialKind.EXACT)
    with pytest.raises(ValueError, match="cardinal"):
        potential(CHICKEN, "cardinal")


def test_values_are_read_by_profile():
    answer = potential(CHICKEN)
    assert answer.value(("dare", "give")) == 1
    assert answer.maximisers == (("yield", "risk"), ("dare", "give"))
    with pytest.raises(InvalidGame, match='Did you mean "dare"'):
        answer.value(("dar", "give"))
    with pytest.raises(Unsupported, match="no ordinal potential"):
        potential(PENNIES, "ordinal").value(LOOP[0])
    assert potential(PENNIES, "ordinal").maximisers == ()


def test_the_greatest_of_symbols_is_not_told():
    game = StrategicGame.from_arrays([["R", "S"], ["T", "P"]], [["R", "T"], ["S", "P"]])
    answer = potential(game)
    with pytest.raises(Unsupported, match="Put values in"):
        _ = answer.maximisers
    assert "Greatest" not in explain(answer)


@pytest.mark.parametrize(
    ("values", "weights", "words"),
    [((0, 1), (), "2 values; expected 4, one a cell"), ((0,) * 4, (1,), "one positive weight a player"),
     ((0,) * 4, (1, 0), "one positive weight a player")],
)  # fmt: skip
def test_the_definition_refuses_what_does_not_fit(values, weights, words):
    with pytest.raises(InvalidGame, match=words):
        is_potential(CHICKEN, PotentialKind.WEIGHTED, values, weights)


def test_paths_move_one_player_at_a_time():
    assert [own.gain for own in path_gains(PENNIES, LOOP)] == [2, 2, 2, 2]
    assert not is_improvement_cycle(PENNIES, LOOP[::-1])
    assert not is_improvement_cycle(PENNIES, ())
    assert is_improvement_cycle(TIED, (("a", "x"), ("b", "x"), ("b", "y"), ("a", "y")), weak=True)
    with pytest.raises(InvalidGame, match="2 players who move"):
        path_gains(PENNIES, (LOOP[0], LOOP[2]))
    with pytest.raises(InvalidGame, match="0 players who move"):
        path_gains(PENNIES, (LOOP[0],))


def test_four_cycles_name_their_corners():
    cycle = FourCycle(("a", "x"), ("b", "y"), "Q", "P")
    assert cycle.corners(PENNIES) == (0, 1, 3, 2)
    assert cycle_gains(PENNIES, cycle) == (4, 4)


def test_every_single_player_game_and_every_game_of_one_cell_has_an_exact_potential():
    alone = StrategicGame.from_arrays([3, 1, 2])
    assert potential(alone).values == (0, -2, -1) and potential(alone).maximisers == (("1",),)
    assert potential(StrategicGame.from_arrays([[1]], [[2]])).values == (0,)


def test_payoffs_with_denominators_keep_their_unit():
    game = StrategicGame.from_arrays([["1/3", 0], [0, "1/2"]], [["1/3", 0], [0, "1/2"]])
    assert potential(game).values == (0, Fraction(-1, 3), Fraction(-1, 3), Fraction(1, 6))
    weighted = StrategicGame.from_arrays([["1/3", 0], [0, "1/2"]], [["2/3", 0], [0, 1]])
    answer = potential(weighted)
    assert answer.weights == (1, 2) and answer.values == (0, Fraction(-1, 3), Fraction(-1, 3), Fraction(1, 6))


def test_a_larger_game_is_done_soon():
    actions = tuple(tuple("abcd") for _ in range(6))
    cells = 4**6
    game = StrategicGame(
        tuple("UVWXYZ"),
        actions,
        tuple(tuple((cell * 7919 + i * cell * cell) % 13 for cell in range(cells)) for i in range(6)),
    )
    answer = potential(game)
    assert not answer.exists and certify(answer).status == "proved"
    common = tuple(cell * 7919 % 101 for cell in range(cells))
    alike = potential(StrategicGame(tuple("UVWXYZ"), actions, (common,) * 6))
    assert alike.kind is PotentialKind.EXACT and certify(alike).status == "proved"


# --- words ------------------------------------------------------------------------------------------------------------


def test_an_exact_potential_in_words():
    assert explain(potential(CHICKEN)).splitlines() == [
        "An exact potential: it rises by what a player gains who alone changes his action.",
        "  yield, give: 0.",
        "  yield, risk: 1.",
        "  dare, give: 1.",
        "  dare, risk: -1.",
        "Greatest at (yield, risk), (dare, give), where nobody gains by another action.",
        "Status: decided (exact arithmetic).",
    ]
    assert why_not(potential(CHICKEN)) == "Nothing: the game has an exact potential."


def test_a_weighted_potential_and_why_it_is_not_exact():
    told = explain(potential(WEIGHTED))
    assert "Weights: P 1, Q 3." in told
    assert (
        "No exact potential, for around (a, x) and (b, y), P moving first: P gains -3 and Q 9 in all, not 0 together."
        in told
    )
    assert "No exact potential" in why_not(potential(WEIGHTED))


def test_refusals_in_words():
    told = explain(potential(PENNIES))
    assert told.startswith(
        "No exact or weighted or ordinal or generalized ordinal potential, for it would rise for ever along this cycle:"
    )
    assert "no weights make them cancel" in explain(potential(PENNIES, "weighted"))
    assert "No exact or weighted or ordinal potential, for it would rise" in explain(potential(TIED))
    assert "  from (a, x) Q plays y: gains 2." in told
    ratios = explain(potential(SQUARE, "weighted"))
    assert "so the weight of Q must be 2 times that of P" in ratios and "contradict each other" in ratios


def test_what_depends_on_symbols_in_words():
    game = StrategicGame.from_arrays([["x", 0], [0, 0]], [[1, 0], [0, 0]])
    answer = potential(game)
    assert "an exact potential exactly where 1 - x = 0" in explain(answer).replace("-x + 1", "1 - x")
    assert "exactly where" in why_not(answer) and "exactly where" in str(answer)


def test_long_potentials_are_cut():
    game = StrategicGame.from_arrays([[0] * 5] * 5, [[0] * 5] * 5)
    told = explain(potential(game))
    assert "and 9 more profiles." in told and "and 9 more, where nobody gains" in told


def test_html_shows_the_values():
    assert "Exact potential, marked where it is greatest." in to_html(potential(CHICKEN))
    assert "for it would rise for ever" in to_html(potential(PENNIES))
    labelled = StrategicGame.from_arrays([[1]], [[2]], players=("<b>A", "B"))
    assert "<b>A" not in to_html(potential(labelled))


# --- anonymous games --------------------------------------------------------------------------------------------------


def test_the_potential_by_count_in_words():
    answer = count_potential(AnonymousGame.from_functions(3, ("out", "in"), (lambda k: 0, lambda k: 1 - k)))
    assert 'by how many choose "in"' in explain(answer) and "Greatest at 1 to 2" in explain(answer)
    assert why_not(answer).startswith("Nothing: every anonymous game")
    assert str(answer) == "exact potential by count: 0, 1, 1, 0"
    assert "Greatest at 1 to 2" in to_html(answer)


def test_many_players():
    answer = count_potential(AnonymousGame(2000, ("out", "in"), ("0", "1 - k/1000")))
    assert answer.maximisers == (1000, 1001)
    assert certify(answer).status == "proved"
    assert "and 1985 more." in explain(answer)


def test_a_symbolic_number_of_players_and_three_actions_are_not_supported():
    with pytest.raises(Unsupported, match="players"):
        count_potential(AnonymousGame("n", ("out", "in"), ("0", "1 - k")))
    with pytest.raises(Unsupported, match="3 actions"):
        count_potential(AnonymousGame(2, ("a", "b", "c"), ("0", "1", "2")))


def test_latex_shows_the_values_or_the_refusal():
    assert "Exact potential" in to_latex(potential(CHICKEN)) and r"\underline{1}" in to_latex(potential(CHICKEN))
    assert "for it would rise for ever along this cycle" in to_latex(potential(PENNIES))
