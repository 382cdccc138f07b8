"""Game files: each form of the contract is read as it stands, and each mistake is met with its place and its remedy."""

from __future__ import annotations

import time
from fractions import Fraction

import pytest

from games.core.anonymous import AnonymousGame, count_vectors
from games.core.automaton import Automaton, Count, Machines, Rule, Seen
from games.core.dynamic import DynamicGame
from games.core.strategic import StrategicGame
from games.errors import ComarcaError, InvalidFile, Unsupported
from games.exact import exact
from games.formats.game_file import LARGEST_FILE, load, loads

PAYOFFS = """
[payoffs]
"share, share" = [3, 3]
"share, hide"  = [0, 5]
"hide, share"  = [5, 0]
"hide, hide"   = [1, 1]
"""
DILEMMA = f"""
kind = "strategic"
[players]
buyer    = ["share", "hide"]
supplier = ["share", "hide"]
{PAYOFFS}"""
GRIM = """
[profile]
start = "work"
[profile.states.work]
play = ["share", "share"]
next = { "share, share" = "work", otherwise = "punish" }
[profile.states.punish]
play = ["hide", "hide"]
next = { otherwise = "punish" }
"""
REPEATED = DILEMMA + '\n[repeated]\ndiscount = "3/5"\ntransfers = false\n' + GRIM
MONITORING = """
[monitoring]
signals = ["good", "bad"]
[monitoring.probability]
"share, share" = ["9/10", "1/10"]
"share, hide"  = [0.5, 0.5]
"hide, share"  = [0.5, 0.5]
"hide, hide"   = ["1/10", "9/10"]
"""
LADDER = """
kind = "stochastic"
players = ["lead", "follower"]
discount = "9/10"
[states.low.actions]
lead = ["keep", "share"]
follower = ["wait", "learn"]
[states.low.payoffs]
"keep, wait" = [1, 1]
"keep, learn" = [1, 0]
"share, wait" = [0, 1]
"share, learn" = [1, 2]
[states.low.next]
"keep, wait" = "low"
"keep, learn" = "low"
"share, wait" = "low"
"share, learn" = { low = "1/2", high = "1/2" }
[states.high]
actions = { lead = ["rest"], follower = ["rest", "work"] }
payoffs = { "rest, rest" = [3, 3], "rest, work" = [4, 2] }
next = { low = "1/4", high = "3/4" }
growth = { "rest, work" = "3/2" }
"""
MINIMUM = """
kind = "anonymous"
players = 700
actions = ["out", "in"]
symbols = ["m"]
values = {m = "1/50"}
[payoff]
out = "m*k"
in  = "m*(k+1) - 1/2"
"""


def refusal(text: str) -> str:
    with pytest.raises(InvalidFile) as caught:
        loads(text, "tomato.toml")
    assert str(caught.value).startswith("tomato.toml")
    return str(caught.value)


# --- what is read ---------------------------------------------------------------------------------------------------


def test_a_strategic_form_keeps_the_order_of_the_file() -> None:
    game = loads(DILEMMA).game
    assert isinstance(game, StrategicGame)
    assert game.players == ("buyer", "supplier")
    assert game.actions == (("share", "hide"), ("share", "hide"))
    assert game.payoffs == ((3, 0, 5, 1), (3, 5, 0, 1))


def test_decimals_are_read_as_that_exact_decimal() -> None:
    game = loads(DILEMMA.replace("[3, 3]", '[0.1, "0.2"]').replace("[0, 5]", "[1e-3, 1_0.5]")).game
    assert isinstance(game, StrategicGame)
    assert game.payoff(("share", "share")) == (Fraction(1, 10), Fraction(1, 5))
    assert game.payoff(("share", "hide")) == (Fraction(1, 1000), Fraction(21, 2))


def test_profiles_are_split_at_commas_whatever_the_blanks() -> None:
    game = loads(DILEMMA.replace('"hide, share"', '"hide ,  share"').replace('"hide, hide"', '"hide,hide"')).game
    assert isinstance(game, StrategicGame)
    assert game.payoff(("hide", "share")) == (5, 0)


