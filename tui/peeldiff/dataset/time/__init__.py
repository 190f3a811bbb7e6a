"""When something was, from the words that name it: the order of cycles, the days of a period."""
