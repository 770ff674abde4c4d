"""The page of a correction: begun with a reason, texts and lights, values from the closed list (21 §7)."""

import re
from datetime import date, datetime
from uuid import uuid4

import pytest

from indsatser.models import Kvartalsstatus
from indsatser.workflow import statuslaas
from indsatser.workflow.maaling import report
from indsatser.workflow.statusrettelse import add_correction, correct
from mso_portal.motor import ur
from mso_portal.vaerdier.datoer import DANSK_TID
from tests import builders_status
from tests.indsatser import faelles, statusverden
from tests.indsatser.planside import som, sti
from tests.indsatser.sider import words
from tests.indsatser.statusside import felter, gem, side, udfoer

FAELLES = faelles.laast
GRUND = "Prognosen for kurset var skrevet af fra et gammelt ark."
HVORFOR = "Tallet stod i en forkert kolonne i arket."
SENERE = datetime(2020, 7, 20, 9, tzinfo=DANSK_TID)
KVARTAL = {"periode_start": date(2020, 1, 1), "periode_slut": date(2020, 3, 31)}


@pytest.fixture(autouse=True)
def uden_pdf(monkeypatch):
    monkeypatch.setattr(statuslaas, "render_in_child", statusverden.rendered)


@pytest.fixture
def rettelse(status, tina):
    return correct(status, GRUND, by=tina)


def send(person, status, rest, **given):
    return som(person).post(sti(status.plan, f"status/{status.noegle}/{rest}"), {"noegle": str(uuid4()), **given})


def valg(person, status, felt):
    """Return the sti of the first value of that field, found by choosing a row and then a value."""
    first = side(person, status, "ret/vaerdi/").content.decode()
    for row in re.findall(r"\?raekke=[^\"]+", first):
        page = side(person, status, f"ret/vaerdi/{row}").content.decode()
        if found := re.search(rf'"\?sti=([^"]*/{felt})"', page):
            return found[1]
    raise AssertionError(felt)


def ret(person, status, felt, **given):
    """Correct the first value of that field by its form."""
    path = valg(person, status, felt)
    page = side(person, status, f"ret/vaerdi/?sti={path}")
    foer = re.search(r'name="foer" value="([^"]*)"', page.content.decode())[1].replace("&quot;", '"')
    return send(person, status, f"ret/vaerdi/?sti={path}", **{"foer": foer, "begrundelse": HVORFOR, **given})


# Begun


def test_correction_begins_with_its_reason(status, tina):
    page = words(side(tina, status, "ret/"))

    answers = [send(tina, status, "ret/", begrundelse=text) for text in ("", "For kort", GRUND)]

    assert "Den nye version skal sendes, godkendes og låses som den første." in page
    assert [one.status_code for one in answers] == [422, 422, 302]
    assert "Skriv, hvorfor status rettes (mindst 20 tegn)." in words(answers[1])
    assert "For kort</textarea>" in answers[1].content.decode()
    assert Kvartalsstatus.objects.get(nr=2).rettelse_begrundelse == GRUND


def test_only_the_tovholder_corrects(status, per, ada):
    assert [side(one, status, "ret/").status_code for one in (per, ada)] == [403, 403]
    assert [send(one, status, "ret/", begrundelse=GRUND).status_code for one in (per, ada)] == [403, 403]


def test_status_that_is_not_locked_is_written_and_not_corrected(kladde, tina):
    status = builders_status.status(kladde)

    answers = [side(tina, status, "ret/"), side(tina, status, "ret/vaerdi/")]

    assert [one.status_code for one in answers] == [302, 409]
    assert answers[0]["Location"] == sti(status.plan, f"status/{status.noegle}/rediger/")


def test_draft_of_a_correction_has_one_address(rettelse, tina):
    assert side(tina, rettelse)["Location"] == sti(rettelse.plan, f"status/{rettelse.noegle}/ret/")


# Texts and lights


