"""Rows: add, move, remove and undo, through the verbs, the plain form and the script."""

from urllib.parse import parse_qs, urlsplit

import pytest

from indstillinger.models import RAEKKER
from indstillinger.workflow import add_row, move_row, remove_row, undo_remove, write
from mso_portal.motor.lock import Change, fingerprint
from mso_portal.motor.rules import Denied, NotNow
from tests import builders_indstilling
from tests.indstillinger.conftest import save, save_row, stored
from tests.indstillinger.formular import posted

KINDS = [kind for kind in RAEKKER if kind != "direkteudgift"]


@pytest.fixture
def punkter(paper, signe):
    """Three points: Et, To, Tre."""
    rows = [add_row(paper, "beslutningspunkt", by=signe) for _ in range(3)]
    for row, text in zip(rows, ("Et", "To", "Tre"), strict=True):
        save_row(paper, row, "tekst", text, signe)
    return rows


def texts(paper):
    return [row.tekst for row in paper.beslutningspunkt_raekker.all()]


# The verbs


@pytest.mark.parametrize("kind", KINDS)
def test_row_is_added_last_and_the_paper_stamped(paper, signe, kind):
    before = paper.version
    rows = [add_row(paper, kind, by=signe) for _ in range(2)]

    paper.refresh_from_db()
    assert list(getattr(paper, f"{kind}_raekker").all()) == rows
    assert paper.version == before + 2


@pytest.mark.parametrize("kind", KINDS)
def test_limit_is_named(paper, signe, kind):
    model = RAEKKER[kind]
    fields = {"indstilling": paper}
    model.objects.bulk_create(
        model(**fields, raekkefoelge=nr, **({"nr": nr} if kind == "bilag" else {})) for nr in range(1, model.MAKS + 1)
    )

    with pytest.raises(NotNow) as refusal:
        add_row(paper, kind, by=signe)

    plural = model._meta.verbose_name_plural
    assert str(refusal.value) == f"En indstilling kan have højst {model.MAKS} {plural}. Del sagen i to."
    assert getattr(paper, f"{kind}_raekker").count() == model.MAKS


def test_limits_are_those_of_the_form():
    assert {kind: model.MAKS for kind, model in RAEKKER.items()} == {
        "beslutningspunkt": 30, "deltager": 20, "effektmaal": 20, "direkteudgift": 10, "udgiftspost": 40,
        "finansieringskilde": 4, "indirekteudgift": 20, "procestrin": 60, "risikopunkt": 20, "bilag": 60,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("nr", "step", "place", "order"),
    [(1, -1, 1, ["To", "Et", "Tre"]), (1, 1, 3, ["Et", "Tre", "To"]), (0, -1, 1, ["Et", "To", "Tre"]),
     (2, 1, 3, ["Et", "To", "Tre"])],
)  # fmt: skip
def test_row_is_moved_one_place(paper, signe, punkter, nr, step, place, order):
    assert move_row(paper, "beslutningspunkt", punkter[nr].uuid, step, by=signe) == place
    assert texts(paper) == order


def test_move_that_moves_nothing_writes_nothing(paper, signe, punkter):
    paper.refresh_from_db()

    move_row(paper, "beslutningspunkt", punkter[0].uuid, -1, by=signe)

    assert type(paper).objects.get(pk=paper.pk).version == paper.version


def test_move_mends_rows_with_the_same_place(paper, signe, punkter):
    paper.beslutningspunkt_raekker.update(raekkefoelge=0)

    move_row(paper, "beslutningspunkt", punkter[0].uuid, 1, by=signe)

    assert texts(paper) == ["To", "Et", "Tre"]


def test_removed_row_comes_back_as_it_was(paper, signe, punkter):
    uuid = punkter[1].uuid
    remove_row(paper, "beslutningspunkt", uuid, by=signe)
    assert texts(paper) == ["Et", "Tre"]

    row = undo_remove(paper, "beslutningspunkt", uuid, by=signe)

    assert (row.uuid, texts(paper)) == (uuid, ["Et", "To", "Tre"])


def test_undo_twice_brings_one_row_back(paper, signe, punkter):
    remove_row(paper, "beslutningspunkt", punkter[1].uuid, by=signe)

    rows = [undo_remove(paper, "beslutningspunkt", punkter[1].uuid, by=signe) for _ in range(2)]

    assert (rows[0], texts(paper)) == (rows[1], ["Et", "To", "Tre"])


