"""Runs peeldiff and tells what it writes outside of a home: watched.py HOME LIST ARGUMENT…"""

from __future__ import annotations

import atexit
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from peeldiff.__main__ import main
from walks.outside import stay_here, watch

if __name__ == "__main__":
    home, told = Path(sys.argv.pop(1)), Path(sys.argv.pop(1))
    stay_here()
    found = watch(home)

    @atexit.register
    def tell() -> None:
        """Write down what was found, behind what other sittings found."""
        if found:
            with told.open("a", encoding="utf-8") as file:
                file.write("".join(f"{line}\n" for line in found))

    main()
