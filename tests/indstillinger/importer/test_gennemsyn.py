"""/indstillinger/import/<id>/: the fields beside their source, one open at a time, and its buttons."""

import re
from uuid import uuid4

import pytest

from tests.indstillinger.formular import posted
from tests.indstillinger.importer.sider import IMPORT, act, summary, text, url
from tests.indstillinger.importer.verden import felt, hent_ind, laes, laesning, ret


def test_fields_stand_in_the_order_of_the_form_by_section(forsoeg, signe, logget_ind):
    page = text(logget_ind(signe).get(url(forsoeg)))

    headings = re.findall(r'<h2 id="h-([a-z]+)">', page)
    names = re.findall(r"<h3>(?:<a [^>]+>)?([^<]+)", page)
    assert headings == ["stamdata", "beslutningspunkter", "baggrund", "koordinering", "oekonomi", "proces", "bilag",
                        "referat"]  # fmt: skip
    assert names == [
        "Offentlig titel", "Åben eller lukket", "Møde", "Sagsbehandler", "Beslutningspunkt 1: tekst",
        "Beslutningspunkt 1: slags", "Beslutningspunkt 2: tekst", "Baggrund", "Nævnt i koordineringen 1",
        "Direkte udgift 1: år", "Direkte udgift 1: beløb (tkr.)", "Procestrin 1: trin", "Procestrin 1: tidspunkt",
        "Bilag 1: nummer", "Linje fra referatet 1",
    ]  # fmt: skip


def test_first_field_nobody_has_looked_at_is_open_with_its_source_lit(forsoeg, signe, logget_ind):
    page = text(logget_ind(signe).get(url(forsoeg)))

    assert re.findall("<mark>([^<]+)</mark>", page) == ["☒ Åben indstilling ☐ Lukket indstilling"]
    assert ("Kilden viser: åben" in page, "Krydset kan ikke læses. Vælg selv." in page) == (True, True)


def test_chosen_field_has_its_control_and_its_source_lit(forsoeg, signe, logget_ind):
    plads = felt(forsoeg, "direkteudgift.beloeb", 1).plads

    page = text(logget_ind(signe).get(url(forsoeg), {"felt": plads}))

    assert re.findall("<mark>([^<]+)</mark>", page) == ["160.000 kr."]
    assert (page.count("<mark>"), 'value="160.000 kr."' in page, "160.000 kr. = 160 tkr." in page) == (1, True, True)


def test_open_field_says_what_the_form_says_when_it_was_read_otherwise(forsoeg, signe, logget_ind):
    client = logget_ind(signe)

    pages = [text(client.get(url(forsoeg), {"felt": felt(forsoeg, name).plads})) for name in ("sagsbehandler", "titel")]

    assert [re.findall("I skemaet: »([^«]+)«", page) for page in pages] == [["Sanne Sagsbehandler"], []]


def test_editor_comes_with_a_rich_field_alone_and_with_its_help(forsoeg, signe, kirsten, logget_ind):
    def scripts(person, name):
        page = text(logget_ind(person).get(url(forsoeg), {"felt": felt(forsoeg, name).plads}))
        return "js/editor.js" in page, 'id="editorhjaelp"' in page

    assert [scripts(person, "baggrund") for person in (signe, kirsten)] == [(True, True)] * 2
    assert [scripts(person, "titel") for person in (signe, kirsten)] == [(False, False)] * 2


def test_tick_is_not_moved_to_another_field(forsoeg, signe, logget_ind):
    client = logget_ind(signe)

    pages = [text(client.get(url(forsoeg), {"felt": felt(forsoeg, name).plads})) for name in ("aabenhed", "baggrund")]

    assert ["Flyt teksten" in page for page in pages] == [False, True]


def test_whole_source_stands_on_the_page(chefteam, signe, logget_ind, klokken):
    lines = tuple(("resume", nr, f"Linje {nr} " + "ord " * 60) for nr in range(1, 40))
    forsoeg = laes(hent_ind(chefteam, signe), laesning(lines))

    page = text(logget_ind(signe).get(url(forsoeg), {"felt": 20})).partition("<h2>Kilden</h2>")[2]

    assert [len(re.findall(rf"Linje {nr} ", page)) for nr in range(1, 40)] == [1] * 39
    assert re.findall("<summary>([^<]+)</summary>", page) == ["Teksten før", "Teksten efter"]