def test_undo_brings_back_what_stood_there_and_not_a_rejected_text(paper, signe, punkter):
    name = f"beslutningspunkt:{punkter[1].uuid}:tekst"
    write(paper, {name: Change("To", fingerprint("To"))}, by=signe, fravalgt={name: "Fravalgt"})
    remove_row(paper, "beslutningspunkt", punkter[1].uuid, by=signe)

    undo_remove(paper, "beslutningspunkt", punkter[1].uuid, by=signe)

    assert texts(paper) == ["Et", "To", "Tre"]


def test_undo_over_the_limit_is_refused(paper, signe):
    rows = [add_row(paper, "finansieringskilde", by=signe) for _ in range(4)]
    remove_row(paper, "finansieringskilde", rows[0].uuid, by=signe)
    add_row(paper, "finansieringskilde", by=signe)

    with pytest.raises(NotNow, match="højst 4 finansieringskilder"):
        undo_remove(paper, "finansieringskilde", rows[0].uuid, by=signe)


def test_undo_of_a_source_taken_meanwhile_is_refused(paper, signe):
    first = add_row(paper, "finansieringskilde", by=signe)
    save_row(paper, first, "kilde", "grundbudget", signe)
    remove_row(paper, "finansieringskilde", first.uuid, by=signe)
    save_row(paper, add_row(paper, "finansieringskilde", by=signe), "kilde", "grundbudget", signe)

    with pytest.raises(NotNow, match="Kilden står der allerede"):
        undo_remove(paper, "finansieringskilde", first.uuid, by=signe)


@pytest.mark.parametrize("uuid", ["", "x", "00000000-0000-4000-8000-000000000000"])
@pytest.mark.parametrize("verb", [remove_row, undo_remove, lambda *args, by: move_row(*args, 1, by=by)])
def test_row_that_is_not_there_is_refused(paper, signe, verb, uuid):
    with pytest.raises(NotNow, match="Rækken"):
        verb(paper, "beslutningspunkt", uuid, by=signe)


def test_row_of_another_paper_cannot_be_undone_here(paper, signe, punkter, chefteam):
    from indstillinger.workflow import create

    remove_row(paper, "beslutningspunkt", punkter[0].uuid, by=signe)

    with pytest.raises(NotNow):
        undo_remove(create(chefteam, "En anden", by=signe), "beslutningspunkt", punkter[0].uuid, by=signe)


def test_bilag_numbers_are_never_reused(paper, signe):
    rows = [add_row(paper, "bilag", by=signe) for _ in range(3)]
    remove_row(paper, "bilag", rows[2].uuid, by=signe)

    numbers = [add_row(paper, "bilag", by=signe).nr, undo_remove(paper, "bilag", rows[2].uuid, by=signe).nr]

    assert numbers == [4, 3]


def test_only_authors_add_rows(paper, anders):
    with pytest.raises(Denied):
        add_row(paper, "beslutningspunkt", by=anders)


# The plain form


@pytest.fixture
def tryk(logget_ind, signe):
    """Return a function that opens the page, presses one button and gives the answer."""

    def press(paper, handling, query="", headers=None, **changed):
        client, url = logget_ind(signe), f"/indstillinger/{paper.nummer}/rediger/"
        data = posted(client.get(url + query), handling=handling, **changed)
        return client.post(url, data, headers=headers)

    return press


def where(response):
    """Return (status, fragment, {parameter: values}) of a redirect."""
    parts = urlsplit(response.url)
    return response.status_code, parts.fragment, parse_qs(parts.query)


def test_add_button_saves_the_page_and_points_at_the_new_row(paper, tryk):
    response = tryk(paper, "tilfoej:beslutningspunkt", resume="Kort")

    row = paper.beslutningspunkt_raekker.get()
    assert where(response) == (302, "raekker-beslutningspunkt", {"fokus": [f"ny-{row.uuid}"]})
    assert stored(paper, "resume") == "Kort"


def test_move_button_keeps_the_focus_and_tells_the_place(paper, tryk, punkter):
    response = tryk(paper, f"op:{punkter[1].uuid}")

    assert where(response) == (302, "raekker-beslutningspunkt", {
        "fokus": [f"op-{punkter[1].uuid}"], "status": ["Punkt er flyttet til plads 1"]
    })  # fmt: skip
    assert texts(paper) == ["To", "Et", "Tre"]


