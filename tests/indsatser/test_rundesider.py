"""Pages of rounds: the list, one round with its frister, its dates, the holidays, the end, the calendar file."""

from datetime import date

import pytest

from indsatser.models import Statusrunde
from indsatser.workflow.runde import quarter_rhythm
from indsatser.workflow.runder import cancel, confirm_holiday, make_rounds, move
from mso_portal.motor.models import Notifikation
from tests import builders, builders_moede, builders_status
from tests.indsatser.planside import fejl, said, send, som, texts
from tests.indsatser.sider import words
from tests.indsatser.test_ics import begivenheder

HER, STED = "/kvartalsstatus/", "/kvartalsstatus/SG/2020-K2/"
GRUND = "Styregruppen mødes ikke i juli."
TIDLIGT = (
    "Mødet ligger kun 4 hverdage efter statusdatoen 30. juni 2020. Brug statusdatoen 15. juni 2020, forkort fristerne, "
    "eller vælg et møde fra den 21. juli."
)


@pytest.fixture
def runde(styregruppe, sofie):
    """Counted to 30 June, without a meeting: it lies in the holidays."""
    return make_rounds(quarter_rhythm(styregruppe, sofie))[0]


@pytest.fixture
def aaben(aktiv, sofie):
    """Open, counted to 15 June for a meeting on 6 July; Tina owes it something."""
    return builders_status.status(aktiv).runde


def datoer(runde, **felter):
    """Return what the form of the dates would post."""
    runde.refresh_from_db()
    names = ("statusdato", "aabnes", "bidragsfrist", "tekstfrist", "godkendelsesfrist", "laasefrist")
    stored = {name: getattr(runde, name).isoformat() for name in names}
    return {"version": runde.version, "vej": "regn", "moede": "", "moededato": "", **stored, **felter}


def ret(person, runde, **felter):
    return send(som(person), f"{STED}ret/", **datoer(runde, **felter))


def knapper(person):
    context = som(person).get(STED).context
    return [one["label"] for one in (*context["links"], *context["handlinger"])]


# The list


def test_empty_list_says_where_rounds_come_from(ada):
    page = words(som(ada).get(HER))

    assert "Ingen runder er i gang." in page
    assert "Ingen runder er planlagt. De kommer af forummernes rytmer." in page


def test_list_has_the_open_the_coming_and_the_ended(aaben, styregruppe, sofie, ada):
    later = make_rounds(quarter_rhythm(styregruppe, sofie))
    cancel(later[0], by=sofie, grund=GRUND)

    page = som(ada).get(HER)

    navn, aabner, tilstand = "Styregruppen, 2. kvartal 2020", "Statusdato 15.6.2020, i dag", "I gang"
    assert texts(page) == [[navn, "15.6.2020", "6.7.2020", tilstand, aabner]]
    assert [row[0][-15:] for row in texts(page, 1)] == ["4. kvartal 2020", "1. kvartal 2021"]
    assert texts(page, 2) == [["Styregruppen, 3. kvartal 2020", "30.9.2020", "", "Aflyst"]]


def test_list_marks_a_round_that_waits_in_the_holidays(runde, ada):
    assert texts(som(ada).get(HER), 1)[0][1:] == ["30.6.2020", "", "Ligger i ferien", "Åbnes 16.6.2020, i morgen"]


def test_list_takes_as_many_queries_for_more_rounds(runde, ada, sofie, django_assert_num_queries):
    client = som(ada)
    client.get(HER)
    with django_assert_num_queries(6):
        client.get(HER)
    make_rounds(quarter_rhythm(builders.forum("AND"), sofie))

    with django_assert_num_queries(6):
        client.get(HER)


def test_plans_lead_to_the_rounds(ada):
    assert som(ada).get("/indsatsplaner/").context["links"] == [{"label": "Kvartalsstatus", "url": HER}]


# One round


