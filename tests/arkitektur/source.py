"""The project's own files, and how a check is run over them.

A check is a function of (path, text) that yields (line, message); it looks at nothing else, so that a test
can hand it a planted fault.
"""

import ast
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
APPS = ("organisation", "indstillinger", "indsatser", "maalinger")
FOLDERS = ("mso_portal", *APPS[1:], "templates", "static", "fixtures", "tests")
SUFFIXES = (".py", ".html", ".css", ".js", ".txt", ".svg")


def files():
    """Yield (path, text) of every source file, the path relative to the project."""
    found = [path for folder in FOLDERS for path in (ROOT / folder).rglob("*")] + list(ROOT.glob("*.py"))
    for path in sorted(found):
        if path.suffix in SUFFIXES and "__pycache__" not in path.parts and path.is_file():
            yield path.relative_to(ROOT).as_posix(), path.read_text()


def findings(check):
    """Run a check over the whole tree and return its complaints as lines to read."""
    return [f"{path}:{line}: {message}" for path, text in files() for line, message in check(path, text)]


def tree(path, text):
    """The parsed module, or an empty one for what is no Python."""
    return ast.parse(text if path.endswith(".py") else "")


def is_product(path):
    return path.endswith(".py") and not path.startswith("tests/") and "/migrations/" not in path


def is_template(path):
    return path.startswith("templates/")


def line_of(text, position):
    return text.count("\n", 0, position) + 1


def matches(pattern, text, message):
    """Yield a complaint for each place the compiled pattern is found; the message may use the groups."""
    for found in pattern.finditer(text):
        yield line_of(text, found.start()), message.format(*(found.groups() or [found[0]]))
