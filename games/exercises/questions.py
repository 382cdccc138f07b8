"""The exercises: one result a family, and for each what breaks it."""

from __future__ import annotations

from functools import cache

from games.core.anonymous import representative_play
from games.errors import ComarcaError, did_you_mean
from games.exact import Relation, parse_relations
from games.exercises.description import Exercise, Setting

D = ("d", "the discount factor")


def list_exercises() -> tuple[Exercise, ...]:
    """All exercises: by family, each followed by the one that shows what breaks it."""
    return _catalogue()


def exercise(id: str) -> Exercise:  # noqa: A002  the word that the command line uses
    """The exercise of that id. Raises ComarcaError for an id that there is none of.

    >>> exercise("co-finance")
    Traceback (most recent call last):
        ...
    games.errors.ComarcaError: exercise: found "co-finance"; expected one of ...
    """
    for one in _catalogue():
        if one.id == id:
            return one
    ids = [one.id for one in _catalogue()]
    raise ComarcaError("exercise", f'"{id}"', f"one of {', '.join(ids)}", did_you_mean(id, ids))


def _given(*texts: str) -> tuple[Relation, ...]:
    return tuple(relation for own in texts for relation in parse_relations(own))


# ------------------------------------------------------------------------------------------------------ price stability

FAMILY_1, FAMILY_2 = "customer-supplier bargaining", "the local-incentive prisoner's dilemma"
FAMILY_3, FAMILY_4 = "collective action and public goods", "learning by monitoring"
PRICES = (
    ("pL", "the low market price"),
    ("pH", "the high market price"),
    ("q", "how likely the high one is"),
    ("g_s", "what the relation is worth to the supplier each season"),
    ("g_b", "what it is worth to the buyer"),
    D,
)


def _fixed_price() -> Setting:
    from games.models.customer_supplier import PriceStability

    model = PriceStability.symbolic()
    return model.game("A"), model.faithful()


def _indexed_price() -> Setting:
    from games.models.customer_supplier import PriceStability

    model = PriceStability.symbolic()
    return model.indexed_game("t", "A"), model.faithful()


def _price_exercises() -> tuple[Exercise, ...]:
    return (
        Exercise(
            id="price-stability",
            title="Which prices are kept?",
            family=FAMILY_1,
            model="price-stability",
            question="""A plant and a grower fix the price p before the season. At harvest the market pays pH with probability q, else pL.
            The grower may sell outside, the plant may buy outside; after that both trade on the market for good. You receive your
            gain of the season if the other keeps faith. Which prices p do both keep in every season?""",
            hint="The grower is tempted when the market is high, the plant when it is low. What does each lose afterwards?",
            kind="interval",
            variable="p",
            symbols=PRICES,
            given=_given("pL < pH", "0 < q < 1", "g_s >= 0", "g_b >= 0", "g_s + g_b > 0"),
            what_breaks_it="""The interval is empty for impatient partners. A price that follows the market needs no patience: see
            price-stability-indexed.""",
            setting=_fixed_price,
        ),
        Exercise(
            id="price-stability-indexed",
            title="What if the price follows the market?",
            family=FAMILY_1,
            model="price-stability",
            question="""The same plant and grower agree on the market price of the day plus a premium t. Which premiums do both
            keep in every season?""",
            hint="Is anyone better off on the market, today, than with t = 0?",
            kind="interval",
            variable="t",
            symbols=PRICES,
            given=_given("pL < pH", "0 < q < 1", "g_s >= 0", "g_b >= 0", "g_s + g_b > 0"),
            what_breaks_it="""With t = 0 the agreement holds at every d: so the fixed price made the temptation. A grower who dislikes risk
            would still want it fixed.""",
            setting=_indexed_price,
        ),
    )


# ------------------------------------------------------------------------------------------------ incentive competition


def _race() -> Setting:
    from games.models.local_incentive import IncentiveCompetition

    model = IncentiveCompetition.symbolic()
    return representative_play(model.game(), model.grim())


def _left_outside() -> Setting:
    from games.models.local_incentive import IncentiveCompetition

    dear = IncentiveCompetition(cost=7, investment=12, governments=3)
    return IncentiveCompetition("c", "B", 3).repeated(), dear.targeted()


def _incentive_exercises() -> tuple[Exercise, ...]:
    names = (("c", "the cost of offering"), ("B", "what the investment is worth"))
    return (
        Exercise(
            id="incentive-competition",
            title="When does a pact hold?",
            family=FAMILY_2,
            model="incentive-competition",
            question="""n towns may offer incentives, at cost c each. An investment worth B goes in equal parts to those who offer; if
            nobody does, to all. Pact: nobody offers until someone does, then all offer for ever. From which d on is it an
            equilibrium?""",
            hint="What does a town get this year if it alone offers? And every year after?",
            kind="formula",
            variable="d",
            symbols=(*names, ("n", "how many towns, a whole number")),
            given=_given("n >= 2", "0 < c", "c < B/n"),
            what_breaks_it="""The threat: if c > B/n, a town would rather hold back when all others offer, and nobody believes in the
            race. See incentive-competition-dear.""",
            setting=_race,
            whole=("n",),
        ),
        Exercise(
            id="incentive-competition-dear",
            title="A pact when offers are dear",
            family=FAMILY_2,
            model="incentive-competition",
            question="""Three towns, and offers so dear that B/2 < c < 2B/3: in a single year exactly one town offers. The race is no
            threat any more. New pact: nobody offers; if someone does, then for ever one of the others offers alone. From which d on
            is it an equilibrium?""",
            hint="Who broke the pact gets nothing afterwards. Can anyone be held to less?",
            kind="formula",
            variable="d",
            symbols=names,
            given=_given("B/2 < c", "c < 2*B/3", "B > 0"),
            what_breaks_it="""At c = 2B/3 to offer alone no longer pays, and no pact is needed. So the dearer the offers, the less patience
            it takes: the reverse of what the race suggests.""",
            setting=_left_outside,
        ),
    )