def test_texts_and_lights_are_corrected_and_questions_are_not(rettelse, tina):
    page = side(tina, rettelse, "ret/")

    answer = gem(tina, rettelse, page, "ret/", resume="Det er i november.", lys__tid="roed|gul")

    rettelse.refresh_from_db()
    assert [name for name in felter(page) if name.startswith("beslutning")] == []
    assert (answer["Location"], rettelse.resume) == (sti(rettelse.plan, f"status/{rettelse.noegle}/ret/"),
                                                     "Det er i november.")  # fmt: skip
    assert rettelse.vurderinger.get(dimension="tid").valgt == "roed"


def test_too_long_a_text_comes_back_on_the_correction_too(rettelse, tina):
    answer = gem(tina, rettelse, rest="ret/", resume="x" * 401)

    assert (answer.status_code, len(felter(answer)["resume"])) == (422, 401)
    assert "Rettede værdier" in words(answer)


# Values


def test_milestones_of_the_same_name_are_told_apart(rettelse, tina):
    milestone = rettelse.plan.milepaele.order_by("raekkefoelge", "pk").first()

    page = words(side(tina, rettelse, "ret/vaerdi/"))

    assert "Milepæle Navn Tema og godkendt dato" in page
    assert f"{milestone.titel} {milestone.tema}, {milestone.godkendt.tekst}" in page


def test_form_of_a_value_says_what_stands_in_the_locked_version(rettelse, tina):
    page = words(side(tina, rettelse, f"ret/vaerdi/?sti={valg(tina, rettelse, 'taeller')}"))

    assert "Andel sager med en plan: Tæller, til 31.3.2020. I den låste version: 55 af 61." in page


def test_value_is_chosen_corrected_listed_and_removed(rettelse, tina):
    answer = ret(tina, rettelse, "taeller", efter="52")

    page = side(tina, rettelse, "ret/")
    (row,) = page.context["rettelser"]
    assert answer.status_code == 302
    assert (row["hvad"], row["foer"], row["efter"]) == (
        "Andel sager med en plan: Tæller, til 31.3.2020", "55 af 61", "52 af 61",
    )  # fmt: skip
    assert send(tina, rettelse, row["url"].partition(f"{rettelse.noegle}/")[2]).status_code == 302
    assert not rettelse.rettelser.exists()


@pytest.mark.parametrize(("felt", "typed", "efter"), [
    ("faktisk", "2020-06-12", "2020-06-12"), ("ansvarlig", "Kim Kontorchef", "Kim Kontorchef"),
    ("taeller", "52,5", "52.5"), ("naevner", "1.061", "1061"), ("forbrug", "41.000", 41_000), ("s", "5", 5),
    ("tilstand", "aftalt", "aftalt"),
])  # fmt: skip
def test_each_value_is_typed_as_people_write_it_and_kept_plain(rettelse, tina, felt, typed, efter):
    answer = ret(tina, rettelse, felt, efter=typed)

    row = rettelse.rettelser.get()
    assert (answer.status_code, row.efter, row.begrundelse) == (302, efter, HVORFOR)


def test_forecast_is_read_as_a_time(rettelse, tina):
    ret(tina, rettelse, "prognose", efter="15. december 2020")

    row = rettelse.rettelser.get()
    assert (row.foer["tekst"], row.efter["tekst"], row.efter["slut"]) == (
        "30. november 2020", "15. december 2020", "2020-12-15",
    )  # fmt: skip


def test_number_that_could_not_be_made_up_needs_only_its_reason(rettelse, tina):
    assert "efter" not in felter_af(side(tina, rettelse, f"ret/vaerdi/?sti={valg(tina, rettelse, 'ikke_opgjort')}"))

    ret(tina, rettelse, "ikke_opgjort")

    assert rettelse.rettelser.get().efter is True


def felter_af(page):
    return re.findall(r'name="(\w+)"', page.content.decode())


