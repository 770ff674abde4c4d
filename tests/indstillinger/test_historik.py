"""The history: when a row is written, what its page lists, and what a comparison of two entries shows."""

import re
from datetime import timedelta
from html import unescape

import pytest

from indstillinger.models.historik import content_at, udgaver
from indstillinger.models.indhold import content
from indstillinger.workflow import add_row, create, move_row, remove_row
from mso_portal.motor import ur
from tests.indstillinger.conftest import NU, save, save_row


@pytest.fixture
def fra_nu(db):
    """Return a function that sets the clock some minutes after NU."""
    return lambda minutes: ur.stil(NU + timedelta(minutes=minutes))


def entries(paper):
    return [(one.nr, one.af, one.anledning) for one in udgaver(paper)]


def test_explicit_save_writes_an_entry(paper, signe):
    save(paper, signe, resume="x", explicit=True)

    assert entries(paper) == [(1, "Signe Sagsbehandler", "oprettet"), (2, "Signe Sagsbehandler", "gemt")]


def test_explicit_save_of_nothing_new_writes_none(paper, signe):
    save(paper, signe, resume="x", explicit=True)
    save(paper, signe, resume="x", explicit=True)

    assert paper.history.count() == 2


def test_explicit_save_keeps_what_autosave_left(paper, signe):
    save(paper, signe, resume="x")
    save(paper, signe, explicit=True)

    assert paper.history.first().resume == "x"


def test_autosaves_of_one_person_write_none(paper, signe, lars, fra_nu):
    for minute in (1, 2, 9):
        with fra_nu(minute):
            save(paper, signe, resume=f"{minute}")
    save(paper, signe, medforfattere=str(lars.pk))

    assert entries(paper) == [(1, "Signe Sagsbehandler", "oprettet"), (2, "Signe Sagsbehandler", "gemt løbende")]


def test_first_autosave_of_another_person_keeps_the_text_before_it(faelles, signe, maja, fra_nu):
    with fra_nu(1):
        save(faelles, signe, resume="Signes")
    with fra_nu(2):
        save(faelles, maja, resume="Majas")

    kept = faelles.history.first()
    assert (kept.resume, str(kept.history_user), kept.history_date) == (
        "Signes",
        "Signe Sagsbehandler",
        NU + timedelta(minutes=2),
    )


def test_autosave_after_ten_minutes_keeps_the_text_before_it(paper, signe, fra_nu):
    for minute, text in ((1, "første"), (10, "anden"), (11, "tredje")):
        with fra_nu(minute):
            save(paper, signe, resume=text)

    assert [row.resume for row in paper.history.all()] == ["første", ""]


def test_entries_of_real_time_show_the_rows_as_they_were(chefteam, signe, maja, db):
    paper = create(chefteam, "Uden stillet ur", by=signe)
    save(paper, signe, medforfattere=str(maja.pk))
    row = add_row(paper, "beslutningspunkt", by=signe)
    save_row(paper, row, "tekst", "Signes", signe)
    save_row(paper, row, "tekst", "Majas", maja)
    save(paper, maja, explicit=True)

    shown = [content_at(paper, one)["raekker"]["beslutningspunkt"]["raekker"] for one in udgaver(paper)]
    assert [[row["felter"]["tekst"]["vaerdi"] for row in rows] for rows in shown] == [[], ["Signes"], ["Majas"]]


def test_first_entry_of_a_copy_holds_its_rows(chefteam, signe, db):
    source = create(chefteam, "Kilden", by=signe)
    save_row(source, add_row(source, "beslutningspunkt", by=signe), "tekst", "At godkende", signe)
    copy = create(chefteam, "Kopien", by=signe, kopi_af=source)

    (first,) = udgaver(copy)
    assert (first.anledning, first.af) == ("oprettet", "Signe Sagsbehandler")
    assert content_at(copy, first) == content(copy)


def test_newest_entry_is_the_text_as_it_stands(faelles, signe):
    row = add_row(faelles, "deltager", by=signe)
    save_row(faelles, row, "navn", "Gæst", signe)

    assert content_at(faelles, udgaver(faelles)[-1]) == content(faelles)


def test_entries_know_their_own_medforfattere(paper, signe, maja, fra_nu):
    with fra_nu(1):
        save(paper, signe, medforfattere=str(maja.pk), explicit=True)
    with fra_nu(2):
        save(paper, signe, medforfattere="", explicit=True)

    names = [content_at(paper, one)["felter"]["medforfattere"]["vaerdi"] for one in udgaver(paper)]
    assert names == ["", "Maja Medforfatter", ""]


# The pages


def page(client, paper, rest=""):
    return client.get(f"/indstillinger/{paper.nummer}/historik/{rest}")


def words(response):
    """Return the page's main part as words, without tags."""
    main = response.content.decode().partition("<main")[2].partition("</main>")[0]
    return " ".join(unescape(re.sub("<[^>]+>", " ", main)).split())


