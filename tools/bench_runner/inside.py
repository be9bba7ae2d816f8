"""Figures that bancheng-bench takes inside one process."""
import json
import pathlib
import subprocess
import tempfile

from lines import ScenarioError
from stack import ROOT, build_folder, demo_certificates

# What the program takes, and the figures that come of it.
FIGURES = {
    "outbox.store": ("outbox.store", "outbox.store_beyond_sync"),
    "receipt.encode": ("receipt.encode",),
    "page.pipeline": ("page.pipeline",),
    "page.preview": ("page.preview",),
    "code.read": ("code.read",),
    "session.step": ("session.step",),
}
RUNS, QUICK_RUNS = 40, 4


def taker(name):
    def take(figures, quick):
        # In the build folder, since /tmp may have no disk under it.
        with tempfile.TemporaryDirectory(dir=build_folder(), prefix="bench-") as folder:
            for figure in _run(name, QUICK_RUNS if quick else RUNS, pathlib.Path(folder)):
                figures.add(figure["name"], figure["unit"], figure["values"])
    return take


def _run(name, runs, folder):
    build = build_folder()
    command = [build / "bin/bancheng-bench", name, "--runs", str(runs), "--assets", build / "assets", "--calendar", ROOT / "config/calendar",
               "--sheets", build / "specimens/sheets", "--folder", folder]
    if name == "outbox.store":
        command += ["--certificates", demo_certificates()]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise ScenarioError(done.stderr.strip() or f"bancheng-bench ended with {done.returncode}")
    return [json.loads(line) for line in done.stdout.splitlines()]
