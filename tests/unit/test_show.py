"""What is shown is exact: marks, sentences, pages and figures say what the definitions say, and labels are never code."""

from __future__ import annotations

import itertools
import re
import subprocess
import sys
from fractions import Fraction
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from games.core.anonymous import AnonymousGame
from games.core.automaton import Automaton, Machine, Machines, Rule
from games.core.dynamic import DynamicGame, stochastic_game
from games.core.nash import is_nash, mixed_profile
from games.core.solution import Case, Enclosure, Status, Threshold
from games.core.strategic import StrategicGame
from games.errors import InvalidGame
from games.exact import AlgebraicNumber, Interval, exact, parse_relations
from games.show.counts import expected_gain
from games.show.diagram import automaton_figure
from games.show.figures import interval_figure, path_figure, region_figure, save, threshold_figure
from games.show.html import to_html
from games.show.labels import decimal_text
from games.show.latex import escape, scalar_latex, to_latex
from games.show.marks import at_least, is_best_reply, is_equilibrium_cell
from games.show.regions import Axis, band_of, map_of, predicate
from games.show.sets import real_text
from games.show.sheets import payoff_sheet
from games.show.tables import as_text, automaton_table, count_table, game_table, payoff_table
from games.show.words import explain, interval_text, set_text, why_not, why_not_nash
from games.solvers.counts import count_equilibria
from games.solvers.pure import pure_equilibria
from games.solvers.subgame_perfection import check
from games.solvers.symmetric import symmetric_equilibria
from games.solvers.thresholds import threshold
from games.testing import strategic_games

HALF = Fraction(1, 2)
GRIM = Automaton.grim("share", "hide")
DILEMMA = parse_relations("T > R > P > S")


def dilemma(t: object = 5, r: object = 3, p: object = 1, s: object = 0, assumptions: object = ()) -> StrategicGame:
    profiles = {
        ("share", "share"): (r, r),
        ("share", "hide"): (s, t),
        ("hide", "share"): (t, s),
        ("hide", "hide"): (p, p),
    }
    return StrategicGame.from_table(("buyer", "supplier"), profiles, assumptions=assumptions)


def ladder(growth: object) -> DynamicGame:
    work = StrategicGame.from_arrays(
        [[1, 0], [3, 0]], [[1, 3], [0, 0]], players=("firm", "partner"), actions=("ws", "ws")
    )
    return stochastic_game(
        {"ladder": work}, lambda _, __: "ladder", growth=lambda _, profile: growth if profile == ("w", "w") else 1
    )


def provision(n: int, needed: int) -> AnonymousGame:
    """Joining costs 1 and pays 3 to all if enough join."""
    return AnonymousGame.from_functions(
        n, ("out", "in"), (lambda k: 3 * (k >= needed), lambda k: 3 * (k >= needed - 1) - 1)
    )


# ------------------------------------------------------------------------------------------------------------------ marks


@given(game=strategic_games(players=(1, 3), max_actions=3))
def test_a_marked_payoff_is_the_best_of_its_line_and_a_framed_cell_is_an_equilibrium(game: StrategicGame) -> None:
    for cell, profile in enumerate(game.profiles()):
        for i, own in enumerate(profile):
            line = [game.payoff((*profile[:i], action, *profile[i + 1 :]))[i] for action in game.actions[i]]
            assert is_best_reply(game, i, cell) == (game.payoff(profile)[i] == max(line)), (profile, own)
        assert is_equilibrium_cell(game, cell) == is_nash(game, mixed_profile(game, profile))


def test_symbols_are_marked_only_where_a_number_or_an_assumption_decides() -> None:
    t, r = exact("T"), exact("R")
    assert at_least(t, r) is None
    assert at_least(t, r, DILEMMA) is True
    assert at_least(r, t, DILEMMA) is False
    assert at_least(t + 1, t) is True
    assert at_least(t, t) is True
    assert [at_least(r, t, parse_relations(f"T {op} R")) for op in ("<", "<=", "=", "!=")] == [True, True, True, None]
    free = as_text(payoff_table(dilemma("T", "R", "P", "S")))
    assert "*" not in free
    assert "no mark where symbols leave it open" in free