def test_a_repeated_game_has_its_discount_factor_and_its_automaton() -> None:
    loaded = loads(REPEATED)
    assert isinstance(loaded.game, DynamicGame)
    assert loaded.game.discount == (Fraction(3, 5), Fraction(3, 5))
    assert isinstance(loaded.profile, Automaton)
    assert loaded.profile.start == "work"
    assert loaded.profile.state_names == ("work", "punish")
    assert loaded.profile.state("work").rules == (
        Rule((("work", Fraction(1)),), ("share", "share")),
        Rule((("punish", Fraction(1)),), Seen.ANYTHING),
    )


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ('"3/5"', ["3/5", "3/5"]),
        ("0.6", ["3/5", "3/5"]),
        ("0", ["0", "0"]),
        ('"d"', ["d", "d"]),
        ('["d", "3/5"]', ["d", "3/5"]),
        ('["1/2", "3/5"]', ["1/2", "3/5"]),
    ],
)
def test_a_discount_is_a_number_a_symbol_or_one_a_player(written: str, read: list[str]) -> None:
    loaded = loads(REPEATED.replace('"3/5"', written))
    assert loaded.discount == tuple(exact(own) for own in read)


def test_an_open_discount_is_called_d() -> None:
    assert loads(DILEMMA + "[repeated]\n").discount == (exact("d"), exact("d"))


def test_a_symbol_under_discount_needs_no_declaration_and_may_stand_in_payoffs_and_assumptions() -> None:
    text = REPEATED.replace('"3/5"', '"delta"').replace("[3, 3]", '["3 + delta", 3]')
    loaded = loads('assume = ["0 < delta < 1"]\n' + text)
    assert loaded.game.symbols == ("delta",)
    assert [relation.text for relation in loaded.assumptions] == ["0 < delta", "delta < 1"]


def test_a_value_for_the_discount_symbol_leaves_it_free_for_threshold() -> None:
    loaded = loads('values = { d = "3/5" }\n' + REPEATED.replace('"3/5"', '"d"'))
    assert loaded.discount == (Fraction(3, 5), Fraction(3, 5))
    assert isinstance(loaded.varied.game, DynamicGame)
    assert loaded.varied.game.discount == (exact("d"), exact("d"))


def test_values_are_put_in_and_symbols_stay() -> None:
    text = DILEMMA.replace("[5, 0]", '["T", "S/2"]')
    loaded = loads('symbols = ["T", "S"]\nvalues = { T = 5 }\nassume = ["T > S", "T > 3"]\n' + text)
    assert isinstance(loaded.game, StrategicGame)
    assert loaded.game.payoff(("hide", "share")) == (5, exact("S/2"))
    assert [relation.text for relation in loaded.assumptions] == ["5 > S"]


def test_a_value_may_use_values_before_it() -> None:
    loaded = loads('values = { a = 2, b = "a**2 + 1" }\n' + DILEMMA.replace("[3, 3]", '["a", "b"]'))
    assert isinstance(loaded.game, StrategicGame)
    assert loaded.game.payoff(("share", "share")) == (2, 5)


def test_public_monitoring_reads_signals() -> None:
    automaton = GRIM.replace('"share, share" = "work"', 'good = "work"')
    loaded = loads(DILEMMA + "[repeated]\n" + MONITORING + automaton)
    assert isinstance(loaded.game, DynamicGame)
    assert loaded.game.outcomes == ("good", "bad")
    assert [move.probability for move in loaded.game.states[0].moves[0]] == [Fraction(9, 10), Fraction(1, 10)]
    assert isinstance(loaded.profile, Automaton)
    assert loaded.profile.state("work").rules[0].seen == "good"


