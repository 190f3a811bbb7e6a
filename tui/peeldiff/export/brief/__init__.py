"""The paper for a committee: what a comparison says, and what to ask, on one page for a stranger."""
