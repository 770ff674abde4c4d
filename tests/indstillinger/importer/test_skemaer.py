"""The three old forms of the demo, all the way: file, job, confirm, tjek (10 §9). Nothing is corrected on the way."""

from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
from django.conf import settings

from indstillinger.models import Indstilling, Moede
from indstillinger.models.fund import findings
from indstillinger.workflow import laes_formular
from mso_portal.motor import ur
from mso_portal.organisation.models import Budgetperiode
from mso_portal.vaerdier.datoer import DANSK_TID
from tests import builders
from tests.indstillinger.importer.verden import bekraeft, hent_ind

SKEMAER = Path(settings.BASE_DIR) / "fixtures" / "skemaer"
FORA = (("CT", "Chefteamet", "chefmøde", "chefteam"), ("OC", "Områdechefer", "OC-møde", "oc"),
        ("RM", "Rådmandsmødet", "rådmandsmøde", "raadmandsmoede"), ("HMU", "HMU", "HMU-møde", "hmu"),
        ("SG", "Styregruppen for takt og tone", "styregruppemøde", "styregruppe"))  # fmt: skip
# form: (meeting, stops, warnings as imported)
VENTET = {
    "takt-og-tone": (date(2020, 5, 29), "S1 S3 S6 S7 S9", "A5 A7 A8 A9 A11 A12 A13 A18"),
    "gaa-paa-rov": (date(2019, 10, 9), "S1 S9", "A1 A1 A1 A2 A4 A5 A7 A16"),
    "social-kapital": (date(2020, 6, 26), "S1 S3 S7 S7 S9", "A1 A1 A5 A6 A7 A16 A19"),
}


@pytest.fixture
def fora(db):
    return {kode: builders.forum(kode, navn=navn, moedenavn=moedenavn, slags=slags)
            for kode, navn, moedenavn, slags in FORA}  # fmt: skip


@pytest.fixture
def folk(db):
    """The people the forms name, and a unit that one of them leads."""
    people = {navn: builders.bruger(navn) for navn in ("Signe Sagsbehandler", "Sanne Sagsbehandler", "Leif Leder",
                                                       "Lone Leder")}  # fmt: skip
    builders.tilknytning(people["Lone Leder"], builders.afdeling("HR", navn="HR"), "leder")
    builders.afdeling("STU", navn="Strategi & Udvikling")
    Budgetperiode.objects.create(startaar=2019, aktiv_fra=date(2018, 12, 1))
    return people


@pytest.fixture
def indlaest(fora, folk):
    """Return a function that takes a form in, reads it and makes it a paper, ten hverdage before its meeting."""

    def read(navn, slags):
        day = VENTET[navn][0]
        Moede.objects.create(noegle="ct", forum=fora["CT"], dato=day, start=time(9), slut=time(11))
        with ur.stil(datetime.combine(day - timedelta(days=14), time(10), DANSK_TID)):
            indhold = (SKEMAER / f"{navn}.{slags}").read_bytes()
            forsoeg = hent_ind(fora["CT"], folk["Signe Sagsbehandler"], indhold, f"{navn}.{slags}")
            laes_formular.laes_formular.func(forsoeg.pk)
            forsoeg.refresh_from_db()
            made = bekraeft(forsoeg, folk["Signe Sagsbehandler"])
            paper = Indstilling.objects.get(pk=made.pk)
            return paper, findings(paper)

    return read


@pytest.mark.parametrize("slags", ["docx", "txt"])
@pytest.mark.parametrize("navn", VENTET)
def test_form_gives_its_stops_and_warnings(indlaest, navn, slags):
    _, found = indlaest(navn, slags)

    stops = [one.kode for one in found if one.niveau == "S"]
    warnings = [one.kode for one in found if one.niveau == "A"]
    assert (" ".join(stops), " ".join(warnings)) == VENTET[navn][1:]


@pytest.mark.parametrize("navn", VENTET)
def test_paper_of_the_form_is_meant_for_its_meeting_and_neither_open_nor_closed(indlaest, navn):
    paper, _ = indlaest(navn, "docx")

    assert (paper.oensket_moede.dato, paper.aabenhed) == (VENTET[navn][0], "ikke_angivet")


def test_takt_og_tone_has_its_money_and_its_steps(indlaest):
    paper, _ = indlaest("takt-og-tone", "docx")

    years = {row.aar: row.beloeb.kroner for row in paper.direkteudgift_raekker.all()}
    posts = [row.beloeb.kroner for row in paper.udgiftspost_raekker.all()]
    assert years == {2019: None, 2020: 160_000, 2021: None, 2022: None}
    assert (posts, paper.procestrin_raekker.count(), paper.effektmaal_raekker.count()) == ([80_000, 80_000], 6, 3)


def test_gaa_paa_rov_names_two_parts_nobody_has_asked(indlaest):
    paper, _ = indlaest("gaa-paa-rov", "docx")

    parts = [(one.navn_tekst, one.status) for one in paper.koordineringer.order_by("pk")]
    assert parts == [("Otto Områdechef", "naevnt"), ("Leif Leder", "naevnt")]
    assert (paper.udgiftsgrundlag, paper.risikopunkt_raekker.count()) == ("loensum", 2)


def test_social_kapital_belongs_to_its_sagsbehandler_and_its_importer(indlaest):
    paper, _ = indlaest("social-kapital", "docx")

    assert (paper.sagsbehandler.navn, [one.navn for one in paper.medforfattere.all()]) == (
        "Sanne Sagsbehandler", ["Signe Sagsbehandler"],
    )  # fmt: skip
    assert [row.nr for row in paper.bilag_raekker.all()] == [1, 2]