def test_distributions_stand_in_place_of_actions_and_of_next_states() -> None:
    mixed = GRIM.replace('["share", "share"]', '[{ share = "1/2", hide = "1/2" }, "hide"]')
    drawn = mixed.replace('otherwise = "punish" }', 'otherwise = { work = "1/3", punish = "2/3" } }', 1)
    profile = loads(DILEMMA + "[repeated]\n" + drawn).profile
    assert isinstance(profile, Automaton)
    work = profile.state("work")
    half = Fraction(1, 2)
    assert work.plays == ((None, ((("share", half), ("hide", half)), (("hide", Fraction(1)),))),)
    assert work.rules[1].then == (("work", Fraction(1, 3)), ("punish", Fraction(2, 3)))


def test_one_automaton_a_player() -> None:
    text = """
[profile.players.supplier]
play = "hide"
[profile.players.buyer]
start = "share"
[profile.players.buyer.states.share]
play = "share"
next = { "share, hide" = "hide", otherwise = "share" }
[profile.players.buyer.states.hide]
play = { hide = 1 }
next = "hide"
"""
    profile = loads(DILEMMA + "[repeated]\n" + text).profile
    assert isinstance(profile, Machines)
    assert profile.start == "share | play"
    assert profile.machines[0].states[0].rules[0].seen == ("share", "hide")


def test_play_alone_is_one_state() -> None:
    profile = loads(DILEMMA + '[profile]\nplay = ["hide", "hide"]\n').profile
    assert isinstance(profile, Automaton)
    assert len(profile.states) == 1


def test_kept_answers_to_the_prescribed_play() -> None:
    profile = loads(DILEMMA + "[repeated]\n" + GRIM.replace('"share, share"', "kept", 1)).profile
    assert isinstance(profile, Automaton)
    assert profile.state("work").rules[0].seen is Seen.KEPT


def test_stochastic_games_tell_tables_by_profile_from_shocks() -> None:
    game = loads(LADDER).game
    assert isinstance(game, DynamicGame)
    low, high = game.states
    half = Fraction(1, 2)
    assert [(m.state, m.probability) for m in low.moves[3]] == [("low", half), ("high", half)]
    assert [(m.state, m.probability) for m in high.moves[0]] == [("low", Fraction(1, 4)), ("high", Fraction(3, 4))]
    assert high.moves[0][0].growth == 1
    assert high.moves[1][0].growth == Fraction(3, 2)
    assert game.start == (("low", Fraction(1)),)


def test_a_next_whose_profiles_are_called_like_states_is_read_by_its_values() -> None:
    text = """
kind = "stochastic"
players = ["one"]
[states.up]
actions = { one = ["up", "down"] }
payoffs = { up = [1], down = [0] }
next = { up = "up", down = { up = "1/2", down = "1/2" } }
[states.down]
actions = { one = ["up", "down"] }
payoffs = { up = [1], down = [0] }
next = { up = "1/3", down = "2/3" }
"""
    game = loads(text).game
    assert isinstance(game, DynamicGame)
    assert [len(moves) for moves in game.states[0].moves] == [1, 2]
    assert [len(moves) for moves in game.states[1].moves] == [2, 2]


def test_start_state_is_a_state_or_a_distribution() -> None:
    game = loads('start_state = "high"\n' + LADDER).game
    assert isinstance(game, DynamicGame)
    assert game.start == (("high", Fraction(1)),)
    drawn = loads('start_state = { low = "1/3", high = "2/3" }\n' + LADDER).game
    assert isinstance(drawn, DynamicGame)
    assert drawn.start == (("low", Fraction(1, 3)), ("high", Fraction(2, 3)))


def test_markov_profiles_and_play_by_game_state() -> None:
    markov = '[profile.markov]\nlow = ["share", "learn"]\nhigh = ["rest", { rest = 0.5, work = 0.5 }]\n'
    profile = loads(LADDER + markov).profile
    assert isinstance(profile, Automaton)
    assert [name for name, _ in profile.states[0].plays] == ["low", "high"]
    richer = """
[profile.states.trust]
play = { low = ["share", "learn"], high = ["rest", "rest"] }
next = { "share, learn -> high" = "end", "share, learn" = "trust", otherwise = "end" }
[profile.states.end]
play = { low = ["keep", "wait"], high = ["rest", "work"] }
next = "end"
"""
    profile = loads(LADDER + richer).profile
    assert isinstance(profile, Automaton)
    assert [(rule.seen, rule.game_state) for rule in profile.states[0].rules] == [
        (("share", "learn"), "high"),
        (("share", "learn"), None),
        (Seen.ANYTHING, None),
    ]


