"""How fast the solvers are, side by side with other libraries in one run: `python -m benchmarks`."""
