#!/usr/bin/env python3
"""The programs that a terminal and a hall run hold nothing of what a simulation may do to them: no virtual panel, no injected
touches, no camera that shows files, no clock that a script moves, no recorder of traffic.

By the symbols of both builds of each program. The simulation's must have them, or the check could not fail.
"""
import os
import pathlib
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
BIN = pathlib.Path(os.environ.get("BANCHENG_BUILD", ROOT / "build")) / "bin"
CLOCK = "bancheng::base::ControlClock::"
SIMULATION_ALONE = {
    "bancheng-kiosk": ("bancheng::drivers::make_panel(", "PanelHands::", "bancheng::ui::Injection::", "VirtualCamera::", CLOCK),
    "bancheng-courier": (CLOCK,),
    "bancheng-hall": ("FileTrafficRecorder::", CLOCK),
}


def symbols_of(program):
    done = subprocess.run(["nm", "--demangle", BIN / program], capture_output=True, text=True, check=True, errors="replace")
    return done.stdout


def main():
    mistakes = []
    for program, marks in SIMULATION_ALONE.items():
        production, simulation = symbols_of(program), symbols_of(program + "-sim")
        for mark in marks:
            if mark not in simulation:
                mistakes.append(f"{program}-sim has no symbol '{mark}': the check proves nothing; name the symbol anew in {__file__}")
            if mark in production:
                mistakes.append(f"{program} has '{mark}', which belongs to simulations: see which library its CMakeLists.txt links")
        if "bancheng::base::SystemClock::" not in production:
            mistakes.append(f"{program} has no symbols left: check it before it is stripped")
    print("\n".join(mistakes) or f"{len(SIMULATION_ALONE)} programs hold nothing of the simulation's")
    return 1 if mistakes else 0


if __name__ == "__main__":
    sys.exit(main())