def test_the_dilemma_in_symbols_is_marked_by_its_assumptions() -> None:
    shown = as_text(game_table(dilemma("T", "R", "P", "S", DILEMMA)))
    assert shown.splitlines() == [
        " buyer \\ supplier   share     hide",
        "─────────────────────────────────────",
        " share              R, R     S, T*",
        " hide               T*, S   [P*, P*]",
        " Payoffs to buyer, supplier. * best reply; [ ] pure equilibrium.",
        "",
        " Assumed: T > R, R > P, P > S.",
    ]


# ----------------------------------------------------------------------------------------------------------------- tables


def test_labels_with_markup_are_shown_as_they_are() -> None:
    game = StrategicGame.from_table(("[red]A", "B"), {("[bold]x[/bold]", ":smile:"): (1, 2)}, name="[link=x]y")
    shown = as_text(payoff_table(game))
    for label in ("[red]A", "[bold]x[/bold]", ":smile:", "[link=x]y"):
        assert label in shown


def test_three_players_have_a_row_for_each_pair_of_the_others() -> None:
    game = StrategicGame.from_table(
        ("A", "B", "C"), dict.fromkeys(itertools.product(("a", "b"), ("c",), ("e", "f")), (1, 2, 3))
    )
    sheet = payoff_sheet(game)
    assert sheet.head == ("A", "B", "e", "f")
    assert [[cell.text for cell in row] for row in sheet.rows][1] == ["b", "c", "[1*, 2*, 3*]", "[1*, 2*, 3*]"]


def test_a_table_that_is_cut_says_so() -> None:
    game = StrategicGame(("A", "B"), (tuple(map(str, range(9))), ("x",)), ((1,) * 9, (0,) * 9))  # type: ignore[arg-type]
    shown = as_text(payoff_table(game, rows=4))
    assert "The first 4 of 9 rows." in shown
    assert len(payoff_sheet(game, rows=4).rows) == 4


def test_a_long_anonymous_game_shows_its_ends_and_where_the_gain_changes_sign() -> None:
    shown = as_text(count_table(provision(700, 100)), width=120)
    counts = [int(found) for found in re.findall(r"^ +(\d+) ", shown, re.MULTILINE)][:-1]
    assert counts == [0, 1, 2, 3, 4, 98, 99, 100, 695, 696, 697, 698, 699]
    assert "Left out: k = 5 to 97, 101 to 694." in shown


def test_formulas_stand_for_a_symbolic_number_of_players() -> None:
    game = AnonymousGame.from_functions(exact("n"), ("out", "in"), (lambda k: k, lambda k: k + exact("m")))
    shown = as_text(count_table(game))
    assert "gain   m" in shown
    assert shown.endswith('n players; k others play "in"; gain: "in" minus "out".')


def test_machines_are_shown_by_player() -> None:
    both = Machines((Machine.tit_for_tat(1, "c", "n"), Machine.constant("n")))
    shown = as_text(automaton_table(both, ("row", "column")))
    assert "any, c: c; any, n: n" in shown
    assert [line for line in shown.splitlines() if line.strip() in ("row", "column")] == ["row", "column"]


def test_every_state_of_a_stochastic_game_is_shown_with_what_follows() -> None:
    shown = as_text(game_table(ladder("3/2")))
    assert "later payoffs times 3/2" in shown
    season = dilemma()
    shocks = DynamicGame.with_shocks({"high": (season, "q"), "low": (season, "1 - q")})
    told = as_text(game_table(shocks))
    assert told.count("Next, whatever is played: high q, low 1 - q.") == 2
    assert "from a drawn state (high q, low 1 - q)" in told


# ------------------------------------------------------------------------------------------------------------------- sets


def test_sets_in_words() -> None:
    point = Interval.point(Fraction(2, 3))
    upper = Interval(Fraction(3, 4), False, Fraction(1), False)
    assert interval_text(Interval(HALF, True, Fraction(1), False)) == "1/2 <= d < 1"
    assert set_text([point, upper], "delta") == "delta = 2/3 or 3/4 < delta < 1"
    assert set_text([]) == "no d"
    assert interval_text(Interval(exact("(T - R)/(T - P)"), True, Fraction(1), False)) == "(T - R)/(T - P) <= d < 1"


def test_irrational_numbers_in_words() -> None:
    golden = AlgebraicNumber((-1, 1, 1), Fraction(0), Fraction(1))
    cubic = AlgebraicNumber((-1, 0, 0, 2), Fraction(0), Fraction(1))
    assert real_text(golden) == "(-1 + sqrt(5))/2"
    assert real_text(cubic) == "~0.793701 (root of 2*x**3 - 1)"
    assert real_text(Enclosure(Fraction(1, 4), Fraction(1, 3))) == "between 1/4 and 1/3"
    assert real_text(Enclosure(HALF, HALF + Fraction(1, 10**12))) == "~0.500000"