def test_one_players_play_is_a_distribution_or_a_table_by_game_state() -> None:
    text = """
[profile.players.lead]
play = { low = "share", high = "rest" }
[profile.players.follower.states.a]
play = { low = { wait = "1/2", learn = "1/2" }, high = "rest" }
next = { otherwise = "a" }
"""
    profile = loads(LADDER + text).profile
    assert isinstance(profile, Machines)
    assert [name for name, _ in profile.machines[1].states[0].plays] == ["low", "high"]


def test_anonymous_games_count_the_others() -> None:
    game = loads(MINIMUM).game
    assert isinstance(game, AnonymousGame)
    assert (game.size, game.symbols) == (700, ())
    assert game.gain(3) == Fraction(1, 50) - Fraction(1, 2)


def test_the_number_of_players_may_stay_a_symbol() -> None:
    text = MINIMUM.replace("700", '"n"').replace('"m*k"', '"m*k/n"')
    game = loads(text).game
    assert isinstance(game, AnonymousGame)
    assert game.symbols == ("n",)
    assert game.payoff_at(0, 2) == exact("2/(50*n)")
    bound = loads(text.replace('{m = "1/50"}', '{m = "1/50", n = 14}')).game
    assert isinstance(bound, AnonymousGame)
    assert bound.size == 14


def test_a_repeated_anonymous_game_has_a_symmetric_profile_by_counts() -> None:
    text = (
        MINIMUM
        + """
[repeated]
discount = "d"
[profile.states.on]
play = "in"
next = { n = "on", "n - 1" = "on", kept = "on", otherwise = "off" }
[profile.states.off]
play = "out"
next = "off"
"""
    )
    loaded = loads(text)
    assert loaded.discount == (exact("d"),)
    assert isinstance(loaded.profile, Automaton)
    assert [rule.seen for rule in loaded.profile.states[0].rules] == [
        Count(Fraction(700)),
        Count(Fraction(699)),
        Seen.KEPT,
        Seen.ANYTHING,
    ]


# --- what is refused, and how ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("wrong", "right", "place", "said"),
    [
        ('"hid, share"', '"hide, share"', '[payoffs], "hid, share"', 'Did you mean "hide"?'),
        ('"share, hide, hide"', '"share, hide"', '"share, hide, hide"', "expected 2, one for each of buyer, supplier"),
        ("[3]", "[3, 3]", '[payoffs], "share, share"', "a list of 2 payoffs"),
        ('["3", true]', "[3, 3]", '"share, share", supplier', "found true"),
        ("[3, nan]", "[3, 3]", '"share, share", supplier', "a finite number"),
        ('["R", 3]', "[3, 3]", '"share, share", buyer', 'the unknown name "R"'),
        ('["1/0", 3]', "[3, 3]", '"share, share", buyer', "division by zero"),
        ("[1979-05-27, 3]", "[3, 3]", '"share, share", buyer', "date"),
        ('["share", "share"]', '["share", "hide"]', "[players], buyer", 'the action "share" twice'),
        ('["share, x", "hide"]', '["share", "hide"]', "[players], buyer", 'holds no ","'.replace("holds", "hold")),
        ('["share->x", "hide"]', '["share", "hide"]', "[players], buyer", '"->"'),
        ('["share\\u001b[31m", "hide"]', '["share", "hide"]', "[players], buyer", "printable"),
        ("[1, 2]", '["share", "hide"]', "[players], buyer", "the number 1"),
        ('"share"', '["share", "hide"]', "[players], buyer", "a list of action names"),
        ('"hide, hide" = [1, 1]\n"hide,hide"   = [1, 1]', '"hide, hide"   = [1, 1]', '"hide,hide"', "the same profile twice"),
        ("", '"hide, hide"   = [1, 1]', "[payoffs]", 'no entry for "hide, hide"'),
        ("[payofs]", "[payoffs]", "tomato.toml", "Did you mean \"payoffs\"?"),
        ('kind = "strategical"', 'kind = "strategic"', "kind", 'Did you mean "strategic"?'),
        ("", 'kind = "strategic"', "tomato.toml", "no kind"),
    ],
)  # fmt: skip
def test_mistakes_in_a_strategic_form_are_told_with_their_place(wrong: str, right: str, place: str, said: str) -> None:
    message = refusal(DILEMMA.replace(right, wrong, 1))
    assert place in message
    assert said in message


