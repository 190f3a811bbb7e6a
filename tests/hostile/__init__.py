"""Bad input: hostile text through every way out, and inputs changed at random."""