@pytest.fixture
def compared(logget_ind, signe):
    """Return a function that gives the words of a comparison."""

    def compare(paper, fra, til):
        response = page(logget_ind(signe), paper, f"{fra}-{til}/")
        assert response.status_code == 200
        return words(response)

    return compare


def test_page_lists_entries_newest_first_with_their_numbers(paper, signe, logget_ind, fra_nu):
    with fra_nu(5):
        save(paper, signe, resume="x", explicit=True)

    rows = re.findall(r'scope="row">([^<]+)<', page(logget_ind(signe), paper).content.decode())

    assert rows == ["2 · 14. maj 2020 kl. 10.35", "1 · 14. maj 2020 kl. 10.30"]


def test_choosing_two_entries_leads_to_their_comparison(paper, signe, logget_ind):
    save(paper, signe, resume="x", explicit=True)

    response = page(logget_ind(signe), paper, "?fra=1&til=2")

    assert response.url == f"/indstillinger/{paper.nummer}/historik/1-2/"


@pytest.mark.parametrize("query", ["?fra=²&til=1", "?fra=x&til=1", "?fra=1"])
def test_choosing_nonsense_shows_the_list(paper, signe, logget_ind, query):
    assert page(logget_ind(signe), paper, query).status_code == 200


@pytest.mark.parametrize("pair", ["1-1", "1-9", "0-1", "9-9"])
def test_entry_that_does_not_exist_is_404(paper, signe, logget_ind, pair):
    save(paper, signe, resume="x", explicit=True)

    assert page(logget_ind(signe), paper, f"{pair}/").status_code == 404


def test_comparison_shows_the_words_that_changed(paper, signe, compared, fra_nu):
    save(paper, signe, baggrund="<p>Ordningen har kørt i to år.</p>", explicit=True)
    with fra_nu(5):
        save(paper, signe, baggrund="<p>Ordningen har kørt i tre år.</p>", explicit=True)

    text = compared(paper, 2, 3)

    assert "Ordningen har kørt i fjernet: to slut tilføjet: tre slut år." in text
    assert compared(paper, 3, 2) == text


def test_comparison_names_rows_added_moved_and_removed(paper, signe, compared, fra_nu):
    rows = [add_row(paper, "beslutningspunkt", by=signe) for _ in range(3)]
    for row, text in zip(rows, ("Et", "To", "Tre"), strict=True):
        save_row(paper, row, "tekst", text, signe)
    save(paper, signe, explicit=True)
    with fra_nu(5):
        remove_row(paper, "beslutningspunkt", rows[0].uuid, by=signe)
        move_row(paper, "beslutningspunkt", rows[2].uuid, -1, by=signe)
        save_row(paper, add_row(paper, "beslutningspunkt", by=signe), "tekst", "Fire", signe)

    text = compared(paper, 2, 3)

    assert [mark in text for mark in ("Fjernet", "Ny", "Flyttet fra")] == [True, True, True]
    assert ("fjernet: Et slut" in text, "tilføjet: Fire slut" in text) == (True, True)


def test_comparison_escapes_what_was_written(paper, signe, logget_ind, fra_nu):
    with fra_nu(5):
        save(paper, signe, resume="<script>alert(1)</script>", explicit=True)

    html = page(logget_ind(signe), paper, "1-2/").content.decode()

    assert ("<script>alert" in html, "&lt;script&gt;alert(1)&lt;/script&gt;" in html) == (False, True)


def test_comparison_shows_medforfattere(paper, signe, maja, compared, fra_nu):
    with fra_nu(5):
        save(paper, signe, medforfattere=str(maja.pk), explicit=True)

    assert "Medforfattere tilføjet: Maja Medforfatter slut" in compared(paper, 1, 2)


def test_entries_alike_say_so(paper, signe, compared, fra_nu):
    with fra_nu(1):
        save(paper, signe, resume="x", explicit=True)
    with fra_nu(2):
        save(paper, signe, resume="", explicit=True)

    assert "De to udgaver er ens." in compared(paper, 1, 3)


def test_history_of_a_closed_paper_is_noted(paper, signe, logget_ind):
    from mso_portal.motor.models import Opslag

    page(logget_ind(signe), paper)

    assert [(one.slags, one.aktoer) for one in Opslag.objects.all()] == [("historik", signe)]


@pytest.mark.parametrize("rest", ["", "1-2/"])
def test_history_is_hidden_from_others(paper, signe, anders, logget_ind, rest):
    save(paper, signe, resume="x", explicit=True)

    assert page(logget_ind(signe), paper, rest).status_code == 200
    assert page(logget_ind(anders), paper, rest).status_code == 404


def test_history_page_takes_the_same_queries_for_many_entries(paper, signe, logget_ind, queries_at, fra_nu):
    client = logget_ind(signe)

    def one_more(nr):
        with fra_nu(nr + 1):
            save(paper, signe, resume=f"{nr}", explicit=True)

    assert len(set(queries_at(one_more, lambda: page(client, paper), (1, 3, 10)))) == 1
