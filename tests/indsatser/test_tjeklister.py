"""Checklists on their pages (20 §6): questions as rows without a script, frozen in use, changed by a copy."""

from uuid import uuid4

import pytest

from indsatser.models import Tjekliste
from indsatser.workflow import tilsyn as verbs
from tests import builders_tilsyn
from tests.builders_tilsyn import klient
from tests.organisation.svar import messages

HER = "/indsatsplaner/tjeklister/"


@pytest.fixture
def leder(tina):
    return builders_tilsyn.leder(tina)


@pytest.fixture
def side(leder):
    return klient(leder)


@pytest.fixture
def kladde_liste(leder):
    return verbs.make_checklist("Netværk", by=leder, punkter=builders_tilsyn.SPOERGSMAAL)


def cells(section):
    """Return the texts of a table, a badge by its word."""
    return [[cell.get("maerke", cell)["tekst"] for cell in row["celler"]] for row in section["raekker"]]


def url(row, rest=""):
    return f"{HER}{row.uuid}/{rest}"


def body(*texts, **more):
    """Return what a browser would post with these questions, the first of which may be answered ikke relevant."""
    keys = [str(nr) for nr in range(1, len(texts) + 1)]
    fields = {f"spoergsmaal-{key}": text for key, text in zip(keys, texts, strict=True)}
    given = {"noegle": str(uuid4()), "navn": "Netværk", "raekke": keys, "ikke_relevant_tilladt-1": "on", **fields}
    return {**given, **more}


def drawn(response):
    """Return the questions as the page shows them, in order, without those removed."""
    rows = [row for row in response.context["raekker"] if not row["fjernet"]]
    return [row["felter"][0].value() or "" for row in rows]


def questions(row):
    return list(row.punkter.order_by("nr").values_list("nr", "spoergsmaal", "ikke_relevant_tilladt"))


def test_new_checklist_is_a_kladde_with_its_questions(side):
    response = side.post(f"{HER}ny/", body("Er der et kort?", "Er barnet hørt?"))

    row = Tjekliste.objects.get()
    assert (response.status_code, response.url, row.navn, row.nr) == (302, url(row), "Netværk", 1)
    assert (row.tilstand, questions(row)) == ("kladde", [(1, "Er der et kort?", True), (2, "Er barnet hørt?", False)])


def test_second_press_makes_no_second_checklist(side):
    sent = body("Er der et kort?")

    answers = [side.post(f"{HER}ny/", sent).status_code for _ in range(2)]

    assert (answers, Tjekliste.objects.count()) == ([302, 302], 1)


@pytest.mark.parametrize(("handling", "left"), [
    ("tilfoej:punkt", ["Først", "Sidst", ""]), ("op:2", ["Sidst", "Først"]), ("ned:1", ["Sidst", "Først"]),
    ("op:1", ["Først", "Sidst"]), ("fjern:1", ["Sidst"]), ("fjern:9", ["Først", "Sidst"]),
])  # fmt: skip
def test_row_button_changes_the_page_and_stores_nothing(side, handling, left):
    response = side.post(f"{HER}ny/", body("Først", "Sidst", handling=handling))

    assert (response.status_code, drawn(response), Tjekliste.objects.count()) == (200, left, 0)


def test_removed_question_comes_back_as_it_was_typed(side):
    gone = side.post(f"{HER}ny/", body("Først", "Sidst", fjernet=["1"]))
    back = side.post(f"{HER}ny/", body("Først", "Sidst", fjernet=["1"], handling="fortryd:1"))

    row = Tjekliste.objects.get()
    assert (gone.status_code, questions(row)) == (302, [(1, "Sidst", False)])
    assert drawn(back) == ["Først", "Sidst"]


def test_question_moves_past_a_removed_one(side):
    response = side.post(f"{HER}ny/", body("A", "B", "C", fjernet=["2"], handling="op:3"))

    assert drawn(response) == ["C", "A"]


