"""What may not be written in Python, found in the syntax tree."""

import ast
import re
from pathlib import PurePosixPath

from tests.arkitektur.source import is_product, tree

LONGEST = 400
CLOCK = {
    "timezone.now", "timezone.localdate", "date.today", "datetime.now", "datetime.today", "datetime.utcnow",
}  # fmt: skip
CLOCK_WORDS = {"auto_now", "auto_now_add"}
VAGUE = re.compile(r"(^|_)(utils?|helpers?|common|core|services?)$")
TAKEN = {"maaling", "sag", "udvalg", "case", "meeting", "decision", "task"}
SAFE = {"mark_safe", "SafeString", "SafeText", "SafeData", "__html__"}
MAY_BE_SAFE = {
    "mso_portal/vaerdier/rigtekst.py": SAFE,
    "mso_portal/motor/charts/svg.py": {"__html__"},  # its writer escapes everything it is given
}
RAW = {"raw", "cursor", "execute", "executemany", "extra", "RawSQL"}
# the last two make roles, rights and the database itself
MAY_WRITE_SQL = ("mso_portal/motor/", "mso_portal/management/", "mso_portal/indlejret.py")
QUERY = {"objects", "filter", "exclude", "all", "select_for_update", "get_queryset", "history"}


def long_files(path, text):
    lines = text.count("\n")
    # The access matrix is a table: one looks a row up in it, nobody reads it from end to end.
    if lines > LONGEST and "/migrations/" not in path and not path.startswith("tests/adgang/matrix_"):
        yield lines, f"{lines} lines, at most {LONGEST}"


def foreign_letters(path, text):
    for node in ast.walk(tree(path, text)):
        for attribute in ("name", "id", "attr", "arg", "asname"):
            name = getattr(node, attribute, None)
            if isinstance(name, str) and not name.isascii():
                yield getattr(node, "lineno", 1), f"{name} is not ASCII"


def vague_modules(path, text):
    names = PurePosixPath(path).with_suffix("").parts if path.endswith(".py") else ()
    if any(VAGUE.search(name) for name in names):
        yield 1, "name the module by what it does"


def _dotted(node):
    """The last two names of an attribute: `django.utils.timezone.now` → timezone.now."""
    before = node.value
    return f"{getattr(before, 'attr', getattr(before, 'id', ''))}.{node.attr}"


def other_clocks(path, text):
    if not is_product(path) or path == "mso_portal/motor/ur.py":
        return
    for node in ast.walk(tree(path, text)):
        if isinstance(node, ast.Attribute) and _dotted(node) in CLOCK:
            yield node.lineno, f"{_dotted(node)}: ask motor.ur"
        elif isinstance(node, ast.ImportFrom) and node.module in ("django.utils.timezone", "time"):
            names = {alias.name for alias in node.names} & {"now", "localdate", "time"}
            yield from ((node.lineno, f"{name}: ask motor.ur") for name in sorted(names))
        elif isinstance(node, ast.keyword) and node.arg in CLOCK_WORDS:
            yield node.value.lineno, f"{node.arg}: ask motor.ur"


def unsafe_output(path, text):
    allowed = MAY_BE_SAFE.get(path, set())
    for node in ast.walk(tree(path, text) if is_product(path) else ast.Module([], [])):
        names = {getattr(node, key, None) for key in ("id", "attr", "name")} & SAFE
        if isinstance(node, ast.alias | ast.Name | ast.Attribute | ast.FunctionDef):
            yield from ((node.lineno, f"{name}: vaerdier/rigtekst.py") for name in sorted(names - allowed))


def raw_sql(path, text):
    exempt = path.startswith(MAY_WRITE_SQL) or "querysets" in path
    for node in ast.walk(tree(path, text)) if is_product(path) and not exempt else ():
        if isinstance(node, ast.Call) and getattr(node.func, "attr", getattr(node.func, "id", "")) in RAW:
            yield node.lineno, "SQL belongs in querysets, migrations and motor"


def taken_names(path, text):
    """Words that already mean three things each (03 §15)."""
    for node in ast.walk(tree(path, text)) if is_product(path) else ():
        if isinstance(node, ast.ClassDef):
            if node.name.lower() in TAKEN:
                yield node.lineno, f"class {node.name}"
            for line in node.body:
                for target in getattr(line, "targets", [getattr(line, "target", None)]):
                    if getattr(target, "id", "") in TAKEN:
                        yield line.lineno, f"field {target.id}"


def _chain(node):
    """The names of `Model.objects.filter(…).update`, innermost first."""
    names = []
    while isinstance(node, ast.Attribute | ast.Call | ast.Subscript):
        if isinstance(node, ast.Attribute):
            names.append(node.attr)
        node = node.func if isinstance(node, ast.Call) else node.value
    return [getattr(node, "id", ""), *reversed(names)]


def bulk_updates(without_history, accepted):
    """Return the check: an update past the models is only for models whose history nobody keeps."""

    def updates_past_history(path, text):
        for node in ast.walk(tree(path, text)) if is_product(path) else ():
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
                continue
            model, *names = _chain(node.func)
            is_query = names[-1] == "bulk_update" or names[-1] == "update" and (
                QUERY & set(names) or node.keywords or any(name.endswith("_set") for name in names)
            )  # fmt: skip
            if is_query and model not in without_history and (path, model) not in accepted:
                yield node.lineno, f"{names[-1]} on {model} leaves no history"

    return updates_past_history
