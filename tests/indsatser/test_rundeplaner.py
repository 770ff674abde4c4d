"""The plans of a round: lights of the locked, who is missing from the others, and what may be locked (21 §11)."""

from datetime import date, datetime
from functools import partial

import pytest
from django.template.loader import render_to_string
from django.test import RequestFactory
from procrastinate.contrib.django.models import ProcrastinateJob

from indsatser.document.statusord import DIMENSION
from indsatser.models import Kvartalsstatus, Rundeudgave, Statusudgave
from indsatser.views.rundeplaner import plans
from indsatser.workflow import statuslaas
from indsatser.workflow.statuslaas import lockable
from mso_portal.motor import ur
from mso_portal.vaerdier.datoer import DANSK_TID
from tests import builders, builders_indsats, builders_moede, builders_status, builders_udfald
from tests.builders_indsats import LUKKET
from tests.builders_indstilling import fil
from tests.indsatser import mange, statusverden
from tests.indsatser.planside import said, send, som
from tests.indsatser.sider import words

STED = "/kvartalsstatus/SG/2020-K2/"
FRIST = datetime(2020, 6, 29, 9, tzinfo=DANSK_TID)


@pytest.fixture
def status(aktiv):
    return builders_status.status(aktiv)


def shown(person, status):
    """Return what the page draws for the person."""
    request = RequestFactory().get(STED)
    request.user = type(person).objects.get(pk=person.pk)
    return plans(request, type(status.runde).objects.select_related("forum", "moede").get(pk=status.runde_id))


def names(person, status):
    """Return the plans the person is shown: locked, being written, without a status."""
    found = shown(person, status)
    return [[one["tekst"] for one in found[name]] for name in ("laaste", "kladder", "uden")]


def buttons(person, status):
    return [one["tekst"] for one in shown(person, status)["knapper"]]


def another(status, titel="En plan til"):
    """Return the open status of another plan in the round."""
    plan = status.plan
    made = builders_indsats.plan(
        plan.tovholder, plan.programejer, plan.styregruppe, ejerenhed=plan.ejerenhed, titel=titel
    )
    return builders_status.status(builders_indsats.aktiv(made), status.runde)


def test_draft_is_shown_to_those_who_write_approve_and_lock(status, tina, per, sofie, ada):
    navn = f"{status.plan} Bedre overblik"

    assert [names(one, status) for one in (tina, per, sofie)] == [[[], [navn], []]] * 3
    assert names(ada, status) == [[], [], [navn]]


def test_locked_status_is_shown_to_all(status, sofie, ada):
    builders_udfald.laas(status, sofie)

    (row,) = shown(ada, status)["laaste"]

    assert (row["tekst"], row["detalje"]) == (f"{status.plan} Bedre overblik", "Låst 15.6.2020")
    assert [one["tekst"] for one in row["maerker"]] == ["Ikke godkendt"]
    assert row["url"] == f"/indsatsplaner/{status.plan}/status/2020-K2/"


def test_locked_status_shows_the_lights_that_were_frozen(status, sofie, ada, monkeypatch):
    monkeypatch.setattr(statuslaas, "render_in_child", statusverden.rendered)
    statusverden.laast(status, sofie)

    (row,) = shown(ada, status)["laaste"]

    frozen = {one["dimension"]: one["valgt"] for one in Statusudgave.objects.get().data["lys"]}
    assert all(f'"lys lys-{frozen[key]}"' in one["vist"] for key, one in zip(DIMENSION, row["lys"], strict=True))
    assert [one["navn"] for one in row["lys"]] == list(DIMENSION.values())


def test_newest_version_takes_the_place_of_the_one_before(status, sofie, ada):
    builders_udfald.rettet(builders_udfald.laas(status, sofie), sofie)

    assert [one["detalje"] for one in shown(ada, status)["laaste"]] == ["Låst 15.6.2020, version 2"]


def test_lukket_plan_is_named_to_its_readers_alone(kladde, sofie, ada):
    for name, value in LUKKET.items():
        setattr(kladde, name, value)
    kladde.save()
    status = builders_udfald.laast(kladde, sofie).status

    assert (len(shown(sofie, status)["laaste"]), names(ada, status)) == (1, [[], [], []])


def test_draft_says_what_is_reported_and_who_is_missing(status, tina):
    (row,) = shown(tina, status)["kladder"]

    assert (row["tilstand"]["tekst"], row["fuldstaendighed"]) == (
        status.get_tilstand_display(), "0 af 1 milepæl bekræftet · økonomi ikke indberettet",
    )  # fmt: skip
    assert [(one["navn"], one["antal"]) for one in row["personer"]] == [("Tina Tovholder", 2)]


def test_reminder_is_offered_to_those_who_may(status, tina, per, sofie):
    urls = [shown(one, status)["kladder"][0]["personer"][0]["url"] for one in (tina, per, sofie)]

    assert [bool(url) for url in urls] == [True, True, False]


def test_reminder_leads_back_to_the_round_and_is_told(status, tina, per):
    answer = send(som(per), shown(per, status)["kladder"][0]["personer"][0]["url"])

    assert answer["Location"] == STED
    assert shown(per, status)["kladder"][0]["personer"][0]["mindet"] == "15.6.2020 kl. 10.30"