def test_script_in_a_form_is_shown_as_text(chefteam, signe, logget_ind, klokken):
    evil = "<script>alert(1)</script><img src=x onerror=alert(2)>"
    lines = (("titel", 0, evil), ("baggrund", 0, evil), ("referat.linje", 1, evil), ("koordinering_part.navn", 1, evil))
    forsoeg = laes(hent_ind(chefteam, signe, navn="<b>.docx"), laesning(lines, baggrund=evil))
    client = logget_ind(signe)

    pages = [text(client.get(url(forsoeg), {"felt": nr})) for nr in range(1, 5)]

    assert [("<script>alert" in page, "<img src=x" in page, "<b>.docx" in page) for page in pages] == [
        (False, False, False)
    ] * 4
    assert [page.count("&lt;script&gt;alert(1)&lt;/script&gt;") >= 4 for page in pages] == [True] * 4


def test_looked_at_field_is_marked_and_the_next_one_opens(forsoeg, signe, logget_ind):
    client = logget_ind(signe)

    response = act(client, forsoeg, felt(forsoeg, "aabenhed"), "tjek")

    after = felt(forsoeg, "sagsbehandler").plads
    page = text(client.get(response.url))
    assert response.url == f"{url(forsoeg)}?felt={after}#felt-{after}"
    assert "Tjekket af Signe Sagsbehandler 14. maj 2020 kl. 10.30" in page


def test_correction_is_stored(forsoeg, signe, logget_ind):
    act(logget_ind(signe), forsoeg, felt(forsoeg, "titel"), "tjek", titel="Ny titel")

    one = felt(forsoeg, "titel")
    assert (one.vaerdi, one.tjekket_af) == ("Ny titel", signe)


def test_typed_text_moves_with_the_field(forsoeg, signe, logget_ind):
    act(logget_ind(signe), forsoeg, felt(forsoeg, "titel"), "flyt", titel="Det, jeg skrev", til="resume")

    assert felt(forsoeg, "resume").vaerdi == "Det, jeg skrev"


def test_field_left_out_says_so_and_comes_back(forsoeg, signe, logget_ind):
    client, one = logget_ind(signe), felt(forsoeg, "titel")
    left = act(client, forsoeg, one, "udelad")
    page = text(client.get(left.url))
    act(client, forsoeg, one, "medtag")

    assert ("Udeladt" in page, "Tag med igen" in page) == (True, True)
    assert felt(forsoeg, "titel").udeladt is False


def test_refused_value_comes_back_with_its_message(forsoeg, signe, logget_ind):
    one = felt(forsoeg, "titel")

    response = act(logget_ind(signe), forsoeg, one, "tjek", titel="x" * 256)

    assert response.status_code == 422
    assert summary(response) == [(f"felt-{one.plads}", "Teksten er 1 tegn for lang. Intet er slettet.")]
    assert (f'value="{"x" * 256}"' in text(response), felt(forsoeg, "titel").vaerdi) == (True, one.vaerdi)


def test_field_another_sekretaer_changed_is_409_with_both_texts(forsoeg, signe, kirsten, logget_ind):
    client, one = logget_ind(signe), felt(forsoeg, "titel")
    opened = {name: values[-1] for name, values in posted(client.get(url(forsoeg), {"felt": one.plads}), None).items()}
    ret(forsoeg, "titel", "Kirstens titel", kirsten)

    response = client.post(url(forsoeg, f"felt/{one.plads}/"), {**opened, "titel": "Signes titel", "handling": "tjek"})

    assert response.status_code == 409
    assert ('value="Signes titel"' in text(response), "Kirstens titel</div>" in text(response)) == (True, True)
    assert summary(response) == [(f"felt-{one.plads}", "Kirsten Sekretariat har ændret »Offentlig titel«. Vælg tekst.")]


