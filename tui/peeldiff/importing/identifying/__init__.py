"""What a page is: whose, of which force and cycle, from which day; or why it is no report."""
