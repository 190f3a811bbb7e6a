"""The commands, one module each, with parser() and run()."""
