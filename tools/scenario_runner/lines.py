"""A scenario file: one step a line, words as a shell would split them; '#' begins a comment."""
import dataclasses
import re
import shlex


class ScenarioError(Exception):
    """A step that cannot be read, or did not hold."""


@dataclasses.dataclass
class Step:
    file: str
    line: int
    text: str
    words: list

    def __str__(self):
        return f"{self.file}:{self.line}: {self.text}"


def read_steps(path):
    """The steps of a file; 'include <file>' stands for the steps of another, looked for beside it."""
    steps = []
    for number, text in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        try:
            words = shlex.split(text, comments=True)
        except ValueError as error:
            raise ScenarioError(f"{path}:{number}: {error}") from None
        if words and words[0] == "include":
            if len(words) != 2:
                raise ScenarioError(f"{path}:{number}: include <file>")
            steps += read_steps(path.parent / words[1])
        elif words:
            steps.append(Step(str(path), number, text.strip(), words))
    return steps


_DURATION = re.compile(r"^(\d+(?:\.\d+)?)(ms|s|m|h|d)$")
_UNIT_MS = {"ms": 1, "s": 1000, "m": 60_000, "h": 3_600_000, "d": 86_400_000}


def milliseconds(text):
    """'30s', '2d', '150ms' -> milliseconds."""
    found = _DURATION.match(text)
    if not found:
        raise ScenarioError(f"'{text}' is not a time such as 30s, 5m or 2d")
    return int(float(found[1]) * _UNIT_MS[found[2]])
