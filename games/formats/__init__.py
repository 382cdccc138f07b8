"""Game files read and written."""
