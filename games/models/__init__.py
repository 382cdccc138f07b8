"""The four families of collaborations, one model a file."""
