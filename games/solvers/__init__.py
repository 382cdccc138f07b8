"""One algorithm or concept a file; solvers propose, the definitions in games.core decide."""
