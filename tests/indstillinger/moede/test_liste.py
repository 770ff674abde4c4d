"""/moeder/, planlaeg/ and the verbs of a planned meeting over HTTP."""

from datetime import date, time
from uuid import uuid4

from indstillinger.models import Laesning, Moede
from indstillinger.workflow.moede import FRISTER
from mso_portal.organisation.models import Lukkedag
from tests import builders
from tests.builders_moede import moede as make_moede
from tests.builders_moede import punkt, sendt
from tests.indstillinger.moede.conftest import URL

SERIE = {"forum": "CT", "fra": "2020-06-26", "til": "2020-07-31", "ugedag": "", "hver": "1", "start": "09:00",
         "slut": "12:00", "sted": "Lokale 1", "link": ""}  # fmt: skip


def titles(page):
    return [one["celler"][0]["tekst"] for one in page.context["raekker"]]


def test_own_fora_come_first_then_the_open_ones(moede, mette, logget_ind):
    other = builders.forum("HMU", navn="Hovedudvalget", moedenavn="HMU-møde", laesekreds="organisation")
    make_moede(other, date(2020, 5, 20))

    page = logget_ind(mette).get("/moeder/")

    assert titles(page) == ["Chefmøde fredag den 29. maj 2020", "HMU-møde onsdag den 20. maj 2020"]


def test_meeting_of_a_forum_one_does_not_belong_to_is_not_listed(moede, anders, logget_ind):
    page = logget_ind(anders).get("/moeder/")

    assert titles(page) == [] and page.context["tom"] == "Ingen kommende møder."


def test_past_and_cancelled_meetings_have_their_own_tab(moede, chefteam, mette, logget_ind):
    make_moede(chefteam, date(2020, 5, 1))
    client = logget_ind(mette)

    assert titles(client.get("/moeder/?fane=afholdte")) == ["Chefmøde fredag den 1. maj 2020"]
    assert titles(client.get("/moeder/")) == ["Chefmøde fredag den 29. maj 2020"]


def test_list_says_how_much_is_read(moede, kirsten, mette, logget_ind):
    for titel in ("Et", "To"):
        punkt(moede, titel=titel)
    sent = sendt(moede, kirsten)
    row = sent.punkter.order_by("raekkefoelge").first()
    Laesning.objects.create(bruger=mette, udsendelsespunkt=row, laest_den=moede.frist_indmelding)

    page = logget_ind(mette).get("/moeder/")

    assert page.context["raekker"][0]["celler"][-1]["tekst"] == "1 af 2"


def test_list_asks_the_same_for_one_and_three(klokken, chefteam, mette, logget_ind, queries_at):
    client = logget_ind(mette)

    counts = queries_at(lambda nr: punkt(make_moede(chefteam, date(2020, 6, 1 + nr))), lambda: client.get("/moeder/"))

    assert counts[0] == counts[1]


def test_series_marks_holidays_lukkedage_ferieuger_and_taken_dates(klokken, chefteam, kirsten, logget_ind):
    Lukkedag.objects.create(dato=date(2020, 7, 3), navn="Personaledag")
    make_moede(chefteam, date(2020, 6, 26))

    page = logget_ind(kirsten).get("/moeder/planlaeg/", SERIE)

    shown = [(one["vaerdi"][5:], one["hjaelp"], one["valgt"]) for one in page.context["valg"]]
    assert shown == [
        ("06-26", "Forummet har allerede et møde den dag", False), ("07-03", "Lukkedag: Personaledag", False),
        ("07-10", "Ferieuge 28", False), ("07-17", "Ferieuge 29", False), ("07-24", "Ferieuge 30", False),
        ("07-31", "Ferieuge 31", False),
    ]  # fmt: skip


def test_ticked_dates_become_meetings_once(klokken, chefteam, kirsten, logget_ind):
    client = logget_ind(kirsten)
    body = {**SERIE, "noegle": uuid4(), "datoer": ["2020-06-26", "2020-07-03"]}

    answers = [client.post("/moeder/planlaeg/", body).status_code for _ in range(2)]

    made = [(str(one.dato), one.start, one.sted) for one in Moede.objects.order_by("dato")]
    assert made == [("2020-06-26", time(9), "Lokale 1"), ("2020-07-03", time(9), "Lokale 1")]
    assert answers == [302, 302]


