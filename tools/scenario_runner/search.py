"""Looks for person data where none may be left: the terminal's files, its logs, the memory of its processes.

Each text is looked for in UTF-8, UTF-16LE and GB 18030; of pages and signatures, stretches of bytes that were taken from the
kiosk's memory while it held them. A search proves something only after it has found a canary that was planted in each place,
so the caller plants and finds one first.
"""
import pathlib
import re
import struct

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


def code_in_files(folder, code):
    """Yields (name, file) for each file below `folder` in which the digits stand by themselves; inside of longer numbers they stand by chance."""
    alone = re.compile(rb"(?<![0-9])" + code.encode() + rb"(?![0-9])")
    for file in sorted(pathlib.Path(folder).rglob("*")):
        if file.is_file() and not file.is_symlink() and alone.search(file.read_bytes()):
            yield "code of the SMS gate", str(file)


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
    tail = b""
    for at, content in _stretches(memory, start, end):
        at -= len(tail)
        content = tail + content
        is_empty = content.count(0) == len(content)  # as much of any memory is
        for name, value in ({} if is_empty else wanted).items():
            index = content.find(value)
            if index >= 0:
                yield name, mapping, hex(at + index)
        tail = content[-overlap:]


_PAGE = 4096


def _stretches(memory, start, end):
    """Yields (address, bytes) of what can be read from `start` to `end`; a page that cannot be read is passed over, what stands
    behind it is not. Nothing stands across such a page, so each stretch may be joined with the one before it all the same."""
    at, size = start, 1 << 18
    while at < end:
        try:
            memory.seek(at)
            content = memory.read(min(size, end - at))
        except (OSError, ValueError, OverflowError):
            content = b""
        if content:
            yield at, content
            at, size = at + len(content), 1 << 18
        elif size > _PAGE:
            size = _PAGE  # from here page by page, up to the first that can be read
        else:
            at += _PAGE


# --- what has no text: pages and signatures ---------------------------------------------------------------------------

# The virtual camera's frames live in the kiosk too, for moments; a page is cut out of one, so that it has another size.
_FRAMES = {(1280, 720), (2592, 1944)}
_SMALLEST_PAGE, _LARGEST_PAGE = 4 << 10, 4 << 20  # bytes
_SAMPLE, _SAMPLES = 64, 3


def _writable(pid):
    """Yields (start, bytes) of each mapping that the process may write, as far as it can be read."""
    with open(f"/proc/{pid}/maps", encoding="utf-8", errors="replace") as maps, open(f"/proc/{pid}/mem", "rb", buffering=0) as memory:
        for line in maps:
            found = _MAP.match(line)
            if not found or "w" not in found[3]:
                continue
            start, end = int(found[1], 16), int(found[2], 16)
            at, joined = start, bytearray()
            for address, content in _stretches(memory, start, end):
                if address != at and joined:
                    yield at - len(joined), bytes(joined)
                    joined.clear()
                joined += content
                at = address + len(content)
            if joined:
                yield at - len(joined), bytes(joined)


def _jpeg_at(content, at):
    """((width, height), scan, end) of the JPEG that begins at `at` and is there as a whole; else None."""
    size, index = None, at + 2
    while index + 4 <= len(content) and content[index] == 0xFF:
        marker, length = content[index + 1], int.from_bytes(content[index + 2:index + 4], "big")
        if marker in (0xC0, 0xC1, 0xC2) and index + 9 <= len(content):
            height, width = struct.unpack_from(">HH", content, index + 5)
            size = (width, height)
        index += 2 + length
        if marker == 0xDA:
            end = content.find(b"\xff\xd9", index, at + _LARGEST_PAGE)
            if size and 0 not in size and end - at >= _SMALLEST_PAGE:
                return size, index, end
            return None
    return None


def _samples(scan):
    """Stretches of a JPEG's compressed data that tell this page from any other: flat paper repeats itself, so not from there."""
    step = max(1, (len(scan) - _SAMPLE) // (4 * _SAMPLES))
    stretches = (scan[at:at + _SAMPLE] for at in range(0, len(scan) - _SAMPLE, step))
    good = [one for one in stretches if len(set(one)) >= 40]
    return good[::max(1, len(good) // _SAMPLES)][:_SAMPLES]


def pages_in_memory(pid):
    """Samples of each page that the process holds as JPEG: a tuple of needles for each."""
    pages = set()
    for _, content in _writable(pid):
        at = content.find(b"\xff\xd8\xff")
        while at >= 0:
            found = _jpeg_at(content, at)
            if found and found[0] not in _FRAMES:
                pages.add(tuple(_samples(content[found[1]:found[2]])))
            at = content.find(b"\xff\xd8\xff", found[2] if found else at + 2)
    return {page for page in pages if page}


def _near(value):
    """The upper half of `value` as a 32-bit float, or the next one: within 1 %."""
    high = struct.unpack("<I", struct.pack("<f", value))[0] >> 16
    near = b"|".join(re.escape(struct.pack("<H", one)) for one in (high - 1, high, high + 1))
    return b"..(?:" + near + b")"


def stroke_in_memory(pid, points):
    """The bytes of the stroke that was drawn through `points` (0..1 of its area) as the process holds them, and as they stand in
    a drawing (kiosk/outbox/signature_svg.h); nothing when they are not there."""
    pattern = re.compile(b"".join(_near(x) + _near(y) + b"..\0\0" for x, y in points), re.DOTALL)
    for _, content in _writable(pid):
        found = None if content.count(0) == len(content) else pattern.search(content)
        if found:
            exact = list(struct.iter_unpack("<ffI", found[0]))
            drawing = "".join(f"{x * 1000:.1f},{y * 400:.1f} " for x, y, _ in exact)
            return {"stroke": found[0], "drawn stroke": drawing.encode()}
    return {}
