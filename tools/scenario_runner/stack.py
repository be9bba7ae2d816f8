"""A whole terminal with its hall on this machine: certificates, hall, network, simulators, courier, kiosk.

Everything lives in one temporary folder; ports are free ones; all processes end with this program.
"""
import json
import os
import pathlib
import re
import shutil
import sqlite3
import subprocess
import tempfile
import time
import tomllib

from control import Panel, Simulator
from hall_pages import HallPages
from lines import ScenarioError
from network import Network
from processes import Process
from search import ENCODINGS, code_in_files, in_files, in_memory, needles, pages_in_memory, stroke_in_memory

ROOT = pathlib.Path(__file__).resolve().parents[2]
TERMINAL = "10001"
REGISTER = ROOT / "config/register.example.yaml"


def build_folder():
    return pathlib.Path(os.environ.get("BANCHENG_BUILD", ROOT / "build")).resolve()


def demo_certificates():
    """Made once a build folder."""
    cache = build_folder() / "demo-certificates"
    if not (cache / "complete").exists():
        temporary = pathlib.Path(tempfile.mkdtemp(dir=build_folder()))
        subprocess.run([ROOT / "tools/demo-certificates", temporary], check=True, capture_output=True)
        (temporary / "complete").touch()
        try:
            temporary.rename(cache)
        except OSError:  # another scenario was quicker
            shutil.rmtree(temporary)
    if not (cache / "catalogue-signer.pem").exists():  # made by an earlier version of the tool, which adds what is missing
        subprocess.run([ROOT / "tools/demo-certificates", cache], check=True, capture_output=True)
    return cache


def _replace(file, changes):
    before = after = file.read_text(encoding="utf-8")
    for old, new in changes:
        after = after.replace(old, new)
    if after != before:
        file.write_text(after, encoding="utf-8")


def _tamper(file, changes):
    """Changes texts in what is signed already; as long in bytes as before, so that its structure stays."""
    content = file.read_bytes()
    for old, new in changes:
        old, new = old.encode(), new.encode()
        if len(old) != len(new) or old not in content:
            raise ScenarioError("to tamper takes a text that is there and another of as many bytes")
        content = content.replace(old, new)
    file.write_bytes(content)


class Options:
    """How the terminal of a scenario is set up; a scenario file may say so in its first lines ('set …')."""

    def __init__(self):
        self.profile = "demo"       # of config/profiles; what follows is instead of what it says, None: as it says
        self.orientation = None
        self.language = None
        self.text_size = None
        self.high_contrast = None
        self.long_times = None
        self.small_disk = False     # outbox on a small tmpfs in a mount namespace of its own, for 'disk full'
        self.display = None         # None: off screen; else the environment's own display

    @property
    def size(self):
        """Width and height of the panel in pixels, by the profile."""
        profile = tomllib.loads((ROOT / "config/profiles" / f"{self.profile}.toml").read_text(encoding="utf-8"))
        sides = profile["panel"]["long_px"], profile["panel"]["short_px"]
        return sides if (self.orientation or profile["panel"]["orientation"]) == "landscape" else sides[::-1]

    @property
    def session(self):
        chosen = {"language": self.language, "text_size": self.text_size, "high_contrast": self.high_contrast, "long_times": self.long_times}
        return {key: value for key, value in chosen.items() if value is not None}