@given(value=st.fractions(min_value=1, max_value=10**6))
def test_rounded_numbers_are_within_half_a_digit(value: Fraction) -> None:
    assert abs(Fraction(decimal_text(value)) - value) <= value / 10**5


# ------------------------------------------------------------------------------------------------------------------ words


def test_why_a_profile_fails_in_words_and_exact_numbers() -> None:
    answer = check(DynamicGame.repeated(dilemma(), "1/5"), GRIM)
    reason = (
        'In state "share", buyer (likewise supplier) would rather play hide once: 5 instead of 3 now, then 1 instead of 3 '
        "for ever; worth 6/5 more on average (21/5 instead of 3)."
    )
    assert why_not(answer) == reason
    assert explain(answer).splitlines() == [
        "The profile is not subgame perfect.",
        reason,
        "Average payoffs from the start: buyer 3, supplier 3.",
        "Status: refuted (exact arithmetic).",
    ]


def test_at_the_threshold_players_are_told_to_be_indifferent() -> None:
    answer = check(DynamicGame.repeated(dilemma(), "1/2"), GRIM)
    assert 'Exactly indifferent: in state "share", buyer and supplier between conforming and hide once.' in explain(
        answer
    )
    assert why_not(answer).startswith("Nobody would rather depart")


def test_a_player_without_a_future_is_told_of_today_alone() -> None:
    told = why_not(check(DynamicGame.repeated(dilemma(), 0), GRIM))
    assert told == 'In state "share", buyer (likewise supplier) would rather play hide: 5 instead of 3.'


def test_a_future_that_is_not_steady_is_told_as_an_average() -> None:
    told = why_not(check(DynamicGame.repeated(dilemma(), "1/2"), Automaton.punish_for("share", "hide", 2)))
    assert "then 3/2 instead of 3 a period on average; worth 1/4 more on average (13/4 instead of 3)." in told


def test_symbols_are_told_by_their_condition() -> None:
    answer = check(DynamicGame.repeated(dilemma("T", "R", "P", "S", DILEMMA)), GRIM)
    assert answer.holds is None
    assert "It is one exactly for (T - R)/(T - P) <= d < 1." in explain(answer)
    assert "does not gain by playing hide once iff" in why_not(answer)


@pytest.mark.parametrize(
    ("profile", "words"),
    [
        (GRIM, "exactly for 1/2 <= d < 1"),
        (Automaton.markov("hide"), "for every d: 0 <= d < 1"),
        (Automaton.markov("share"), "for no d"),
        (Automaton.punish_for("share", "hide", 2), "exactly for (-1 + sqrt(5))/2 <= d < 1"),
    ],
)
def test_thresholds_in_words(profile: Automaton, words: str) -> None:
    answer = threshold(DynamicGame.repeated(dilemma()), profile)
    assert explain(answer).splitlines()[0] == f"The profile is an equilibrium {words}."


@pytest.mark.parametrize("profile", [GRIM, Automaton.markov("share"), Automaton.punish_for("share", "hide", 3)])
def test_what_is_told_of_a_discount_factor_outside_the_set_is_so(profile: Automaton) -> None:
    game = DynamicGame.repeated(dilemma())
    told = why_not(threshold(game, profile))
    samples = re.findall(r"^At d = (\S+):.* worth (\S+) more", told, re.MULTILINE)
    assert samples
    for d, gain in samples:
        found = check(game.at(d), profile)
        assert found.holds is False
        assert found.deviation is not None
        assert -found.deviation.slack == Fraction(gain)


def test_growth_beyond_the_discount_is_told_as_infinite() -> None:
    answer = threshold(ladder("3/2"), Automaton.grim("w", "s"))
    assert explain(answer).startswith("The profile is an equilibrium exactly for 4/9 <= d < 2/3.")
    assert "payoffs grow faster than they are discounted" in why_not(answer)
    assert "a future worth 0 instead of" in why_not(answer)


