"""Words: labels of enums, and what is never said to a user."""

import ast
import re

from tests.arkitektur.source import is_product, is_template, line_of, matches, tree

OPENNESS = {"Åben", "Lukket"}
NEVER = re.compile(r"\b(påkrævet|[Uu]gyldigt?e?|OK|[Vv]enligst)\b|(Fejl!)")
NEVER_IN_TEMPLATES = re.compile(r"\b(Rapporter|Settings|Submit)\b|(Status:)")
BARE = {
    "Indsend", "Godkend", "Afvis", "Annullér", "Tilføj", "Publicér", "Frigiv", "Færdig", "Lås", "Skjul",
    "Frys", "Luk", "Luk plan", "Kvittér", "Slet", "Ja", "Nej", "Ok",
}  # fmt: skip
BUTTON = re.compile(r"<button\b[^>]*>(.*?)</button>", re.DOTALL)
MARKUP = re.compile(r"\{#.*?#\}|\{%\s*comment.*?endcomment\s*%\}|\{%.*?%\}|<[^>]*>", re.DOTALL)
COMMENT = re.compile(r"\{#.*?#\}|\{%\s*comment.*?endcomment\s*%\}|<!--.*?-->", re.DOTALL)


def without_comments(text):
    """The template with its comments blanked out, every line where it was."""
    return COMMENT.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), text)


def _enums(path, text):
    for node in ast.walk(tree(path, text)) if is_product(path) else ():
        bases = [getattr(base, "attr", getattr(base, "id", "")) for base in getattr(node, "bases", ())]
        if isinstance(node, ast.ClassDef) and any(base.endswith(("Choices", "Enum")) for base in bases):
            yield node


def _members(enum):
    for line in enum.body:
        if isinstance(line, ast.Assign) and not line.targets[0].id.startswith("_"):
            last = line.value.elts[-1] if isinstance(line.value, ast.Tuple) else None
            yield line, last.value if isinstance(last, ast.Constant) else None


def members_without_label(path, text):
    for enum in _enums(path, text):
        for line, label in _members(enum):
            if not isinstance(label, str) or not label.strip():
                yield line.lineno, f"{enum.name}.{line.targets[0].id} has no label"


def openness_elsewhere(path, text):
    for enum in _enums(path, text):
        for line, label in _members(enum):
            if label in OPENNESS and enum.name != "Aabenhed":
                yield line.lineno, f"the label {label} is for openness alone"


def words_never_said(path, text):
    if is_template(path):
        yield from matches(NEVER, without_comments(text), "never said to a user: {0}")
        yield from matches(NEVER_IN_TEMPLATES, without_comments(text), "never said to a user: {0}")
    for node in ast.walk(tree(path, text)) if is_product(path) else ():
        for child in ast.iter_child_nodes(node) if not isinstance(node, ast.Expr) else ():
            value = getattr(child, "value", None) if isinstance(child, ast.Constant) else None
            if isinstance(value, str) and NEVER.search(value):
                yield child.lineno, f"never said to a user: {NEVER.search(value)[0]}"


def bare_buttons(path, text):
    """A button names its act and its object: »Godkend referat«, never »Godkend«."""
    for found in BUTTON.finditer(text) if is_template(path) else ():
        words = " ".join(MARKUP.sub(" ", found[1]).split())
        if words in BARE:
            yield line_of(text, found.start()), f"the button »{words}« does not say what it does to what"