# ------------------------------------------------------------------------------------------------------- co-financing

PROJECT = (
    ("m", "what one unit is worth to each firm"),
    ("s", "the part that the agency pays"),
    ("n", "how many firms, a whole number"),
)


def _project() -> Setting:
    from games.models.public_goods import CoFinancedProject

    model = CoFinancedProject.symbolic()
    return representative_play(model.game(), model.grim())


def _all_or_nothing() -> Setting:
    from games.models.public_goods import CoFinancedProject

    model = CoFinancedProject("n", "m", "s", minimum="n")
    return representative_play(model.game(), model.grim())


def _project_exercises() -> tuple[Exercise, ...]:
    return (
        Exercise(
            id="co-financing",
            title="What does the agency's half do?",
            family=FAMILY_3,
            model="co-financing",
            question="""Each of n firms may give a unit, of which an agency pays the part s. Every unit is worth m to each of the n firms.
            All give until someone does not, then nobody for ever. From which d on is that an equilibrium?""",
            hint="Who stops giving saves 1 - s, and loses m of his own unit now and the other firms' units later.",
            kind="formula",
            variable="d",
            symbols=PROJECT,
            given=_given("n >= 2", "m > 0", "0 <= s", "s <= 1", "(1 - s)/n < m", "m < 1 - s"),
            what_breaks_it="""If m > 1 - s, giving is best in any case, and the threat to stop is empty. If the project needs all n, there
            is nothing to gain by staying out: see co-financing-all-or-nothing.""",
            setting=_project,
            whole=("n",),
        ),
        Exercise(
            id="co-financing-all-or-nothing",
            title="Groups only",
            family=FAMILY_3,
            model="co-financing",
            question="""The same project, but the agency pays only if all n firms join; else nobody pays or gains. All join until someone
            does not, then nobody for ever. From which d on is that an equilibrium, if nm >= 1 - s?""",
            hint="What does a firm gain this season by staying out?",
            kind="formula",
            variable="d",
            symbols=PROJECT,
            given=_given("n >= 2", "m > 0", "0 <= s", "s <= 1", "1 - s <= n*m"),
            what_breaks_it="""That nobody joins is an equilibrium too, at every d: the rule replaces the dilemma by a problem of
            coordination.""",
            setting=_all_or_nothing,
            whole=("n",),
        ),
    )


# --------------------------------------------------------------------------------------------------- capability ladder

LADDER = (
    ("R", "what working together pays each"),
    ("g", "what shirking adds"),
    ("rho", "by how much everything is worth more one level up"),
    ("l", "the chance to climb after a period in which both work"),
)


def _endless() -> Setting:
    from games.models.learning_by_monitoring import CapabilityLadder

    model = CapabilityLadder.symbolic()
    return model.game(), model.faithful()


def _last_level() -> Setting:
    from games.models.learning_by_monitoring import CapabilityLadder

    model = CapabilityLadder.symbolic()
    return model.finite_ladder(2), model.faithful()


def _ladder_exercises() -> tuple[Exercise, ...]:
    given = ("R > 0", "g > 0", "rho >= 1", "0 <= l", "l <= 1", "x >= 0")
    return (
        Exercise(
            id="capability-ladder",
            title="Learning without an end",
            family=FAMILY_4,
            model="capability-ladder",
            question="""Two partners work together; each period they climb with probability l, and one level up everything is worth
            rho times as much, without end. Working pays each R, shirking g more; after a breach both shirk for good and get 0. From which
            d on do both work?""",
            hint="Let V be the average payoff of working from here on. After a climb it is rho V.",
            kind="formula",
            variable="d",
            symbols=LADDER,
            given=_given(*given, "d*(1 + l*(rho - 1)) < 1"),
            what_breaks_it="A last level that both know: see capability-ladder-last-level.",
            setting=_endless,
        ),
        Exercise(
            id="capability-ladder-last-level",
            title="Learning with a known end",
            family=FAMILY_4,
            model="capability-ladder",
            question="""The same partners, but there are three levels and both know it. From which d on do both work at every level?""",
            hint="Begin at the top, where nothing is left to learn.",
            kind="formula",
            variable="d",
            symbols=LADDER,
            given=_given(*given),
            what_breaks_it="""Less patience fails at the top. Then the level below is worth no more than itself, and fails too: the
            unravelling. Only an end that is not known, or none, keeps what learning adds.""",
            setting=_last_level,
        ),
    )


@cache
def _catalogue() -> tuple[Exercise, ...]:
    return (*_price_exercises(), *_incentive_exercises(), *_project_exercises(), *_ladder_exercises())
