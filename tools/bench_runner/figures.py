"""Which figures there are, who takes them, and how they are printed."""
import dataclasses
import json
import statistics
import typing

import inside
import peer
import terminal

# What is wanted of them (standards.md, "It is quick"); of the figures without an entry nothing is said there.
WANTED = {
    "start.first_frame": 200, "memory.pss": 120, "idle.cpu": 0.1, "idle.frames": 0, "frame.own_cpu": 1, "frame.press_to_pixels": 33,
    "card.to_screen": 20, "outbox.store_beyond_sync": 50, "receipt.encode": 10, "page.pipeline": 150, "page.preview": 30, "code.read": 10,
}


@dataclasses.dataclass
class Group:
    """Figures that are taken together."""
    names: tuple
    take: typing.Callable


GROUPS = (
    Group(terminal.NAMES, terminal.take),
    *(Group(names, inside.taker(program_name)) for program_name, names in inside.FIGURES.items()),
    Group(peer.NAMES, peer.take),
)
NAMES = tuple(name for group in GROUPS for name in group.names)


class Figures:
    """Prints each chosen figure as soon as it is known."""

    def __init__(self, chosen, table):
        self.chosen = set(chosen)
        self.table = table
        self.rows = []

    def wants(self, name):
        return name in self.chosen

    def add(self, name, unit, values):
        if name not in self.chosen or not values:
            return
        figure = {"name": name, "unit": unit, "runs": len(values), "min": _short(min(values)), "median": _short(statistics.median(values)),
                  "max": _short(max(values))}
        if self.table:
            self.rows.append(figure)
        else:
            print(json.dumps(figure, ensure_ascii=False), flush=True)

    def finish(self):
        if not self.table:
            return
        print(f"{'figure':36} {'median':>10} {'min':>10} {'max':>10}  {'unit':12} {'runs':>5}  wanted (median)")
        for row in self.rows:
            wanted = WANTED.get(row["name"])
            said = "" if wanted is None else f"≤ {wanted}" + ("" if row["median"] <= wanted else "   MISSED")
            print(f"{row['name']:36} {row['median']:>10} {row['min']:>10} {row['max']:>10}  {row['unit']:12} {row['runs']:>5}  {said}")


def _short(value):
    """Four digits say more than these machines can promise."""
    return float(f"{value:.4g}")
