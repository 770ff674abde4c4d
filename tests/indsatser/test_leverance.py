"""A deliverable (20 §4.4): nobody but the supplier's leader reaches aftalt, but the tovholder on an offer."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from indsatser.models import Leverance
from indsatser.workflow import leverance as verbs
from indsatser.workflow.tilstande import activate
from mso_portal.motor.rules import Denied
from mso_portal.motor.workflow import available
from tests import builders, builders_indsats
from tests.builders_indsats import tid

LANG = "Vi har ikke folk til det før foråret."


@pytest.fixture
def leverance(kladde, hr):
    builders_indsats.milepael(kladde)
    builders_indsats.indikator(builders_indsats.maal(kladde))
    row = builders_indsats.leverance(kladde, hr)
    activate(kladde, by=kladde.programejer)
    row.refresh_from_db()
    return row


def names(leverance, user):
    return [one.name for one in available(verbs.TRANSITIONS, leverance, user)]


def test_leader_confirms_the_wished_time(leverance, kim):
    row = verbs.confirm(leverance, by=kim)

    assert (row.tilstand, row.aftalt.tekst, row.besvaret_af, row.paa_vegne_af) == (
        "aftalt", "15. september 2020", kim, None,
    )  # fmt: skip


def test_deputy_confirms_and_both_names_are_kept(leverance, kim, ada):
    builders.stedfortraedelse(kim, ada, date(2020, 6, 1), date(2020, 7, 1))

    row = verbs.confirm(leverance, by=ada)

    assert (row.besvaret_af, row.paa_vegne_af) == (ada, kim)


@pytest.mark.parametrize("person", ["tina", "per", "ada", "sofie"])
def test_nobody_else_confirms(leverance, person, request):
    with pytest.raises(Denied, match="Kun leverandørens kontorchef kan svare."):
        verbs.confirm(leverance, by=request.getfixturevalue(person))


def test_offer_is_taken_by_the_tovholder_alone(leverance, kim, tina):
    row = verbs.offer(leverance, by=kim, tidspunkt=tid("1. kvartal 2021"), begrundelse="Vi venter på tal.")
    with pytest.raises(Denied):
        verbs.accept(row, by=kim)

    row = verbs.accept(row, by=tina)

    assert (row.tilstand, row.aftalt.tekst, row.oensket.tekst) == ("aftalt", "1. kvartal 2021", "15. september 2020")


def test_refusal_needs_twenty_characters_and_may_be_asked_again(leverance, kim, tina):
    with pytest.raises(ValidationError, match="mindst 20 tegn"):
        verbs.refuse(leverance, by=kim, begrundelse="Nej, ikke nu.")
    row = verbs.refuse(leverance, by=kim, begrundelse=LANG)

    again = verbs.propose_again(row, by=tina, tidspunkt=tid("1. maj 2021"))

    assert (row.tilstand, again.tilstand, again.oensket.tekst, again.besvaret_af) == (
        "afvist", "foreslaaet", "1. maj 2021", None,
    )  # fmt: skip


def test_forecast_leaves_what_was_agreed(leverance, kim):
    row = verbs.confirm(leverance, by=kim)

    row = verbs.expect(row, by=kim, tidspunkt=tid("1. oktober 2020"), begrundelse="Trykkeriet er forsinket.")

    assert (row.tilstand, row.aftalt.tekst, row.prognose.tekst) == ("aftalt", "15. september 2020", "1. oktober 2020")


def test_delivered_may_be_sent_back_with_a_reason(leverance, kim, tina):
    row = verbs.deliver(verbs.confirm(leverance, by=kim), by=kim)

    row = verbs.send_back(row, by=tina, begrundelse="Der mangler en tidsplan.")

    assert (row.tilstand, row.leveret_den) == ("aftalt", None)


def test_contact_delivers_but_does_not_confirm(leverance, kim, ada, tina):
    leverance.kontaktperson = ada
    leverance.save()
    with pytest.raises(Denied):
        verbs.confirm(leverance, by=ada)

    row = verbs.deliver(verbs.confirm(leverance, by=kim), by=ada)

    assert row.leveret_af == ada


def test_buttons_follow_person_and_state(leverance, kim, tina):
    asked = names(leverance, kim), names(leverance, tina)
    row = verbs.confirm(leverance, by=kim)

    assert asked == (["bekraeft", "andet_tidspunkt", "afvis"], ["bortfald"])
    assert (names(row, kim), names(row, tina)) == (["prognose", "lever"], ["bortfald"])


def test_kladde_asks_nobody(kladde, hr, kim):
    row = builders_indsats.leverance(kladde, hr)

    assert (row.spurgt_den, names(row, kim)) == (None, [])


def test_proposal_in_an_active_plan_is_asked_at_once(aktiv, hr, tina):
    row = verbs.propose(aktiv, by=tina, titel="MUS", leverandoer=hr, oensket=tid("1. oktober 2020"))

    assert Leverance.objects.get(pk=row.pk).spurgt_af == tina


def test_proposal_without_a_time_is_refused(kladde, hr, tina):
    with pytest.raises(ValidationError, match="Skriv, hvornår leverancen ønskes."):
        verbs.propose(kladde, by=tina, titel="MUS", leverandoer=hr, oensket=tid(""))
