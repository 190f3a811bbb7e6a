"""A file becomes lines and blocks, whatever its format, in a process of its own."""