def test_taken_date_is_asked_about_once(klokken, chefteam, kirsten, logget_ind):
    make_moede(chefteam, date(2020, 6, 26))
    client, body = logget_ind(kirsten), {**SERIE, "datoer": ["2020-06-26"]}

    asked = client.post("/moeder/planlaeg/", {**body, "noegle": uuid4()})
    client.post("/moeder/planlaeg/", {**body, "noegle": uuid4(), "endnu_et": "on"})

    assert (asked.status_code, asked.context["spoerg"]) == (422, True)
    assert Moede.objects.count() == 2


def test_past_date_and_reversed_times_keep_what_was_typed(klokken, chefteam, kirsten, logget_ind):
    data = {**SERIE, "fra": "2020-05-01", "slut": "08:00", "sted": "Kantinen"}

    page = logget_ind(kirsten).get("/moeder/planlaeg/", data)

    messages = [one["tekst"] for one in page.context["fejl"]]
    assert messages == ["Mødet slutter, før det begynder.",
                        "Datoen er passeret. Et tidligere møde oprettes ved import."]  # fmt: skip
    assert 'value="Kantinen"' in page.content.decode()


def test_only_a_sekretaer_plans_and_only_for_his_forum(klokken, chefteam, kirsten, mette, logget_ind):
    builders.forum("HMU", navn="Hovedudvalget")

    assert logget_ind(mette).get("/moeder/planlaeg/").status_code == 403
    page = logget_ind(kirsten).get("/moeder/planlaeg/", {**SERIE, "forum": "HMU"})
    assert page.context["valg"] == [] and page.context["fejl"][0]["id"] == "id_forum"


def form_of(moede):
    values = {name: f"{getattr(moede, name).astimezone():%Y-%m-%dT%H:%M}" for name in FRISTER}
    return {**values, "dato": "2020-05-29", "start": "09:00", "slut": "12:00", "sted": "Lokale 2", "link": "",
            "moedeleder": moede.moedeleder_id, "sekretaer": moede.sekretaer_id, "noegle": uuid4(),
            "version": moede.version}  # fmt: skip


def test_meeting_is_changed_with_its_frister_untouched(moede, kirsten, logget_ind):
    client = logget_ind(kirsten)

    page = client.get(f"{URL}ret/")
    shown = {name: page.context["form"][name].value() for name in FRISTER}
    answer = client.post(f"{URL}ret/", {**form_of(moede), **{n: f"{v:%Y-%m-%dT%H:%M}" for n, v in shown.items()}})

    fresh = Moede.objects.get()
    assert (answer.status_code, fresh.sted) == (302, "Lokale 2")
    assert [getattr(fresh, name) for name in FRISTER] == [getattr(moede, name) for name in FRISTER]


def test_frist_without_a_reason_comes_back(moede, kirsten, logget_ind):
    page = logget_ind(kirsten).post(f"{URL}ret/", {**form_of(moede), "frist_udsendelse": "2020-05-26T12:00"})

    assert page.status_code == 422
    assert page.context["fejl"][-1]["tekst"] == "Skriv, hvorfor fristen er ændret."


def test_move_to_a_taken_date_is_asked_about_once(moede, chefteam, kirsten, logget_ind):
    make_moede(chefteam, date(2020, 6, 26))
    client, body = logget_ind(kirsten), {**form_of(moede), "dato": "2020-06-26", "grund": "Ferie"}

    asked = client.post(f"{URL}ret/", body)
    client.post(f"{URL}ret/", {**body, "noegle": uuid4(), "endnu_et": "on"})

    moede.refresh_from_db()
    assert (asked.status_code, str(moede.dato)) == (422, "2020-06-26")


def test_cancelling_takes_a_reason(moede, kirsten, carla, logget_ind):
    client = logget_ind(kirsten)
    assert client.post(f"{URL}aflys/", {"noegle": uuid4(), "version": 0}).status_code == 422

    client.post(f"{URL}aflys/", {"noegle": uuid4(), "version": 0, "grund": "For få sager"})

    moede.refresh_from_db()
    assert (moede.tilstand, moede.aflyst_grund) == ("aflyst", "For få sager")
    assert client.get(f"{URL}ret/").status_code == 409
    assert logget_ind(carla).get(f"{URL}aflys/").status_code == 403
