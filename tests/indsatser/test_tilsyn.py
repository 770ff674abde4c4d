"""The sample module (20 §6): a draw that can be repeated, no personal data, values by hand."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from indsatser.models import Tilsynssag, Tilsynssvar
from indsatser.workflow import tilsyn as verbs
from indsatser.workflow.tilstande import activate
from maalinger.models import Observation
from mso_portal.motor.rules import Denied, NotNow
from tests import builders, builders_indsats

LISTE = "\n".join(f"2020-{nr:03}" for nr in range(1, 31))
SPOERGSMAAL = [{"spoergsmaal": "Er der et netværkskort?"}, {"spoergsmaal": "Er barnet hørt?"}]


@pytest.fixture
def tjekliste(tina):
    builders.tilknytning(tina, builders.afdeling("TT"), "leder")
    return verbs.take_into_use(verbs.make_checklist("Netværk", by=tina, punkter=SPOERGSMAAL), by=tina)


@pytest.fixture
def tilsyn(kladde, tina, tjekliste):
    return verbs.plan_inspection(
        kladde, by=tina, titel="Sommerens tilsyn", tjekliste=tjekliste, periode_start=date(2020, 4, 1),
        periode_slut=date(2020, 6, 30), antal=15, tilsynsfoerende=tina,
    )  # fmt: skip


def answer_all(tilsyn, by, nej=0):
    for sag in tilsyn.sager.order_by("loebenr"):
        for punkt in tilsyn.tjekliste.punkter.order_by("nr"):
            first = punkt.nr == 1
            verbs.answer(sag, punkt, by=by, svar="nej" if first and sag.loebenr <= nej else "ja", bemaerkning="Set.")


def test_draw_keeps_numbers_and_seed_but_not_the_list(tilsyn, tina):
    drawn, found = verbs.draw_sample(tilsyn, by=tina, liste=f"{LISTE}\n\n2020-001")

    assert (drawn.population, drawn.antal, drawn.sager.count(), found.dobbelte, found.blanke) == (30, 15, 15, 1, 1)
    assert (len(drawn.froe), len(drawn.liste_sha256)) == (16, 64)


def test_same_list_repeats_the_draw_whatever_its_order(tilsyn, tina):
    drawn, _ = verbs.draw_sample(tilsyn, by=tina, liste=LISTE)
    backwards = "\n".join(reversed(LISTE.split()))

    assert (verbs.repeats(drawn, backwards), verbs.repeats(drawn, f"{LISTE}\n2020-031")) == (True, False)


@pytest.mark.parametrize("linje", ["010190-1234", "0101901234", "2020/010190-1234"])
def test_cpr_like_line_stores_nothing(tilsyn, tina, linje):
    with pytest.raises(
        ValidationError, match="Linje 31 ligner et CPR-nummer. Brug sagens nummer. Listen er ikke gemt."
    ):
        verbs.draw_sample(tilsyn, by=tina, liste=f"{LISTE}\n{linje}")

    assert Tilsynssag.objects.count() == 0


def test_list_too_short_is_refused(tilsyn, tina):
    with pytest.raises(ValidationError, match="Du bad om 15 sager, men listen har 2."):
        verbs.draw_sample(tilsyn, by=tina, liste="A1\nA2")


def test_all_of_the_list_is_no_sample(tilsyn, tina):
    tilsyn.antal = 30
    tilsyn.save()

    drawn, _ = verbs.draw_sample(tilsyn, by=tina, liste=LISTE)

    assert (drawn.udvaelgelse, drawn.antal) == ("alle", 30)


def test_only_the_inspector_draws_and_answers(tilsyn, per):
    with pytest.raises(Denied, match="Kun den tilsynsførende"):
        verbs.draw_sample(tilsyn, by=per, liste=LISTE)


def test_unanswered_sag_keeps_it_open(tilsyn, tina):
    drawn, _ = verbs.draw_sample(tilsyn, by=tina, liste=LISTE)
    answer_all(drawn, tina)
    first = drawn.sager.get(loebenr=1)
    first.svar.all().delete()

    with pytest.raises(NotNow, match="Disse sager mangler svar: 1."):
        verbs.close(drawn, by=tina)
    verbs.review(first, by=tina, svar={}, grund="Sagen er flyttet.")
    assert verbs.close(drawn, by=tina)[0].tilstand == "lukket"


def test_closing_registers_what_was_counted(tilsyn, tjekliste, kladde, tina):
    indikator = builders_indsats.indikator(builders_indsats.maal(kladde))
    first = tjekliste.punkter.get(nr=1)
    builders_indsats.definition(
        indikator,
        metode={"slags": "ledelsestilsyn", "tjekliste": tjekliste, "punkter": [first], "omfang": "stikproeve"},
    )
    builders_indsats.milepael(kladde)
    activate(kladde, by=kladde.programejer)
    drawn, _ = verbs.draw_sample(tilsyn, by=tina, liste=LISTE)
    answer_all(drawn, tina, nej=1)

    verbs.close(drawn, by=tina)

    row = Observation.objects.get()
    assert (row.taeller, row.naevner, row.population) == (14, 15, 30)


def test_keys_and_remarks_are_gone_after_thirty_days(tilsyn, tina):
    drawn, _ = verbs.draw_sample(tilsyn, by=tina, liste=LISTE)
    answer_all(drawn, tina)
    verbs.close(drawn, by=tina)

    early, due = verbs.forget_keys(date(2020, 7, 14)), verbs.forget_keys(date(2020, 7, 15))

    assert (early, due, verbs.forget_keys(date(2020, 7, 16))) == (0, 1, 0)
    assert (Tilsynssag.objects.exclude(noegle=None).count(), Tilsynssvar.objects.exclude(bemaerkning="").count()) == (
        0,
        0,
    )
    assert Tilsynssvar.objects.filter(svar="ja").count() == 30


def test_interviews_have_numbers_only(tilsyn, tina):
    tilsyn.art, tilsyn.antal = "interview", 5
    tilsyn.save()

    drawn, _ = verbs.draw_sample(tilsyn, by=tina)

    assert list(drawn.sager.values_list("loebenr", "noegle")) == [(nr, None) for nr in range(1, 6)]


def test_changed_checklist_is_a_copy_with_the_next_nr(tjekliste, tina):
    new = verbs.take_into_use(verbs.make_checklist("Netværk", by=tina, punkter=SPOERGSMAAL[:1]), by=tina)

    tjekliste.refresh_from_db()
    assert (new.nr, tjekliste.tilstand) == (2, "udgaaet")
