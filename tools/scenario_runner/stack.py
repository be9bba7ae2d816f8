"""A whole terminal with its hall on this machine: certificates, hall, network, simulators, courier, kiosk.

Everything lives in one temporary folder; ports are free ones; all processes end with this program.
"""
import json
import os
import pathlib
import shutil
import sqlite3
import subprocess
import tempfile
import time

from control import Panel, Simulator
from lines import ScenarioError
from network import Network
from processes import Process

ROOT = pathlib.Path(__file__).resolve().parents[2]
TERMINAL = "10001"


def build_folder():
    return pathlib.Path(os.environ.get("BANCHENG_BUILD", ROOT / "build"))


class Options:
    """How the terminal of a scenario is set up; a scenario file may say so in its first lines ('set …')."""

    def __init__(self):
        self.orientation = "landscape"
        self.language = "zh-CN"
        self.text_size = "medium"
        self.high_contrast = False
        self.long_times = False
        self.small_disk = False     # outbox on a small tmpfs in a mount namespace of its own, for 'disk full'
        self.display = None         # None: off screen; else the environment's own display
        self.fast_print = True

    @property
    def size(self):
        return (1920, 1080) if self.orientation == "landscape" else (1080, 1920)

    @property
    def size_mm(self):
        return (476.0, 268.0) if self.orientation == "landscape" else (268.0, 476.0)


class Stack:
    def __init__(self, options, keep=None):
        self.options = options
        self.folder = pathlib.Path(keep) if keep else pathlib.Path(tempfile.mkdtemp(prefix="bancheng-"))
        self.folder.mkdir(parents=True, exist_ok=True)
        self.keep = keep is not None
        self.bin = build_folder() / "bin"
        self.logs = self.folder / "logs"
        self.terminal = self.folder / "terminal"
        for made in (self.logs, self.terminal):
            made.mkdir(exist_ok=True)
        self.processes = {}
        self.simulators = {}
        self.network = None
        self.holder = None
        self.env = {"BANCHENG_CONTROL_CLOCK": str(self.folder / "clock")}

    # --- start and end ---------------------------------------------------------------------------------------------

    def start(self):
        self._make_certificates()
        self._start_hall()
        self.network = Network(self.ports["terminals"])
        self._start_simulators()
        if self.options.small_disk:
            self._mount_small_disk()
        self._write_configuration()
        self.start_program("courier")
        self.start_program("kiosk")
        self.panel = Panel(self.folder / "panel.sock")
        return self

    def close(self):
        problems = []
        for name in ("kiosk", "courier", "hall"):
            process = self.processes.get(name)
            try:
                if process:
                    process.stop()
            except ScenarioError as error:
                problems.append(str(error))
        for simulator in self.simulators.values():
            simulator.close()
        for process in self.processes.values():
            process.kill()
        if self.holder:
            self.holder.kill()
        if self.network:
            self.network.close()
        if not self.keep:
            shutil.rmtree(self.folder, ignore_errors=True)
        if problems:
            raise ScenarioError("; ".join(problems))

    # --- parts -----------------------------------------------------------------------------------------------------

    def _make_certificates(self):
        cache = build_folder() / "demo-certificates"
        if not (cache / "complete").exists():
            temporary = pathlib.Path(tempfile.mkdtemp(dir=build_folder()))
            subprocess.run([ROOT / "tools/demo-certificates", temporary], check=True, capture_output=True)
            (temporary / "complete").touch()
            try:
                temporary.rename(cache)
            except OSError:  # another scenario was quicker
                shutil.rmtree(temporary)
        self.certificates = self.folder / "certificates"
        shutil.copytree(cache, self.certificates, dirs_exist_ok=True)

    def _start_hall(self):
        self.hall_port_file = self.folder / "hall-ports.json"
        self._new_process("hall", self._hall_command(port=0))
        self.start_program("hall")

    def _start_simulators(self):
        port_file = self.folder / "printer-port"
        self._simulator("reader", "id-card-reader", "--link", self.folder / "reader.tty")
        self._simulator("scanner", "code-scanner", "--link", self.folder / "scanner.tty")
        self._simulator("printer", "receipt-printer", "--listen", "127.0.0.1:0", "--port-file", port_file)
        self.printer_port = int(_wait_for_text(port_file, "the printer simulator's port"))
        self.simulators["camera"] = Simulator(self.folder / "camera.sock")

    def _simulator(self, name, device, *arguments):
        control = self.folder / f"{name}.sock"
        self._new_process(name, [self.bin / "bancheng-simulator", device, *arguments, "--control", control])
        self.processes[name].start()
        self.simulators[name] = Simulator(control)

    def _mount_small_disk(self):
        self.outbox.mkdir(exist_ok=True)
        unshare = ["unshare", "--mount"] if os.geteuid() == 0 else ["unshare", "--user", "--map-root-user", "--mount"]
        ready = self.folder / "mounted"
        script = f"mount -t tmpfs -o size=24m tmpfs '{self.outbox}' && touch '{ready}' && exec sleep infinity"
        self.holder = Process("disk", [*unshare, "sh", "-c", script], self.logs)
        self.holder.start()
        _wait_for(lambda: ready.exists() or not self.holder.is_running(), 10, "the small disk")
        self.holder.require_running()

    def _new_process(self, name, command):
        self.processes[name] = Process(name, command, self.logs, self.env)

    @property
    def outbox(self):
        return self.terminal / "outbox"

    def seen_outbox(self):
        """The outbox as the terminal sees it, also inside its mount namespace."""
        if self.holder:
            return pathlib.Path(f"/proc/{self.holder.pid}/root{self.outbox}")
        return self.outbox

    def _in_namespace(self, command):
        if not self.holder:
            return command
        extra = [] if os.geteuid() == 0 else ["--user", "--preserve-credentials"]
        return ["nsenter", "--target", str(self.holder.pid), *extra, "--mount", "--", *command]

    # --- programs that a scenario kills and starts --------------------------------------------------------------------

    def start_program(self, name):
        process = self.processes[name]
        if name == "hall" and self.hall_port_file.exists():
            # The same port again, so that the network's other end finds it.
            process.command = [str(part) for part in self._hall_command(self.ports["terminals"], self.ports["staff"])]
            self.hall_port_file.unlink()
        process.start()
        if name == "hall":
            self.ports = json.loads(_wait_for_text(self.hall_port_file, "the hall's ports", process))
        if name == "kiosk":
            Panel(self.folder / "panel.sock").screen()

    def kill_program(self, name):
        self.processes[name].kill()

    def stop_program(self, name):
        self.processes[name].stop()

    def check_running(self):
        for name in ("kiosk", "courier"):
            if self.processes[name].child is not None:
                self.processes[name].require_running()

    # --- clock -------------------------------------------------------------------------------------------------------

    def advance_clock(self, milliseconds):
        """Adds to the offset that every process maps (kiosk/base/control_clock.h)."""
        with open(self.folder / "clock", "r+b") as clock:
            offset = int.from_bytes(clock.read(8), "little", signed=True)
            clock.seek(0)
            clock.write((offset + milliseconds).to_bytes(8, "little", signed=True))


def _wait_for(condition, seconds, what):
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            raise ScenarioError(f"{what}: nothing within {seconds} s")
        time.sleep(0.02)


def _wait_for_text(file, what, process=None):
    def ready():
        if process:
            process.require_running()
        return file.exists() and file.read_text().strip()
    _wait_for(ready, 20, what)
    return file.read_text().strip()
