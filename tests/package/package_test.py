#!/usr/bin/env python3
"""The Debian packages in a Debian 12 of their own with systemd as its first process: installed, started, killed, removed.

What a machine without a screen cannot have is replaced by one drop-in (see NO_SCREEN): SDL draws off screen by software, and no
console is opened. Everything else is as the units say. The system has no network but its own loopback.

Usage: tests/package/package_test.py [--keep]      (root; needs systemd-container, debootstrap and lintian)
Prints each check with its verdict; the last line is 'N passed, N failed'.
"""
import argparse
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time
import tomllib

ROOT = pathlib.Path(__file__).resolve().parents[2]
BUILD = pathlib.Path(os.environ.get("BANCHENG_BUILD", ROOT / "build")).resolve()
MIRROR = "http://deb.debian.org/debian"
PACKAGES = ("bancheng-data", "bancheng-terminal", "bancheng-hall")
UNITS = {"bancheng-kiosk": "kiosk", "bancheng-courier": "courier", "bancheng-hall": "hall"}
NO_SCREEN = """[Service]
Environment=SDL_VIDEODRIVER=offscreen SDL_AUDIODRIVER=dummy LIBGL_ALWAYS_SOFTWARE=1
StandardInput=null
"""
# What every Debian writes to as packages come and go: lists, caches, logs, backups of the user database.
NOT_COMPARED = ("/proc", "/sys", "/dev", "/run", "/tmp", "/var/tmp", "/var/log", "/var/lib/dpkg", "/var/lib/apt", "/var/cache/apt", "/var/cache/debconf",
                "/var/lib/systemd/timers", "/var/lib/systemd/random-seed", "/etc/.pwd.lock", "/packages", "/certificates")
RESTORED_WITHIN = 10  # seconds: the promise
CATALOGUE = "/usr/share/bancheng/catalogue"
ICONS = "/usr/share/bancheng/icons"


class Verdicts:
    def __init__(self):
        self.passed = 0
        self.failed = 0

    def check(self, what, holds, detail=""):
        if holds:
            self.passed += 1
        else:
            self.failed += 1
        print(f"{'ok  ' if holds else 'FAIL'} {what}" + (f": {detail}" if detail else ""), flush=True)


def run(command, **options):
    return subprocess.run([str(word) for word in command], check=True, **options)


def remove_tree(folder):
    """Never through a mount: what is mounted below belongs to the machine that runs this."""
    mounted = [line.split()[4] for line in pathlib.Path("/proc/self/mountinfo").read_text().splitlines()]
    below = [point for point in mounted if point.startswith(f"{folder}/")]
    for point in sorted(below, reverse=True):
        run(["umount", point])
    shutil.rmtree(folder)


def make_base(dependencies):
    """A Debian with what the packages depend on, kept for the next run as long as the dependencies are the same."""
    base = BUILD / "package-base"
    note = base / "dependencies"
    if note.exists() and note.read_text() == dependencies:
        return base
    print("=== a Debian 12 of its own", flush=True)
    if base.exists():
        remove_tree(base)
    half = BUILD / "package-base.half"
    if half.exists():
        remove_tree(half)
    run(["debootstrap", "--variant=minbase", "bookworm", half, MIRROR], stdout=subprocess.DEVNULL)
    inside = ["systemd-nspawn", "--quiet", "--register=no", "--keep-unit", "-D", half, "--setenv=DEBIAN_FRONTEND=noninteractive"]
    run([*inside, "apt-get", "satisfy", "-y", "-qq", "--no-install-recommends", f"systemd-sysv, {dependencies}"], stdout=subprocess.DEVNULL)
    run([*inside, "apt-get", "clean"])
    (half / "dependencies").write_text(dependencies)
    half.rename(base)
    return base


