"""Plays scenario files against the real processes. See README.md beside this file."""
import argparse
import concurrent.futures
import pathlib
import subprocess
import sys
import time
import traceback

sys.path.insert(0, str(pathlib.Path(__file__).parent))

from lines import ScenarioError, read_steps  # noqa: E402
from stack import ROOT, Options, Stack, build_folder  # noqa: E402
from steps import Player  # noqa: E402

SETTINGS = {
    "profile": tuple(sorted(file.stem for file in (ROOT / "config/profiles").glob("*.toml"))),
    "orientation": ("landscape", "portrait"),
    "language": ("zh-CN", "en", "both"),
    "text-size": ("small", "medium", "large", "largest"),
    "contrast": ("normal", "high"),
    "times": ("normal", "long"),
    "disk": ("normal", "small"),
}


def options_from(steps):
    """The 'set …' lines at the head of a scenario; what is left is played."""
    options = Options()
    played = []
    for step in steps:
        if step.words[0] != "set":
            played.append(step)
            continue
        if played or len(step.words) != 3 or step.words[2] not in SETTINGS.get(step.words[1], ()):
            raise ScenarioError(f"{step}: 'set <what> <value>' stands first and knows {SETTINGS}")
        _, what, value = step.words
        if what == "contrast":
            options.high_contrast = value == "high"
        elif what == "times":
            options.long_times = value == "long"
        elif what == "disk":
            options.small_disk = value == "small"
        else:
            setattr(options, what.replace("-", "_"), value)
    if any(step.words[0] == "disk" for step in played):
        options.small_disk = True
    return options, played


def plays_of(path, overrides):
    """What there is to play of a file: (path, name, overrides), once, or once in each language ('set language both')."""
    try:
        both = any(step.words == ["set", "language", "both"] for step in read_steps(path))
    except (ScenarioError, OSError):
        both = False  # told when it is played
    if not both:
        return [(path, path.stem, overrides)]
    languages = [overrides["language"]] if "language" in overrides else ["zh-CN", "en"]
    return [(path, f"{path.stem}-{language}", {**overrides, "language": language}) for language in languages]


def play_file(path, out, record=None, overrides=None, name=None):
    """Returns (passed, report). Never raises."""
    name = name or path.stem
    begun = time.monotonic()
    report = []
    out.mkdir(parents=True, exist_ok=True)
    stack = None
    try:
        options, steps = options_from(read_steps(path))
        for what, value in (overrides or {}).items():
            setattr(options, what, value)
        stack = Stack(options)
        player = Player(stack, out, name)
        stack.start()
        for step in steps:
            try:
                player.play(step)
            except Exception as error:  # noqa: BLE001 - whatever a step does, the report must come out
                if not isinstance(error, ScenarioError):
                    error = "".join(traceback.format_exception(error))
                report.append(player.failure_report(step, error))
                raise ScenarioError("a step failed") from None
        if record:
            record.write_text(stack.hall_record(), encoding="utf-8")
        stack.check_api_traffic()
        stack.close()
        report.append(f"passed {name} ({len(steps)} steps, {time.monotonic() - begun:.1f} s)")
        return True, "\n".join(report)
    except (ScenarioError, OSError, subprocess.SubprocessError) as error:
        if not report:
            report.append(f"FAILED {name}: {error}")
        if stack:
            kept = stack.save_logs(out / f"failed-{name}-logs")
            report.append(f"    logs: {kept}")
            try:
                stack.close()
            except (ScenarioError, OSError) as other:
                report.append(f"    and while ending: {other}")
        return False, "\n".join(report)


def draw_sheets(out, profile):
    """Contact sheets of every screen, both orientations side by side; 0 when all were drawn."""
    if not out.exists():
        out.mkdir(parents=True)
    program = build_folder() / "bin/bancheng-sheets"
    drawing = [subprocess.Popen([program, "--out", out, "--profile", profile, "--orientation", orientation]) for orientation in SETTINGS["orientation"]]
    return max([one.wait() for one in drawing])


def main():
    parser = argparse.ArgumentParser(prog="tools/scenario", description=__doc__)
    parser.add_argument("files", nargs="*", type=pathlib.Path, metavar="FILE")
    parser.add_argument("--out", type=pathlib.Path, default=pathlib.Path("out/scenario"), metavar="DIR", help="where pictures go")
    parser.add_argument("--ids", action="store_true", help="list the ids of screens and elements")
    parser.add_argument("--sheets", action="store_true", help="draw contact sheets of the screens: language × mode × orientation")
    parser.add_argument("--jobs", type=int, default=1, help="how many scenarios at a time")
    parser.add_argument("--times", type=int, default=1, help="play each file so often")
    parser.add_argument("--hall-record", type=pathlib.Path, metavar="FILE", help="write the hall's record at the end")
    parser.add_argument("--profile", choices=SETTINGS["profile"])
    parser.add_argument("--orientation", choices=SETTINGS["orientation"])
    parser.add_argument("--language", choices=("zh-CN", "en"))
    parser.add_argument("--text-size", choices=SETTINGS["text-size"])
    parser.add_argument("--high-contrast", action="store_const", const=True)
    arguments = parser.parse_args()
    if arguments.ids:
        return subprocess.run([build_folder() / "bin/bancheng-ids"], check=False).returncode
    if arguments.sheets:
        return draw_sheets(pathlib.Path("out/sheets") if arguments.out == parser.get_default("out") else arguments.out, arguments.profile or "demo")
    if not arguments.files:
        parser.error("name a scenario file")
    chosen = {name: getattr(arguments, name) for name in ("profile", "orientation", "language", "text_size", "high_contrast")}
    overrides = {name: value for name, value in chosen.items() if value is not None}
    to_play = [play for file in arguments.files * arguments.times for play in plays_of(file, overrides)]
    passed = 0
    with concurrent.futures.ThreadPoolExecutor(arguments.jobs) as pool:
        plays = [pool.submit(play_file, file, arguments.out, arguments.hall_record, chosen, name) for file, name, chosen in to_play]
        for play in concurrent.futures.as_completed(plays):
            good, report = play.result()
            passed += good
            print(report, flush=True)
    print(f"{passed} passed, {len(to_play) - passed} failed")
    return 0 if passed == len(to_play) else 1


if __name__ == "__main__":
    sys.exit(main())
