"""What may not stand in a template."""

import re

from tests.arkitektur.source import is_template, matches
from tests.arkitektur.texts import without_comments

TAG = r"<[a-zA-Z][^<>]*?\s"
INLINE = re.compile(TAG + r"(style|on[a-z]+)\s*=|(javascript:)")
SCRIPT = re.compile(r"<(script)\b(?![^>]*\bsrc=)|<script\b[^>]*>\s*(\S)(?<!<)|<(style)\b")
SAFE = re.compile(r"\|\s*(safe|safeseq)\b|\{%\s*(autoescape\s+off)")
QUERY = re.compile(
    r"\{[{%][^}]*?(\.(?:all|filter|exclude|exists|objects|order_by|visible_to|select_related)\b|_set[.|])"
)
ACCESS = re.compile(r"\{[{%][^}]*?\b(perms\.|has_perm|is_superuser|is_staff|user\.rolle|er_chef)")
INCLUDE = re.compile(r"\{%\s*include\s+([^%]*?)\s*%\}")


def inline_code(path, text):
    if path.endswith((".html", ".svg")):
        text = without_comments(text)
        yield from matches(INLINE, text, "inline {0}")
        yield from matches(SCRIPT, text, "script or style in the page")


def unescaped(path, text):
    if is_template(path):
        yield from matches(SAFE, without_comments(text), "{0}: rich text comes clean from vaerdier")


def queries(path, text):
    if is_template(path):
        yield from matches(QUERY, without_comments(text), "a query in a template: {0}")


def access_decisions(path, text):
    if is_template(path):
        yield from matches(ACCESS, without_comments(text), "access is the rules' to decide: {0}")


def open_includes(path, text):
    """A component sees what it is handed and nothing else; an icon is a drawing and looks at nothing."""
    for found in INCLUDE.finditer(without_comments(text)) if is_template(path) else ():
        is_component = "komponenter/" in path or "komponenter/" in found[1]
        if is_component and not found[1].endswith((" only", '.svg"')):
            yield text.count("\n", 0, found.start()) + 1, "include without `only`"


def components_without_inputs(path, text):
    if re.match(r"templates/komponenter/_[^/]+\.html$", path) and not re.match(r"\{#|\{%\s*comment", text):
        yield 1, "the first comment names the inputs"