def dependencies_of(packages):
    fields = [subprocess.run(["dpkg-deb", "-f", file, "Depends"], capture_output=True, text=True, check=True).stdout for file in packages]
    relations = [relation.strip() for field in fields for relation in field.split(",")]
    return ", ".join(sorted({relation for relation in relations if relation and not relation.startswith("bancheng-")}))


class Machine:
    """A booted Debian: systemd is its first process."""

    def __init__(self, root, log):
        self.root = root
        self.log = open(log, "wb")
        self.nspawn = subprocess.Popen(
            ["systemd-nspawn", "--boot", "--register=no", "--keep-unit", "--private-network", f"--machine=bancheng-{os.getpid()}", "-D", str(root)],
            stdin=subprocess.DEVNULL, stdout=self.log, stderr=subprocess.STDOUT)
        self.first = self._find_first_process()
        self.wait_for(lambda: self.state() in ("running", "degraded"), 60, "the system has started")

    def _find_first_process(self):
        children = pathlib.Path(f"/proc/{self.nspawn.pid}/task/{self.nspawn.pid}/children")
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline:
            for pid in children.read_text().split():
                if pathlib.Path(f"/proc/{pid}/comm").read_text() == "systemd\n":
                    return pid
            time.sleep(0.1)
        raise SystemExit("systemd does not start as a first process here: see " + self.log.name)

    def shell(self, script, check=True):
        command = ["nsenter", "-t", self.first, "-m", "-u", "-i", "-n", "-p", "-C", "-r", "-w", "env", "-i", "PATH=/usr/sbin:/usr/bin:/sbin:/bin",
                   "DEBIAN_FRONTEND=noninteractive", "LC_ALL=C", "sh", "-c", script]
        done = subprocess.run(command, capture_output=True, text=True, check=False, errors="replace", stdin=subprocess.DEVNULL)
        if check and done.returncode != 0:
            raise RuntimeError(f"{script}\n{done.stdout}{done.stderr}")
        return done.stdout + done.stderr

    def state(self):
        return self.shell("systemctl is-system-running", check=False).strip()

    def show(self, unit, what):
        return self.shell(f"systemctl show --value -p {what} {unit}").strip()

    def journal(self, unit):
        return self.shell(f"journalctl --no-pager -o cat -u {unit}")

    def wait_for(self, condition, seconds, what):
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            if condition():
                return True
            time.sleep(0.1)
        print(f"waited in vain: {what}", flush=True)
        return False

    def things(self):
        """Files, users, groups and processes; of processes the names alone, of system managers' helpers nothing."""
        skipped = " -o ".join(f"-path {path}" for path in NOT_COMPARED)
        files = self.shell(f"find / -xdev \\( {skipped} \\) -prune -o -print | grep -v -e '^/etc/.*-$' | sort").splitlines()
        users = self.shell("cut -d: -f1 /etc/passwd; cut -d: -f1 /etc/group | sed 's/^/group /'").splitlines()
        processes = [name for name in self.shell("ps -eo comm 2>/dev/null || cat /proc/[0-9]*/comm").split() if name.startswith("bancheng")]
        return set(files), set(users), set(processes)

    def close(self):
        self.nspawn.terminate()
        try:
            self.nspawn.wait(60)
        except subprocess.TimeoutExpired:
            self.nspawn.kill()
            self.nspawn.wait()
        self.log.close()


def refuses_without_keys(machine, verdicts):
    for unit, missing in (("bancheng-kiosk", "/etc/bancheng/keys/hall-sealing.pem"), ("bancheng-courier", "/etc/bancheng/keys/hall-ca.pem"),
                          ("bancheng-hall", "/etc/bancheng/hall-keys/hall-sealing.pem")):
        machine.wait_for(lambda unit=unit: machine.show(unit, "ActiveState") == "failed", 20, f"{unit} has refused")
        status = machine.shell(f"systemctl status --no-pager {unit}", check=False)
        verdicts.check(f"{unit} refuses to start without its keys and names the file", f"{missing}: cannot be read" in status and
                       machine.show(unit, "ExecMainStatus") == "78")


