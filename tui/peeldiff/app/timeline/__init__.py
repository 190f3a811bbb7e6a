"""One force through every cycle."""
