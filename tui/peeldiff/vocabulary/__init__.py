"""Every word and sign for a kind, status, grade, level or basis, written once.

`terms` has the words of machine formats and their orders, `words` what a reader sees, long and
short, `signs` what is drawn before them, in Unicode and in ASCII.
"""
