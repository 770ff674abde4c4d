"""Each of the eight guards has a case that stops the sending and shows its line (11 §14, check 7)."""

import pytest

from indstillinger.models import Modtager, Udsendelse
from indstillinger.workflow import tilstande
from indstillinger.workflow.udsendelse import guards, send
from mso_portal.motor import ur
from mso_portal.motor.models import Fil
from mso_portal.motor.rules import NotNow
from mso_portal.organisation.models import Medlemskab
from tests import builders
from tests.builders_moede import punkt, udelukkelse
from tests.indstillinger.udsendelse.conftest import paper, rework


def refused(sending, kirsten, **grunde):
    """Return the words of the refusal; nothing was sent."""
    with pytest.raises(NotNow) as stop:
        send(sending, by=kirsten, **grunde)
    assert Udsendelse.objects.get(pk=sending.pk).sendt_den is None
    return str(stop.value)


def stops(sending):
    """Return which of the eight say no."""
    fresh = Udsendelse.objects.select_related("moede__forum").get(pk=sending.pk)
    return [nr for nr, (_, answer) in enumerate(guards(fresh), 1) if not answer]


def test_all_eight_are_in_order_when_nothing_is_wrong(moedet, sager, klar):
    sending = klar(moedet)

    assert len(guards(sending)) == 8
    assert stops(sending) == []


def test_1_changed_content_stops(moedet, sager, klar, kirsten):
    sending = klar(moedet)
    sager[1].tekst = "<p>En anden tekst</p>"
    sager[1].save()

    assert stops(sending) == [1]
    assert refused(sending, kirsten) == "Punkt 2 er ændret, siden pakken blev lavet. Lav den igen."


def test_2_a_paper_sent_back_stops(moedet, sager, klar, kirsten, lars):
    sending = klar(moedet)
    tilstande.send_back(sager[2].indstilling, "Ret venligst afsnittet.", by=lars)

    assert stops(sending) == [2]
    assert refused(sending, kirsten) == "Punkt 3 venter på ny godkendelse hos Lars Leder."


def test_3_a_file_in_quarantine_stops(moedet, chefteam, signe, klar, kirsten):
    one = paper(chefteam, signe, "Sag med bilag", bilag=[("Kort", "aaben")])
    punkt(moedet, one)
    sending = klar(moedet)
    Fil.objects.filter(bilag__indstilling=one).update(tilstand="karantaene")

    said = refused(sending, kirsten)
    assert said == "Bilag 1 til punkt 1 afventer virusscanning. Prøv igen om lidt."
    assert stops(sending) == [3]


def test_4_a_missing_bilag_stops_until_somebody_says_why(moedet, chefteam, signe, klar, kirsten):
    one = paper(chefteam, signe, "Sag uden bilag")
    punkt(moedet, rework(one, signe, signe, baggrund="<p>Se bilag 2 og resten.</p>"))
    sending = klar(moedet)

    said = "Punkt 1: Bilag 2 nævnes 1 gang, men er ikke vedlagt. Skriv, hvorfor dagsordenen sendes uden."
    assert stops(sending) == [4]
    assert refused(sending, kirsten) == said
    assert send(sending, by=kirsten, mangler_grund="Det eftersendes.").manifest["mangler_grund"] == "Det eftersendes."


def test_5_a_leak_stops(moedet, sager, klar, kirsten):
    sending = klar(moedet)
    said = "Pakken til Carla indeholder tekst fra lukket punkt 2."
    Udsendelse.objects.filter(pk=sending.pk).update(tilstand="fejlet", laekagetjek={"fund": [said]})

    assert refused(sending, kirsten) == said
    assert stops(sending)[0] == 5


def test_6_a_new_member_stops(moedet, sager, klar, kirsten, chefteam):
    sending = klar(moedet)
    builders.medlemskab(builders.bruger("Nina Ny"), chefteam)

    assert stops(sending) == [6]
    assert refused(sending, kirsten) == "Nina Ny er medlem, men ikke modtager. Lav pakken igen."


def test_6_no_member_at_all_stops(moedet, sager, klar, kirsten):
    Medlemskab.objects.filter(rolle="medlem").delete()
    sending = klar(moedet)

    assert Modtager.objects.filter(udsendelse=sending, rolle="medlem").count() == 0
    assert stops(sending) == [6]


def test_7_an_item_whose_only_sekretaer_is_kept_out_stops(moedet, sager, klar, kirsten, maja_leder):
    udelukkelse(sager[2], kirsten, maja_leder)
    sending = klar(moedet)

    assert stops(sending) == [7]
    assert refused(sending, kirsten) == "Vælg en anden sekretær til punkt 3, før dagsordenen kan sendes."


def test_8_a_placeholder_stops_until_it_is_sent_all_the_same(moedet, sager, klar, kirsten):
    sending = klar(moedet)
    fault = {"slags": "pladsholder", "tekst": "Punkt 2 kunne ikke vises som PDF."}
    Udsendelse.objects.filter(pk=sending.pk).update(fejl=[fault])

    said = "Punkt 2 kunne ikke vises som PDF. Vælg »Send alligevel«, og skriv hvorfor."
    assert stops(sending) == [8]
    assert refused(sending, kirsten) == said
    assert send(sending, by=kirsten, alligevel_grund="Den kan læses i portalen.").tilstand == "sendt"


def test_the_first_that_says_no_is_what_is_said(moedet, sager, klar, kirsten, chefteam):
    sending = klar(moedet)
    builders.medlemskab(builders.bruger("Nina Ny"), chefteam)
    sager[0].tilstand, sager[0].afgjort_den, sager[0].afgjort_af = "trukket", ur.nu(), kirsten
    sager[0].save()

    assert stops(sending) == [1, 6]
    assert refused(sending, kirsten) == "Dagsordenen er ændret, siden pakken blev lavet. Lav den igen."
