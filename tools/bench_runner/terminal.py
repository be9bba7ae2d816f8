"""Figures of the whole terminal: the real kiosk off screen, with hall, courier and simulated devices, on a visit."""
import pathlib
import sys
import time

from lines import read_steps
from processes_seen import cpu_seconds, family_of, pss_mb, waiting_seconds
from stack import Options, Stack
from steps import Player

NAMES = ("start.first_frame", "memory.pss", "idle.cpu", "idle.frames", "frame.own_cpu", "frame.press_to_pixels", "card.to_screen")
LIVES, QUICK_LIVES = 7, 1
IDLE_RUNS, QUICK_IDLE_RUNS = 3, 1
IDLE_SECONDS, QUICK_IDLE_SECONDS = 20, 4
SETTLING_SECONDS = 5
SCENARIOS = pathlib.Path(__file__).resolve().parents[2] / "tests/scenario/parts"
VISIT = ("to-form.part", "form.part")


def take(figures, quick):
    stack = Stack(Options())
    try:
        stack.start()
        if any(figures.wants(name) for name in NAMES if not name.startswith("idle.")):
            _take_lives(stack, figures, QUICK_LIVES if quick else LIVES)
        runs, seconds = (QUICK_IDLE_RUNS, QUICK_IDLE_SECONDS) if quick else (IDLE_RUNS, IDLE_SECONDS)
        if figures.wants("idle.frames"):
            figures.add("idle.frames", "per minute", _idle_frames(stack, runs, seconds))
        if figures.wants("idle.cpu"):
            figures.add("idle.cpu", "%", _idle_cpu(stack, runs, seconds))
    finally:
        stack.close()


# --- lives of the kiosk: start, visit, end ---------------------------------------------------------------------------


def _take_lives(stack, figures, lives):
    """The kiosk that the stack has started was the first one: caches are warm from here on."""
    taken = {"start.first_frame": [], "memory.pss": [], "frame.own_cpu": [], "frame.press_to_pixels": [], "card.to_screen": []}
    steps = [step for part in VISIT for step in read_steps(SCENARIOS / part) if step.words[:2] != ["expect", "something-of"]]
    worked = waited = 0
    for _ in range(lives):
        stack.stop_program("kiosk")
        stack.panel.close()
        begun = time.monotonic_ns() // 1000
        stack.start_program("kiosk")
        taken["start.first_frame"].append((_frames(stack)[0]["at_us"] - begun) / 1000)
        time.sleep(1)  # fonts of receipts are made ready after the first frame
        player = Player(stack, stack.folder, "bench")
        for step in steps:
            player.play(step)
        frames = _frames(stack)
        family = family_of(stack.program_pid("kiosk"))
        taken["memory.pss"].append(pss_mb(family))
        worked += cpu_seconds(family)
        waited += waiting_seconds(family)
        taken["frame.own_cpu"] += [frame["own_us"] / 1000 for frame in frames]
        taken["frame.press_to_pixels"] += [frame["after_press_us"] / 1000 for frame in frames if "after_press_us" in frame]
        taken["card.to_screen"].append(_card_to_screen(stack, frames))
        stack.simulators["reader"].command("card-remove")
    print(f"the kiosk's threads worked {worked:.1f} s and waited {waited:.1f} s for a core: figures in real time hold both", file=sys.stderr)
    units = {"memory.pss": "MB"}
    for name, values in taken.items():
        figures.add(name, units.get(name, "ms"), values)


def _frames(stack):
    return stack.panel.request("frames")["frames"]


def _card_to_screen(stack, frames):
    read = int(stack.simulators["reader"].command("last-read"))
    shown = next(frame for frame in frames if frame["at_us"] > read and frame["screen"] != "card")
    return (shown["at_us"] - read) / 1000


# --- nobody is there ---------------------------------------------------------------------------------------------------


def _idle_frames(stack, runs, seconds):
    stack.stop_program("kiosk")
    stack.panel.close()
    stack.start_program("kiosk")
    time.sleep(SETTLING_SECONDS)
    values = []
    for _ in range(runs):
        before = stack.panel.screen()["frames"]
        time.sleep(seconds)
        values.append((stack.panel.screen()["frames"] - before) * 60 / seconds)
    return values


def _idle_cpu(stack, runs, seconds):
    """The program of the terminal itself: the simulation's looks for a clock that is moved every few milliseconds."""
    stack.stop_program("kiosk")
    process = stack.processes["kiosk"]
    process.command[0] = str(stack.bin / "bancheng-kiosk")
    process.start()
    time.sleep(SETTLING_SECONDS)
    values = []
    for _ in range(runs):
        process.require_running()
        before = cpu_seconds(family_of(process.pid))
        begun = time.monotonic()
        time.sleep(seconds)
        values.append(100 * (cpu_seconds(family_of(process.pid)) - before) / (time.monotonic() - begun))
    return values