class Stack:
    def __init__(self, options, keep=None):
        self.options = options
        self.folder = pathlib.Path(keep).resolve() if keep else pathlib.Path(tempfile.mkdtemp(prefix="bancheng-"))
        self.folder.mkdir(parents=True, exist_ok=True)
        self.keep = keep is not None
        self.bin = build_folder() / "bin"
        self.logs = self.folder / "logs"
        self.sms_messages = self.folder / "hall" / "sms.jsonl"
        self.terminal = self.folder / "terminal"
        for made in (self.logs, self.terminal):
            made.mkdir(exist_ok=True)
        self.processes = {}
        self.simulators = {}
        self.network = None
        self.holder = None
        self.has_staff = False
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
        self.certificates = self.folder / "certificates"
        shutil.copytree(demo_certificates(), self.certificates, dirs_exist_ok=True)

    def _start_hall(self):
        self.hall_port_file = self.folder / "hall-ports.json"
        self.hall_port_file.unlink(missing_ok=True)  # of an earlier run in a folder that was kept
        self._new_process("hall", self._hall_command(port=0))
        self.start_program("hall")

    def _start_simulators(self):
        port_file = self.folder / "printer-port"
        port_file.unlink(missing_ok=True)
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

    def _new_terminal_process(self, name, command):
        """Whatever it writes by itself (caches, temporary files, a core) lands in the terminal's folder, where it is searched."""
        home = self.terminal / "home"
        env = dict(self.env)
        if self.options.display is None:  # a display's programs find their session through these
            kinds = ("CONFIG_HOME", "CACHE_HOME", "DATA_HOME", "STATE_HOME", "RUNTIME_DIR")
            env.update({"HOME": str(home), "TMPDIR": str(home / "tmp"), **{f"XDG_{kind}": str(home / kind.lower()) for kind in kinds}})
            (home / "runtime_dir").mkdir(parents=True, mode=0o700, exist_ok=True)
        (home / "tmp").mkdir(parents=True, exist_ok=True)
        self.processes[name] = Process(name, self._in_namespace(command), self.logs, env, home)

    # --- configuration -----------------------------------------------------------------------------------------------

    def _hall_command(self, port, staff_port=0):
        return [self.bin / "bancheng-hall-sim", "serve", "--certificates", self.certificates, "--data", self.folder / "hall",
                "--catalogue", ROOT / "assets/catalogue", "--catalogue-bundle", self.folder / "catalogue.cms", "--calendar", ROOT / "config/calendar", "--staff-file", self.folder / "staff",
                "--register", REGISTER, "--test-sms-gate",
                "--terminals", f"127.0.0.1:{port}", "--staff", f"127.0.0.1:{staff_port}", "--port-file", self.hall_port_file,
                "--record", self.folder / "api-traffic.jsonl"]

    def set_pin(self, pin):
        """As whoever sets a terminal up does it: the program's own command, while the terminal runs."""
        command = [self.bin / "bancheng-kiosk-sim", "set-pin", "--config", self.folder / "kiosk.toml"]
        done = subprocess.run(command, input=pin + "\n", text=True, capture_output=True, check=False, timeout=20)
        if done.returncode != 0:
            raise ScenarioError(f"the PIN was not set: {done.stderr.strip()}")

    def add_staff(self, name, display_name, password):
        subprocess.run([self.bin / "bancheng-hall-sim", "add-staff", "--staff-file", self.folder / "staff", "--name", name, "--display-name",
                        display_name], input=password + "\n", text=True, check=True, capture_output=True)

    def _write_configuration(self):
        certificates = self.certificates
        courier = self.folder / "courier.toml"
        courier.write_text(_toml({
            "outbox": {"directory": self.outbox},
            "link": {"socket": self.folder / "link.sock"},
            "hall": {"url": f"https://localhost:{self.network.port}/v1", "ca": certificates / "ca.pem",
                     "certificate": certificates / f"terminal-{TERMINAL}.pem", "key": certificates / f"terminal-{TERMINAL}.key"},
            "catalogue": {"directory": self.terminal / "catalogue"},
        }), encoding="utf-8")
        kiosk = self.folder / "kiosk.toml"
        kiosk.write_text(_toml({
            "profile": self.options.profile,
            "terminal": {"number": TERMINAL, "name": "样本市政务服务大厅 24小时自助区 1号机"},
            "display": {"orientation": self.options.orientation} if self.options.orientation else {},
            "paths": {"profiles": ROOT / "config/profiles", "assets": self.bin.parent / "assets", "calendar": ROOT / "config/calendar", "outbox": self.outbox,
                      "link": self.folder / "link.sock", "pinyin": self.bin / "bancheng-pinyin", "service": self.terminal / "service",
                      "usage": self.terminal / "usage.json", "catalogue": self.terminal / "catalogue", "panel": self.folder / "panel.sock"},
            "keys": {"hall_certificate": certificates / "hall-sealing.pem", "terminal_certificate": certificates / f"terminal-{TERMINAL}.pem",
                     "terminal_key": certificates / f"terminal-{TERMINAL}.key", "catalogue_signer": certificates / "catalogue-signer.pem"},
            "devices": {"id_card_reader": f"serial:{self.folder}/reader.tty", "code_scanner": f"serial:{self.folder}/scanner.tty",
                        "receipt_printer": f"tcp:127.0.0.1:{self.printer_port}", "document_camera": f"virtual:{self.folder}/camera.sock"},
            "session": self.options.session,
        }), encoding="utf-8")
        self._new_terminal_process("courier", [self.bin / "bancheng-courier-sim", "--config", courier])
        self._new_terminal_process("kiosk", [self.bin / "bancheng-kiosk-sim", "--config", kiosk])
        if self.options.display is None:
            self.processes["kiosk"].env.update({"SDL_VIDEODRIVER": "offscreen", "SDL_AUDIODRIVER": "dummy", "LIBGL_ALWAYS_SOFTWARE": "1"})

    @property
    def specimens(self):
        return build_folder() / "specimens"

    # --- what the hall and the terminal hold --------------------------------------------------------------------------

    def hall_record(self):
        done = subprocess.run([self.bin / "bancheng-hall-sim", "export", "--data", self.folder / "hall"], capture_output=True, text=True, check=False)
        if done.returncode != 0:
            raise ScenarioError(f"the hall's record cannot be exported: {done.stderr.strip()}")
        return done.stdout

    def hall_count(self, kind):
        return json.loads(self.hall_record())["counts"][kind.replace("-", "_")]

    def hall_entry(self, kind):
        """The newest entry of applications, help-cases or surveys."""
        entries = json.loads(self.hall_record()).get(kind.replace("-", "_"))
        if not isinstance(entries, list) or not entries:
            raise ScenarioError(f"the hall's record has no entry of '{kind}'")
        return entries[0]

    def publish_catalogue(self, version, changes, fault=None):
        """Gives the running hall a bundle of the shipped catalogue, made by the shipped tool; `changes`: texts that are replaced by others.
        `fault`: 'tampered', the texts are changed after it was signed; 'other-signer', a certificate signs that terminals do not trust."""
        folder, bundle = self.folder / "published", self.folder / "catalogue.cms"
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(ROOT / "assets/catalogue", folder, ignore=shutil.ignore_patterns("*.md"))
        if fault != "tampered":
            for file in folder.rglob("*.yaml"):
                _replace(file, changes)
            absent = [new for _, new in changes if not any(new in file.read_text(encoding="utf-8") for file in folder.rglob("*.yaml"))]
            if absent:
                raise ScenarioError(f"the catalogue has no text to become {', '.join(absent)}")
        signer = "terminal-" + TERMINAL if fault == "other-signer" else "catalogue-signer"
        made = bundle.with_suffix(".made")
        command = [self.bin / "bancheng-catalogue", "bundle", folder, "--certificate", self.certificates / f"{signer}.pem", "--key",
                   self.certificates / f"{signer}.key", "--version", str(version), "--out", made]
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
        if done.returncode != 0:
            raise ScenarioError(f"the bundle cannot be made: {done.stdout}{done.stderr}")
        if fault == "tampered":
            _tamper(made, changes)
        made.rename(bundle)

    def log_of(self, name):
        return (self.logs / f"{name}.log").read_text(encoding="utf-8", errors="replace")

    def decide(self, number, status, materials, note):
        """What staff do with an application, by the hall's own command."""
        command = [self.bin / "bancheng-hall-sim", "decide", "--data", self.folder / "hall", "--calendar", ROOT / "config/calendar", "--number", number,
                   "--status", status, "--note", note]
        for material in materials:
            command += ["--material", material]
        done = subprocess.run(command, capture_output=True, text=True, check=False, env={**os.environ, **self.env})
        if done.returncode != 0:
            raise ScenarioError(f"the hall does not decide so: {done.stderr.strip()}")

    def last_sms_code(self):
        """The six digits of the newest message of the hall's test SMS gate. The terminal's files never hold them."""
        _wait_for(self.sms_messages.exists, 5, "a message of the hall's SMS gate")
        newest = json.loads(self.sms_messages.read_text(encoding="utf-8").splitlines()[-1])["text"]
        return re.search(r"[0-9]{6}", newest).group()

    def hall_pages(self):
        """Staff's browser, logged in."""
        name, password = "scenario", "scenario-bancheng"
        if not self.has_staff:
            self.add_staff(name, "演示人员", password)
            self.has_staff = True
        pages = HallPages(self.ports["staff"], self.certificates / "ca.pem")
        pages.log_in(name, password)
        return pages

    def outbox_count(self, table="queue"):
        database = self.seen_outbox() / "outbox.sqlite"
        with sqlite3.connect(f"file:{database}?mode=ro", uri=True) as connection:
            return connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]

    def fill_disk(self, full):
        filler = self.seen_outbox() / "filler"
        if not self.holder:
            raise ScenarioError("'disk' needs 'set disk small'")
        if not full:
            filler.unlink(missing_ok=True)
            return
        with open(filler, "ab", buffering=0) as file:
            try:
                while True:
                    file.write(bytes(4096))
            except OSError:
                pass

    def check_api_traffic(self):
        """Everything that courier and hall said to each other must be in config/api/hall.openapi.yaml."""
        record = self.folder / "api-traffic.jsonl"
        if not record.exists():
            return
        done = subprocess.run([ROOT / "tools/check-api-traffic", record], capture_output=True, text=True, check=False)
        if done.returncode != 0:
            raise ScenarioError(f"the API's traffic does not fit its description:\n{done.stdout}{done.stderr}")

    # --- person data ---------------------------------------------------------------------------------------------------

    def expect_something_of(self, values):
        """The canary of a later expect_nothing_of: while the visit lasts, the kiosk's memory holds each of the values."""
        found = {what for what, _, _ in in_memory(self.program_pid("kiosk"), needles(values))}
        absent = [name for name, value in values.items() if found.isdisjoint(needles({name: value}))]
        if absent:
            raise ScenarioError(f"the search does not find {', '.join(absent)} in the kiosk's memory: it would prove nothing later")

    def pages_held(self):
        return pages_in_memory(self.program_pid("kiosk"))

    def stroke_held(self, points):
        return stroke_in_memory(self.program_pid("kiosk"), points)

    def expect_nothing_of(self, values, others):
        """No value, and none of the other needles, may stand in the terminal's files, in any log, in kiosk's or courier's memory."""
        wanted = {**needles(values), **others, **needles(self._phones_on_record())}
        self._find_planted_canary()
        found = list(in_files(self.terminal, wanted)) + list(in_files(self.logs, wanted)) + self._codes_left()
        if self.holder:
            found += in_files(self.seen_outbox(), wanted)
        for name in ("kiosk", "courier"):
            pid = self.program_pid(name)
            if pid:
                found += [(what, f"memory of {name}: {where}") for what, where, _ in in_memory(pid, wanted)]
        if found:
            raise ScenarioError("person data was left: " + "; ".join(sorted({f"{what.split(', sample')[0]} in {where}" for what, where in found})))

    def _phones_on_record(self):
        """The register is the hall's: of a phone in it the terminal is told the masked form alone."""
        return {f"phone {index} of the register": phone for index, phone in enumerate(re.findall(r'phone: "([0-9]+)"', REGISTER.read_text(encoding="utf-8")))}

    def _codes_left(self):
        """Files of the terminal, and logs, in which the newest code stands; the same search finds it in the hall's own folder."""
        if not self.sms_messages.exists():
            return []
        code = self.last_sms_code()
        if not list(code_in_files(self.sms_messages.parent, code)):
            raise ScenarioError("the search does not find the code in the hall's folder: it would prove nothing")
        return list(code_in_files(self.terminal, code)) + list(code_in_files(self.logs, code))

    def program_pid(self, name):
        """Of the program itself: nsenter becomes the program, so its pid is the program's."""
        return self.processes[name].pid

    def _find_planted_canary(self):
        """A search that cannot find what is there proves nothing: plants a canary in a file and finds it, and finds in the memory
        of both processes a path that they were started with."""
        planted = {"canary": "样本-canary-" + os.urandom(4).hex()}
        file = self.terminal / "canary"
        for encoding in ENCODINGS:
            file.write_bytes(b"x" * 100 + planted["canary"].encode(encoding))
            if not any(encoding in what for what, _ in in_files(self.terminal, needles(planted))):
                raise ScenarioError(f"the search does not find a canary in a file ({encoding})")
        file.unlink()
        for name in ("kiosk", "courier"):
            pid = self.program_pid(name)
            if pid and not list(in_memory(pid, {"path": str(self.folder).encode()})):
                raise ScenarioError(f"the search does not find a canary in the memory of {name}")

    def save_logs(self, target):
        shutil.rmtree(target, ignore_errors=True)
        shutil.copytree(self.logs, target)
        return target

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


def _toml(sections):
    """Sections of plain values as TOML, plain values before them; json writes texts, numbers and truth values as TOML does."""
    lines = []
    for name, values in sections.items():
        keys = {name: values}
        if isinstance(values, dict):
            lines.append(f"[{name}]")
            keys = values
        for key, value in keys.items():
            lines.append(f"{key} = {json.dumps(str(value) if isinstance(value, pathlib.Path) else value, ensure_ascii=False)}")
    return "\n".join(lines) + "\n"


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
