"""What every stylesheet, script, icon and component must keep (40 §1, §13, §14)."""

import re
from pathlib import Path

import pytest

ROD = Path(__file__).parents[2]
SKABELONER = ROD / "templates"
KOMPONENTER = sorted((SKABELONER / "komponenter").glob("_*.html"))
IKONER = sorted((SKABELONER / "komponenter/ikoner").glob("*.svg"))
SCRIPTS = sorted((ROD / "static/js").glob("*.js"))
NAVNE = ["editor.js", "gem.js", "laes.js", "menu.js", "raekker.js", "session.js"]
ALLE = sorted([*SKABELONER.rglob("*.html"), *SKABELONER.rglob("*.svg")])
KENDT = re.compile(r"var\((--[\w-]+)")


def named(path):
    return str(path.relative_to(ROD))


def test_own_stylesheets_stay_within_24_kb():
    size = sum((ROD / "static/css" / name).stat().st_size for name in ("tokens.css", "screen.css"))

    assert size <= 24 * 1024


def test_scripts_are_six_within_16_kb():
    assert [path.name for path in SCRIPTS] == NAVNE
    assert sum(path.stat().st_size for path in SCRIPTS) <= 16 * 1024


@pytest.mark.parametrize("path", SCRIPTS, ids=named)
def test_script_has_at_most_150_lines(path):
    assert len(path.read_text().splitlines()) <= 150


@pytest.mark.parametrize("path", SCRIPTS, ids=named)
def test_script_leaves_the_browsers_storage_alone(path):
    assert re.findall(r"localStorage|sessionStorage|indexedDB|document\.cookie|caches\b", path.read_text()) == []


@pytest.mark.parametrize("path", KOMPONENTER, ids=named)
def test_component_begins_by_naming_its_inputs(path):
    assert re.fullmatch(r"\{# inputs.*: .+ #\}|\{# inputs: none.* #\}", path.read_text().splitlines()[0])


@pytest.mark.parametrize("path", IKONER, ids=named)
def test_icon_has_a_size_and_is_hidden(path):
    tag = re.match(r"<svg [^>]*>", path.read_text())[0]

    assert re.findall(r' (width|height|aria-hidden)="(\w+)"', tag) == [
        ("width", "20"),
        ("height", "20"),
        ("aria-hidden", "true"),
    ]


@pytest.mark.parametrize("path", ALLE, ids=named)
def test_template_has_no_inline_style_script_or_handler(path):
    found = re.findall(r"<style|\sstyle=|\son[a-z]+=|\shx-on|<script(?![^>]*\ssrc=)", path.read_text())

    assert found == []


def test_every_token_used_is_defined():
    tokens = set(re.findall(r"(--[\w-]+):", (ROD / "static/css/tokens.css").read_text()))
    used = set(KENDT.findall((ROD / "static/css/screen.css").read_text()))

    assert used - tokens == set()


def test_important_is_kept_for_hidden_and_print():
    screen, printed = (ROD / "static/css/screen.css").read_text().split("@layer print {")
    lines = [line.strip() for line in screen.splitlines() if "!important" in line]

    assert lines == ["[hidden] { display: none !important; }"]
    assert "!important" in printed
