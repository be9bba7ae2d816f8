"""Chromium in kiosk mode and the kiosk itself, in turn on one display, each with the page that stands when nobody is there."""
import os
import pathlib
import shutil
import signal
import string
import subprocess
import tempfile
import time

from framebuffer import Display
from lines import ScenarioError
from processes_seen import cpu_seconds, family_of, pss_mb
from stack import Options, Stack, build_folder

WHAT = {"start.first_paint": "ms", "memory.pss": "MB", "idle.cpu": "%"}
NAMES = (*(f"peer.chromium.{what}" for what in WHAT), *(f"peer.bancheng.{what}" for what in WHAT), *(f"ratio.{what}" for what in WHAT))
ROUNDS, QUICK_ROUNDS = 3, 1
IDLE_SECONDS, QUICK_IDLE_SECONDS = 20, 3
SETTLING_SECONDS, QUICK_SETTLING_SECONDS = 10, 4
PAGE = pathlib.Path(__file__).resolve().parent / "attract.html"
# Nothing but the page: no first-run pages, no services of Google, no GPU that this machine has not; --no-sandbox as root alone.
SWITCHES = ("--kiosk", "--no-first-run", "--no-default-browser-check", "--disable-gpu", "--disable-background-networking",
            "--disable-component-update", "--disable-sync", "--disable-extensions", "--disable-default-apps", "--no-pings", "--password-store=basic",
            "--disable-features=Translate", "--window-position=0,0")


class Program:
    """One of the two, started again and again."""

    def __init__(self, command, env, log):
        self.command = [str(part) for part in command]
        self.env = {**os.environ, **env}
        self.log = log
        self.child = None

    def start(self):
        """Returns when it was asked for (monotonic, ns)."""
        with open(self.log, "ab") as log:
            begun = time.monotonic_ns()
            self.child = subprocess.Popen(self.command, env=self.env, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        return begun

    def family(self):
        if self.child.poll() is not None:
            raise ScenarioError(f"{self.command[0]} ended by itself: {self.log.read_text(errors='replace')[-800:]}")
        # What has lost its parent (a crash handler) is this program's child by now.
        lost = [pid for pid in family_of(os.getpid()) if _program_of(pid).startswith("/usr/lib/chromium/")] if "chromium" in self.command[0] else []
        return sorted({*family_of(self.child.pid), *lost})

    def stop(self):
        if self.child is None:
            return
        family = self.family() if self.child.poll() is None else []
        self.child.terminate()
        try:
            self.child.wait(8)
        except subprocess.TimeoutExpired:
            self.child.kill()
            self.child.wait()
        for pid in family:
            if pid != self.child.pid:
                _end(pid)
        self.child = None


def _program_of(pid):
    try:
        return os.readlink(f"/proc/{pid}/exe")
    except OSError:
        return ""


def _end(pid):
    """Of a family whose head has ended; most have ended with it."""
    try:
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
    except (ProcessLookupError, ChildProcessError):
        pass


def take(figures, quick):
    folder = pathlib.Path(tempfile.mkdtemp(prefix="bench-peer-"))
    options = Options()
    stack = Stack(options)
    display = None
    programs = {}
    try:
        browser = shutil.which("chromium")
        if not browser:
            raise ScenarioError("chromium is not installed (package chromium)")
        display = Display(folder, *options.size)
        stack.start()
        stack.stop_program("kiosk")
        programs = {"bancheng": _kiosk(stack, display, folder), "chromium": _chromium(browser, options, display, folder)}
        for name, unit, values in _rounds(programs, display, quick):
            figures.add(name, unit, values)
    finally:
        for program in programs.values():
            program.stop()
        if display:
            display.close()
        stack.close()
        shutil.rmtree(folder, ignore_errors=True)


def _kiosk(stack, display, folder):
    """The terminal's own program, without the simulation's panel."""
    simulated = stack.processes["kiosk"]
    env = {**simulated.env, "DISPLAY": display.name, "SDL_VIDEODRIVER": "x11"}
    return Program([stack.bin / "bancheng-kiosk", *simulated.command[1:]], env, folder / "kiosk.log")


def _chromium(browser, options, display, folder):
    icons = build_folder() / "assets/icons"
    page = folder / "attract.html"
    drawings = {name.replace("-", "_"): (icons / f"{name}.svg").read_text(encoding="utf-8")
                for name in ("attract-large", "brand", "help", "language", "text-size", "contrast")}
    page.write_text(string.Template(PAGE.read_text(encoding="utf-8")).substitute(drawings), encoding="utf-8")
    width, height = options.size
    as_root = ["--no-sandbox"] if os.geteuid() == 0 else []
    env = {"DISPLAY": display.name, "HOME": str(folder), "XDG_CONFIG_HOME": str(folder / "config"), "XDG_CACHE_HOME": str(folder / "cache"),
           "LANG": "C.UTF-8"}
    return Program([browser, *SWITCHES, *as_root, f"--window-size={width},{height}", f"--user-data-dir={folder}/profile", page.as_uri()], env,
                   folder / "chromium.log")


def _rounds(programs, display, quick):
    settling = QUICK_SETTLING_SECONDS if quick else SETTLING_SECONDS
    pictures = {name: _finished_picture(program, display, settling) for name, program in programs.items()}
    taken = {name: {what: [] for what in WHAT} for name in programs}
    for _ in range(QUICK_ROUNDS if quick else ROUNDS):
        for name, program in programs.items():
            for what, value in _measure(program, display, pictures[name], settling, QUICK_IDLE_SECONDS if quick else IDLE_SECONDS).items():
                taken[name][what].append(value)
    for name, of in taken.items():
        for what, values in of.items():
            yield f"peer.{name}.{what}", WHAT[what], values
    for what in WHAT:
        pairs = list(zip(taken["chromium"][what], taken["bancheng"][what]))
        if all(ours > 0 for _, ours in pairs):
            yield f"ratio.{what}", "times", [theirs / ours for theirs, ours in pairs]


def _finished_picture(program, display, settling):
    """Of a first start, after which caches are warm."""
    empty = display.look()
    program.start()
    time.sleep(settling)
    picture = display.look()
    program.family()
    program.stop()
    if picture == empty:
        raise ScenarioError(f"{program.command[0]} has drawn nothing: {program.log.read_text(errors='replace')[-800:]}")
    display.await_picture(empty)
    return picture


def _measure(program, display, picture, settling, idle_seconds):
    empty = display.look()
    begun = program.start()
    painted = display.await_picture(picture)
    time.sleep(settling)
    family = program.family()
    memory = pss_mb(family)
    before, idle_begun = cpu_seconds(family), time.monotonic()
    time.sleep(idle_seconds)
    idle = 100 * (cpu_seconds(family) - before) / (time.monotonic() - idle_begun)
    program.stop()
    display.await_picture(empty)
    return {"start.first_paint": (painted - begun) / 1e6, "memory.pss": memory, "idle.cpu": idle}