@pytest.mark.parametrize(("sent", "message"), [
    (body("Er der et kort?", navn=""), "Skriv et navn til tjeklisten."), (body(""), "Skriv spørgsmålet."),
    (body("Er der et kort?", fjernet=["1"]), "Skriv mindst ét spørgsmål."),
    (body(*["Er der et kort?"] * 41), "En tjekliste har højst 40 spørgsmål. Fjern nogle."),
])  # fmt: skip
def test_refused_checklist_keeps_what_was_typed(side, sent, message):
    response = side.post(f"{HER}ny/", sent)

    assert (response.status_code, messages(response)) == (422, [message])
    assert (response.context["form"]["navn"].value(), Tjekliste.objects.count()) == (sent["navn"], 0)


def test_kladde_is_mended(side, kladde_liste):
    sent = body("Er barnet hørt?", "Er skolen spurgt?", "Er der et kort?", version="0")

    side.post(url(kladde_liste, "ret/"), sent)

    assert [text for _, text, _ in questions(kladde_liste)] == [
        "Er barnet hørt?", "Er skolen spurgt?", "Er der et kort?"
    ]  # fmt: skip


def test_two_who_mend_at_once_are_told(side, kladde_liste, leder):
    verbs.edit_checklist(kladde_liste, by=leder, navn="Netværk", punkter=[{"spoergsmaal": "Den andens?"}])

    response = side.post(url(kladde_liste, "ret/"), body("Mit?", version="0"))

    assert (response.status_code, drawn(response)) == (409, ["Mit?"])
    assert [text for _, text, _ in questions(kladde_liste)] == ["Den andens?"]


def test_checklist_in_use_is_frozen(side, kladde_liste):
    side.post(url(kladde_liste, "tag-i-brug/"), {"noegle": str(uuid4())})

    kladde_liste.refresh_from_db()
    again = [
        side.get(url(kladde_liste, "ret/")).status_code,
        side.post(url(kladde_liste, "ret/"), body("Ny", version="1")).status_code,
        side.post(url(kladde_liste, "tag-i-brug/"), {"noegle": str(uuid4())}).status_code,
    ]
    assert (kladde_liste.tilstand, again, len(questions(kladde_liste))) == ("i_brug", [409, 409, 409], 2)


def test_copy_is_a_kladde_with_the_next_number(side, kladde_liste, leder):
    verbs.take_into_use(kladde_liste, by=leder)

    response = side.post(url(kladde_liste, "kopi/"), {"noegle": str(uuid4())})

    new = Tjekliste.objects.get(nr=2)
    assert (response.url, new.tilstand, questions(new)) == (url(new), "kladde", questions(kladde_liste))
    assert side.post(url(kladde_liste, "kopi/"), {"noegle": str(uuid4())}).status_code == 409


@pytest.mark.parametrize("rest", ["ny/", "{}/ret/", "{}/tag-i-brug/", "{}/kopi/"])
def test_only_leaders_and_back_office_write(kladde_liste, ada, rest):
    client = klient(ada)
    path = HER + rest.format(kladde_liste.uuid)

    assert [client.get(path).status_code, client.post(path, body("Ny")).status_code] == [403, 403]


def test_everybody_reads_them(kladde_liste, ada):
    client = klient(ada)

    lists, one = client.get(HER), client.get(url(kladde_liste))

    assert cells(lists.context["afsnit"][0]) == [["Netværk (1)", "2", "Kladde"]]
    assert cells(one.context["afsnit"][0]) == [
        ["1. Er der et netværkskort?", "", "Nej"], ["2. Er barnet hørt?", "", "Ja"]
    ]  # fmt: skip
    assert [lists.context["links"], one.context["links"]] == [[], []]


@pytest.mark.parametrize("rest", ["ny/", "{}/ret/", "{}/tag-i-brug/", "{}/kopi/"])
def test_post_without_a_key_is_refused(side, kladde_liste, leder, rest):
    if "kopi" in rest:
        verbs.take_into_use(kladde_liste, by=leder)

    assert side.post(HER + rest.format(kladde_liste.uuid), {}).status_code == 400


def test_list_asks_the_same_for_one_and_three(side, leder, queries_at):
    def make(nr):
        verbs.make_checklist(f"Liste {nr}", by=leder, punkter=[{"spoergsmaal": "Er der et kort?"}] * (nr + 1))

    counts = queries_at(make, lambda: side.get(HER))

    assert counts[0] == counts[1]