@pytest.mark.parametrize(("given", "kode", "tekst"), [
    ({"efter": "mange"}, 422, "Tallet kan ikke læses."), ({"efter": ""}, 422, "Skriv tallet."),
    ({"efter": "55"}, 422, "Det kan værdien ikke rettes til."),
    ({"efter": "52", "begrundelse": "Kort"}, 422, "Skriv, hvorfor værdien rettes (mindst 20 tegn)."),
    ({"efter": "51", "foer": '"52"'}, 409, "Værdien i version 1 er 55 af 61, ikke 52 af 61. Hent rækken igen."),
])  # fmt: skip
def test_refused_correction_keeps_what_was_typed(rettelse, tina, given, kode, tekst):
    answer = ret(tina, rettelse, "taeller", **given)

    assert (answer.status_code, tekst in words(answer)) == (kode, True)
    assert f'value="{given["efter"]}"' in answer.content.decode() or not given["efter"]
    assert not rettelse.rettelser.exists()


@pytest.mark.parametrize("rest", ["?sti=plan/x/titel", "?sti=milepaele/x/prognose", "?raekke=milepaele/x", "?sti=x"])
def test_what_is_not_in_the_list_is_not_found(rettelse, tina, rest):
    assert side(tina, rettelse, f"ret/vaerdi/{rest}").status_code == 404


def test_plan_is_left_as_it_is(rettelse, tina):
    ret(tina, rettelse, "ansvarlig", efter="Kim Kontorchef")

    assert rettelse.plan.milepaele.order_by("pk").first().ansvarlig_rolle == "kursusleder"
    assert "En rettelse her ændrer ikke planen." in words(side(tina, rettelse, "ret/"))


# What has been corrected since


@pytest.fixture
def nyere(status, tina):
    """The printed 55 of 61 is corrected to 52 of 61 after the lock."""
    row = status.plan.maal.order_by("pk").first().indikatorer.get().definitioner.get().maalemetoder.get()
    with ur.stil(SENERE):
        report(row, by=tina, **KVARTAL, taeller=52, naevner=61, kilde="fagsystemet", begrundelse="Tre talt to gange.")
        yield correct(status, GRUND, by=tina)


def test_number_corrected_since_the_lock_is_ready_to_be_taken(nyere, tina):
    page = side(tina, nyere, "ret/")
    (row,) = page.context["nyere"]

    answer = send(tina, nyere, "ret/medtag/", nr=row["nr"])

    found = nyere.rettelser.get()
    assert "1 måling er rettet siden låsning" in words(page) and "55 af 61 → 52 af 61" in words(page)
    assert (answer.status_code, found.efter) == (302, "52")
    assert found.begrundelse.endswith("Tre talt to gange.")
    assert side(tina, nyere, "ret/").context["nyere"] == []


@pytest.mark.parametrize(("nr", "kode"), [("7", 302), ("x", 400), ("", 400)])
def test_number_that_is_not_offered_changes_nothing(nyere, tina, nr, kode):
    assert send(tina, nyere, "ret/medtag/", nr=nr).status_code == kode
    assert not nyere.rettelser.exists()


# On its way


def test_sent_correction_is_read_with_its_values(rettelse, tina, per):
    path = valg(tina, rettelse, "ansvarlig")
    add_correction(rettelse, sti=path, foer="kursusleder", efter="Kim Kontorchef", begrundelse=HVORFOR, by=tina)
    udfoer(tina, rettelse, "indsend")

    page, closed = side(per, rettelse, "ret/"), side(tina, rettelse, "ret/vaerdi/")

    assert "Kursus er holdt: Ansvarlig kursusleder → Kim Kontorchef" in words(page)
    assert (page.context["form"], page.context["vaerdi_url"], page.context["nyere"]) == (None, "", [])
    assert (closed.status_code, send(tina, rettelse, f"ret/vaerdi/?sti={path}").status_code) == (409, 422)


def test_correction_is_given_up(rettelse, status, tina):
    page = side(tina, rettelse, "ret/")

    answer = udfoer(tina, rettelse, "opgiv")

    assert [one["label"] for one in page.context["handlinger"]] == ["Opgiv rettelse"]
    assert answer["Location"] == sti(status.plan, f"status/{status.noegle}/")
    assert list(Kvartalsstatus.objects.order_by("nr")) == [status]
