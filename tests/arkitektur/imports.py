"""Who may import whom: between packages, and between the layers of an app. Imports in functions count."""

import ast
from pathlib import PurePosixPath

from tests.arkitektur.source import APPS, is_product, tree

OURS = ("mso_portal", "indstillinger", "indsatser", "maalinger", "tests")
BELOW_ORGANISATION = {"vaerdier", "motor"}
BELOW_APPS = BELOW_ORGANISATION | {"organisation"}
MAY_IMPORT = {
    "vaerdier": set(),
    "motor": {"vaerdier"},
    "organisation": BELOW_ORGANISATION,
    "maalinger": BELOW_APPS,
    "indstillinger": BELOW_APPS,
    "indsatser": BELOW_APPS | {"indstillinger", "maalinger"},
}
LAYERS = (
    {"beregning", "statistik", "tjek", "indlaesning"},
    {"enums", "enums_moede"},
    {"constraints"},
    {"querysets", "querysets_moede", "sessioner"},  # the latter reads Django's session table
    {"models"},
    {"rules", "rules_dialog", "rules_status", "rules_dokument", "rules_eget", "rules_moede"},
    {"modtagere"},
    {"document", "document_moede"},  # below the verbs: a sending files what these print
    {"workflow"},
    {"arkiv"},
    {"beskeder", "varsler", "varsler_aarshjul", "varsler_moede", "varsler_status"},
    {"forms", "resources"},
    {"templatetags", "views"},
    {"admin", "urls", "urls_moede"},
    {"apps"},
)


def package(module):
    """mso_portal.motor.rules → motor; what lies directly in mso_portal is the composition root, "portal"."""
    first, *rest = module.split(".")
    if first not in OURS:
        return None
    if first != "mso_portal":
        return first
    return rest[0] if rest and rest[0] in MAY_IMPORT else "portal"


def module_of(path):
    return ".".join(PurePosixPath(path).with_suffix("").parts).removesuffix(".__init__")


def imported(path, text):
    """Yield (line, module) of every import, wherever it stands; `from a import b` gives a.b."""
    here = module_of(path).split(".")
    for node in ast.walk(tree(path, text)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            up = len(here) - node.level + path.endswith("__init__.py")
            base = ".".join([*(here[:up] if node.level else []), *filter(None, [node.module])])
            yield from ((node.lineno, f"{base}.{alias.name}") for alias in node.names)


def upward_imports(path, text):
    own = package(module_of(path)) if is_product(path) else "tests"
    allowed = MAY_IMPORT.get(own)
    for line, module in imported(path, text):
        other = package(module)
        if other == "tests" and own != "tests":
            yield line, "nobody imports tests"
        elif allowed is not None and other and other != own and other not in allowed:
            yield line, f"{own} may not import {module}"


def upward_names(path, text):
    """A dotted name of a higher app in a string is an import too: a foreign key, a task, a view."""
    own = package(module_of(path)) if is_product(path) else None
    forbidden = set(APPS) - {own} - MAY_IMPORT.get(own, set(APPS))
    for node in ast.walk(tree(path, text)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            first, dot, rest = node.value.removeprefix("mso_portal.").partition(".")
            if dot and first in forbidden and rest.replace(".", "_").isidentifier():
                yield node.lineno, f"{own} names {node.value}"


def _layer(app, module):
    parts = module.split(".")
    name = next((after for part, after in zip(parts, parts[1:], strict=False) if part == app), None)
    return next((nr for nr, names in enumerate(LAYERS) if name in names), None)


def layer_imports(path, text):
    app = package(module_of(path)) if is_product(path) else None
    own = _layer(app, module_of(path)) if app in MAY_IMPORT and app not in ("vaerdier", "motor") else None
    for line, module in imported(path, text) if own is not None else ():
        other = _layer(app, module)
        if package(module) == app and other is not None and other > own:
            yield line, f"{module_of(path)} imports the higher layer {module}"


def files_without_a_layer(path, text):
    """A module of an app that no layer knows could import anything and be imported by anything."""
    app = package(module_of(path)) if is_product(path) else None
    is_app = app in MAY_IMPORT and app not in ("vaerdier", "motor")
    if is_app and module_of(path).split(".")[-1] != app and _layer(app, module_of(path)) is None:
        yield 1, f"{path} is no layer of an app"
