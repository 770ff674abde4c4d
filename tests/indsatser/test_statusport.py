"""What a status must hold before it can be sent: the writer's own part, and nothing of the others' (21 §5)."""

from datetime import datetime

import pytest
from django.core.exceptions import ValidationError

from indsatser.models import Kvartalsstatus, Opfoelgningspunkt
from indsatser.workflow import status as verbs
from indsatser.workflow.raekker import add
from indsatser.workflow.statusaabning import refresh
from mso_portal.vaerdier.datoer import DANSK_TID
from tests.indsatser import faelles
from tests.indsatser.statusverden import asked, lacks, moved, options, sendt, skrevet, valgt

FAELLES = faelles.aaben
EFTER_FRISTEN = datetime(2020, 7, 1, 9, tzinfo=DANSK_TID)


def test_complete_status_owes_nothing(status):
    assert lacks(skrevet(status, asked())) == []


def test_new_status_owes_six_lights_and_two_texts(status):
    assert lacks(status) == [
        "Vælg lys for Samlet.", "Vælg lys for Tid.", "Vælg lys for Mål.", "Vælg lys for Økonomi.",
        "Vælg lys for Risiko.", "Vælg lys for Leverancer.", "Skriv teksten Kort fortalt.",
        "Skriv teksten Næste periode.",
    ]  # fmt: skip


SEKS = [*asked(muligheder=options(4)), *asked(muligheder=options(3))]
OTTE = [*asked(muligheder=options(4)), *asked(muligheder=options(4))]


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"tekster": {"resume": " "}}, "Skriv teksten Kort fortalt."),
        ({"tekster": {"naeste": ""}}, "Skriv teksten Næste periode."),
        ({"lys": {"tid": {"valgt": None}}}, "Vælg lys for Tid."),
        ({"lys": {"tid": valgt("gul", valgt="groen")}},
         "Tid: Du har valgt På plan, men forslaget er Afvigelse. Skriv hvorfor (højst 160 tegn)."),
        ({"lys": {"maal": valgt("groen", valgt="roed", aarsag_tiltag="Nyt")}},
         "Mål: Du har valgt Kræver handling, men forslaget er På plan. Skriv hvorfor (højst 160 tegn)."),
        ({"lys": {"tid": valgt("gul", aarsag_tiltag=" ")}},
         "Skriv årsag og tiltag for Tid. Styregruppen skal kunne se, hvad der bliver gjort."),
        ({"lys": {"tid": valgt("gul", valgt_ud_fra="groen")}},
         "Tid: Forslaget er ændret fra På plan til Afvigelse, siden du valgte. Vælg igen."),
        ({"beslutninger": asked(spoergsmaal=" ")}, "Beslutning 1 mangler et spørgsmål."),
        ({"beslutninger": asked(muligheder=options(1))},
         "Beslutning 1 har kun én mulighed. Skriv mindst to, så styregruppen har noget at vælge mellem."),
        ({"beslutninger": asked(muligheder=[])},
         "Beslutning 1 har ingen muligheder. Skriv mindst to, så styregruppen har noget at vælge mellem."),
        ({"beslutninger": asked(muligheder=options(2, konsekvens=""))},
         "Beslutning 1: Skriv mulighed A og dens konsekvens."),
        ({"beslutninger": asked(muligheder=options(2, indstillet=False))},
         "Beslutning 1: Vælg den mulighed, der indstilles."),
        ({"beslutninger": SEKS}, "Der er 7 muligheder i alt; siden har plads til 6. Slå to sammen."),
        ({"beslutninger": OTTE}, "Der er 8 muligheder i alt; siden har plads til 6. Slå nogle sammen."),
    ],
)  # fmt: skip
def test_each_rule_alone_stops_the_sending(status, tina, given, message):
    skrevet(status)
    found = verbs.write(status, by=tina, **given)

    with pytest.raises(ValidationError) as refusal:
        verbs.submit(found, by=tina)

    assert (refusal.value.messages, Kvartalsstatus.objects.get().tilstand) == ([message], "aaben")


def test_the_whole_needs_no_measure_of_its_own(status, tina):
    skrevet(status)
    found = verbs.write(status, by=tina, lys={"samlet": valgt("roed", aarsag_tiltag="")})

    assert lacks(found) == []


def test_missing_bidrag_of_others_stop_nothing(status, tina):
    for nr in range(10):
        add(Opfoelgningspunkt, status.plan, by=tina, art="opgave", tekst=f"Opgave {nr}")
    refresh(status)

    found = sendt(status)

    assert (found.tilstand, found.bidrag.filter(slags="opfoelgning", svar="mangler").count()) == ("til_godkendelse", 11)


def test_suggestion_that_changes_after_the_choice_is_told(status, tina):
    skrevet(status)
    moved(status)

    forslag = verbs.suggestions(verbs.current_data(status))
    row = status.vurderinger.get(dimension="tid")

    assert verbs.outdated(row, forslag["tid"]) == (
        "Forslaget er ændret fra Afvigelse til Kræver handling, siden du valgte. Vælg igen."
    )
    assert verbs.outdated(status.vurderinger.get(dimension="maal"), forslag["maal"]) == ""
