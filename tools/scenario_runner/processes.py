"""Child processes: started with their output in a file, ended by pid, gone when this program goes."""
import ctypes
import os
import signal
import subprocess

from lines import ScenarioError

_PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None, use_errno=True)


def _die_with_parent():
    _libc.prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)


class Process:
    def __init__(self, name, command, log_folder, env=None, folder=None):
        self.name = name
        self.command = [str(part) for part in command]
        self.log = log_folder / f"{name}.log"
        self.env = {**os.environ, **(env or {})}
        self.folder = folder  # it works in; None: this program's
        self.child = None

    @property
    def pid(self):
        return self.child.pid if self.child else None

    def start(self):
        with open(self.log, "ab") as log:
            self.child = subprocess.Popen(self.command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, env=self.env, cwd=self.folder,
                                          preexec_fn=_die_with_parent)

    def is_running(self):
        return self.child is not None and self.child.poll() is None

    def require_running(self):
        if not self.is_running():
            tail = self.log.read_text(errors="replace")[-1500:]
            raise ScenarioError(f"{self.name} ended by itself (code {self.child.returncode}):\n{tail}")

    def kill(self):
        """As a power cut would: no time to tidy up."""
        if self.is_running():
            self.child.kill()
            self.child.wait()
        self.child = None

    def stop(self, patience=8):
        if not self.is_running():
            self.child = None
            return
        self.child.terminate()
        try:
            self.child.wait(patience)
        except subprocess.TimeoutExpired:
            self.child.kill()
            self.child.wait()
            raise ScenarioError(f"{self.name} did not end within {patience} s of being asked to") from None
        finally:
            self.child = None