@pytest.mark.parametrize(
    ("wrong", "right", "place", "said"),
    [
        ('"6/5"', '"3/5"', "[repeated], discount", "0 <= d < 1"),
        ('["3/5"]', '"3/5"', "[repeated], discount", "a list of 1"),
        ("transfers = 1", "transfers = false", "[repeated], transfers", "true or false"),
        ("discout = 1", "transfers = false", "[repeated]", 'Did you mean "discount"?'),
        ('start = "werk"', 'start = "work"', "[profile], start", 'Did you mean "work"?'),
        ("start = { work = 1 }", 'start = "work"', "[profile], start", "the name of a state"),
        ('otherwise = "punsh"', 'otherwise = "punish"', "[profile.states.work.next], otherwise", 'Did you mean "punish"?'),
        ('othrwise = "punish"', 'otherwise = "punish"', "[profile.states.work.next], othrwise", 'Did you mean "otherwise"?'),
        ('"share, shar" = "work"', '"share, share" = "work"', '"share, shar"', 'Did you mean "share"?'),
        ('play = ["share", "shere"]', 'play = ["share", "share"]', "[profile.states.work], play, supplier", "shere"),
        ('play = ["share"]', 'play = ["share", "share"]', "[profile.states.work], play", "one action for each"),
        ('play = [{ share = "1/2" }, "hide"]', 'play = ["share", "share"]', "play, buyer", "sum to 1/2"),
        ('otherwise = { work = 2, punish = -1 }', 'otherwise = "punish"', "otherwise", "from 0 to 1"),
        ('pay = { otherwise = [1, 1] }\nplay = ["share", "share"]', 'play = ["share", "share"]', "", ""),
        ('plays = 1\nplay = ["share", "share"]', 'play = ["share", "share"]', "[profile.states.work]", "plays"),
        ("", 'play = ["share", "share"]', "[profile.states.work]", "no play"),
        ("", 'next = { otherwise = "punish" }', "[profile.states.punish]", "no next"),
        ('"share, share" = "work"', '"share, share" = "work", otherwise = "punish"', "work.next]", 'nothing for "share, hide"'),
        ('"share, share -> stage" = "work"', '"share, share" = "work"', "stage", "kind stochastic"),
        ('[profile]\nplay = ["hide", "hide"]', "[profile]", "[profile]", "play and states"),
        ("[profile.markov]\nstage = [1]\n[profiles]", "[profile]", "tomato.toml", "profiles"),
    ],
)  # fmt: skip
def test_mistakes_in_a_repeated_game_are_told_with_their_place(wrong: str, right: str, place: str, said: str) -> None:
    text = REPEATED.replace(right, wrong, 1)
    if "pay = " in wrong:
        with pytest.raises(Unsupported, match="payments"):
            loads(text, "tomato.toml")
        return
    message = refusal(text)
    assert place in message
    assert said in message


@pytest.mark.parametrize(
    ("wrong", "right", "place", "said"),
    [
        ('["9/10", "2/10"]', '["9/10", "1/10"]', '[monitoring.probability], "share, share"', "sum to 11/10"),
        ('["9/10"]', '["9/10", "1/10"]', '[monitoring.probability], "share, share"', "2 probabilities"),
        ("", '"share, share" = ["9/10", "1/10"]', "[monitoring.probability]", 'no entry for "share, share"'),
        ('["good", "good"]', '["good", "bad"]', "[monitoring], signals", "twice"),
        ('["otherwise", "bad"]', '["good", "bad"]', "[monitoring], signals", "meaning of its own"),
    ],
)
def test_mistakes_in_monitoring_are_told_with_their_place(wrong: str, right: str, place: str, said: str) -> None:
    message = refusal(DILEMMA + "[repeated]\n" + MONITORING.replace(right, wrong, 1))
    assert place in message
    assert said in message


