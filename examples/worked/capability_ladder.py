"""The capability ladder: learning by monitoring, with and without a last level.

The sources (Sabel 1996, Perez-Aleman 2003): watching each other is also learning, and goals are revised again and again. The numbers are
illustrative.
"""

import proofs
from games import solvable
from games.models.learning_by_monitoring import CapabilityLadder
from games.show.words import explain

model = CapabilityLadder(return_=2, gain=3, growth="3/2", climb="1/2", loss=3)
print(model.card(), "\n")
faithful = model.faithful()

# 1. Without an end: one state that grows.
endless = solvable(model.game())
print("Endless.", explain(endless.threshold(faithful)), "\n")

# 2. With a known last level, however far: as if nothing were learned.
for last in (0, 1, 4):
    print(f"Last level {last}:", *map(str, solvable(model.finite_ladder(last)).threshold(faithful).intervals))
print("At d = 1/2 it fails at the top.", solvable(model.finite_ladder(1, "1/2")).why_not(faithful), "\n")

# 3. The unravelling: if they stop at the top, the level below is worth no more than itself. It needs d(1-l) >= 3/5,
# and with l = 1/2 no d will do.
stopping = model.working_below(1, last=1)
below = solvable(model.finite_ladder(1)).threshold(stopping).intervals
print("Work below the top only:", *(map(str, below) if below else ["at no discount factor"]))
print(solvable(model.finite_ladder(1, "3/5")).why_not(stopping), "\n")

# 4. An end of unknown date: each climb is the last with probability 1/10.
unknown = solvable(model.unknown_end("1/10"))
print("Unknown end:", *map(str, unknown.threshold(model.working_until_the_end()).intervals), "\n")

# 5. The path of payoffs: what each is expected to receive while both work, and one history with a breach in period 5.
print("expected, endless:     ", ", ".join(f"{float(x):.2f}" for x in model.expected_payoffs(8)))
print("expected, last level 2:", ", ".join(f"{float(x):.2f}" for x in model.expected_payoffs(8, last=2)))
print(endless.at("1/2").play(faithful, periods=8, seed=4, departures={5: {"partner 2": "shirk"}}), "\n")

# 6. For all numbers:
for proof in proofs.prove(*proofs.theorems_for(model), judge=False):  # judge=True: which assumptions are needed
    print(f"{proof.status}: {proof.theorem.claim}")
