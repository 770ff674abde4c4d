"""One sag a page (20 §6): answered by keyboard and saved at once, seen by two, and nothing of it kept for long."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from indsatser.models import Plandeltager, Tilsynssvar
from indsatser.workflow import tilsyn as verbs
from mso_portal.motor import ur
from mso_portal.motor.models import Haendelse, Opslag
from tests import builders, builders_tilsyn
from tests.builders_indsats import LUKKET
from tests.builders_tilsyn import klient, tables_with
from tests.organisation.svar import messages

ADVARSEL = "Skriv ikke navne, CPR-nummer eller andet, der kan kende en person."


@pytest.fixture
def tilsyn(kladde, tjekliste, tove):
    return builders_tilsyn.udtrukket(kladde, tjekliste, tove)


def url(tilsyn, nr=1):
    return f"/indsatsplaner/{tilsyn.plan.nummer}/tilsyn/{tilsyn.uuid}/sag/{nr}/"


def save(client, tilsyn, nr=1, **fields):
    return client.post(url(tilsyn, nr), {"noegle": str(uuid4()), **fields})


def answers(tilsyn, nr=1):
    rows = Tilsynssvar.objects.filter(tilsynssag__tilsyn=tilsyn, tilsynssag__loebenr=nr).order_by("punkt__nr")
    return list(rows.values_list("punkt__nr", "svar", "bemaerkning"))


def test_answers_are_saved_and_the_next_sag_opens_at_its_form(tilsyn, tove):
    client = klient(tove)

    response = save(client, tilsyn, svar_1="ja", svar_2="ikke_relevant", bemaerkning_1=" Kortet er fra maj. ")

    assert (response.status_code, response.url) == (302, f"{url(tilsyn, 2)}#formular")
    assert answers(tilsyn) == [(1, "ja", "Kortet er fra maj."), (2, "ikke_relevant", "")]
    assert client.get(url(tilsyn, 2)).context["fakta"] == ["Nr. 2 af 3", "1 af 3 sager er besvaret."]


def test_last_sag_leads_back_to_the_tilsyn(tilsyn, tove):
    client = klient(tove)

    page, response = client.get(url(tilsyn, 3)), save(client, tilsyn, 3, svar_1="ja", svar_2="ja")

    assert (page.context["gem"], page.context["naeste_url"]) == ({"tekst": "Gem"}, "")
    assert response.url == f"/indsatsplaner/{tilsyn.plan.nummer}/tilsyn/{tilsyn.uuid}/"


def test_page_leads_back_and_on_and_warns_above_every_remark(tilsyn, tove):
    page = klient(tove).get(url(tilsyn, 2))

    form = page.context["form"]
    assert [page.context[name] for name in ("forrige_url", "naeste_url")] == [url(tilsyn, 1), url(tilsyn, 3)]
    assert [form[f"bemaerkning_{nr}"].help_text for nr in (1, 2)] == [ADVARSEL, ADVARSEL]
    assert page.context["gem"] == {"tekst": "Gem og næste"}


def test_answers_are_plain_radios_that_a_keyboard_reaches(tilsyn, tove):
    form = klient(tove).get(url(tilsyn)).context["form"]

    shown = {name: [str(label) for _, label in form.fields[name].choices] for name in ("svar_1", "svar_2")}
    assert shown == {"svar_1": ["Ja", "Nej"], "svar_2": ["Ja", "Nej", "Ikke relevant"]}
    assert {form.fields[name].widget.input_type for name in shown} == {"radio"}


def test_answer_given_again_takes_the_place_of_the_first(tilsyn, tove):
    client = klient(tove)
    save(client, tilsyn, svar_1="nej", bemaerkning_1="Ikke fundet.", svar_2="ja")

    page = client.get(url(tilsyn))
    save(client, tilsyn, svar_1="ja", bemaerkning_1="", svar_2="ja")

    assert (page.context["form"]["svar_1"].value(), page.context["form"]["bemaerkning_1"].value()) == (
        "nej", "Ikke fundet."
    )  # fmt: skip
    assert answers(tilsyn) == [(1, "ja", ""), (2, "ja", "")]


def test_question_left_for_later_is_counted(tilsyn, tove):
    client = klient(tove)
    save(client, tilsyn, svar_1="ja")

    said = [str(one) for one in client.get(url(tilsyn, 2)).context["messages"]]

    assert (said, answers(tilsyn)) == (["Sag 1 er gemt. 1 spørgsmål mangler svar."], [(1, "ja", "")])


def test_second_press_saves_once(tilsyn, tove):
    client, sent = klient(tove), {"noegle": str(uuid4()), "svar_1": "ja", "svar_2": "ja"}

    answered = [client.post(url(tilsyn), sent).status_code for _ in range(2)]

    assert (answered, Haendelse.objects.filter(handling="tilsyn.svar").count()) == ([302, 302], 1)


@pytest.mark.parametrize(("fields", "message"), [
    ({"svar_1": "ikke_relevant"}, "Spørgsmålet skal besvares med ja eller nej."),
    ({"bemaerkning_2": "Set."}, "Svar på spørgsmål 2, eller slet bemærkningen."),
    ({"svar_1": "ja", "bemaerkning_1": "Bo 010190-1234"}, "Teksten ligner et CPR-nummer. Slet nummeret, og gem igen."),
    ({"grund": "Bo 0101901234"}, "Teksten ligner et CPR-nummer. Slet nummeret, og gem igen."),
])  # fmt: skip
def test_refused_answer_keeps_what_was_typed_and_stores_nothing(tilsyn, tove, fields, message):
    response = save(klient(tove), tilsyn, **fields)

    kept = {name: response.context["form"][name].value() for name in fields}
    assert (response.status_code, messages(response), kept) == (422, [message], fields)
    assert (answers(tilsyn), tables_with("0101901234"), tables_with("010190-1234")) == ([], [], [])


def test_sag_that_can_not_be_reviewed_is_counted_out_with_its_reason(tilsyn, tove):
    client = klient(tove)
    builders_tilsyn.besvar(tilsyn, tove, "jj", "jj", "nn")
    save(client, tilsyn, 3, grund="Sagen er flyttet.", svar_1="nej", svar_2="nej")

    verbs.close(tilsyn, by=tove)

    page = client.get(f"/indsatsplaner/{tilsyn.plan.nummer}/tilsyn/{tilsyn.uuid}/")
    assert page.context["resultat"]["tekst"] == "2 af 2 (100 %)"
    assert [row["celler"][-1]["tekst"] for row in page.context["sager"]["raekker"]] == [
        "2 af 2 besvaret", "2 af 2 besvaret", "Udgået: Sagen er flyttet."
    ]  # fmt: skip


@pytest.fixture
def folk(aktiv, tina, per, ada, tove, sofie):
    """Eight persons who may all read the plan."""
    redaktoer, deputy, other, auditor = (
        builders.bruger(name) for name in ("Rikke Redaktør", "Dorte Deputy", "Otto Outsider", "Rita Revisor")
    )
    Plandeltager.objects.create(plan=aktiv, bruger=redaktoer, rolle="redaktoer", fra=builders.ALTID)
    builders.stedfortraedelse(tina, deputy, ur.i_dag(), ur.i_dag() + timedelta(days=9))
    builders.rolle(auditor, "revisor", ur.i_dag(), ur.i_dag() + timedelta(days=9))
    return {"tilsynsførende": tove, "tovholder": tina, "tovholders stedfortræder": deputy, "programejer": per,
            "redaktør": redaktoer, "sekretær": sofie, "en anden": other, "revisor": auditor}  # fmt: skip


def test_only_who_does_it_and_the_tovholder_see_sager(folk, aktiv, tjekliste, tove):
    tilsyn = builders_tilsyn.udtrukket(aktiv, tjekliste, tove)
    here = f"/indsatsplaner/{aktiv.nummer}/tilsyn/{tilsyn.uuid}/"
    keys = list(tilsyn.sager.values_list("noegle", flat=True))

    pages = {name: klient(one).get(here).content.decode() for name, one in folk.items()}
    shown = {name: sum(key in page for key in keys) for name, page in pages.items()}
    codes = {name: klient(one).get(url(tilsyn)).status_code for name, one in folk.items()}

    see = {"tilsynsførende", "tovholder", "tovholders stedfortræder"}
    assert shown == {name: 3 if name in see else 0 for name in folk}
    assert codes == {name: 200 if name in see else 403 for name in folk}


def test_only_who_does_it_answers(folk, aktiv, tjekliste, tove):
    tilsyn = builders_tilsyn.udtrukket(aktiv, tjekliste, tove)

    codes = {name: save(klient(one), tilsyn, svar_1="ja", svar_2="ja").status_code for name, one in folk.items()}

    assert codes == {name: 302 if name == "tilsynsførende" else 403 for name in folk}


def test_tovholder_reads_the_answers(tilsyn, tina, tove):
    save(klient(tove), tilsyn, svar_1="nej", bemaerkning_1="Ikke fundet.", svar_2="ja")

    page = klient(tina).get(url(tilsyn))

    assert [[cell["tekst"] for cell in row["celler"]] for row in page.context["svar"]["tabel"]["raekker"]] == [
        ["1. Er der et netværkskort?", "Nej", "Ikke fundet."], ["2. Er barnet hørt?", "Ja", ""]
    ]  # fmt: skip
    assert "form" not in page.context


def test_key_stands_on_the_page_and_nowhere_else(tilsyn, tove, caplog):
    key, client = tilsyn.sager.get(loebenr=1).noegle, klient(tove)

    page = client.get(url(tilsyn))
    after = save(client, tilsyn, svar_1="ja", svar_2="ja")
    nxt = client.get(url(tilsyn, 2))

    title = page.content.decode().partition("<title>")[2].partition("</title>")[0]
    said = [str(one) for one in nxt.context["messages"]]
    assert (page.context["sagsnummer"], key in title, key in after.url, said) == (key, False, False, ["Sag 1 er gemt."])
    assert tables_with(key) == ["indsatser_tilsynssag"]
    assert not [record for record in caplog.records if key in record.getMessage()]


def test_interview_has_a_number_only(kladde, tjekliste, tove):
    tilsyn = builders_tilsyn.tilsyn(kladde, tjekliste, tove, art="interview")
    verbs.draw_sample(tilsyn, by=tove)

    page = klient(tove).get(url(tilsyn, 3))

    assert (page.context["titel"], page.context["sagsnummer"]) == ("Interview 3", "")


@pytest.mark.parametrize("nr", [0, 4])
def test_sag_that_is_not_there_is_not_found(tilsyn, tove, nr):
    assert klient(tove).get(url(tilsyn, nr)).status_code == 404


def test_closed_tilsyn_takes_no_more_answers(tilsyn, tove):
    builders_tilsyn.besvar(tilsyn, tove, "jj", "jj", "jj")
    verbs.close(tilsyn, by=tove)
    client = klient(tove)

    assert save(client, tilsyn, svar_1="nej", svar_2="nej").status_code == 409
    assert ("form" in client.get(url(tilsyn)).context, answers(tilsyn)[0][1]) == (False, "ja")


def test_post_without_a_key_is_refused(tilsyn, tove):
    assert klient(tove).post(url(tilsyn), {}).status_code == 400


def test_day_of_deletion_leaves_answers_alone(tilsyn, tove, caplog):
    key, client = tilsyn.sager.get(loebenr=1).noegle, klient(tove)
    save(client, tilsyn, 1, svar_1="ja", svar_2="ja", bemaerkning_1="Kortet fra maj.")
    save(client, tilsyn, 2, svar_1="nej", svar_2="nej", bemaerkning_2="Fodboldtræneren.")
    save(client, tilsyn, 3, grund="Flyttet til Tingby.")
    verbs.close(tilsyn, by=tove)

    counts = [verbs.forget_keys(date(2020, 7, day)) for day in (14, 15, 16)]

    texts = (key, "Kortet fra maj", "Fodboldtræneren", "Tingby")
    assert (counts, {text: tables_with(text) for text in texts}) == ([0, 1, 0], dict.fromkeys(texts, []))
    assert not [one for one in caplog.records if any(text in one.getMessage() for text in texts)]
    assert answers(tilsyn, 1) + answers(tilsyn, 2) == [(1, "ja", ""), (2, "ja", ""), (1, "nej", ""), (2, "nej", "")]


def test_result_is_the_same_after_the_deletion(tilsyn, tove):
    here, client = f"/indsatsplaner/{tilsyn.plan.nummer}/tilsyn/{tilsyn.uuid}/", klient(tove)
    builders_tilsyn.besvar(tilsyn, tove, "jj", "nj", "jj")
    save(client, tilsyn, 3, grund="Flyttet.", svar_1="ja", svar_2="ja")
    verbs.close(tilsyn, by=tove)

    before = client.get(here).context["resultat"]
    verbs.forget_keys(date(2020, 7, 15))

    after = client.get(here)
    assert (before["tekst"], after.context["resultat"]) == ("1 af 2 (50 %)", before)
    assert [row["celler"][1]["tekst"] for row in after.context["sager"]["raekker"]] == ["slettet"] * 3


def test_plan_that_ends_takes_the_keys_of_an_open_tilsyn_with_it(tilsyn, kladde, per, tove):
    kladde.refresh_from_db()
    type(kladde).objects.filter(pk=kladde.pk).update(
        tilstand="stoppet", aktiveret_den=ur.nu(), aktiveret_af=per, endt_den=ur.nu(), endt_af=per,
        stop_begrundelse="Den skal ikke mere.",
    )  # fmt: skip

    counts = [verbs.forget_keys(date(2020, 7, day)) for day in (14, 15)]

    assert (counts, tilsyn.sager.exclude(noegle=None).count()) == ([0, 1], 0)


def test_sag_of_a_lukket_plan_is_noted_without_its_key(kladde, tjekliste, tove, tina):
    for name, value in LUKKET.items():
        setattr(kladde, name, value)
    kladde.save()
    tilsyn = builders_tilsyn.udtrukket(kladde, tjekliste, tove)

    page = klient(tove).get(url(tilsyn))

    title = page.content.decode().partition("<title>")[2].partition("</title>")[0]
    assert title == f"Sag 1 – Plan {kladde.nummer} – MSO-portalen"
    assert list(Opslag.objects.order_by("pk").values_list("aktoer__navn", "slags", "genstande")) == [
        ("Tove Tilsynsførende", "vis", [["indsatser.indsatsplan", str(kladde.uuid)]])
    ]  # fmt: skip


def test_saving_asks_the_same_for_few_and_many_questions(kladde, tina, tove, count_queries):
    builders_tilsyn.leder(tina)
    counts, client = [], klient(tove)
    for antal in (1, 20):
        checklist = builders_tilsyn.tjekliste(tina, f"Liste {antal}", [{"spoergsmaal": "Er der et kort?"}] * antal)
        tilsyn = builders_tilsyn.udtrukket(kladde, checklist, tove)
        given = {f"svar_{nr}": "ja" for nr in range(1, antal + 1)}
        save(client, tilsyn, 2, **given)
        counts.append(count_queries(lambda tilsyn=tilsyn, given=given: save(client, tilsyn, 1, **given)))

    assert counts[0] == counts[1]
