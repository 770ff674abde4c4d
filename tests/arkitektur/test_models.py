from tests.arkitektur import models, python, source
from tests.arkitektur.source import ROOT

# Stamps that stand alone on purpose, each with its reason.
LONELY = {
    "Beloeb.laast_den": "frozen when written, or by the activation; the writer is `oprettet_af`",
    "Beslutning.erstattet_af": "the decision that replaces it, no person",
    "Beslutning.oprettet_den": "made by the approval of the minutes, whose stamp names the person",
    "Dokumentdel.oprettet_den": "made by the worker",
    "Fil.oprettet_den": "bytes have no owner; who attached them is in the event",
    "Indikator.afklares_af": "the person who shall clarify it, by `afklares_senest`",
    "Leverance.paa_vegne_af": "the time of an answer is `besvaret_den`, who clicked `besvaret_af`",
    "Maalemetode.laast_den": "frozen with its definition",
    "Maalemetode.udfoeres_af": "the person who measures",
    "Risikovurdering.laast_den": "frozen when written, or by the activation; the writer is `oprettet_af`",
    "GemtVisning.oprettet_den": "whoever keeps it is `bruger`",
    "Godkendelse.paa_vegne_af": "the time of an answer is `den`",
    "Kommentar.rettet_den": "only the writer changes a comment",
    "Kommentar.streget_den": "only the writer strikes a comment out",
    "Kalendernoegle.oprettet_den": "whoever it belongs to is `bruger`",
    "Koordinering.paa_vegne_af": "the time of an answer is `besvaret_den`, who clicked `besvaret_af`",
    "Laesning.laest_den": "whoever read is `bruger`",
    "Mail.oprettet_den": "written by the portal with a verb; who did that is in the event",
    "Mail.sendt_den": "sent by the worker",
    "Moededokument.laast_den": "frozen with the sending or the minutes it belongs to, which name the person",
    "Moededokument.oprettet_den": "made by the worker",
    "Notifikation.laest_den": "only the receiver reads it",
    "Statusbidrag.paa_vegne_af": "the time of an answer is `besvaret_den`, who clicked `besvaret_af`",
    "Haendelse.paa_vegne_af": "the time of an event is `tid`",
    "Handlingsnoegle.oprettet_den": "whoever pressed the button is `bruger`",
    "Opslag.paa_vegne_af": "the time of a look is `tid`",
}
# (path, root of the call) that may write past the history of a model, each with its reason.
PAST_HISTORY = {}

README = """# Portalen
## Ordliste
| Dansk | Identifier | English |
|---|---|---|
| indstilling · version | `Indstilling` · `Indstillingsversion` | paper |
| åbenhed | `aabenhed` | openness |
## Drift
| `Server` | x |
"""


def test_stamps_come_in_pairs():
    assert models.unpaired(models.stamps(), LONELY) == []


def test_lonely_stamps_are_found():
    planted = {"A": {"indsendt_den", "indsendt_af", "lukket_den"}, "B": {"godkendt_af"}, "C": {"set_den"}}

    assert models.unpaired(planted, {"C.set_den": "a reason"}) == ["A.lukket_den", "B.godkendt_af"]


def test_accepted_stamps_are_still_lonely():
    assert models.unpaired(models.stamps(), {}) == sorted(LONELY)


def test_models_with_stamps_are_looked_at():
    assert {"oprettet_den", "oprettet_af"} <= models.stamps()["Indstilling"]


def test_every_model_is_in_the_glossary_and_nothing_else_is():
    names = {model.__name__ for model in models.our_models()}

    assert models.glossary_faults((ROOT / "README.md").read_text(), names) == []


def test_missing_and_invented_words_of_the_glossary_are_found():
    faults = models.glossary_faults(README, {"Indstilling", "Bilag"})

    assert faults == ["mangler: Bilag", "findes ikke: Indstillingsversion"]


def test_glossary_stops_at_the_next_heading():
    assert models.glossary(README) == {"Indstilling", "Indstillingsversion"}


def test_no_model_is_updated_past_its_history():
    check = python.bulk_updates(models.without_history(), PAST_HISTORY)

    assert source.findings(check) == []


def test_models_with_history_are_known():
    with_history = {model.__name__ for model in models.our_models()} - models.without_history()

    assert {"Indstilling", "Bruger"} <= with_history
