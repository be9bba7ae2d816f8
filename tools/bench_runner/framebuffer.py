"""An X display in memory whose pixels are watched from outside: the same eye for every program that draws on it."""
import mmap
import os
import pathlib
import shutil
import struct
import subprocess
import time

from lines import ScenarioError

LOOK_SECONDS = 0.001
ROWS = 40        # that are looked at
ENOUGH = 0.95    # share of them that must be as in the finished picture (a pointer may lie over some)
PATIENCE = 20


class Display:
    """Xvfb with its picture in a file (XWD: a header of big-endian words, then the colour map, then rows)."""

    def __init__(self, folder, width, height):
        if not shutil.which("Xvfb"):
            raise ScenarioError("Xvfb is not installed (package xvfb)")
        (folder / "picture").mkdir()
        reading, writing = os.pipe()
        self.process = subprocess.Popen(["Xvfb", "-displayfd", str(writing), "-screen", "0", f"{width}x{height}x24", "-fbdir", folder / "picture", "-br",
                                         "-nolisten", "tcp"], pass_fds=[writing], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(writing)
        with os.fdopen(reading) as told:
            number = told.readline().strip()
        if not number:
            raise ScenarioError("Xvfb did not start")
        self.name = f":{number}"
        self._map(folder / "picture/Xvfb_screen0")

    def _map(self, file):
        with open(file, "rb") as opened:
            self.picture = mmap.mmap(opened.fileno(), 0, access=mmap.ACCESS_READ)
        words = struct.unpack(">25I", self.picture[:100])
        header_size, height, row_size, colours = words[0], words[5], words[12], words[19]
        begin = header_size + colours * 12
        self.rows = [(begin + y * row_size, begin + (y + 1) * row_size) for y in range(height // ROWS // 2, height, height // ROWS)]

    def look(self):
        return [self.picture[begin:end] for begin, end in self.rows]

    def await_picture(self, wanted):
        """Returns when (monotonic, ns) the rows of `wanted` were seen."""
        deadline = time.monotonic() + PATIENCE
        while True:
            alike = sum(self.picture[begin:end] == row for (begin, end), row in zip(self.rows, wanted))
            now = time.monotonic_ns()
            if alike >= ENOUGH * len(wanted):
                return now
            if now / 1e9 > deadline:
                raise ScenarioError(f"the picture did not come within {PATIENCE} s: {alike} of {len(wanted)} rows")
            time.sleep(LOOK_SECONDS)

    def close(self):
        self.picture.close()
        self.process.terminate()
        self.process.wait()
