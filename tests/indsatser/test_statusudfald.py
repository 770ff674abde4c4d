"""21 §10: what became of the questions of a locked status, and of what the chefteam was asked."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from indsatser.document.statusspoergsmaal import asked, chain, questions
from indsatser.models import Statusudfald
from indsatser.workflow import aendring as aendringer
from indsatser.workflow.statusindstilling import make_paper
from indsatser.workflow.statusudfald import decide, stand
from indstillinger.workflow.tilstande import delete, withdraw
from mso_portal.motor.rules import Denied, NotNow
from tests import builders, builders_indsats, builders_moede, builders_opgave, builders_status, builders_udfald
from tests.builders_indsats import LUKKET, tid
from tests.builders_udfald import HVORFOR, flytning


@pytest.fixture
def beslutning(aktiv, sofie):
    return builders_udfald.laast(aktiv, sofie)


@pytest.fixture
def chefteam(db):
    return builders.forum("CT", navn="Chefteamet")


@pytest.fixture
def chefteamets(aktiv, sofie, chefteam):
    return builders_udfald.laast(aktiv, sofie, niveau="chefteam")


def valg(beslutning, bogstav):
    return beslutning.valgmuligheder.get(bogstav=bogstav)


def fejl(beslutning, by, **felter):
    """Return what decide finds wrong; nothing is saved."""
    with pytest.raises(ValidationError) as error:
        decide(beslutning, by=by, **felter)
    assert not Statusudfald.objects.exists()
    return error.value.message_dict


def test_adopted_option_is_the_outcome(beslutning, sofie):
    decide(beslutning, by=sofie, art="vedtaget", valgt=valg(beslutning, "A"))

    row = Statusudfald.objects.get()
    assert (row.art, row.valgt.bogstav, row.tekst, row.laast_den) == ("vedtaget", "A", "", None)


@pytest.mark.parametrize(
    ("felter", "ventet"),
    [
        ({"art": ""}, {"art": ["Vælg et udfald."]}),
        ({"art": "vedtaget"}, {"valgt": ["Vælg den mulighed, der blev vedtaget."]}),
        ({"art": "vedtaget_med_aendring"}, {"tekst": ["Skriv, hvad styregruppen vedtog."]}),
        ({"art": "vedtaget_med_aendring", "tekst": " begynd NU "},
         {"tekst": ["Det er ordret mulighed B. Vælg den, eller skriv, hvad der blev ændret."]}),
        ({"art": "udsat"}, {"udsat_til": ["Vælg den runde, beslutningen er udsat til."]}),
        ({"art": "afvist", "accepteret": "tid", "accepteret_til": date(2020, 9, 30)},
         {"accepteret": ["En afvigelse er kun accepteret, når noget er vedtaget."]}),
        ({"art": "vedtaget_med_aendring", "tekst": "Ja", "accepteret": "tid"},
         {"accepteret_til": ["Skriv, hvor længe afvigelsen er accepteret."]}),
        ({"art": "vedtaget_med_aendring", "tekst": "Ja", "accepteret_til": date(2020, 9, 30)},
         {"accepteret": ["Vælg den afvigelse, der er accepteret."]}),
        ({"art": "vedtaget_med_aendring", "tekst": "Ja", "accepteret": "tid", "accepteret_til": date(2020, 6, 15)},
         {"accepteret_til": ["Skriv en dag efter statusdatoen 15. juni 2020."]}),
    ],
)  # fmt: skip
def test_outcome_that_lacks_something_is_refused(beslutning, sofie, felter, ventet):
    assert fejl(beslutning, sofie, **felter) == ventet


def test_option_of_another_question_is_refused(beslutning, sofie, tina, per, styregruppe):
    other = builders_indsats.plan(tina, per, styregruppe, ejerenhed=beslutning.status.plan.ejerenhed)
    elsewhere = builders_udfald.laast(builders_indsats.aktiv(other), sofie, beslutning.status.runde)

    found = fejl(beslutning, sofie, art="vedtaget", valgt=valg(elsewhere, "A"))

    assert found == {"valgt": ["Vælg en af beslutningens egne muligheder."]}


def test_postponed_goes_to_a_later_round_of_the_forum(beslutning, sofie, styregruppe):
    runde = beslutning.status.runde
    later = builders_status.runde(styregruppe, sofie, date(2020, 9, 30), None, aaben=False)

    assert fejl(beslutning, sofie, art="udsat", udsat_til=runde) == {
        "udsat_til": ["Vælg en senere runde i samme forum."]
    }
    assert decide(beslutning, by=sofie, art="udsat", udsat_til=later).udsat_til == later


def test_outcome_is_written_again_until_the_round_ends(beslutning, sofie):
    first = decide(beslutning, by=sofie, art="vedtaget", valgt=valg(beslutning, "A"))

    again = decide(beslutning, by=sofie, art="afvist", version=stand(first))

    assert (Statusudfald.objects.count(), again.art, again.valgt, stand(again)) == (1, "afvist", None, 2)


def test_outcome_another_wrote_meanwhile_stands(beslutning, sofie):
    decide(beslutning, by=sofie, art="afvist")

    with pytest.raises(NotNow, match="Udfaldet er ændret, siden du åbnede siden."):
        decide(beslutning, by=sofie, art="ikke_behandlet", version=0)

    assert Statusudfald.objects.get().art == "afvist"


def test_only_the_sekretaer_of_the_forum_decides(beslutning, tina, per):
    for person in (tina, per):
        with pytest.raises(Denied, match="Kun forummets sekretær kan gøre det."):
            decide(beslutning, by=person, art="afvist")


def test_status_that_is_written_has_no_outcome(aktiv, sofie):
    asked = builders_udfald.beslutning(builders_status.status(aktiv))

    with pytest.raises(NotNow, match="Status er ikke låst endnu."):
        decide(asked, by=sofie, art="afvist")


def test_adopted_option_carries_its_change_out(aktiv, tina, sofie):
    aendring = flytning(aktiv, tina)
    asked = builders_udfald.laast(aktiv, sofie, forelagt=aendring)

    decide(asked, by=sofie, art="vedtaget", valgt=valg(asked, "B"))

    aendring.refresh_from_db()
    assert (aendring.tilstand, aendring.statusbeslutning, aendringer.level(aendring)) == ("godkendt", asked, 2)
    assert (aktiv.milepaele.get().godkendt.tekst, aktiv.planversioner.count()) == ("15. august 2020", 2)


def test_change_of_a_status_that_nobody_sent_is_laid_before_them_and_carried_out(aktiv, tina, sofie):
    aendring = aendringer.recall(flytning(aktiv, tina), by=tina)
    asked = builders_udfald.laast(aktiv, sofie, forelagt=aendring)

    decide(asked, by=sofie, art="vedtaget", valgt=valg(asked, "B"))

    aendring.refresh_from_db()
    assert (aendring.tilstand, aendring.forelagt_af, aendring.godkendt_af) == ("godkendt", sofie, sofie)
    assert aktiv.milepaele.get().godkendt.tekst == "15. august 2020"


def test_outcome_whose_change_is_carried_out_is_final(aktiv, tina, sofie):
    asked = builders_udfald.laast(aktiv, sofie, forelagt=flytning(aktiv, tina))
    decide(asked, by=sofie, art="vedtaget", valgt=valg(asked, "B"))

    with pytest.raises(NotNow, match="Ændringen er gennemført. Opret en ny ændring."):
        decide(asked, by=sofie, art="afvist")


def test_outcome_with_an_overtaken_change_saves_nothing(aktiv, tina, sofie):
    asked = builders_udfald.laast(aktiv, sofie, forelagt=flytning(aktiv, tina))
    aendringer.approve(flytning(aktiv, tina, "10. august 2020"), by=sofie, besluttet_dato=date(2020, 6, 12))

    with pytest.raises(NotNow, match="godkendt dato er nu 10. august 2020"):
        decide(asked, by=sofie, art="vedtaget", valgt=valg(asked, "B"), punkter=[{"tekst": "Hold kurset"}])

    assert not Statusudfald.objects.exists() and not aktiv.opfoelgningspunkter.exists()
    assert (aktiv.milepaele.get().godkendt.tekst, aktiv.planversioner.count()) == ("10. august 2020", 2)


def test_change_stays_when_another_option_is_adopted(aktiv, tina, sofie):
    aendring = flytning(aktiv, tina)
    asked = builders_udfald.laast(aktiv, sofie, forelagt=aendring)

    decide(asked, by=sofie, art="vedtaget", valgt=valg(asked, "A"))

    aendring.refresh_from_db()
    assert (aendring.tilstand, aktiv.planversioner.count()) == ("forelagt", 1)


def test_change_that_was_approved_before_is_no_obstacle(aktiv, tina, sofie):
    aendring = flytning(aktiv, tina)
    asked = builders_udfald.laast(aktiv, sofie, forelagt=aendring)
    aendringer.approve(aendring, by=sofie, besluttet_dato=date(2020, 6, 12))

    decide(asked, by=sofie, art="vedtaget", valgt=valg(asked, "B"))

    assert (Statusudfald.objects.get().art, aktiv.planversioner.count()) == ("vedtaget", 2)


def test_change_that_the_chefteam_must_decide_is_not_the_styregruppes(aktiv, tina, sofie):
    row = aendringer.write(aktiv, by=tina, titel="Formål", aarsag="andet", begrundelse=HVORFOR)
    aendringer.propose(row, by=tina, genstand="plan", objekt=aktiv.uuid, felt="formaal", til="Et andet formål")
    asked = builders_udfald.laast(aktiv, sofie, forelagt=aendringer.submit(row, by=tina))

    with pytest.raises(NotNow, match="Ændringen kræver en beslutning i chefteamet."):
        decide(asked, by=sofie, art="vedtaget", valgt=valg(asked, "B"))

    assert not Statusudfald.objects.exists()


def test_another_forum_does_not_change_the_plan(aktiv, tina, sofie):
    task_force = builders.forum("TF", navn="Task Force", slags="andet")
    builders.medlemskab(sofie, task_force, "sekretaer")
    runde = builders_status.runde(task_force, sofie)
    asked = builders_udfald.laast(aktiv, sofie, runde, forelagt=flytning(aktiv, tina))

    with pytest.raises(NotNow, match="Ændringen kræver en beslutning i styregruppen."):
        decide(asked, by=sofie, art="vedtaget", valgt=valg(asked, "B"))


def test_new_points_come_into_the_plan(beslutning, sofie, kim):
    punkter = [{"tekst": "Book lokaler", "ansvarlig": kim, "frist": tid("1. september 2020")}, {"tekst": "Skriv ud"}]

    decide(beslutning, by=sofie, art="afvist", punkter=punkter)

    found = beslutning.status.plan.opfoelgningspunkter.order_by("pk")
    assert [(one.tekst, one.ansvarlig, one.frist.tekst, one.kilde, one.oprettet_af) for one in found] == [
        ("Book lokaler", kim, "1. september 2020", "status", sofie),
        ("Skriv ud", None, "", "status", sofie),
    ]


def test_question_of_the_chefteam_is_not_adopted_by_the_styregruppe(chefteamets, sofie):
    felter = {"art": "vedtaget", "valgt": valg(chefteamets, "B")}

    assert fejl(chefteamets, sofie, **felter) == {"art": ["Det er chefteamet, der beslutter. Opret en indstilling."]}
    assert decide(chefteamets, by=sofie, art="afvist").art == "afvist"


def test_paper_asks_the_chefteam_with_options_and_pdf(chefteamets, tina, chefteam):
    paper = make_paper(chefteamets, by=tina)

    (punkt,), (bilag,) = paper.beslutningspunkt_raekker.all(), paper.bilag_raekker.all()
    assert (paper.forum, paper.titel, paper.sagsbehandler) == (chefteam, "Hvornår begynder kurserne?", tina)
    assert (punkt.tekst, "A: Vent til januar. Konsekvens: Det koster et halvt år." in paper.alternativer) == (
        "Begynd nu", True,
    )  # fmt: skip
    assert (bilag.fil, bilag.aabenhed) == (chefteamets.status.udgave.pdf, "aaben")
    assert (chefteamets.udfald.indstilling, chefteamets.udfald.art) == (paper, "")


def test_paper_about_a_lukket_plan_is_lukket_from_the_first(kladde, tina, sofie, chefteam):
    for name, value in LUKKET.items():
        setattr(kladde, name, value)
    kladde.save()
    asked = builders_udfald.laast(kladde, sofie, niveau="chefteam")

    paper = make_paper(asked, by=sofie)

    assert (paper.titel, paper.titel_lukket) == ("Kvartalsstatus, 2. kvartal 2020: Bedre overblik", asked.spoergsmaal)
    assert (paper.aabenhed, paper.hjemmel, paper.bilag_raekker.get().aabenhed) == (
        "lukket",
        "private_forhold",
        "lukket",
    )


def test_only_tovholder_and_sekretaer_ask_the_chefteam(chefteamets, per):
    with pytest.raises(Denied, match="Kun planens tovholder og forummets sekretær kan gøre det."):
        make_paper(chefteamets, by=per)


def test_question_of_the_styregruppe_makes_no_paper(beslutning, tina, chefteam):
    with pytest.raises(NotNow, match="Det er styregruppen, der beslutter."):
        make_paper(beslutning, by=tina)


def test_question_at_the_chefteam_waits_for_it_until_the_paper_is_withdrawn(chefteamets, tina, sofie):
    paper = make_paper(chefteamets, by=tina)
    with pytest.raises(NotNow, match="Chefteamet har fået spørgsmålet som indstilling."):
        decide(chefteamets, by=sofie, art="afvist")
    withdraw(paper, "Spørgsmålet er løst.", by=tina)

    decide(chefteamets, by=sofie, art="afvist")

    row = Statusudfald.objects.get()
    assert (row.art, row.indstilling) == ("afvist", None)


def test_paper_a_question_waits_for_is_not_deleted(chefteamets, tina):
    paper = make_paper(chefteamets, by=tina)

    with pytest.raises(NotNow, match="Træk sagen i stedet."):
        delete(paper, by=tina)


def afgjort(paper, by, aabenhed="aaben", **raekke):
    """Let the chefteam decide by the paper."""
    paper.aabenhed = aabenhed
    paper.save()
    punkt = builders_moede.punkt(builders_moede.moede(paper.forum), paper, tilstand="behandlet",
                                 afgjort_den=paper.oprettet_den, afgjort_af=by)  # fmt: skip
    made = builders_opgave.beslutning(punkt, by)
    type(made.referatpunkt).objects.filter(pk=made.referatpunkt_id).update(**raekke)
    return made


def naeste(beslutning, sofie):
    """Return what the next round's status says of the questions before it."""
    before = beslutning.status
    runde = builders_status.runde(before.runde.forum, sofie, date(2020, 9, 30), None)
    status = builders_status.status(before.plan, runde)
    return questions(status, before.udgave, asked(before.plan))["tidligere_beslutninger"]


