#!/usr/bin/env python3
"""All that CI runs, part by part, each with a plain verdict; the last line is 'N passed, N failed'.

Usage: tools/test [--long] [--only PART…]
"""
import argparse
import os
import pathlib
import re
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
CTEST_COUNT = re.compile(r"(\d+)% tests passed, (\d+) tests failed out of (\d+)")
PLAIN_COUNT = re.compile(r"^(\d+) passed, (\d+) failed$", re.M)


class Tally:
    def __init__(self):
        self.passed = 0
        self.failed = 0
        self.broken_parts = []

    def add(self, part, passed, failed):
        self.passed += passed
        self.failed += failed
        if failed:
            self.broken_parts.append(part)


def run(command, env=None, quiet=False):
    """Runs a part with its output shown, and returns (exit code, output)."""
    process = subprocess.Popen(command, cwd=ROOT, env={**os.environ, **(env or {})}, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                               errors="replace")
    lines = []
    for line in process.stdout:
        lines.append(line)
        if not quiet:
            print(line, end="", flush=True)
    code = process.wait()
    if quiet and code != 0:
        print("".join(lines[-200:]))
    return code, "".join(lines)


def step(command, env=None):
    """A part that holds or does not."""
    def play(_):
        code, _output = run(command, env)
        return (1, 0) if code == 0 else (0, 1)
    return play


def counted(command, pattern, env=None):
    """A part that counts its own tests."""
    def play(_):
        code, output = run(command, env)
        found = pattern.findall(output)
        if not found:
            return 0, 1
        if pattern is CTEST_COUNT:
            failed, total = int(found[-1][1]), int(found[-1][2])
            passed = total - failed
        else:
            passed, failed = int(found[-1][0]), int(found[-1][1])
        if code != 0 and failed == 0:
            failed = 1
        return passed, failed
    return play


def ctest(build, labels, jobs=2):
    return ["ctest", "--test-dir", str(ROOT / build), "--output-on-failure", "-j", str(jobs), "-L", labels]


def sanitized(name, flags):
    """A part that builds the tests with sanitizers in a folder of their own and runs them."""
    build = f"build-{name}"
    def play(_):
        env = {"ASAN_OPTIONS": "detect_leaks=1", "LSAN_OPTIONS": f"suppressions={ROOT}/tests/lsan.supp:print_suppressions=0",
               "UBSAN_OPTIONS": "print_stacktrace=1", "TSAN_OPTIONS": f"suppressions={ROOT}/tests/tsan.supp"}
        # The build runs programs of its own too (specimens are drawn).
        code, _output = run(["tools/build", f"-DBANCHENG_SANITIZE={flags}", "-DCMAKE_BUILD_TYPE=RelWithDebInfo"],
                            {**env, "BANCHENG_BUILD": str(ROOT / build)})
        if code != 0:
            return 0, 1
        return counted(ctest(build, "^(unit|conformance|fuzz)$"), CTEST_COUNT, env)(None)
    return play


def scenarios(_):
    files = sorted(str(f) for f in (ROOT / "tests/scenario").rglob("*.scenario"))
    return counted(["tools/scenario", *files, "--out", "out/scenario", "--jobs", "2"], PLAIN_COUNT)(None)


PARTS = [
    ("install", step(["tools/install"])),
    ("layering", step(["tools/checks/layering.py"])),
    ("build", step(["tools/build"])),
    ("catalogue", step(["build/bin/bancheng-catalogue", "lint", "assets/catalogue", "--icons", "assets/icons"])),
    ("symbols", step(["tools/checks/symbols.py"])),
    ("unit", counted(ctest("build", "^unit$"), CTEST_COUNT)),
    # These wait for devices most of the time, so more of them than cores.
    ("conformance", counted(ctest("build", "^conformance$", jobs=8), CTEST_COUNT)),
    ("proof", counted([*ctest("build", "^proof$"), "--verbose"], CTEST_COUNT)),
    ("fuzz", counted(ctest("build", "^fuzz$"), CTEST_COUNT)),
    ("crash", counted(ctest("build", "^crash$"), CTEST_COUNT)),
    ("scenario", scenarios),
]
LONG_PARTS = [
    ("every-world", step(["build/bin/session_proof", "--every-world"])),
    ("package", counted(["tests/package/package_test.py"], PLAIN_COUNT)),
    ("address", sanitized("address", "address,undefined")),
    ("thread", sanitized("thread", "thread")),
]


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--long", action="store_true", help="the long campaigns too")
    parser.add_argument("--only", nargs="+", metavar="PART", help="just these parts")
    arguments = parser.parse_args()
    chosen = arguments.only or [name for name, _ in PARTS + (LONG_PARTS if arguments.long else [])]
    known = [name for name, _ in PARTS + LONG_PARTS]
    unknown = [name for name in chosen if name not in known]
    if unknown:
        parser.error(f"no part is called {', '.join(unknown)}; there are {', '.join(known)}")
    tally = Tally()
    times = []
    for name, play in PARTS + LONG_PARTS:
        if name not in chosen:
            continue
        print(f"=== {name}", flush=True)
        begun = time.monotonic()
        passed, failed = play(None)
        if passed + failed == 0:
            print(f"nothing was run: {name} proves nothing")
            failed = 1
        times.append((name, time.monotonic() - begun, passed, failed))
        tally.add(name, passed, failed)
        if failed and name in ("install", "build"):
            break  # nothing after it can mean anything
    print("=== summary")
    for name, seconds, passed, failed in times:
        print(f"{name:12} {seconds:7.1f} s   {passed} passed, {failed} failed")
    print(f"{tally.passed} passed, {tally.failed} failed")
    return 1 if tally.failed else 0


if __name__ == "__main__":
    sys.exit(main())
