"""Files of a tekst item while its agenda is built: /moeder/<noegle>/byg/<uuid>/bilag/."""

from uuid import uuid4

import pytest

from indstillinger.models import Dagsordenspunkt, Punktbilag
from indstillinger.workflow.dagsorden import add_frit_punkt
from indstillinger.workflow.punktbilag import add_punktbilag, remove_punktbilag
from mso_portal.motor.models import Haendelse, Opslag
from mso_portal.motor.rules import Denied, NotNow
from tests.builders_indstilling import fil as make_fil
from tests.builders_moede import LUKKET, punkt, punktbilag, punktversion, sendt
from tests.indstillinger.bilag.vedlaeg import body, upload
from tests.indstillinger.moede.conftest import URL

FRIT = {"titel": "Tema", "sagstype": "droeftelse", "aabenhed": "aaben", "tekst": "Drøftes.", "minutter": 20}
AABEN = {"titel": "Oplæg", "aabenhed": "aaben"}


@pytest.fixture(autouse=True)
def tomt_lager(tmp_path, settings):
    place = {**settings.STORAGES["default"], "OPTIONS": {"location": tmp_path / "filer"}}
    settings.STORAGES = {**settings.STORAGES, "default": place}


@pytest.fixture
def tema(moede):
    return punkt(moede, titel="Tema")


def room(item, rest=""):
    return f"{URL}byg/{item.uuid}/bilag/{rest}"


def attach(client, item, navn="notat.pdf", indhold=None, **felter):
    """Post the form as the page does."""
    return client.post(room(item), {"noegle": uuid4(), "fil": upload(indhold, navn), **AABEN, **felter})


def add(item, by, titel="Oplæg", **felter):
    return add_punktbilag(item, titel, make_fil(titel), "oplaeg.pdf", by=by, **{"aabenhed": "aaben", **felter})


def numbered(item):
    return list(item.punktbilag.order_by("nr").values_list("nr", "titel"))


def in_progress(moede):
    moede.tilstand = "i_gang"
    moede.save()
    return moede


def test_new_item_leads_to_its_files_when_asked_to(moede, kirsten, logget_ind):
    answer = logget_ind(kirsten).post(f"{URL}byg/nyt/", {"noegle": uuid4(), **FRIT, "bilag": "on"})

    item = Dagsordenspunkt.objects.get(titel="Tema")
    assert (answer.status_code, answer.url) == (302, room(item))


def test_new_item_leads_to_the_agenda_otherwise(moede, kirsten, logget_ind):
    assert logget_ind(kirsten).post(f"{URL}byg/nyt/", {"noegle": uuid4(), **FRIT}).url == f"{URL}byg/"


def test_file_is_kept_with_title_and_openness(tema, kirsten, logget_ind):
    attach(logget_ind(kirsten), tema, titel="Tal", aabenhed="lukket", hjemmel="private_forhold", begrundelse="Navne.")

    row = tema.punktbilag.get()
    assert (row.nr, row.titel, row.filnavn, row.fil.type) == (1, "Tal", "notat.pdf", "pdf")
    assert (row.aabenhed, row.hjemmel, row.begrundelse) == ("lukket", "private_forhold", "Navne.")
    assert (row.uddelt_paa_moedet, row.history.get().history_user_id) == (False, kirsten.pk)


def test_file_of_a_lukket_item_is_lukket_without_being_asked(moede, kirsten, logget_ind):
    item = punkt(moede, aabenhed="lukket")
    client = logget_ind(kirsten)
    asked = list(client.get(room(item)).context["form"].fields)

    attach(client, item)

    row = item.punktbilag.get()
    assert asked == ["titel", "fil"]
    assert (row.aabenhed, row.hjemmel, row.begrundelse) == ("lukket", LUKKET["hjemmel"], LUKKET["begrundelse"])


def test_page_lists_the_files_and_gives_them_back(tema, kirsten, logget_ind):
    client = logget_ind(kirsten)
    attach(client, tema, titel="Tal")

    line = client.get(room(tema)).context["bilag"][0]
    got = client.get(line["url"])

    assert (line["tekst"], line["fjern_url"]) == ("Bilag 1: Tal", f"{line['url']}fjern/")
    assert (body(got)[:5], got["Content-Disposition"]) == (
        b"%PDF-", 'attachment; filename="ct-2020-05-29-bilag-1.pdf"',
    )  # fmt: skip


def test_what_was_typed_stays_when_the_file_is_refused(tema, kirsten, logget_ind):
    answer = attach(logget_ind(kirsten), tema, navn="tal.exe", titel="Tallene fra Nord")

    page = answer.content.decode()
    assert (answer.status_code, "Filtypen .exe kan ikke bruges" in page, 'value="Tallene fra Nord"' in page) == (
        422, True, True,
    )  # fmt: skip
    assert Punktbilag.objects.count() == 0


def test_file_must_be_chosen_again_when_something_else_is_wrong(tema, kirsten, logget_ind):
    answer = attach(logget_ind(kirsten), tema, titel="")

    assert answer.status_code == 422
    assert [one["tekst"] for one in answer.context["fejl"]] == [
        "Skriv en titel.", "Vælg filen igen. Den er ikke gemt, fordi noget andet skal rettes først.",
    ]  # fmt: skip


def test_double_press_attaches_once(tema, kirsten, logget_ind):
    client, key = logget_ind(kirsten), uuid4()

    codes = [attach(client, tema, noegle=key).status_code for _ in range(2)]

    assert (codes, tema.punktbilag.count()) == ([302, 302], 1)


