"""Looks for person data where none may be left: the terminal's files, its logs, the memory of its processes.

Each value is looked for in UTF-8, UTF-16LE and GB 18030. A search proves something only after it has found a canary that
was planted in each place, so the caller plants and finds one first.
"""
import pathlib
import re

ENCODINGS = ("utf-8", "utf-16-le", "gb18030")


def person_values(person):
    """What of a specimen (its JSON) would betray the person; a value of one character stands everywhere."""
    told = ("name", "latin_name", "number", "address", "newest_address", "birth_date")
    return {key: person[key] for key in told if len(person.get(key, "")) >= 2}


def needles(values):
    """The bytes to look for, by what they are: each value in each encoding, once where encodings agree."""
    found = {}
    for name, value in values.items():
        for encoding in ENCODINGS:
            needle = value.encode(encoding)
            if needle not in found.values():
                found[f"{name} ({encoding})"] = needle
    return found


def in_files(folder, wanted):
    """Yields (needle name, file) for each needle that stands in a file below `folder`."""
    for file in sorted(pathlib.Path(folder).rglob("*")):
        if not file.is_file() or file.is_symlink():
            continue
        try:
            content = file.read_bytes()
        except OSError:
            continue
        for name, value in wanted.items():
            if value in content:
                yield name, str(file)


_MAP = re.compile(r"^([0-9a-f]+)-([0-9a-f]+) (r\S*) \S+ \S+ \S+\s*(.*)$")


def _is_plain_file(found):
    """A library or a font, mapped to be read: it shows what stands in the file, and that is most of a process's mappings."""
    return "w" not in found[3] and pathlib.Path(found[4]).is_file()


def in_memory(pid, wanted):
    """Yields (needle name, mapping, address) for each needle that stands in the memory of the process."""
    with open(f"/proc/{pid}/maps", encoding="utf-8", errors="replace") as maps, open(f"/proc/{pid}/mem", "rb", buffering=0) as memory:
        for line in maps:
            found = _MAP.match(line)
            if not found or found[4] in ("[vvar]", "[vsyscall]") or _is_plain_file(found):
                continue
            start, end = int(found[1], 16), int(found[2], 16)
            yield from _in_range(memory, start, end, found[4] or "[anonymous]", wanted)


def _in_range(memory, start, end, mapping, wanted):
    overlap = max(len(value) for value in wanted.values())
    chunk = 1 << 18
    at = start
    while at < end:
        size = min(chunk + overlap, end - at)
        try:
            memory.seek(at)
            content = memory.read(size)
        except (OSError, ValueError, OverflowError):
            return
        is_empty = content.count(0) == len(content)  # as much of any memory is
        for name, value in ({} if is_empty else wanted).items():
            index = content.find(value)
            if index >= 0:
                yield name, mapping, hex(at + index)
        at += chunk
