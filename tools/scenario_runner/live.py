"""A whole terminal with its hall, with a window on this machine's display, until Ctrl-C. Started by tools/run."""
import argparse
import pathlib
import shlex
import signal
import sys
import threading

sys.path.insert(0, str(pathlib.Path(__file__).parent))

from lines import ScenarioError, Step  # noqa: E402
from stack import Options, Stack  # noqa: E402
from steps import Player  # noqa: E402


def take_steps(stack):
    """Lines typed here are played as scenario steps."""
    player = Player(stack, pathlib.Path.cwd(), "live")
    for line in sys.stdin:
        try:
            words = shlex.split(line, comments=True)
            if words:
                player.play(Step("typed", 0, line.strip(), words))
        except (ScenarioError, ValueError, OSError) as error:
            print(f"    {error}")


def main():
    parser = argparse.ArgumentParser(prog="tools/run", description=__doc__)
    parser.add_argument("--profile", default="demo", help="of config/profiles")
    parser.add_argument("--orientation", choices=("landscape", "portrait"), help="instead of the profile's")
    parser.add_argument("--keep", metavar="DIR", help="keep the hall's and the terminal's files in DIR")
    arguments = parser.parse_args()
    options = Options()
    options.profile = arguments.profile
    options.orientation = arguments.orientation
    options.display = True
    ended = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: ended.set())
    stack = Stack(options, keep=arguments.keep)
    try:
        stack.add_staff("demo", "演示人员", "demo-bancheng")
        stack.start()
        threading.Thread(target=take_steps, args=(stack,), daemon=True).start()
        print("type steps of a scenario here: card resident, card remove, page id-photo, printer paper-out, network down, …")
        print(f"specimens of persons and sheets: {stack.specimens}")
        print(f"staff pages: https://localhost:{stack.ports['staff']}/   user demo, password demo-bancheng")
        print("Ctrl-C ends everything")
        while not ended.wait(0.5):
            if not stack.processes["kiosk"].is_running():
                break
    finally:
        stack.close()


if __name__ == "__main__":
    main()
