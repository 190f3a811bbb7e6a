"""What a report says: items, grades with their evidence, findings, figures; and what no row rests on."""
