"""What is claimed, and why it is true."""
