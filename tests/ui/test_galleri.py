"""The gallery shows every component, so that looking at one page is looking at all of them."""

import re

from django.template.loader import render_to_string

from mso_portal.galleri import galleri
from tests.ui.test_filer import KOMPONENTER, SKABELONER

INKLUDERET = re.compile(r'\{% include "(komponenter/_[a-z_]+\.html)"')


def reached(name):
    """Return the components a template includes, and those they include."""
    found = set(INKLUDERET.findall((SKABELONER / name).read_text()))
    return found.union(*(reached(part) for part in found))


def page():
    return render_to_string("komponenter/galleri.html", {"galleri": galleri()})


def test_gallery_reaches_every_component():
    shown = reached("komponenter/galleri.html") | reached("base.html")

    assert shown == {f"komponenter/{path.name}" for path in KOMPONENTER}


def test_gallery_has_one_h1_and_skips_no_level():
    levels = [int(level) for level in re.findall(r"<h([1-6])", page())]

    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in zip(levels, levels[1:], strict=False))


def test_gallery_has_no_id_twice():
    ids = re.findall(r'\sid="([^"]+)"', page())

    assert sorted(ids) == sorted(set(ids))


def test_gallery_labels_point_at_fields():
    html = page()
    ids = re.findall(r'\sid="([^"]+)"', html)

    assert [name for name in re.findall(r'<label[^>]* for="([^"]+)"', html) if name not in ids] == []
