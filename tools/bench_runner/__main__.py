"""Takes figures of the shipped programs, one line of JSON each. See README.md beside this file."""
import argparse
import ctypes
import os
import pathlib
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "scenario_runner")]

from figures import GROUPS, NAMES, Figures  # noqa: E402
from lines import ScenarioError  # noqa: E402

_PR_SET_CHILD_SUBREAPER = 36


def chosen_names(words, parser):
    """Each word is a figure, or a stretch of names: 'peer' is all that begin with 'peer.'."""
    chosen = []
    for word in words:
        found = [name for name in NAMES if name == word or name.startswith(word + ".")]
        if not found:
            parser.error(f"no figure is called '{word}'; there are {', '.join(NAMES)}")
        chosen += found
    return chosen or list(NAMES)


def main():
    parser = argparse.ArgumentParser(prog="tools/bench", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help="figures, or the beginning of their names (default: all)")
    parser.add_argument("--quick", action="store_true", help="few and short runs: to see that it works, not to quote")
    parser.add_argument("--table", action="store_true", help="for people: a table with what is wanted")
    arguments = parser.parse_args()
    names = chosen_names(arguments.names, parser)
    # What a measured program leaves behind (Chromium's crash handler) becomes this program's child, so that it is counted and ended.
    ctypes.CDLL(None).prctl(_PR_SET_CHILD_SUBREAPER, 1)
    print(f"load before: {os.getloadavg()[0]:.2f} on {os.cpu_count()} cores", file=sys.stderr)
    figures = Figures(names, arguments.table)
    good = True
    for group in GROUPS:
        if not set(group.names) & set(names):
            continue
        try:
            group.take(figures, arguments.quick)
        except (ScenarioError, OSError) as error:
            print(f"{', '.join(n for n in group.names if n in names)}: {error}", file=sys.stderr)
            good = False
    figures.finish()
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
