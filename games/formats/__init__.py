"""Game files read and written, and answers as JSON: `game_file.load`, `write.dumps`, `answers`."""
