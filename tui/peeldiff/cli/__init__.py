"""The scripted mode: arguments become a result on standard output and an exit code.

Nothing heavy is imported before a command needs it: `--help` and `--version` import argparse
and no more.
"""

from peeldiff.cli.entry import main

__all__ = ["main"]