def test_own_text_can_be_saved_from_the_conflict_page(forsoeg, signe, kirsten, logget_ind):
    client, one = logget_ind(signe), felt(forsoeg, "titel")
    opened = {name: values[-1] for name, values in posted(client.get(url(forsoeg), {"felt": one.plads}), None).items()}
    ret(forsoeg, "titel", "Kirstens titel", kirsten)
    address = url(forsoeg, f"felt/{one.plads}/")
    conflict = client.post(address, {**opened, "titel": "Signes titel", "handling": "tjek"})
    again = {name: values[-1] for name, values in posted(conflict, None).items()}

    client.post(address, {**again, "handling": "tjek"})

    assert felt(forsoeg, "titel").vaerdi == "Signes titel"


def test_person_is_searched_for_without_script(forsoeg, signe, lars, logget_ind):
    client, one = logget_ind(signe), felt(forsoeg, "sagsbehandler")

    response = act(client, forsoeg, one, "find:sagsbehandler", **{"soeg:sagsbehandler": "lars"})

    page = text(client.get(response.url))
    assert f'name="sagsbehandler" id="id_sagsbehandler_1" value="{lars.pk}"' in page
    assert "kan en administrator oprette den" in page


@pytest.mark.parametrize(("body", "status"), [
    ({}, 400), ({"handling": "tjek"}, 400), ({"noegle": str(uuid4())}, 400),
    ({"handling": "tjek", "noegle": "x"}, 409), ({"handling": "slet", "noegle": str(uuid4())}, 409),
])  # fmt: skip
def test_half_a_form_changes_nothing(forsoeg, signe, logget_ind, body, status):
    before = list(forsoeg.importfelter.order_by("pk").values())

    response = logget_ind(signe).post(url(forsoeg, "felt/1/"), body)

    assert (response.status_code, list(forsoeg.importfelter.order_by("pk").values())) == (status, before)


def test_field_that_is_not_there_is_404(forsoeg, signe, logget_ind):
    assert logget_ind(signe).post(url(forsoeg, "felt/999/"), {"noegle": str(uuid4())}).status_code == 404


def test_double_press_on_a_field_is_one_act(forsoeg, signe, logget_ind):
    client, one = logget_ind(signe), felt(forsoeg, "baggrund")
    data = {"noegle": str(uuid4()), "handling": "flyt", "til": "beslutningspunkt.tekst"}

    answers = [client.post(url(forsoeg, f"felt/{one.plads}/"), data).status_code for _ in range(2)]

    one.refresh_from_db()
    assert (answers, one.felt, one.raekke) == ([302, 302], "beslutningspunkt.tekst", 3)


def test_discarded_import_offers_to_be_undone(forsoeg, signe, logget_ind):
    client = logget_ind(signe)
    client.post(url(forsoeg, "kasser/"), {"noegle": str(uuid4())})
    page = text(client.get(url(forsoeg)))
    client.post(url(forsoeg, "fortryd/"), {"noegle": str(uuid4())})

    forsoeg.refresh_from_db()
    assert (f'action="{url(forsoeg, "fortryd/")}"' in page, forsoeg.status) == (True, "indlaest")


def test_queries_are_the_same_for_five_and_three_hundred_fields(chefteam, signe, logget_ind, klokken, count_queries):
    def read(count):
        lines = (("sagsbehandler", 0, "Signe"), ("procestrin.forum", 1, "CT"), ("bilag.nr", 1, "1"),
                 *(("risikopunkt.tekst", nr, f"Risiko {nr}") for nr in range(1, count - 2)))  # fmt: skip
        values = {"sagsbehandler": str(signe.pk), "procestrin.forum": str(chefteam.pk)}
        return laes(hent_ind(chefteam, signe, b"%d" % count), laesning(lines, **values))

    few, many = read(5), read(300)
    client = logget_ind(signe)
    client.get(url(few))

    counts = [count_queries(lambda one=one: client.get(url(one))) for one in (few, many)]

    assert (counts[0], counts[0] <= 15, many.importfelter.count()) == (counts[1], True, 300)


def test_list_takes_the_same_queries_for_one_and_three(chefteam, signe, logget_ind, klokken, queries_at):
    client = logget_ind(signe)

    counts = queries_at(lambda nr: hent_ind(chefteam, signe, b"%d" % nr), lambda: client.get(IMPORT))

    assert counts[0] == counts[1]