@pytest.mark.parametrize(
    ("key", "said"),
    [('"share, share"', "the signal"), ("kept", '"kept"'), ("godo", 'Did you mean "good"?')],
)
def test_under_public_monitoring_next_is_keyed_by_signals(key: str, said: str) -> None:
    automaton = GRIM.replace('"share, share"', key, 1)
    assert said in refusal(DILEMMA + "[repeated]\n" + MONITORING + automaton)


@pytest.mark.parametrize(
    ("wrong", "right", "place", "said"),
    [
        ('"share, learn" = "hih"', '"share, learn" = { low = "1/2", high = "1/2" }', '[states.low.next], "share, learn"', "high"),
        ('"share, learn" = { low = "1/2" }', '"share, learn" = { low = "1/2", high = "1/2" }', "next]", "sum to 1/2"),
        ("", '"keep, learn" = "low"', "[states.low.next]", 'no entry for "keep, learn"'),
        ("next = { low = 1, hgih = 0 }", 'next = { low = "1/4", high = "3/4" }', "states.high", "expected 2, one for each"),
        ('growth = { "rest, work" = -1 }', 'growth = { "rest, work" = "3/2" }', "growth", "at least 0"),
        ('lead = ["rest"], folower', 'lead = ["rest"], follower', "[states.high.actions]", 'Did you mean "follower"?'),
        ('lead = []', 'lead = ["keep", "share"]', "[states.low.actions], lead", "a list of action names"),
        ('actoins = { lead', "actions = { lead", "[states.high]", 'Did you mean "actions"?'),
        ('start_state = "hight"\nplayers', "players", "start_state", 'Did you mean "high"?'),
        ('[repeated]\ndiscount = 0\n[states.low.actions]', "[states.low.actions]", "tomato.toml", "in one place"),
        ('[monitoring]\n[states.low.actions]', "[states.low.actions]", "tomato.toml", "unknown key monitoring"),
    ],
)  # fmt: skip
def test_mistakes_in_a_stochastic_game_are_told_with_their_place(wrong: str, right: str, place: str, said: str) -> None:
    message = refusal(LADDER.replace(right, wrong, 1))
    assert place in message
    assert said in message


@pytest.mark.parametrize(
    ("profile", "said"),
    [
        ('[profile.markov]\nlow = ["share", "learn"]', 'no entry for "high"'),
        ('[profile.markov]\nlow = ["share", "learn"]\nhih = ["rest", "rest"]', 'Did you mean "high"?'),
        ('[profile.markov]\nlow = ["rest", "learn"]\nhigh = ["rest", "rest"]', 'the action "rest"'),
        ('[profile]\nplay = { low = ["share", "learn"], hgh = ["rest", "rest"] }', 'Did you mean "high"?'),
        ('[profile.states.a]\nplay = { low = ["keep", "wait"] }\nnext = { "keep, rest" = "a" }', "different game states"),
        ('[profile.states.a]\nplay = { low = ["keep", "wait"] }\nnext = { "keep, wait -> lo" = "a" }', 'Did you mean "low"?'),
    ],
)  # fmt: skip
def test_mistakes_in_a_stochastic_profile_are_told(profile: str, said: str) -> None:
    assert said in refusal(LADDER + profile)