def test_outcome_stands_in_the_next_status(beslutning, sofie):
    decide(beslutning, by=sofie, art="vedtaget_med_aendring", tekst="Begynd i oktober")

    (found,) = naeste(beslutning, sofie)

    assert (found["runde"], found["art"], found["tekst"]) == (
        "2. kvartal 2020", "vedtaget_med_aendring", "Begynd i oktober",
    )  # fmt: skip


def test_question_at_the_chefteam_is_open_until_it_has_decided(chefteamets, tina, sofie):
    make_paper(chefteamets, by=tina)

    (found,) = naeste(chefteamets, sofie)

    assert (found["art"], found["valgt"], found["tekst"], found["opfulgt"]) == (None, "", "", None)


@pytest.mark.parametrize(
    ("aabenhed", "udfald", "art", "tekst"),
    [
        ("aaben", "vedtaget", "vedtaget", "At planen sættes i gang"),
        ("aaben", "delvist_vedtaget", "vedtaget_med_aendring", "At planen sættes i gang"),
        ("aaben", "droeftet", "ikke_behandlet", "At planen sættes i gang"),
        ("ikke_angivet", "afvist", "afvist", ""),
    ],
)
def test_outcome_of_the_chefteam_is_read_from_its_decision(chefteamets, tina, sofie, aabenhed, udfald, art, tekst):
    afgjort(make_paper(chefteamets, by=tina), sofie, aabenhed, udfald=udfald)

    (found,) = naeste(chefteamets, sofie)

    assert (found["art"], found["tekst"]) == (art, tekst)


def test_chain_leads_from_status_to_decision_and_change(aktiv, tina, sofie, chefteam):
    aendring = flytning(aktiv, tina)
    asked = builders_udfald.laast(aktiv, sofie, niveau="chefteam", forelagt=aendring)
    paper = make_paper(asked, by=tina)
    waiting = chain(asked.status)
    decision = afgjort(paper, sofie)

    (found,) = chain(builders_udfald.rettet(asked.status, sofie))

    assert [one.afgoerelse for one in waiting] == [None]
    assert found == (asked, paper, decision, [aendring])
