"""tools/bench prints one line of JSON a figure, in its schema, and refuses names that it does not know. No timings are asserted."""
import json
import pathlib
import subprocess
import sys
import unittest

BENCH = pathlib.Path(__file__).resolve().parents[3] / "tools/bench"


def run(*arguments):
    return subprocess.run([BENCH, *arguments], capture_output=True, text=True, check=False)


class BenchLines(unittest.TestCase):
    def test_each_figure_is_one_line_in_the_schema(self):
        done = run("--quick", "session.step", "receipt.encode")
        self.assertEqual(done.returncode, 0, done.stderr)
        figures = [json.loads(line) for line in done.stdout.splitlines()]
        self.assertEqual({figure["name"]: figure["unit"] for figure in figures}, {"session.step": "µs", "receipt.encode": "ms"})
        for figure in figures:
            self.assertEqual(list(figure), ["name", "unit", "runs", "min", "median", "max"])
            self.assertGreater(figure["runs"], 0)
            self.assertTrue(0 < figure["min"] <= figure["median"] <= figure["max"], figure)

    def test_a_table_is_for_people(self):
        done = run("--quick", "--table", "session.step")
        self.assertEqual(done.returncode, 0, done.stderr)
        header, row = done.stdout.splitlines()
        self.assertIn("median", header)
        self.assertTrue(row.startswith("session.step"), row)

    def test_the_beginning_of_names_stands_for_all_of_them(self):
        done = run("--quick", "receipt")
        self.assertEqual([json.loads(line)["name"] for line in done.stdout.splitlines()], ["receipt.encode"])

    def test_an_unknown_name_is_refused(self):
        done = run("--quick", "session.stop")
        self.assertEqual(done.returncode, 2)
        self.assertIn("session.stop", done.stderr)
        self.assertEqual(done.stdout, "")


if __name__ == "__main__":
    sys.exit(unittest.main())
