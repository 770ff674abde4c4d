"""<nr>/rapportering/: in which rhythms a plan reports, for its readers; and its verbs, for who writes in it (21 §2)."""

from datetime import date, datetime

import pytest

from indsatser.models import Indsatsplan
from indsatser.models.planindhold import TOLERANCER
from indsatser.workflow.runder import create_rhythm, edit_rhythm
from indsatser.workflow.statuspligt import add_duty, end_duty
from mso_portal.motor import ur
from mso_portal.vaerdier.datoer import DANSK_TID
from tests import builders, builders_indsats
from tests.indsatser.planside import fejl, rows, said, send, som, sti, texts
from tests.indsatser.sider import words

I_DAG, I_GAAR = date(2020, 6, 15), date(2020, 6, 14)
TO_DAGE_EFTER = datetime(2020, 6, 17, 9, tzinfo=DANSK_TID)
KVARTAL, UGER = "Styregruppen: Hvert kvartal", "Task Force: Hver sjette uge"


@pytest.fixture
def rytme():
    forum = builders.forum("TF", navn="Task Force")
    person = builders.bruger("Frida Forumsekretær")
    builders.medlemskab(person, forum, "sekretaer")
    return create_rhythm(forum, by=person, navn="Hver sjette uge", art="uger", interval=6, anker=date(2020, 6, 29))


@pytest.fixture
def pligt(aktiv, rytme, tina):
    return add_duty(aktiv, by=tina, rytme=rytme, form="kort", fra=I_DAG)


@pytest.fixture
def lukket(tina, per, styregruppe, ejerenhed):
    felter = {**builders_indsats.LUKKET, "ejerenhed": ejerenhed}
    return builders_indsats.aktiv(builders_indsats.plan(tina, per, styregruppe, **felter))


def side(person, plan, rest=""):
    return som(person).get(sti(plan, f"rapportering/{rest}"))


def tryk(person, pligt, verbum, **felter):
    return send(som(person), sti(pligt.plan, f"rapportering/{pligt.uuid}/{verbum}/"), pligt, **felter)


def opret(person, plan, rytme, **felter):
    given = {"rytme": rytme.pk, "form": "kort", "fra": "2020-06-15", **felter}
    return send(som(person), sti(plan, "rapportering/ny/"), **given)


def slut(rytme, dag):
    rytme.refresh_from_db()
    edit_rhythm(rytme, by=builders.administrator(), aktiv_til=dag)


# What runs


def test_readers_see_what_runs_the_primary_one_first(pligt, aktiv, ada):
    page = side(ada, aktiv)

    assert texts(page) == [
        [KVARTAL, "Efter planens størrelse", "Ja", "15.6.2020"], [UGER, "Kort", "Nej", "15.6.2020"],
    ]  # fmt: skip
    assert (rows(page), page.context["links"]) == ([(KVARTAL, []), (UGER, [])], [])


def test_writers_are_offered_what_they_may_do(pligt, aktiv, tina):
    page = side(tina, aktiv)

    assert rows(page) == [(KVARTAL, ["Ret"]), (UGER, ["Ret", "Gør primær", "Afslut"])]
    assert page.context["links"] == [{"label": "Ny rapportering", "url": sti(aktiv, "rapportering/ny/")}]


def test_what_has_ended_stands_below(pligt, aktiv, tina, ada):
    with ur.stil(TO_DAGE_EFTER):
        end_duty(pligt, by=tina)
        page = side(ada, aktiv)

    assert [row[0] for row in texts(page)] == [KVARTAL]
    assert texts(page, 1) == [[UGER, "Kort", "15.6.2020", "16.6.2020"]]


def test_plan_that_reports_nowhere_offers_the_first(kladde, tina):
    kladde.statuspligter.all().delete()

    page = side(tina, kladde)

    assert "Planen rapporterer ikke til noget forum endnu. Ny rapportering" in words(page)
    assert page.context["links"] == []


def test_lukket_plan_is_shown_to_its_own_alone(lukket, sofie, ada):
    assert [side(one, lukket).status_code for one in (sofie, ada)] == [200, 404]