@pytest.mark.parametrize(
    ("wrong", "right", "place", "said"),
    [
        ("0", "700", "players", "at least 1"),
        ("2.5", "700", "players", "a whole number"),
        ('"q"', "700", "players", 'the unknown name "q"'),
        ('"m*j"', '"m*k"', "[payoff], out", 'the unknown name "j"'),
        ('"m/k"', '"m*k"', "[payoff], out, k = 0", "division by zero"),
        ("", 'out = "m*k"', "[payoff]", "no payoff of out"),
        ('["m", "n"]', '["m"]', "symbols", "predefined"),
        ('["m", "k"]', '["m"]', "symbols", "predefined"),
        ('["m", "max"]', '["m"]', "symbols", "max"),
        ("{m = 1, n = 2}", '{m = "1/50"}', "values", "a value for"),
        ("{mm = 1}", '{m = "1/50"}', "[values]", 'Did you mean "m"?'),
        ("[0, 1]", '"m*k"', "[payoff], out", "700 entries"),
        ('["out"]', '["out", "in"]', "actions", "two or more actions"),
    ],
)
def test_mistakes_in_an_anonymous_game_are_told_with_their_place(wrong: str, right: str, place: str, said: str) -> None:
    message = refusal(MINIMUM.replace(right, wrong, 1))
    assert place in message
    assert said in message


@pytest.mark.parametrize(
    ("head", "said"),
    [
        ('assume = ["T > R"]', 'the unknown name "T"'),
        ('symbols = ["T"]\nvalues = { T = 1 }\nassume = ["T > 2"]', "which is false"),
        ('assume = ["1 > 2"]', "which is false"),
        ('assume = "1 < 2"', "a list of relations"),
        ('symbols = ["T"]\nassume = ["T"]', "comparison"),
        ("symbols = [1]", "the number 1"),
        ('symbols = ["2x"]', "letters, digits"),
        ('values = { a = "b", b = 1 }', 'the unknown name "b"'),
        ('values = { a = "a + 1" }', "a"),
        ("name = 3", "a text in quotes"),
        ('nme = "x"', 'Did you mean "name"?'),
    ],
)
def test_mistakes_in_the_head_of_a_file_are_told(head: str, said: str) -> None:
    assert said in refusal(f"{head}\n{DILEMMA}")


@pytest.mark.parametrize("kind", ["bargaining", "alternating-offers", "coalitional"])
def test_kinds_of_the_contract_that_are_not_read_yet_say_so(kind: str) -> None:
    with pytest.raises(Unsupported, match="not read yet by this version"):
        loads(f'kind = "{kind}"')


THREE = """
kind = "anonymous"
players = 4
actions = ["out", "in", "sell all"]
symbols = ["m"]
[payoff]
out = 0
in = "m*k_in - k_sell_all + n"
"sell all" = "k_out"
"""


def test_more_than_two_anonymous_actions_have_a_count_each() -> None:
    game = loads(THREE).game
    assert isinstance(game, AnonymousGame)
    assert game.actions == ("out", "in", "sell all")
    assert game.payoff_at(1, (0, 2, 1)) == exact("2*m + 3")
    assert game.payoff_at(2, (3, 0, 0)) == 3
    assert game.symbols == ("m",)


def test_payoffs_by_vectors_of_counts_may_be_listed() -> None:
    game = loads(THREE.replace("out = 0", "out = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]")).game
    assert isinstance(game, AnonymousGame)
    assert [game.payoff_at(0, vector) for vector in count_vectors(3, 3)] == list(range(1, 11))


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("k_out", "k", 'the unknown name "k"'),
        ("k_sell_all", "k_sell_al", 'Did you mean "k_sell_all"?'),
        ("out = 0", "out = [1, 2]", "found a list of 2; expected 10 entries, one for each vector of counts"),
        ('["m"]', '["m", "k_in"]', '"k_in" is predefined here'),
        ('"sell all" = "k_out"', "", "no payoff of sell all; expected an expression in k_out, k_in, k_sell_all"),
        ('"k_out"', '"1/(k_out - 3)"', "all others on out"),
        ('"sell all"]', '"in!", "in?"]', "two actions whose counts are called k_in_"),
        (', "in", "sell all"]', "]", "two or more actions"),
    ],
)
def test_mistakes_about_counts_are_told(old: str, new: str, said: str) -> None:
    text = THREE.replace(old, new)
    if "in!" in new:
        text = text.replace('"sell all" = "k_out"', '"in!" = 0\n"in?" = 0').replace("k_sell_all", "k_out")
    assert said in refusal(text)