def test_round_shows_its_frister_with_countdown(aaben, ada):
    assert texts_of_frister(ada) == [
        ["Åbnes", "", "fredag den 29. maj 2020", "for 17 dage siden", ""],
        ["Statusdato", "", "mandag den 15. juni 2020", "i dag", ""],
        ["Frist for bidrag", "De ansvarlige", "mandag den 22. juni 2020", "om 7 dage", ""],
        ["Frist for tekst", "Tovholderne", "torsdag den 25. juni 2020", "om 10 dage", ""],
        ["Frist for godkendelse", "Programejerne", "mandag den 29. juni 2020", "om 14 dage", ""],
        ["Låses senest", "Forummets sekretær", "mandag den 29. juni 2020", "om 14 dage", ""],
        ["Mødedato", "", "mandag den 6. juli 2020", "om 21 dage", "Ferieuge 28"],
    ]


def texts_of_frister(person):
    """Return the texts of the table of frister."""
    frister = som(person).get(STED).context["frister"]
    return [[cell.get("maerke", cell)["tekst"] for cell in row["celler"]] for row in frister["raekker"]]


def test_ended_round_has_no_countdown(runde, sofie, ada):
    cancel(runde, by=sofie, grund=GRUND)

    page = som(ada).get(STED)

    assert [one["tekst"] for one in page.context["frister"]["kolonner"]] == ["Hvad", "Hvem", "Dag", "Ferie"]
    assert f"Aflyst 15.6.2020 af Sofie Sekretær: {GRUND}" in words(page)


def test_round_outside_the_holidays_has_no_column_for_them(runde, ada):
    frister = som(ada).get("/kvartalsstatus/SG/2020-K4/").context["frister"]

    assert [one["tekst"] for one in frister["kolonner"]] == ["Hvad", "Hvem", "Dag", "Hvornår"]


def test_buttons_of_a_round_are_for_its_sekretaer(runde, sofie, tina):
    assert knapper(sofie) == [
        "Hold runden i ferien", "Ret møde og frister", "Hent frister til kalender", "Aflys runde",
    ]  # fmt: skip
    assert knapper(tina) == ["Hent frister til kalender"]


def test_open_round_leads_to_its_decisions(aaben, sofie, ada):
    assert knapper(sofie) == ["Ret møde og frister", "Beslutninger", "Hent frister til kalender", "Aflys runde"]
    assert knapper(ada) == ["Beslutninger", "Hent frister til kalender"]


def test_sekretaer_of_another_forum_has_no_buttons(runde):
    other = builders.bruger("Stine Sekretær")
    builders.medlemskab(other, builders.forum("AND"), "sekretaer")

    assert knapper(other) == ["Hent frister til kalender"]
    paths = ("ret/", "aflys/", "bekraeft-ferie/")
    assert [som(other).get(f"{STED}{path}").status_code for path in paths] == [403, 403, 403]


def test_meeting_leads_on_for_who_may_see_it(runde, sofie, ada, styregruppe):
    moede = builders_moede.moede(styregruppe, date(2020, 8, 10))
    move(runde, by=sofie, moede=moede, moededato=moede.dato)

    own, other = (som(one).get(STED).context["stamdata"][1] for one in (sofie, ada))

    assert (own["vaerdi"], own["url"]) == ("mandag den 10. august 2020", f"/moeder/{moede.noegle}/")
    assert "url" not in other


def test_meeting_that_was_moved_since_is_told(runde, sofie, styregruppe):
    moede = builders_moede.moede(styregruppe, date(2020, 8, 10))
    move(runde, by=sofie, moede=moede, moededato=moede.dato)
    moede.dato = date(2020, 8, 11)
    moede.save()

    assert "Mødet er flyttet eller aflyst. Fristerne er ikke fulgt med." in words(som(sofie).get(STED))


def test_unknown_round_is_404(runde, sofie):
    paths = (f"{HER}SG/2020-K9/", f"{HER}AND/2020-K2/", f"{HER}SG/2020-K9/ret/", f"{HER}SG/2020-K9/frister.ics")

    assert [som(sofie).get(path).status_code for path in paths] == [404] * 4