def test_post_without_key_is_refused(tema, kirsten, logget_ind):
    assert attach(logget_ind(kirsten), tema, noegle="").status_code == 400


def test_removing_moves_the_rest_up(tema, kirsten, logget_ind):
    rows = [add(tema, kirsten, titel) for titel in ("Et", "To", "Tre")]

    logget_ind(kirsten).post(room(tema, f"{rows[0].uuid}/fjern/"), {"noegle": uuid4()})

    assert numbered(tema) == [(1, "To"), (2, "Tre")]


def test_what_was_sent_is_not_removed(moede, tema, kirsten, logget_ind):
    row = add(tema, kirsten)
    sendt(moede, kirsten)
    client = logget_ind(kirsten)

    codes = [client.get(room(tema, f"{row.uuid}/fjern/")).status_code,
             client.post(room(tema, f"{row.uuid}/fjern/"), {"noegle": uuid4()}).status_code]  # fmt: skip

    assert (codes, client.get(room(tema)).context["bilag"][0]["fjern_url"]) == ([409, 409], "")
    with pytest.raises(NotNow, match="sendt eller uddelt"):
        remove_punktbilag(row, by=kirsten)


def test_readers_get_a_new_file_with_the_tillaeg(moede, tema, kirsten, mette, logget_ind):
    add(tema, kirsten, "Sendt")
    sendt(moede, kirsten)
    add(tema, kirsten, "Nyt")
    client, page = logget_ind(mette), f"{URL}punkt/1/"

    def read():
        titles = [one["titel"] for one in client.get(page).context["bilag"]]
        return titles, client.get(f"{page}bilag/2/vis/").status_code

    before = read()
    punktversion(tema, kirsten)
    sendt(moede, kirsten, slags="tillaeg", maerker={tema.pk: "rettet"})

    assert [before, read()] == [(["Sendt"], 404), (["Sendt", "Nyt"], 200)]


def test_file_in_the_running_meeting_is_handed_out(moede, kirsten, mette, logget_ind):
    item = add_frit_punkt(in_progress(moede), "Rejst", by=kirsten, sagstype="droeftelse", aabenhed="aaben",
                          filer=[{"titel": "Med fra start", "fil": make_fil("a"), "filnavn": "a.pdf"}])  # fmt: skip
    add(item, kirsten, "Bagefter")

    shown = [one["titel"] for one in logget_ind(mette).get(f"{URL}punkt/T1/").context["bilag"]]

    assert shown == ["Med fra start", "Bagefter"]
    assert list(item.punktbilag.order_by("nr").values_list("uddelt_paa_moedet", flat=True)) == [True, True]


@pytest.mark.parametrize(("aendret", "grund"), [
    ({"tilstand": "trukket"}, "Punktet er udgået"), ({"art": "opfoelgning"}, "egen tekst"),
])  # fmt: skip
def test_only_a_tekst_item_to_be_treated_takes_files(tema, kirsten, klokken, aendret, grund):
    stamp = {"afgjort_den": klokken, "afgjort_af": kirsten} if "tilstand" in aendret else {}
    Dagsordenspunkt.objects.filter(pk=tema.pk).update(**aendret, **stamp)

    with pytest.raises(NotNow, match=grund):
        add(tema, kirsten)


def test_twenty_files_are_enough(tema, kirsten):
    for nr in range(20):
        punktbilag(tema, titel=f"Fil {nr}")

    with pytest.raises(NotNow, match="højst have 20 bilag"):
        add(tema, kirsten)


def test_a_lukket_file_needs_its_reasons(tema, kirsten):
    with pytest.raises(NotNow, match="hjemmel og begrundelse"):
        add(tema, kirsten, aabenhed="lukket")


def test_only_the_sekretaer_attaches(tema, carla, mette, logget_ind):
    codes = [logget_ind(person).get(room(tema)).status_code for person in (carla, mette)]

    assert codes == [403, 404]
    with pytest.raises(Denied):
        add(tema, carla)


def test_paper_has_its_own_files_elsewhere(moede, sag, kirsten, logget_ind):
    assert logget_ind(kirsten).get(room(punkt(moede, sag()))).status_code == 404


def test_file_of_a_neighbour_is_not_found_here(moede, tema, kirsten, logget_ind):
    other = add(punkt(moede, titel="Andet"), kirsten)

    assert logget_ind(kirsten).get(room(tema, f"{other.uuid}/")).status_code == 404


def test_log_tells_item_number_and_hash_alone(tema, kirsten):
    row = add(tema, kirsten, "Fortrolig titel")
    remove_punktbilag(row, by=kirsten)

    rows = Haendelse.objects.filter(handling__startswith="punkt.").order_by("pk").values_list("handling", "data")
    said = {"nr": 1, "sha256": row.fil_id}
    assert list(rows) == [("punkt.vedlaeg", said), ("punkt.fjern_bilag", said)]


def test_every_fetch_is_noted(moede, kirsten, logget_ind):
    item = punkt(moede, aabenhed="lukket")
    client = logget_ind(kirsten)
    attach(client, item)

    body(client.get(client.get(room(item)).context["bilag"][0]["url"]))

    assert list(Opslag.objects.order_by("pk").values_list("slags", flat=True)) == ["vis", "fil"]


def test_page_asks_the_same_questions_for_one_file_and_three(queries_at, logget_ind, tema, kirsten):
    client = logget_ind(kirsten)

    counts = queries_at(lambda nr: punktbilag(tema, titel=f"Fil {nr}"), lambda: client.get(room(tema)))

    assert counts[0] == counts[1] <= 15