@pytest.mark.parametrize("part", ["[repeated]", '[profile]\nplay = "in"'])
def test_three_actions_are_played_once(part: str) -> None:
    with pytest.raises(Unsupported, match="with 3 actions; expected two actions"):
        loads(f"{THREE}\n{part}\n")


def test_with_two_actions_the_counts_have_their_names_too() -> None:
    text = MINIMUM.replace('out = "m*k"', 'out = "m*k_in"').replace("m*(k+1)", "m*(n - k_out)")
    assert loads(text).game.gains() == loads(MINIMUM).game.gains()


def test_the_message_names_file_table_entry_and_remedy() -> None:
    message = refusal(DILEMMA.replace('"share, hide"', '"share, hid"'))
    assert message == (
        'tomato.toml, [payoffs], "share, hid": found the action "hid" for supplier; expected one of share, hide. '
        'Did you mean "hide"?'
    )


# --- files from strangers -------------------------------------------------------------------------------------------

HEAD = 'kind = "strategic"\n[players]\na = ["x"]\n[payoffs]\n'
HOSTILE = {
    "digits": HEAD + f"x = [{'9' * 1_000_000}]",
    "hexadecimal digits": HEAD + f"x = [0x{'f' * 1_000_000}]",
    "digits in a text": HEAD + f'x = ["{"9" * 1_000_000}"]',
    "decimals": HEAD + f"x = [0.{'9' * 1_000_000}]",
    "an exponent": HEAD + "x = [1e999999999]",
    "a long exponent": HEAD + f"x = [1e{'9' * 40}]",
    "a power tower": HEAD + 'x = ["9**9**9**9"]',
    "deep parentheses": HEAD + f'x = ["{"(" * 4000}1{")" * 4000}"]',
    "deep lists": HEAD + f"x = {'[' * 100_000}",
    "deep tables": "kind = " + "{a=" * 10_000,
    "a key of many parts": ".".join("a" for _ in range(1_000_000)) + " = 1",
    "a table of many parts": f"[{'.'.join(chr(34) + 'a' + chr(34) for _ in range(500_000))}]",
    "code": HEAD + "x = [\"__import__('os').system('true')\"]",
    "a file too large": "#" * (LARGEST_FILE + 1),
    "100 MB": "9" * 100_000_000,
    "2**60 profiles": "kind='strategic'\n[players]\n" + "".join(f"p{i}=['x','y']\n" for i in range(60)) + "[payoffs]",
    "control characters": 'kind = "\\u001b[31mred"',
    "a null byte": 'kind = "\x00"',
    "not TOML": "{" * 10,
    "nothing": "",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files_are_refused_clearly_and_quickly(name: str) -> None:
    begun = time.perf_counter()
    with pytest.raises(InvalidFile) as caught:
        loads(HOSTILE[name], "stranger.toml")
    assert time.perf_counter() - begun < 5
    message = str(caught.value)
    assert message.startswith("stranger.toml")
    assert len(message) < 600
    assert message.isprintable()


def test_a_file_of_100_megabytes_is_not_read_to_its_end(tmp_path: object) -> None:
    path = tmp_path / "large.toml"  # type: ignore[operator]
    with path.open("wb") as file:
        file.truncate(100_000_000)
    begun = time.perf_counter()
    with pytest.raises(InvalidFile, match="more than"):
        load(path)
    assert time.perf_counter() - begun < 1


def test_a_file_that_is_not_utf_8_says_where(tmp_path: object) -> None:
    path = tmp_path / "latin.toml"  # type: ignore[operator]
    path.write_bytes(b'kind = "\xe9"')
    with pytest.raises(InvalidFile, match="UTF-8"):
        load(path)


def test_errors_are_of_the_librarys_tree() -> None:
    with pytest.raises(ComarcaError):
        loads("kind = 1")