# Its dates


def test_form_opens_with_the_rounds_dates(runde, sofie):
    form = som(sofie).get(f"{STED}ret/").context["form"]

    assert [str(form[name].value()) for name in ("statusdato", "laasefrist", "vej")] == [
        "2020-06-30", "2020-07-14", "regn",
    ]  # fmt: skip
    assert "grund" not in form.fields


def test_meeting_sets_the_frister(runde, sofie):
    answer = ret(sofie, runde, moededato="2020-08-10")

    runde.refresh_from_db()
    assert (answer["Location"], said(answer)) == (STED, ["Runden er ændret."])
    assert (runde.moededato, runde.laasefrist) == (date(2020, 8, 10), date(2020, 8, 3))


def test_meeting_of_the_portal_brings_its_date(runde, sofie, styregruppe):
    moede = builders_moede.moede(styregruppe, date(2020, 8, 10))
    builders_moede.moede(styregruppe, date(2020, 6, 1))
    offered = som(sofie).get(f"{STED}ret/").context["form"].fields["moede"].queryset

    ret(sofie, runde, moede=moede.pk)

    runde.refresh_from_db()
    assert (list(offered), runde.moede, runde.moededato) == ([moede], moede, moede.dato)
    assert ret(sofie, runde, moede=moede.pk).status_code == 302


def test_meeting_and_another_date_is_refused(runde, sofie, styregruppe):
    moede = builders_moede.moede(styregruppe, date(2020, 8, 10))

    answer = ret(sofie, runde, moede=moede.pk, moededato="2020-08-11")

    assert fejl(answer) == ["Vælg et møde i portalen, eller skriv en mødedato. Ikke begge dele."]


def test_early_meeting_shows_the_ways_out_and_chooses_the_first(runde, sofie):
    answer = ret(sofie, runde, moededato="2020-07-06")

    assert (answer.status_code, fejl(answer)) == (422, [TIDLIGT])
    assert answer.context["form"]["vej"].value() == "tidligere"
    assert 'value="tidligere" id="id_vej_1" checked' in answer.content.decode()


def test_earlier_status_date_is_the_first_way(runde, sofie):
    ret(sofie, runde, moededato="2020-07-06", vej="tidligere")

    runde.refresh_from_db()
    assert (runde.statusdato, runde.laasefrist) == (date(2020, 6, 15), date(2020, 6, 29))


def test_shorter_frister_are_the_second_way(runde, sofie):
    kort = dict.fromkeys(("tekstfrist", "godkendelsesfrist", "laasefrist"), "2020-07-02")

    ret(sofie, runde, moededato="2020-07-06", vej="selv", bidragsfrist="2020-07-01", **kort)

    runde.refresh_from_db()
    assert (runde.statusdato, runde.bidragsfrist, runde.laasefrist) == (
        date(2020, 6, 30), date(2020, 7, 1), date(2020, 7, 2),
    )  # fmt: skip


def test_typed_frister_are_judged_and_counted_ones_are_not(runde, sofie):
    typed = ret(sofie, runde, vej="selv", tekstfrist="2020-07-06")
    counted = ret(sofie, runde, tekstfrist="2020-07-06")

    assert (typed.status_code, fejl(typed)) == (
        422, ["Fristerne skal ligge i rækkefølge. Tekstfristen 6. juli ligger før bidragsfristen 7. juli."],
    )  # fmt: skip
    assert counted.status_code == 302


def test_date_far_away_is_taken_for_a_mistake(runde, sofie):
    answer = ret(sofie, runde, statusdato="9999-12-31", moededato="0001-01-01")

    assert fejl(answer) == ["Datoen skal ligge inden for et år fra den planlagte statusdato."] * 2