def configure(machine, certificates):
    def give(source, folder, group, name=None):
        target = machine.root / folder / (name or source)
        shutil.copy(certificates / source, target)
        machine.shell(f"chown root:{group} /{folder}/{target.name}; chmod 0640 /{folder}/{target.name}")
    for source, name in (("ca.pem", "hall-ca.pem"), ("hall-sealing.pem", None), ("terminal-10001.pem", "terminal.pem"), ("terminal-10001.key", "terminal.key"),
                         ("catalogue-signer.pem", None)):
        give(source, "etc/bancheng/keys", "bancheng", name)
    for source, name in (("ca.pem", "terminals-ca.pem"), ("hall-sealing.pem", None), ("hall-sealing.key", None), ("hall-server.pem", None),
                         ("hall-server.key", None), ("catalogue-signer.pem", None)):
        give(source, "etc/bancheng/hall-keys", "bancheng-hall", name)
    machine.shell("sed -i 's/hall.example/localhost/' /etc/bancheng/courier.toml")
    machine.shell("printf 'a long password\\n' | runuser -u bancheng-hall -- bancheng-hall add-staff --staff-file /var/lib/bancheng-hall/staff "
                  "--name li.na --display-name Li")
    machine.shell("printf '271828\\n' | runuser -u bancheng -- bancheng-kiosk --config /etc/bancheng/kiosk.toml set-pin")


def starts(machine, verdicts):
    machine.shell("systemctl restart bancheng-hall bancheng-courier bancheng-kiosk", check=False)
    for unit in UNITS:
        what = "is active: its first frame was drawn" if unit == "bancheng-kiosk" else "is active"
        verdicts.check(f"{unit} {what}", machine.show(unit, "ActiveState") == "active", machine.show(unit, "StatusText"))
    up = machine.wait_for(lambda: "network up" in machine.journal("bancheng-courier"), 20, "the courier has reached the hall")
    verdicts.check("the courier reaches the hall", up)
    for unit in UNITS:
        verdicts.check(f"{unit} did not have to be restarted", machine.show(unit, "NRestarts") == "0")


def lints_its_catalogue(machine, verdicts):
    lint = "runuser -u nobody -- bancheng-catalogue lint"
    said = machine.shell(f"{lint} {CATALOGUE} --icons {ICONS}; echo status $?", check=False)
    verdicts.check("bancheng-catalogue finds no mistake in the installed catalogue", said == "status 0\n", said.strip().replace("status 0", ""))
    machine.shell(f"cp -r {CATALOGUE} /tmp/catalogue; echo 'iconn: x' >> /tmp/catalogue/elderly-card.yaml")
    said = machine.shell(f"{lint} /tmp/catalogue --icons {ICONS}; echo status $?", check=False)
    verdicts.check("bancheng-catalogue names file and line of a mistake", said.startswith("/tmp/catalogue/elderly-card.yaml:") and said.endswith("status 1\n"), said.splitlines()[0])
    machine.shell("rm -r /tmp/catalogue")


def hands_out_what_was_signed(machine, certificates, verdicts):
    """As README.Debian says: signed where the catalogue is edited (here: /root), laid into the hall's folder while it runs."""
    for name in ("catalogue-signer.pem", "catalogue-signer.key"):
        shutil.copy(certificates / name, machine.root / "root" / name)
    machine.shell(f"cd /root && bancheng-catalogue bundle {CATALOGUE} --certificate catalogue-signer.pem --key catalogue-signer.key --version 7 --out catalogue.cms "
                  "&& install -o bancheng-hall -m 0600 catalogue.cms /var/lib/bancheng-hall/catalogue.cms && rm catalogue.cms catalogue-signer.*")
    machine.shell("systemctl restart bancheng-courier")
    taken = machine.wait_for(lambda: "catalogue: version 7 is in use" in machine.journal("bancheng-kiosk"), 30, "the terminal has taken the catalogue up")
    verdicts.check("a catalogue that was signed as README.Debian says is handed out and taken up", taken)
    verdicts.check("the hall works by the catalogue that it hands out", "catalogue: version 7 is in use" in machine.journal("bancheng-hall"))