@pytest.mark.parametrize("rest", ["", "status/"])
def test_plan_and_its_list_of_statuses_lead_here(aktiv, ada, rest):
    page = som(ada).get(sti(aktiv, rest))

    assert f'href="{sti(aktiv, "rapportering/")}"' in page.content.decode()


def test_ended_plan_offers_nothing(pligt, aktiv, tina, per):
    Indsatsplan.objects.update(tilstand="stoppet", endt_den=ur.nu(), endt_af=per, stop_begrundelse="Ingen penge.")

    pages = [side(tina, aktiv, rest) for rest in ("ny/", f"{pligt.uuid}/ret/", f"{pligt.uuid}/afslut/")]

    assert rows(side(tina, aktiv)) == [(KVARTAL, []), (UGER, [])]
    assert [page.status_code for page in pages] == [409] * 3


def test_queries_are_the_same_at_one_and_three(aktiv, tina, queries_at):
    keeper = builders.administrator()

    def make(nr):
        forum = builders.forum("ABC"[nr:] + "X")
        own = create_rhythm(forum, by=keeper, navn="Aftalt", art="datoer")
        add_duty(aktiv, by=tina, rytme=own, form="kort", fra=I_DAG)

    client = som(tina)
    counts = queries_at(make, lambda: client.get(sti(aktiv, "rapportering/")))

    assert (counts[0] == counts[1], counts[0] <= 8) == (True, True), counts


# A new one


def test_new_duty_is_made(aktiv, rytme, tina):
    answer = opret(tina, aktiv, rytme)

    assert (answer.url, said(answer)) == (sti(aktiv, "rapportering/"), ["Rapporteringen er oprettet."])
    assert texts(side(tina, aktiv))[1] == [UGER, "Kort", "Nej", "15.6.2020"]


def test_running_rhythms_that_are_free_can_be_chosen(aktiv, rytme, tina, sofie, styregruppe):
    create_rhythm(styregruppe, by=sofie, navn="Aftalt", art="datoer")
    slut(create_rhythm(styregruppe, by=sofie, navn="Forbi", art="datoer"), I_GAAR)

    field = side(tina, aktiv, "ny/").context["form"].fields["rytme"]

    assert sorted(map(str, field.queryset)) == ["Styregruppen: Aftalt", UGER]


def test_lukket_plan_can_choose_its_own_styregruppes_alone(lukket, rytme, tina, sofie, styregruppe):
    own = create_rhythm(styregruppe, by=sofie, navn="Aftalt", art="datoer")

    pages = [opret(tina, lukket, one) for one in (rytme, own)]

    assert [page.status_code for page in pages] == [422, 302]
    assert [row[0] for row in texts(side(tina, lukket))] == [KVARTAL, "Styregruppen: Aftalt"]


def test_nothing_chosen_is_told_at_each_field(aktiv, tina):
    page = send(som(tina), sti(aktiv, "rapportering/ny/"))

    assert (page.status_code, fejl(page)) == (422, ["Vælg en rytme.", "Vælg en form.", "Skriv datoen."])


def test_day_that_is_past_is_told_at_its_field(aktiv, rytme, tina):
    page = opret(tina, aktiv, rytme, fra="2020-06-14")

    assert (page.status_code, fejl(page)) == (422, ["Rapporteringen kan tidligst begynde i dag."])


def test_who_only_reads_changes_nothing(pligt, aktiv, rytme, ada):
    pages = [tryk(ada, pligt, verbum, form="fuld") for verbum in ("ret", "primaer", "afslut")]

    assert [page.status_code for page in [opret(ada, aktiv, rytme), *pages]] == [403] * 4


# Its verbs


def test_form_is_changed(pligt, aktiv, tina):
    assert side(tina, aktiv, f"{pligt.uuid}/ret/").context["form"]["form"].value() == "kort"

    answer = tryk(tina, pligt, "ret", form="fuld")

    assert (answer.status_code, texts(side(tina, aktiv))[1]) == (302, [UGER, "Fuld", "Nej", "15.6.2020"])


def test_other_duty_is_made_the_primary_one(pligt, aktiv, tina):
    answer = tryk(tina, pligt, "primaer")

    assert said(answer) == ["Rapporteringen er nu den primære."]
    assert [(row[0], row[2]) for row in texts(side(tina, aktiv))] == [(UGER, "Ja"), (KVARTAL, "Nej")]


