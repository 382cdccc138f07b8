"""Incentive competition: King's dilemma of towns that offer incentives to a mobile investment.

The source (Helmsing 1999, after King 1990): if all offer, the effect is gone; who alone stops loses. It gives no numbers; those
below are illustrative.
"""

import proofs
from games import solvable
from games.models.local_incentive import IncentiveCompetition
from games.show.words import explain

model = IncentiveCompetition(cost=2, investment=12, governments=4)
print(model.card(), "\n")

# 1. Which game is it? That depends on what offering costs. The counts are those of the engine, not of the formula.
print("c     kind                     who offers   the pact holds under the threat of the race / under the best threat")
for cost in (0, 2, 3, "7/2", 4, 8, 9, 10):
    case = IncentiveCompetition(cost, 12, 4)
    kind, counts = case.kind(), solvable(case.game()).equilibria().counts
    pacts = [str(*own) if own else "never" for own in (kind.grim, kind.pact)]
    print(f"{cost!s:5} {kind.name:24} {' or '.join(map(str, counts)):12} {' / '.join(pacts)}")

# 2. The pact in the dilemma: nobody offers, or all do for ever.
game = solvable(model.game())
print("\n" + explain(game.threshold(model.grim())))
print("Never less than (n - 2)/(n - 1), here", model.many, "\n")

# 3. In the game of chicken that threat is empty, but another is not: leave the breaker outside.
dear = IncentiveCompetition(cost=6, investment=12, governments=4)
table = solvable(dear.repeated())
print(explain(table.threshold(dear.targeted())))
print(table.at("1/2").play(dear.targeted(), periods=4, departures={1: {"G3": "offer"}}), "\n")

# 4. For every cost, investment and number of governments:
for proof in proofs.prove(*proofs.theorems_for(model), judge=False):  # judge=True: which assumptions are needed
    print(f"{proof.status}: {proof.theorem.claim}")
