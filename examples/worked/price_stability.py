"""Price stability: Chile's tomato contracts. Run it, then change a number and run it again.

The source (Perez-Aleman 2003): prices agreed before the season keep growers from selling elsewhere, so that plants can invest in
them. It gives no prices; those below are illustrative, in money per tonne.
"""

import proofs
from games import solvable
from games.models.customer_supplier import PriceStability
from games.show.words import explain

model = PriceStability(low=40, high=60, prob_high="1/2", gain_supplier=12, gain_buyer=18, price=50)
print(model.card(), "\n")

# 1. The game: one table a season, each side may go to the market; and the agreement: keep the price until someone does not.
game, faithful = solvable(model.game(timing="A")), model.faithful()
print(explain(game.threshold(faithful)))
print("At d = 2/5 it fails. ", game.at("2/5").why_not(faithful), "\n")

# 2. Which prices would be kept? The closed form is a band that widens with patience.
for d in ("0", "2/5", "1/2", "9/10"):
    lowest, highest = model.honoured_prices("A", d)
    print(f"d = {d:4}:  {f'from {lowest} to {highest}' if lowest <= highest else 'none'}")
print(
    "Some price is kept from d =",
    model.threshold("A")[0].intervals[0].lo,
    "on: 20/(20 + 30), the spread against the gains.\n",
)

# 3. Timing B: who breaches loses this season's gain too. Here the gains cover the spread, and no patience is needed.
print("Timing B:", *(str(own) for own in model.threshold("B")[0].intervals), "\n")

# 4. But a price that follows the market is kept at every discount factor: the fixed price itself makes the temptation.
indexed = solvable(model.indexed_game(premium=0))
print(explain(indexed.threshold(faithful)), "\n")

# 5. What happens after a breach: in season 2 the supplier sells outside.
print(game.play(faithful, periods=5, seed=3, departures={2: {"supplier": "sell outside"}}), "\n")

# 6. All this for every number: the theorems, with everything a symbol.
for proof in proofs.prove(*proofs.theorems_for(model), judge=False):  # judge=True: which assumptions are needed
    print(f"{proof.status}: {proof.theorem.claim}")
