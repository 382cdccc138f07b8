"""Decision procedures that prove or refute a theorem, and find certificates."""