def writes_where_its_settings_say(machine, verdicts):
    """In the sandbox of the running kiosk, as its user, the way it writes: a file beside it, and a rename."""
    paths = tomllib.loads((machine.root / "etc/bancheng/kiosk.toml").read_text())["paths"]
    inside = f"nsenter -t {machine.show('bancheng-kiosk', 'MainPID')} -m setpriv --reuid bancheng --regid bancheng --clear-groups --bounding-set -all sh -c"
    probes = {"usage": paths["usage"] + ".probe"} | {name: paths[name] + "/probe" for name in ("outbox", "service", "catalogue")}
    for name, file in probes.items():
        said = machine.shell(f"{inside} 'touch {file}.new && mv {file}.new {file} && rm {file}'", check=False).strip()
        verdicts.check(f"the kiosk can write where its settings have {name}", said == "", said)
    said = machine.shell(f"{inside} 'touch {CATALOGUE}/probe'", check=False)
    verdicts.check("the kiosk cannot write into the installed catalogue", "Read-only file system" in said, said.strip())


def starts_as_every_kind(machine, verdicts):
    names = sorted(file.stem for file in (ROOT / "config/profiles").glob("*.toml"))
    installed = sorted(file.stem for file in (machine.root / "usr/share/bancheng/profiles").glob("*.toml"))
    verdicts.check("every kind of terminal is installed", names == installed, " ".join(installed))
    settings = "/etc/bancheng/kiosk.toml"
    machine.shell(f"cp -p {settings} {settings}.kept")
    for name in names:
        machine.shell(f"sed -i 's/^profile = .*/profile = \"{name}\"/' {settings}; systemctl restart bancheng-kiosk", check=False)
        verdicts.check(f"bancheng-kiosk starts as a terminal of the kind {name}", machine.show("bancheng-kiosk", "ActiveState") == "active",
                       machine.show("bancheng-kiosk", "StatusText"))
    machine.shell(f"mv {settings}.kept {settings}; systemctl restart bancheng-kiosk")


def is_confined(machine, verdicts):
    for unit in UNITS:
        status = machine.shell(f"cat /proc/{machine.show(unit, 'MainPID')}/status")
        fields = dict(line.split(":\t", 1) for line in status.splitlines() if ":\t" in line)
        verdicts.check(f"{unit} runs as a user of its own without privileges, its system calls filtered",
                       fields["Uid"].split()[0] != "0" and int(fields["CapBnd"], 16) == 0 and fields["NoNewPrivs"] == "1" and fields["Seccomp"] == "2")
    sockets = machine.shell(f"ls -l /proc/{machine.show('bancheng-kiosk', 'MainPID')}/fd", check=False)
    inet = machine.shell("cat /proc/net/tcp /proc/net/tcp6 /proc/net/udp /proc/net/udp6")
    inodes = {line.split()[9] for line in inet.splitlines() if len(line.split()) > 9}
    verdicts.check("the kiosk has no network socket", "socket:" in sockets and not any(f"socket:[{inode}]" in sockets for inode in inodes))


def watchdog_restarts(machine, verdicts):
    for unit in UNITS:
        before = machine.show(unit, "MainPID")
        machine.shell(f"kill -STOP {before}")
        begun = time.monotonic()
        def restored(unit=unit, before=before):
            return machine.show(unit, "ActiveState") == "active" and machine.show(unit, "MainPID") not in ("0", before)
        machine.wait_for(restored, 30, f"{unit} is back")
        seconds = time.monotonic() - begun
        verdicts.check(f"{unit}, stopped in its tracks, is back by the watchdog within {RESTORED_WITHIN} s",
                       restored() and seconds <= RESTORED_WITHIN and "Watchdog timeout" in machine.journal(unit), f"{seconds:.1f} s")


