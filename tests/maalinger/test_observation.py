"""One store of measured values (20 §2.2, 31 §2–3): revisions, refusals, gaps."""

from datetime import date
from fractions import Fraction

import pytest
from django.core.exceptions import ValidationError

from maalinger.models import Observation
from maalinger.workflow import add_note, new_version, register_observation
from mso_portal.motor.rules import Denied, NotNow
from tests.builders_indsats import FIGUR
from tests.indstillinger.samtidig import at_once

K1, K2, K3 = ((date(2020, start, 1), slut) for start, slut in (
    (1, date(2020, 3, 31)), (4, date(2020, 6, 30)), (7, date(2020, 9, 30))
))  # fmt: skip


def register(serie, by, periode=K2, taeller=55, naevner=61, **felter):
    return register_observation(
        serie,
        by=by,
        periode_start=periode[0],
        periode_slut=periode[1],
        taeller=taeller,
        naevner=naevner,
        **{"kilde": "fagsystemet", **felter},
    )


def refusal(*args, **felter):
    with pytest.raises(ValidationError) as error:
        register(*args, **felter)
    return error.value.message_dict


def test_value_freezes_its_definition(serie, ida):
    row, new = register(serie, ida)

    row.noegletalversion.refresh_from_db()
    assert (new, row.revision, row.noegletalversion.i_brug_af) == (True, 1, ida)


def test_same_value_again_writes_nothing(serie, ida):
    first, _ = register(serie, ida)
    again, new = register(serie, ida)

    assert (again, new, Observation.objects.count()) == (first, False, 1)


def test_another_value_is_a_revision_with_a_reason(serie, ida):
    register(serie, ida)
    refused = refusal(serie, ida, taeller=56)
    row, _ = register(serie, ida, taeller=56, begrundelse="En sag var talt med to gange.")

    assert refused == {"begrundelse": ["Der er allerede et andet tal for perioden. Skriv, hvorfor det rettes."]}
    assert list(Observation.objects.order_by("revision").values_list("revision", "gaeldende")) == [
        (1, False),
        (2, True),
    ]
    assert row.taeller == 56


@pytest.mark.parametrize(
    ("felter", "besked"),
    [
        ({"taeller": 62}, {"taeller": ["Tælleren (62) er større end nævneren (61). Er de byttet om?"]}),
        ({"naevner": 0}, {"naevner": [
            "Nævneren er 0, så der er intet at måle på. Vælg Kan ikke opgøres, og skriv hvorfor."]}),
        ({"naevner": None}, {"naevner": ["Nævneren mangler. Skriv tæller og nævner, ikke en procent."]}),
        ({"taeller": None, "naevner": None, "begrundelse": "Nej"}, {"begrundelse": [
            "Skriv, hvorfor tallet ikke kan opgøres (mindst 10 tegn)."]}),
        ({"population": 60}, {"population": ["Der er færre i alt end i nævneren. Ret et af tallene."]}),
    ],
)  # fmt: skip
def test_what_cannot_be_says_what_to_do(serie, ida, felter, besked):
    assert refusal(serie, ida, **felter) == besked
    assert Observation.objects.count() == 0


def test_cannot_be_counted_is_a_full_answer(serie, ida):
    row, _ = register(serie, ida, taeller=None, naevner=None, begrundelse="Udtrækket fejlede.")

    assert (row.taeller, row.begrundelse) == (None, "Udtrækket fejlede.")


def test_stranger_registers_nothing(serie, ada):
    with pytest.raises(Denied, match="Kun den, der indberetter"):
        register(serie, ada)


def test_leader_of_the_unit_registers(serie, enhed):
    leader = enhed.tilknytninger.get().bruger

    assert register(serie, leader)[1] is True


def test_points_come_in_time_with_their_gaps(serie, ida):
    for periode, taeller in ((K3, 58), (K1, 40)):
        register(serie, ida, periode, taeller)

    points = Observation.objects.punkter(serie, date(2020, 12, 31))

    assert [(one.periode_start, one.vaerdi) for one in points] == [
        (K1[0], Fraction(4000, 61)), (K2[0], None), (K3[0], Fraction(5800, 61)),
    ]  # fmt: skip


def test_points_after_the_day_are_not_known(serie, ida):
    register(serie, ida, K3)

    assert Observation.objects.punkter(serie, date(2020, 9, 29)) == []


def test_new_definition_begins_after_the_one_in_use(noegletal, serie, ida):
    register(serie, ida)

    with pytest.raises(NotNow, match="1. januar 2019"):
        new_version(noegletal, by=ida, **FIGUR)
    new = new_version(noegletal, by=ida, **FIGUR | {"gyldig_fra": date(2020, 7, 1), "serieskift": True})
    assert (new.nr, register(serie, ida, K3)[0].noegletalversion) == (2, new)


def test_note_stands_at_its_day(serie, ida):
    note = add_note(serie, dato=date(2020, 6, 1), tekst="Nyt fagsystem", by=ida)

    assert list(serie.noter.all()) == [note]


def test_twenty_at_once_make_one_row_each(virkelig, serie, ida):
    at_once([lambda: register(serie, ida)] * 20)

    assert Observation.objects.count() == 1
