"""What is asked of a dataset: names, judgments, gaps, pages, coverage, everything that has some words in it."""