def test_open_round_is_moved_with_a_reason_and_tells(aaben, sofie):
    without = ret(sofie, aaben, moededato="2020-07-07")
    answer = ret(sofie, aaben, moededato="2020-07-07", grund="Mødet er flyttet en dag.")

    assert fejl(without) == ["Skriv, hvorfor fristerne flyttes (mindst 10 tegn)."]
    assert answer.status_code == 302
    assert Notifikation.objects.filter(slags="runde.flyttet").count() == 1


def test_dates_that_somebody_changed_meanwhile_are_409(runde, sofie):
    answer = ret(sofie, runde, version=runde.version + 1)

    assert (answer.status_code, fejl(answer)) == (
        409, ["Runden er ændret, siden du åbnede den. Gå tilbage, og læs den igen."],
    )  # fmt: skip


def test_press_twice_moves_once(runde, sofie):
    client, given = som(sofie), datoer(runde, moededato="2020-08-10", noegle="5f0a3ab6-3d2e-4d5b-9a55-0d1f6ab1c001")

    answers = [client.post(f"{STED}ret/", given).status_code for _ in range(2)]

    assert (answers, Statusrunde.objects.get(pk=runde.pk).version) == ([302, 302], runde.version + 1)


def test_post_without_key_is_400(runde, sofie):
    paths = ("ret/", "aflys/", "bekraeft-ferie/")

    assert [som(sofie).post(f"{STED}{path}").status_code for path in paths] == [400] * 3


# The holidays, and the end


def test_round_is_held_in_the_holidays(runde, sofie):
    client = som(sofie)
    waiting = words(client.get(STED))
    offered = words(client.get(f"{STED}bekraeft-ferie/"))

    answer = send(client, f"{STED}bekraeft-ferie/", runde)

    assert "Den åbner ikke, før sekretæren har bekræftet eller flyttet den." in waiting
    assert "Runden åbner på sin dag, selv om en af datoerne ligger i en ferieuge." in offered
    assert said(answer) == ["Runden bliver holdt, selv om den ligger i ferien."]
    assert "Holdes i ferien 15.6.2020 af Sofie Sekretær" in words(client.get(STED))


def test_confirmed_round_and_one_outside_the_holidays_are_409(runde, sofie):
    confirm_holiday(runde, by=sofie)
    client = som(sofie)

    paths = (f"{STED}bekraeft-ferie/", "/kvartalsstatus/SG/2020-K4/bekraeft-ferie/")
    assert [client.get(path).status_code for path in paths] == [409, 409]


def test_round_is_cancelled_with_a_reason(runde, sofie):
    client, path = som(sofie), f"{STED}aflys/"
    without = send(client, path, runde, grund="Nej")

    answer = send(client, path, runde, grund=GRUND)

    assert (without.status_code, fejl(without)) == (422, ["Skriv, hvorfor runden aflyses (mindst 10 tegn)."])
    assert (answer["Location"], said(answer)) == (STED, ["Runden er aflyst."])
    assert [client.get(f"{STED}{rest}").status_code for rest in ("aflys/", "ret/")] == [409, 409]


# The calendar file


def test_calendar_names_the_forum_and_the_round_alone(aaben, ada):
    answer = som(ada).get(f"{STED}frister.ics")

    events = begivenheder(answer.content)
    assert [(one["SUMMARY"], one["DTSTART;VALUE=DATE"]) for one in events][2:4] == [
        ("Styregruppen\\, 2. kvartal 2020: frist for bidrag", "20200622"),
        ("Styregruppen\\, 2. kvartal 2020: frist for tekst", "20200625"),
    ]
    assert (len(events), {one["STATUS"] for one in events}) == (7, {"CONFIRMED"})
    assert answer["Content-Disposition"] == 'attachment; filename="frister-SG-2020-K2.ics"'


def test_calendar_of_a_cancelled_round_says_so(runde, sofie, ada):
    cancel(runde, by=sofie, grund=GRUND)

    events = begivenheder(som(ada).get(f"{STED}frister.ics").content)

    assert (len(events), {one["STATUS"] for one in events}) == (6, {"CANCELLED"})
