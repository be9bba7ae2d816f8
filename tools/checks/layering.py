#!/usr/bin/env python3
"""Keeps the layering of the rooms: who may include whom, over every #include "…" of the tree.

The table below is the one of the architecture. Each failure says which line includes what, and how to mend it.
Usage: tools/checks/layering.py [--root DIR]
"""
import argparse
import pathlib
import re
import sys

# Room (longest prefix wins) -> prefixes that it may include, besides itself.
RULES = {
    "kiosk/base": [],
    "kiosk/config": ["kiosk/base"],
    "kiosk/core": ["kiosk/base"],
    "kiosk/systemd": ["kiosk/base"],
    "kiosk/bundle": ["kiosk/base", "kiosk/core"],
    "kiosk/text": ["kiosk/base", "kiosk/core"],
    "kiosk/imaging": ["kiosk/base", "kiosk/core"],
    "kiosk/outbox": ["kiosk/base", "kiosk/core"],
    "kiosk/link": ["kiosk/base", "kiosk/core"],
    "kiosk/net": ["kiosk/base", "kiosk/core"],
    "kiosk/pinyin": ["kiosk/base"],
    "kiosk/ui": ["kiosk/base", "kiosk/core", "kiosk/text", "kiosk/pinyin"],
    "kiosk/diagnostics": ["kiosk/base", "kiosk/core", "kiosk/text", "drivers/hal"],
    "kiosk/app": ["kiosk", "drivers"],
    "kiosk/courier": ["kiosk"],
    "drivers/hal": ["kiosk/base"],
    "drivers/transport": ["kiosk/base", "drivers/hal"],
    "drivers/virtual": ["kiosk/base", "drivers/hal"],
    "drivers": ["kiosk/base", "drivers/hal", "drivers/transport"],
    "tools/hall": ["kiosk/base", "kiosk/systemd", "kiosk/bundle", "kiosk/core/words.h", "kiosk/core/catalogue", "kiosk/core/identity", "kiosk/core/receipt",
                   "kiosk/core/delivery", "kiosk/core/inquiry", "kiosk/core/form"],
    "tools/catalogue": ["kiosk/base", "kiosk/core/catalogue", "kiosk/bundle"],
    "tools/simulators": ["kiosk/base"],
    "tools/specimens": ["kiosk/base"],
    "tools": ["kiosk", "drivers"],
    "tests": ["kiosk", "drivers", "tools", "tests"],
}
# Only these rooms may name these libraries.
LIBRARIES = {
    r"imgui": ["kiosk/ui"],
    r"SDL": ["kiosk/ui", "drivers/virtual", "kiosk/app"],
    r"curl/": ["kiosk/net"],
    r"pinyin\.h": ["kiosk/pinyin"],
    r"pango|cairo": ["kiosk/text", "kiosk/ui", "tools/specimens", "tools/simulators"],
    r"unicode/": ["kiosk/text"],
    r"systemd/": ["kiosk/systemd"],
    r"toml\+\+/": ["kiosk/config", "tools/hall"],
    r"opencv2": ["kiosk/imaging", "drivers/virtual"],
}
INCLUDE = re.compile(r'^\s*#\s*include\s*(?:"([^"]+)"|<([^>]+)>)')


def room_of(path):
    names = [r for r in RULES if path == r or path.startswith(r + "/")]
    return max(names, key=len) if names else None


def check_quoted(path, number, room, target):
    if target == room or target.startswith(room + "/"):
        return None
    if room.startswith("tests") or any(target == p or target.startswith(p + "/") for p in RULES[room]):
        return None
    allowed = ", ".join(RULES[room]) or "nothing but itself"
    return (f"{path}:{number}: {room} may not include {target}\n"
            f"    {room} may include: {allowed}. Move the code to a room that may, or pass the value in.")


def check_library(path, number, room, header):
    for pattern, rooms in LIBRARIES.items():
        if re.match(pattern, header) and room not in rooms and not room.startswith("tests"):
            return f"{path}:{number}: {room} names <{header}>, which is known to {', '.join(rooms)} alone"
    return None


def failures_in(root):
    for folder in ("kiosk", "drivers", "tools", "tests"):
        for file in sorted((root / folder).rglob("*")):
            if file.suffix not in (".h", ".cpp"):
                continue
            path = file.relative_to(root).as_posix()
            room = room_of(path)
            if room is None:
                yield f"{path}: stands in no room of the table in {__file__}"
                continue
            for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
                found = INCLUDE.match(line)
                if not found:
                    continue
                quoted, angled = found.groups()
                failure = check_quoted(path, number, room, quoted) if quoted else check_library(path, number, room, angled)
                if failure:
                    yield failure


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--root", type=pathlib.Path, default=pathlib.Path(__file__).resolve().parents[2])
    root = parser.parse_args().root
    failures = list(failures_in(root))
    for failure in failures:
        print(failure)
    print(f"layering: {len(failures)} failures")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