def test_a_threshold_in_cases_names_each_and_an_unknown_one_its_reason() -> None:
    game = DynamicGame.repeated(dilemma("T", "R", 1, 0))
    low = Case(parse_relations("T <= R"), (Interval(Fraction(0), True, Fraction(1), False),))
    high = Case(parse_relations("T > R"), (Interval(exact("(T - R)/(T - 1)"), True, Fraction(1), False),))
    answer = Threshold(game, GRIM, "d", (low, high), (), 1, Status.DECIDED, ("z3",))
    assert explain(answer).splitlines() == [
        "The profile is an equilibrium exactly",
        "  if T <= R: for every d: 0 <= d < 1",
        "  if T > R: for (T - R)/(T - 1) <= d < 1",
        "1 other condition follows from these.",
        "Status: decided (z3).",
    ]
    unknown = Threshold(game, GRIM, "d", (), (), 0, Status.UNKNOWN, (), "a cubic in d")
    assert explain(unknown).splitlines()[-1] == "Status: unknown: a cubic in d."
    assert why_not(unknown) == "a cubic in d"


def test_pure_equilibria_and_refused_profiles_in_words() -> None:
    answer = pure_equilibria(dilemma())
    assert "  1. buyer: hide; supplier: hide. Payoffs: buyer 1, supplier 1." in explain(answer)
    assert "share, hide: buyer would rather play hide: 1 instead of 0, a gain of 1." in why_not(answer).splitlines()
    assert why_not_nash(dilemma(), ["hide", "hide"]) == "Nobody gains from any other action."
    matching = StrategicGame.from_arrays([[1, 0], [0, 1]], [[0, 1], [1, 0]])
    assert explain(pure_equilibria(matching)).startswith("No pure equilibrium.")


def test_counts_in_words() -> None:
    answer = count_equilibria(provision(14, 5))
    assert '  5, and 9 choose "out": 2002 profiles.' in explain(answer).splitlines()
    assert why_not(answer).splitlines() == [
        'With 1 to 4 players on "in", one of those on "in" would rather play "out" (gain 1).',
        'With 6 to 14 players on "in", one of those on "in" would rather play "out" (gain 1).',
        'With 4 players on "in", one of those on "out" would rather play "in" (gain 2).',
    ]


def test_symmetric_equilibria_in_words_and_the_gain_between_them() -> None:
    game = AnonymousGame.from_functions(3, ("out", "in"), (lambda k: 1, lambda k: 3 * (k == 1)))
    answer = symmetric_equilibria(game)
    told = explain(answer)
    assert "p = 0: payoff 1, stable." in told
    assert "p = (3 - sqrt(3))/6: payoff 1, unstable." in told
    for p, better, gain in re.findall(
        r'probability (\S+), each would rather play "(\w+)": it pays (\S+) more', why_not(answer)
    ):
        expected = expected_gain(game.gains(), Fraction(p))
        assert (expected > 0) == (better == "in")
        assert abs(expected) == Fraction(gain)


# -------------------------------------------------------------------------------------------------------- pages and papers


