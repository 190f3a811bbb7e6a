"""What full screens are made of, and what can be done on each of them."""
