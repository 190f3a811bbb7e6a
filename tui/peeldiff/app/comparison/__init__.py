"""Two inspections side by side: judgments, findings, figures."""
