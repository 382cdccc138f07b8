"""What a game is, and how it is solved."""