def stays_idle(machine, verdicts):
    """Ten seconds with the watchdog fed: nothing is restarted by mistake."""
    pids = {unit: machine.show(unit, "MainPID") for unit in UNITS}
    time.sleep(15)
    for unit, pid in pids.items():
        verdicts.check(f"{unit} is left alone while it lives", machine.show(unit, "MainPID") == pid)


def install(machine):
    return machine.shell("dpkg -i /packages/bancheng-data_*.deb /packages/bancheng-hall_*.deb /packages/bancheng-terminal_*.deb")


def upgrade(machine, verdicts):
    machine.shell("echo '# mine' >> /etc/bancheng/courier.toml")
    install(machine)
    for unit in UNITS:
        back = machine.wait_for(lambda unit=unit: machine.show(unit, "ActiveState") == "active", 30, f"{unit} is active")
        verdicts.check(f"{unit} is active again after the package was installed over itself", back)
    verdicts.check("a configuration that was edited is kept", "# mine" in (machine.root / "etc/bancheng/courier.toml").read_text())


def removal_loses_nothing(machine, verdicts):
    machine.shell("systemctl stop bancheng-kiosk bancheng-courier")
    record = "/var/lib/bancheng/outbox/blobs/1000100000017.record"
    machine.shell(f"echo sealed > {record}; chown bancheng: {record}")
    said = machine.shell("dpkg --remove bancheng-terminal bancheng-hall")
    verdicts.check("removing says what was not delivered", "not delivered: 1" in said)
    verdicts.check("no process is left when the packages are removed", not machine.things()[2], " ".join(machine.things()[2]))
    said = machine.shell("dpkg --purge bancheng-terminal bancheng-hall")
    verdicts.check("purging keeps what was not delivered, and says so", "is kept" in said and "not delivered: 1" in said and (machine.root / record[1:]).exists())
    verdicts.check("purging keeps the hall's record, and says so",
                   "holds the hall's record" in said and (machine.root / "var/lib/bancheng-hall/hall.sqlite").exists())
    verdicts.check("purging leaves keys that were put there by hand, and says so",
                   "/etc/bancheng/keys holds keys" in said and (machine.root / "etc/bancheng/keys/terminal.key").exists())
    install(machine)
    # The kiosk may have set it aside by now: no row of its database knows of a file that nobody stored.
    owner = machine.shell("find /var/lib/bancheng/outbox -name '1000100000017.record' -printf %u")
    verdicts.check("installed again, the submission is there and its owner the service's", owner == "bancheng", owner)


def purge_leaves_nothing(machine, before, verdicts):
    machine.shell("systemctl stop bancheng-kiosk bancheng-courier bancheng-hall")
    machine.shell("find /var/lib/bancheng/outbox -name '*.record' -delete; rm -rf /var/lib/bancheng-hall/* /etc/bancheng/keys/* /etc/bancheng/hall-keys/*")
    machine.shell(f"dpkg --purge {' '.join(reversed(PACKAGES))}")
    machine.shell("systemctl daemon-reload; systemctl reset-failed")
    after = machine.things()
    for name, old, new in zip(("file", "user or group", "process"), before, after):
        verdicts.check(f"no {name} is left after the purge", new <= old, " ".join(sorted(new - old)[:20]))
        verdicts.check(f"no {name} of others is gone after the purge", old <= new, " ".join(sorted(old - new)[:20]))
    verdicts.check("systemd knows no unit of the packages any more", "bancheng" not in machine.shell("systemctl list-units --all --no-legend"))


def check_units(verdicts):
    """The units as they stand in the tree, by systemd's own checker; programs of this machine stand in for installed ones."""
    for unit in UNITS:
        file = ROOT / "config/systemd" / f"{unit}.service"
        done = subprocess.run(["systemd-analyze", "security", "--offline=true", "--threshold=15", "--no-pager", file], capture_output=True, text=True, check=False)
        last = done.stdout.strip().splitlines()[-1] if done.stdout.strip() else done.stderr.strip()
        verdicts.check(f"{unit}: exposure of at most 1.5", done.returncode == 0, last.strip("→ "))


