"""The limited child: same bytes as here, and what kills one item costs that item alone."""

import dataclasses
import os
import sys
from pathlib import Path

import pytest

from mso_portal.motor.pdf import Image, proces
from mso_portal.motor.pdf.proces import Pulje, RenderedPart, RenderFailed, part_key, render_all, render_in_child
from mso_portal.motor.pdf.render import render_html, render_part
from tests.motor.pdf import papirer

SLEEPER = [sys.executable, "-c", "import time; time.sleep(60)"]
DYING = [sys.executable, "-c", 'import sys; sys.stdin.readline(); print(\'{"laengde": 9, "sider": 1}\\nabc\')']


def small():
    return render_html(papirer.document("aaben", "kort"))


@pytest.fixture
def pool():
    made = []

    def make(**settings):
        made.append(Pulje(1, **settings))
        return made[-1]

    yield make
    for one in made:
        one.end()


def poisoned(html, depth=4_000):
    return html.replace("</main>", "<div>" * depth + "x" + "</div>" * depth + "</main>")


def test_filed_paper_from_the_child_has_the_bytes_of_one_made_here():
    part = render_in_child(papirer.document("lukket", "fuld"))

    assert part == RenderedPart(papirer.pdf("lukket", "fuld"), 2)


def test_pack_form_from_the_child_has_the_bytes_of_one_made_here():
    document = papirer.document("aaben", "fuld")

    assert render_in_child(document, filed=False) == RenderedPart(render_part(document), 2)


def test_images_reach_the_child():
    svg = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M0 0h9v9z"/></svg>'
    html = small().replace("</main>", '<p><img alt="En trekant" src="mem:graf.svg"></p></main>')

    assert proces.render_html_in_child(html, filed=True, images=[Image("graf.svg", svg)]).pages == 1


def test_forty_parts_with_one_poisoned_give_thirty_nine(monkeypatch):
    documents = [papirer.document("aaben", "kort")] * 40
    hostile = dataclasses.replace(documents[0], titel="gift")
    documents[17] = hostile
    real = proces.render_html
    monkeypatch.setattr(proces, "render_html", lambda one: poisoned(real(one)) if one is hostile else real(one))

    parts = render_all(documents, filed=False)

    failed = [nr for nr, part in enumerate(parts) if isinstance(part, RenderFailed)]
    assert (failed, {type(part) for part in parts if part not in (parts[17],)}) == ([17], {RenderedPart})


def test_failing_item_ends_its_child_and_the_next_gets_a_new_one(pool):
    one = pool()
    one.render(small(), False)

    with pytest.raises(RenderFailed, match="RecursionError"):
        one.render(poisoned(small()), False)

    assert (one.render(small(), False).pages, one.begun) == (1, 2)


def test_item_that_breaks_the_archive_rules_says_which():
    with pytest.raises(RenderFailed, match="ua1 PDFUA1-LANGUAGE-TAG-001"):
        proces.render_html_in_child(small().replace(' lang="da"', ""), filed=True)


def test_address_outside_is_refused_in_the_child():
    html = small().replace("</main>", '<img alt="x" src="file:///etc/hostname"></main>')

    with pytest.raises(RenderFailed, match="FatalURLFetchingError"):
        proces.render_html_in_child(html)


def test_item_that_takes_too_long_is_killed(pool):
    with pytest.raises(RenderFailed, match="processen døde"):
        pool(wall=0.5, command=SLEEPER).render(small(), False)


def test_item_that_uses_too_much_of_the_processor_is_killed(pool):
    heavy = small().replace("</main>", "<p>ord <b>ord</b></p>" * 20_000 + "</main>")

    with pytest.raises(RenderFailed, match="processen døde"):
        pool(cpu=1).render(heavy, False)


def test_answer_that_is_cut_off_is_a_failure(pool):
    with pytest.raises(RenderFailed, match="processen døde"):
        pool(command=DYING).render(small(), False)


def test_child_is_replaced_after_its_number_of_items(pool):
    one = pool(items=2)

    for _ in range(5):
        one.render(small(), False)

    assert one.begun == 3


def test_child_has_no_environment_and_its_limits(pool):
    one = pool()
    one.render(small(), False)
    [child] = one.places.queue
    folder = Path("/proc") / str(child.process.pid)
    if not folder.exists():  # only Linux shows its processes as files
        return

    limits = {line[:26].strip(): line[26:47].strip() for line in (folder / "limits").read_text().splitlines()}

    assert (folder / "environ").read_bytes() == b""
    assert (limits["Max address space"], limits["Max file size"]) == (str(1024**3), str(256 * 1024**2))


def test_limits_are_those_of_the_house():
    assert (proces.CPU, proces.WALL, proces.ITEMS) == (30, 45, 200)


def test_document_that_cannot_be_written_as_html_loses_its_own_part_only(monkeypatch):
    def broken(document):
        raise RecursionError

    monkeypatch.setattr(proces, "render_html", broken)

    with pytest.raises(RenderFailed, match="RecursionError"):
        render_in_child(papirer.document("aaben", "kort"))


def test_pool_is_kept_and_a_fork_begins_its_own(monkeypatch):
    ours = proces.pulje()
    pid = os.getpid()
    monkeypatch.setattr(proces, "_shared", [ours])

    same = proces.pulje()
    monkeypatch.setattr(os, "getpid", lambda: pid + 1)

    assert (same is ours, proces.pulje() is ours) == (True, False)


def test_key_of_a_part_follows_its_text_form_and_world(settings):
    first, other = papirer.document("aaben", "kort"), papirer.document("aaben", "fuld")
    keys = [part_key(first), part_key(other), part_key(first, filed=False)]
    settings.MSO_VERSION = "9.9"

    assert (part_key(papirer.document("aaben", "kort")) in keys, len(set(keys)), len(keys[0])) == (False, 3, 64)