def test_duty_is_ended_after_it_is_told_what_goes_with_it(pligt, aktiv, tina):
    page = side(tina, aktiv, f"{pligt.uuid}/afslut/")

    answer = tryk(tina, pligt, "afslut")

    assert "Planen rapporterer ikke længere til Task Force i den rytme." in words(page)
    assert (answer.status_code, [row[0] for row in texts(side(tina, aktiv))]) == (302, [KVARTAL])
    assert side(tina, aktiv, f"{pligt.uuid}/afslut/").status_code == 404


def test_primary_duty_of_an_aktiv_plan_is_not_ended(aktiv, tina):
    first = aktiv.statuspligter.get()

    pages = [side(tina, aktiv, f"{first.uuid}/{verbum}/") for verbum in ("afslut", "primaer")]

    assert [page.status_code for page in pages] == [409, 409]
    assert "Gør en anden til den primære først." in words(pages[0])


@pytest.mark.parametrize("verbum", ["ret", "primaer", "afslut"])
def test_press_without_a_key_changes_nothing(pligt, tina, verbum):
    response = som(tina).post(sti(pligt.plan, f"rapportering/{pligt.uuid}/{verbum}/"), {"version": 0, "form": "fuld"})

    pligt.refresh_from_db()
    assert (response.status_code, pligt.form, pligt.primaer, pligt.til) == (400, "kort", False, None)


def test_styregruppe_chosen_on_the_plans_own_page_takes_the_reports_along(kladde, tina):
    ny = builders.forum("NY", navn="Den nye", slags="styregruppe")
    fields = {"titel": kladde.titel, "aabenhed": "aaben", "styregruppe": ny.pk, "tovholder": tina.pk}
    fields |= {name: getattr(kladde, name) for name in TOLERANCER}

    response = send(som(tina), sti(kladde, "rediger/"), kladde, **fields)

    assert (response.status_code, texts(side(tina, kladde))[0][0]) == (302, "Den nye: Hvert kvartal")


# A rhythm that ends


@pytest.mark.parametrize(("dag", "hvornaar"), [(I_GAAR, ""), (date(2020, 11, 30), " efter den 30. november 2020")])
def test_who_keeps_the_plan_learns_that_its_rhythm_ends(aktiv, tina, ada, dag, hvornaar):
    slut(aktiv.statuspligter.get().rytme, dag)
    told = f"Planen rapporterer ikke længere til Styregruppen{hvornaar}."

    pages = [som(one).get(sti(aktiv)) for one in (tina, ada)]

    assert [told in words(page) for page in pages] == [True, False]
    assert {"verbum": "Vælg en anden rytme", "titel": told, "url": sti(aktiv, "rapportering/"), "frist": ""} in (
        pages[0].context["pligter"]
    )
    assert side(ada, aktiv).context["advarsler"] == [told]


def test_rhythm_that_lasts_as_long_as_the_plan_is_nothing_to_tell(aktiv, tina):
    slut(aktiv.statuspligter.get().rytme, aktiv.periode_slut)

    assert side(tina, aktiv).context["advarsler"] == []


def test_rhythm_names_the_plans_the_reader_may_see(aktiv, lukket, sofie, ada):
    rytme = aktiv.statuspligter.get().rytme

    pages = [som(one).get(f"/opsaetning/rytmer/{rytme.uuid}/") for one in (sofie, ada)]

    assert [[row[0] for row in texts(page, 1)] for page in pages] == [
        [f"{aktiv.nummer} {aktiv.titel}", f"{lukket.nummer} {lukket.titel_lukket}"], [f"{aktiv.nummer} {aktiv.titel}"],
    ]  # fmt: skip


def test_who_ends_a_rhythm_is_told_how_many_plans_he_sees_need_another(aktiv, lukket, sofie):
    rytme = aktiv.statuspligter.get().rytme

    pages = [som(one).get(f"/opsaetning/rytmer/{rytme.uuid}/ret/") for one in (sofie, builders.administrator())]

    assert ["rapporterer 2 i rytmen" in words(pages[0]), "rapporterer 1 i rytmen" in words(pages[1])] == [True, True]