def check_packages(folder, verdicts):
    changes = next(folder.glob("*.changes"))
    said = subprocess.run(["lintian", "--allow-root", changes], capture_output=True, text=True, check=False)
    said = "".join(line + "\n" for line in (said.stdout + said.stderr).splitlines() if not line.startswith("N:"))
    verdicts.check("lintian has nothing to say about the packages", said == "", said)
    held = subprocess.run(["dpkg-deb", "-c", next(folder.glob("bancheng-terminal_*.deb"))], capture_output=True, text=True, check=True).stdout
    verdicts.check("no program of a simulation is in them", "bancheng-kiosk\n" in held and "-sim" not in held)


def verify_installed(machine, verdicts):
    for unit in UNITS:
        said = machine.shell(f"systemd-analyze verify /lib/systemd/system/{unit}.service 2>&1", check=False).strip()
        verdicts.check(f"{unit}: systemd-analyze verify has nothing to say", said == "", said)


def play(machine, certificates, verdicts):
    (machine.root / "etc/systemd/system/bancheng-kiosk.service.d").mkdir(parents=True)
    (machine.root / "etc/systemd/system/bancheng-kiosk.service.d/no-screen.conf").write_text(NO_SCREEN)
    before = machine.things()
    install(machine)
    for unit in UNITS:
        verdicts.check(f"{unit} is enabled", machine.shell(f"systemctl is-enabled {unit}", check=False).strip() == "enabled")
    verify_installed(machine, verdicts)
    refuses_without_keys(machine, verdicts)
    configure(machine, certificates)
    starts(machine, verdicts)
    lints_its_catalogue(machine, verdicts)
    hands_out_what_was_signed(machine, certificates, verdicts)
    writes_where_its_settings_say(machine, verdicts)
    starts_as_every_kind(machine, verdicts)
    is_confined(machine, verdicts)
    watchdog_restarts(machine, verdicts)
    stays_idle(machine, verdicts)
    upgrade(machine, verdicts)
    removal_loses_nothing(machine, verdicts)
    purge_leaves_nothing(machine, before, verdicts)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--keep", action="store_true", help="leave the system's folder for a look")
    arguments = parser.parse_args()
    absent = [tool for tool in ("systemd-nspawn", "debootstrap", "lintian", "dpkg-buildpackage") if not shutil.which(tool)]
    if os.geteuid() != 0 or absent:
        raise SystemExit(f"this needs root{' and ' + ', '.join(absent) if absent else ''}: tools/install has the packages")
    verdicts = Verdicts()
    check_units(verdicts)
    folder = pathlib.Path(tempfile.mkdtemp(prefix="bancheng-package-", dir=BUILD))
    try:
        run([ROOT / "tools/package", "--out", folder / "packages"])
        check_packages(folder / "packages", verdicts)
        packages = sorted((folder / "packages").glob("*.deb"))
        base = make_base(dependencies_of(packages))
        root = folder / "root"
        run(["cp", "-a", base, root])
        shutil.copytree(folder / "packages", root / "packages")
        run([ROOT / "tools/demo-certificates", folder / "certificates"], stdout=subprocess.DEVNULL)
        machine = Machine(root, folder / "boot.log")
        try:
            play(machine, folder / "certificates", verdicts)
        except RuntimeError as error:
            verdicts.check("every command succeeds", False, str(error))
        finally:
            machine.close()
    finally:
        if arguments.keep:
            print(f"kept: {folder}")
        else:
            remove_tree(folder)
    print(f"{verdicts.passed} passed, {verdicts.failed} failed")
    return 1 if verdicts.failed else 0


if __name__ == "__main__":
    sys.exit(main())