def test_remove_button_leaves_a_place_with_undo(paper, tryk, punkter, client):
    uuid = punkter[1].uuid

    response = tryk(paper, f"fjern:{uuid}")

    assert where(response)[2] == {
        "fokus": [f"fortryd-{uuid}"], "fjernet": [f"beslutningspunkt:{uuid}:2"], "status": ["Punkt 2 er fjernet"]
    }  # fmt: skip
    html = client.get(response.url).content.decode()
    assert (html.count("2 er fjernet."), f'value="fortryd:{uuid}"' in html) == (1, True)
    assert texts(paper) == ["Et", "Tre"]


def test_undo_button_brings_the_row_back(paper, tryk, punkter):
    uuid = punkter[1].uuid
    gone = urlsplit(tryk(paper, f"fjern:{uuid}").url).query

    response = tryk(paper, f"fortryd:{uuid}", query=f"?{gone}")

    assert where(response)[2]["fokus"] == [f"ny-{uuid}"]
    assert texts(paper) == ["Et", "To", "Tre"]


def test_removed_places_stay_until_the_page_is_left(paper, tryk, punkter):
    first = urlsplit(tryk(paper, f"fjern:{punkter[0].uuid}").url).query

    response = tryk(paper, f"fjern:{punkter[1].uuid}", query=f"?{first}")

    assert len(where(response)[2]["fjernet"]) == 2


def test_button_saves_nothing_of_a_page_with_a_conflict(faelles, signe, maja, logget_ind):
    url = f"/indstillinger/{faelles.nummer}/rediger/"
    client = logget_ind(signe)
    opened = posted(client.get(url), handling="tilfoej:beslutningspunkt", resume="Signes")
    save(faelles, maja, resume="Majas")

    assert client.post(url, opened).status_code == 409
    assert faelles.beslutningspunkt_raekker.count() == 0


def test_add_over_the_limit_answers_409_with_the_sentence(paper, signe, tryk):
    for _ in range(4):
        add_row(paper, "finansieringskilde", by=signe)

    response = tryk(paper, "tilfoej:finansieringskilde")

    assert response.status_code == 409
    assert "En indstilling kan have højst 4 finansieringskilder. Del sagen i to." in response.content.decode()


@pytest.mark.parametrize("handling", ["tilfoej:direkteudgift", "tilfoej:findes_ikke", "tilfoej:", "fjern:", "fjern:x",
                                      "findes_ikke:x", "op:", ":"])  # fmt: skip
def test_button_that_is_not_on_the_page_changes_nothing(paper, tryk, handling):
    before = {kind: getattr(paper, f"{kind}_raekker").count() for kind in RAEKKER}

    assert tryk(paper, handling).status_code == 302
    assert {kind: getattr(paper, f"{kind}_raekker").count() for kind in RAEKKER} == before


def test_script_posts_touch_only_their_own_kind(paper, tryk, punkter):
    changed = {"resume": "Ikke gemt endnu", f"beslutningspunkt:{punkter[0].uuid}:tekst": "Rettet"}

    tryk(paper, "tilfoej:beslutningspunkt", headers={"HX-Request": "true"}, **changed)

    assert texts(paper) == ["Rettet", "To", "Tre", ""]
    assert stored(paper, "resume") == ""


def test_placeholder_of_a_removed_row_needs_no_row(paper, signe, logget_ind):
    gone = "beslutningspunkt:00000000-0000-4000-8000-000000000000:²"
    query = f"?fjernet={gone}&fjernet=x&fjernet=a:b:c&soeg=x&status=&fokus=x"

    response = logget_ind(signe).get(f"/indstillinger/{paper.nummer}/rediger/{query}")

    assert response.status_code == 200


def test_address_cannot_bring_markup_into_the_page(paper, signe, logget_ind):
    query = {
        "status": "<script>x",
        "fokus": '"><script>x',
        "fjernet": 'beslutningspunkt:"><script>x:1',
        "afsnit": "<script>x",
    }

    response = logget_ind(signe).get(f"/indstillinger/{paper.nummer}/rediger/", query)

    assert "<script>x" not in response.content.decode()


def test_rows_of_a_filled_paper_are_numbered_in_their_buttons(paper, signe, logget_ind):
    for _ in range(2):
        builders_indstilling.raekke(paper, "beslutningspunkt")

    html = logget_ind(signe).get(f"/indstillinger/{paper.nummer}/rediger/").content.decode()

    assert ('aria-label="Flyt punkt 2 op"' in html, 'aria-label="Flyt punkt 3 op"' in html) == (True, False)
