"""The network between courier and hall: a TCP proxy that a scenario takes down, cuts and slows."""
import socket
import threading
import time


class Network:
    def __init__(self, target_port):
        self.target_port = target_port
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        self.lock = threading.Lock()
        self.is_up = True
        self.delay = 0.0
        self.cut_after = None
        self.cuts = 0  # how often cut_after has cut
        self.pairs = set()
        self.closed = False
        self.thread = threading.Thread(target=self._accept, daemon=True)
        self.thread.start()

    def up(self):
        with self.lock:
            self.is_up, self.cut_after, self.delay = True, None, 0.0

    def down(self):
        with self.lock:
            self.is_up = False
            pairs, self.pairs = self.pairs, set()
        for one in pairs:
            _close(one)

    def cut_every(self, count):
        with self.lock:
            self.cut_after = count

    def slow(self, milliseconds):
        with self.lock:
            self.delay = milliseconds / 1000

    def close(self):
        self.closed = True
        self.down()
        _close(self.listener)

    def _accept(self):
        while not self.closed:
            try:
                client, _ = self.listener.accept()
            except OSError:
                return
            if not self.is_up:
                _close(client)
                continue
            try:
                server = socket.create_connection(("127.0.0.1", self.target_port), timeout=5)
            except OSError:
                _close(client)
                continue
            server.settimeout(None)
            with self.lock:
                self.pairs |= {client, server}
            for source, target in ((client, server), (server, client)):
                threading.Thread(target=self._pump, args=(source, target), daemon=True).start()

    def _pump(self, source, target):
        passed = 0
        try:
            while True:
                data = source.recv(16384)
                if not data:
                    break
                if self.delay:
                    time.sleep(self.delay)
                with self.lock:
                    limit = self.cut_after
                if limit is not None and passed + len(data) > limit:
                    with self.lock:
                        self.cuts += 1
                    target.sendall(data[: max(0, limit - passed)])
                    break
                target.sendall(data)
                passed += len(data)
        except OSError:
            pass
        finally:
            with self.lock:
                self.pairs -= {source, target}
            _close(source)
            _close(target)


def _close(one):
    try:
        one.shutdown(socket.SHUT_RDWR)
    except OSError:
        pass
    one.close()
