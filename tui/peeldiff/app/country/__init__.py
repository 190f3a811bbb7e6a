"""Every force: in every cycle, in one cycle, or between two."""
