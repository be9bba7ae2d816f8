"""What the kernel says of processes: children, memory, time."""
import pathlib

_PROC = pathlib.Path("/proc")


def family_of(pid):
    """The process and all that descend from it and still live."""
    children = {}
    for folder in _PROC.iterdir():
        if folder.name.isdigit():
            try:
                parent = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
            except (OSError, IndexError):
                continue  # gone meanwhile
            children.setdefault(parent, []).append(int(folder.name))
    family, waiting = [], [pid]
    while waiting:
        one = waiting.pop()
        family.append(one)
        waiting += children.get(one, [])
    return family


def pss_mb(pids):
    """Memory that these processes hold, what is shared counted by its share (MB of 10^6 bytes)."""
    total = 0
    for pid in pids:
        try:
            lines = (_PROC / str(pid) / "smaps_rollup").read_text().splitlines()
        except OSError:
            continue
        total += sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return total * 1024 / 1e6


def cpu_seconds(pids):
    """Processor time so far of all their threads, by the scheduler's own count (nanoseconds)."""
    return _schedule(pids, 0)


def waiting_seconds(pids):
    """How long their threads have waited for a core although they had work."""
    return _schedule(pids, 1)


def _schedule(pids, column):
    total = 0
    for pid in pids:
        for task in (_PROC / str(pid) / "task").glob("*/schedstat"):
            try:
                total += int(task.read_text().split()[column])
            except (OSError, IndexError):
                continue
    return total / 1e9
