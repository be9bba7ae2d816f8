"""Line protocols over Unix sockets: the simulators' control sockets and the kiosk's virtual panel."""
import json
import socket
import time

from lines import ScenarioError


class LineClient:
    """Sends one line, reads one line. Connects anew when the other side was restarted."""

    def __init__(self, path, timeout=20.0):
        self.path = str(path)
        self.timeout = timeout
        self.socket = None
        self.buffer = b""

    def _connect(self):
        deadline = time.monotonic() + self.timeout
        while True:
            made = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
            made.settimeout(self.timeout)
            try:
                made.connect(self.path)
                self.socket, self.buffer = made, b""
                return
            except OSError as error:
                made.close()
                if time.monotonic() > deadline:
                    raise ScenarioError(f"{self.path}: nobody answers ({error})") from None
                time.sleep(0.05)

    def close(self):
        if self.socket:
            self.socket.close()
        self.socket = None

    def ask(self, line):
        if "\n" in line:
            raise ScenarioError("a request is one line")
        for attempt in (1, 2):
            if not self.socket:
                self._connect()
            try:
                self.socket.sendall(line.encode() + b"\n")
                while b"\n" not in self.buffer:
                    chunk = self.socket.recv(1 << 16)
                    if not chunk:
                        raise ConnectionError("closed")
                    self.buffer += chunk
                answer, self.buffer = self.buffer.split(b"\n", 1)
                return answer.decode()
            except (ConnectionError, BrokenPipeError) as error:
                self.close()
                if attempt == 2:
                    raise ScenarioError(f"{self.path}: connection lost ({error})") from None
            except socket.timeout:
                self.close()
                raise ScenarioError(f"{self.path}: no answer to '{line.split()[0]}' in {self.timeout:.0f} s") from None


class Simulator(LineClient):
    def command(self, line):
        answer = self.ask(line)
        if not answer.startswith("ok"):
            raise ScenarioError(f"simulator: {answer}")
        return answer[2:].strip()


class Panel(LineClient):
    """The kiosk's virtual panel."""

    def request(self, line):
        answer = json.loads(self.ask(line))
        if "error" in answer:
            raise ScenarioError(f"panel: {answer['error']}")
        return answer

    def screen(self):
        return self.request("screen")

    def tap(self, x, y):
        self.request(f"touch down {x:.1f} {y:.1f}")
        self.request(f"touch up {x:.1f} {y:.1f}")
