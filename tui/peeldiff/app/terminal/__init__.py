"""What makes terminals behave: every use of what Textual does not promise."""