class Tags(HTMLParser):
    """Checks that tags are closed in order, and collects their names and the text."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: set[str] = set()
        self.words = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open.append(tag)
        self.seen.add(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words += data


def shown_things() -> list[object]:
    repeated = DynamicGame.repeated(dilemma())
    return [
        dilemma(),
        dilemma("T", "R", "P", "S", DILEMMA),
        repeated,
        ladder("3/2"),
        provision(14, 5),
        GRIM,
        Machines((Machine.constant("share"), Machine.constant("hide"))),
        pure_equilibria(dilemma()),
        check(repeated.at("2/5"), GRIM),
        threshold(repeated, GRIM),
        count_equilibria(provision(14, 5)),
        symmetric_equilibria(provision(4, 2)),
    ]


@pytest.mark.parametrize("number", range(12))
def test_pages_are_well_formed_and_stand_alone(number: int) -> None:
    page = to_html(shown_things()[number])  # type: ignore[arg-type]
    tags = Tags()
    tags.feed(page)
    assert tags.open == []
    assert "http" not in page
    assert not tags.seen & {"script", "link", "img"}


def test_a_label_is_never_html_or_latex() -> None:
    evil = '<script>alert("x")</script>&$\\input{x}'
    game = StrategicGame.from_table((evil, "B"), {(evil, "b"): (1, 2), ("c", "b"): (0, 0)}, name=evil)
    tags = Tags()
    tags.feed(to_html(game))
    assert "script" not in tags.seen
    assert evil in tags.words
    paper = to_latex(game)
    assert r"\input" not in paper
    assert re.search(r"(?<!\\)&\$", paper) is None


def test_the_page_marks_what_the_table_marks() -> None:
    page = to_html(dilemma())
    assert page.count("<u>") == 4
    assert '<td class="mid eq"><span><u>1</u>*, <u>1</u>*</span></td>' in page
    assert '<td class="mid">3, 3</td>' in page


def test_latex_of_tables_and_thresholds() -> None:
    assert r"hide & $\underline{5},\, 0$ & \fbox{$\underline{1},\, \underline{1}$} \\" in to_latex(dilemma())
    repeated = DynamicGame.repeated(dilemma("T", "R", "P", "S", DILEMMA))
    assert to_latex(threshold(repeated, GRIM)) == r"$\frac{T - R}{T - P} \le d < 1$"
    golden = threshold(DynamicGame.repeated(dilemma()), Automaton.punish_for("share", "hide", 2))
    assert to_latex(golden) == r"$\frac{\sqrt{5} - 1}{2} \le d < 1$"
    assert scalar_latex(Fraction(-3, 5)) == r"- \frac{3}{5}"
    assert escape('say "50%" of {x} ~ y^2') == r"say ``50\%'' of \{x\} \textasciitilde{} y\textasciicircum{}2"


# ---------------------------------------------------------------------------------------------------------------- figures


def test_a_map_agrees_with_the_condition_at_every_point_of_its_grid() -> None:
    condition = "c**2 + B**2 <= 1"
    found = map_of([predicate(condition)], Axis.of(("c", -1, 1)), Axis.of(("B", -1, 1)), {}, grid=8, halvings=3)
    for j, up in enumerate(found.y):
        for i, across in enumerate(found.x):
            assert (found.kinds[j][i] == 0) == (across**2 + up**2 <= 1)
    assert found.decided < len(found.x) * len(found.y)


def test_a_map_over_whole_numbers_decides_each_of_them() -> None:
    axis = Axis.of(("n", "3/2", 6), ["n"])
    found = map_of([predicate("c < 12/n")], axis, Axis.of(("c", 0, 12)), {}, grid=8, halvings=3)
    assert found.x == (2, 3, 4, 5, 6)
    assert [sum(row[i] == 0 for row in found.kinds) for i in range(5)] == [
        sum(c < Fraction(12, n) for c in found.y) for n in (2, 3, 4, 5, 6)
    ]


@given(d=st.fractions(0, 1, max_denominator=20), m=st.fractions(0, 1, max_denominator=20))
def test_cases_hold_where_their_intervals_do(d: Fraction, m: Fraction) -> None:
    cases = (
        Case(parse_relations("m >= 1/2"), (Interval(Fraction(0), True, Fraction(1), False),)),
        Case(parse_relations("0 < m < 1/2"), (Interval(exact("1 - 2*m"), True, Fraction(1), False),)),
    )
    expected = d < 1 and (m >= HALF or (m > 0 and d >= 1 - 2 * m))
    assert predicate(cases)({"d": d, "m": m}) == expected


def test_bands_are_clipped_and_undefined_formulas_leave_nothing() -> None:
    assert band_of("1/m")({"m": Fraction(0)}) is None
    assert band_of("m - 2")({"m": Fraction(0)}) == (0, 1)
    assert band_of("m")({"m": Fraction(1)}) is None


def labels_of(figure: object) -> list[str]:
    legend = figure.axes[0].get_legend()  # type: ignore[attr-defined]
    return [own.get_text() for own in legend.get_texts()]


def test_a_region_figure_names_axes_regions_and_what_is_fixed() -> None:
    kinds = {"dilemma": "0 < c < B/n", "chicken": "B/n < c < B*(1 - 1/n)"}
    figure = region_figure(
        kinds, ("c", 0, 6), ("B", 1, 9), {"n": 5}, assume="c < 5", labels={"c": "cost in $"}, title="Which game", grid=8
    )
    axes = figure.axes[0]
    assert labels_of(figure) == ["dilemma", "chicken", "outside the assumptions"]
    assert axes.get_xlabel() == r"$c$: cost in \$"
    assert "$n$" in figure._supxlabel.get_text()
    assert figure._suptitle.get_text() == "Which game"


def test_a_value_that_is_missing_is_named() -> None:
    with pytest.raises(InvalidGame, match="no value for n"):
        region_figure("c < B/n", ("c", 0, 6), ("B", 1, 9))
    with pytest.raises(InvalidGame, match="two numbers, the smaller one first"):
        threshold_figure("m", ("m", 1, 0))
    with pytest.raises(InvalidGame, match="no value for s"):
        threshold_figure({"a": "m*s"}, ("m", 0, 1))


def test_threshold_dots_stand_at_the_exact_thresholds() -> None:
    figure = threshold_figure("1 - c*n/(B*(n - 1))", ("n", 2, 6), {"c": 1, "B": 12}, whole=True)
    dots = figure.axes[0].lines[0]
    assert list(dots.get_xdata()) == [2, 3, 4, 5, 6]
    assert list(dots.get_ydata()) == [float(1 - Fraction(n, 12 * (n - 1))) for n in range(2, 7)]
    assert [bar.get_y() for bar in figure.axes[0].patches] == list(dots.get_ydata())
    assert labels_of(figure) == ["threshold", "pact holds"]


def test_a_threshold_that_also_ends_above_is_a_band() -> None:
    cases = [Case((), (Interval(exact("r/4"), True, exact("1/r"), False),))]
    figure = threshold_figure({"ladder": cases}, ("r", 1, "3/2"))
    low, high = figure.axes[0].lines
    assert low.get_ydata()[-1] == 0.375
    assert high.get_ydata()[-1] == pytest.approx(2 / 3)


def test_an_interval_opens_at_the_exact_threshold() -> None:
    figure = interval_figure("60 - 22*d", "40 + 28*d", levels={"market": 60})
    assert [own.get_text() for own in figure.axes[0].texts] == ["market", "$d = 2/5$"]
    root = interval_figure("1 - d", "d**2")
    assert [own.get_text() for own in root.axes[0].texts] == [r"$d \approx 0.6180$"]
    assert len(interval_figure("2", "1").axes[0].texts) == 0


def test_paths_and_automata_have_their_parts() -> None:
    figure = path_figure({"a": [1, "3/2"], "b": [1, 0]}, start=1, steps="level")
    assert [list(line.get_xdata()) for line in figure.axes[0].lines] == [[1, 2], [1, 2]]
    assert list(figure.axes[0].lines[0].get_ydata()) == [1, 1.5]
    states = automaton_figure(Automaton.punish_for("share", "hide", 2)).axes[0]
    assert sum("everyone" in words.get_text() for words in states.texts) == 3


def test_saving_twice_gives_the_same_bytes(tmp_path: Path) -> None:
    for ending in ("png", "svg", "pdf"):
        files = [save(path_figure({"a": [1, 2]}), tmp_path / f"{number}" / f"figure.{ending}") for number in (1, 2)]
        assert files[0].read_bytes() == files[1].read_bytes()


def test_drawing_leaves_pyplot_and_settings_alone() -> None:
    code = """