def test_status_is_locked_by_the_sekretaer_from_its_date(status, sofie, tina):
    early = shown(sofie, status)["kladder"][0]["knapper"]
    with ur.stil(FRIST):
        own, other = (shown(one, status)["kladder"][0]["knapper"] for one in (sofie, tina))

    sti = f"/indsatsplaner/{status.plan}/status/2020-K2/laas-uden/"
    assert (early, own, other) == ([], [{"tekst": "Lås status uden godkendelse", "url": sti}], [])


def test_buttons_of_the_round_are_the_sekretaers(status, sofie, tina, ada):
    with ur.stil(FRIST):
        found = [buttons(one, status) for one in (sofie, tina, ada)]

    assert found == [["Lås alle", "Afslut runden"], [], []]


def test_agenda_is_offered_while_a_locked_status_is_not_on_it(status, sofie, styregruppe):
    status.runde.moede = builders_moede.moede(styregruppe, date(2020, 7, 6))
    status.runde.save()
    before = buttons(sofie, status)
    builders_udfald.laas(status, sofie)
    offered = buttons(sofie, status)

    send(som(sofie), f"{STED}dagsorden/")

    assert (before, offered) == (["Afslut runden"], ["Sæt på dagsordenen", "Afslut runden"])
    assert buttons(sofie, status) == ["Afslut runden"]


def test_portfolio_is_offered_when_it_is_made(status, sofie, ada):
    before = buttons(ada, status)
    Rundeudgave.objects.create(
        runde=status.runde, nr=1, variant="alle", data={}, data_sha256="0" * 64, pdf=fil("Portefølje"),
        oprettet_den=ur.nu(), oprettet_af=sofie,
    )  # fmt: skip

    assert (before, buttons(ada, status)) == ([], ["Hent portefølje (PDF)", "Udskriv alle (PDF)"])


def test_rows_are_drawn_with_their_words(status, sofie, tina):
    page = render_to_string("indsatser/_rundeplaner.html", {"planer": shown(tina, status), "csrf_token": "x"})

    assert "Ingen låst status i runden." in page
    assert "Tina Tovholder mangler 2 bidrag." in page
    assert 'name="csrfmiddlewaretoken" value="x"' in page


def test_all_that_can_be_locked_is_locked_in_jobs(status, sofie):
    other = another(status)
    with ur.stil(FRIST):
        client = som(sofie)
        offered = client.get(f"{STED}laas/").context["effekter"]
        answer = send(client, f"{STED}laas/")

    assert offered[:2] == [f"{one.plan} {one.plan.titel} bliver låst uden godkendelse." for one in (status, other)]
    assert (answer["Location"], said(answer)) == (STED, ["Status bliver låst en for en. Genindlæs siden om lidt."])
    assert ProcrastinateJob.objects.filter(task_name__endswith="laas_status").count() == 2


def test_locking_is_409_before_it_can_be_done_and_403_for_others(status, sofie, tina):
    paths = [som(one).get(f"{STED}laas/").status_code for one in (sofie, tina)]

    assert (paths, send(som(sofie), f"{STED}laas/").status_code) == ([409, 403], 409)
    assert not Kvartalsstatus.objects.filter(laast_den__isnull=False).exists()


def test_post_without_key_is_400(status, sofie):
    assert som(sofie).post(f"{STED}laas/").status_code == 400


def test_plans_take_as_many_queries_for_one_and_for_three(status, sofie, tina, django_assert_num_queries):
    builders.medlemskab(tina, status.runde.forum)

    def ask(queries):
        request = RequestFactory().get(STED)
        request.user = type(sofie).objects.get(pk=sofie.pk)
        assert request.user.rettigheder.medlemskaber
        with django_assert_num_queries(queries):
            plans(request, status.runde)

    ask(5)
    for nr in range(2):
        another(status, f"Plan {nr}")
    builders_udfald.laas(another(status, "Låst"), sofie)
    ask(5)


# On the page of the round


def test_page_draws_the_plans_of_the_round(status, per):
    answer = som(per).get(STED)

    page = words(answer)
    assert "Ingen låst status i runden." in page
    assert f"{status.plan} Bedre overblik" in page
    assert "Tina Tovholder mangler 2 bidrag." in page
    assert "?fra=runde" in answer.content.decode()


def test_page_takes_as_many_queries_for_3_and_for_60(status, sofie, tina, ada, styregruppe, count_queries):
    status.runde.moede = builders_moede.moede(styregruppe, date(2020, 7, 6))
    status.runde.save()
    builders.medlemskab(ada, styregruppe)
    clients = [som(one) for one in (sofie, tina, ada)]
    mange.plans(status, 2, by=sofie)
    before = [client.get(STED) and count_queries(partial(client.get, STED)) for client in clients]

    mange.plans(status, 57, by=sofie, fra=600)

    assert [count_queries(partial(client.get, STED)) for client in clients] == before
    assert max(before) <= 12


def test_what_can_be_locked_of_60_plans_is_found_by_two_queries(status, sofie, count_queries):
    mange.plans(status, 59, by=sofie)

    with ur.stil(FRIST):
        assert len(lockable(status.runde, sofie)) == 30
        assert count_queries(lambda: lockable(status.runde, sofie)) == 2