import sys
import games.show.words, games.show.figures, games.show.html, games.show.latex
assert not {"matplotlib", "rich", "scipy"} & set(sys.modules), "loaded too early"
import matplotlib
before = matplotlib.rcParams.copy()
games.show.figures.region_figure("x < y", ("x", 0, 1), ("y", 0, 1), grid=4, halvings=1)
assert matplotlib.rcParams.copy() == before
assert "matplotlib.pyplot" not in sys.modules
"""
    subprocess.run([sys.executable, "-W", "ignore", "-c", code], check=True, timeout=60)


def test_rules_with_a_game_state_are_written_as_in_files() -> None:
    rule = Rule((("work", Fraction(1, 3)), ("rest", Fraction(2, 3))), ("share", None), "low")
    from games.show.labels import rule_text

    assert rule_text(rule) == "share, any -> low: work 1/3, rest 2/3"


def test_a_map_with_a_whole_upright_axis_is_the_transposed_one() -> None:
    n, c = Axis.of(("n", 2, 6), ["n"]), Axis.of(("c", 0, 12))
    across = map_of([predicate("c < 12/n")], n, c, {}, grid=8, halvings=2)
    upright = map_of([predicate("c < 12/n")], c, n, {}, grid=8, halvings=2)
    assert upright.kinds == tuple(zip(*across.kinds, strict=True))
    both = map_of([predicate("m < n")], n, Axis.of(("m", 1, 9), ["m"]), {})
    assert both.decided == 5 * 9
