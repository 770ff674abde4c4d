"""21 §9.4: the public extract: allowed fields of a locked status and nothing else, on one page."""

import json
from functools import partial

import pypdfium2
import pytest

from indsatser.document.statusuddrag import extract, extract_document, sections
from mso_portal.motor.documents import filename, strings
from mso_portal.motor.pdf import render_pdf
from tests.indsatser import faelles
from tests.indsatser.conftest import NU
from tests.laek.kanarier import pdf_text

TEKST = "Kurserne begynder i november."
NU_TAL = "55 af 61 (90 %)"
FAELLES = partial(faelles.laast, offentlig_tekst=TEKST)
KONTAKT = "Demokommunen, Rådhuspladsen 1"
GOALS = "De første 9 af 25 mål, der måles, er vist."


def told(status):
    """Return the extract of what was locked."""
    return extract(status.udgave.data, KONTAKT, 5)


# What it tells


def test_extract_holds_the_allowed_fields(status):
    data = told(status)

    assert {name: data[name] for name in data if name not in ("milepaele", "maal")} == {
        "skema": 1, "nummer": status.plan.nummer, "noegle": "2020-K2", "nr": 1, "titel": "Bedre overblik",
        "formaal": "Alle ved, hvad de skal.", "periode_start": "2020-06-01", "periode_slut": "2020-12-31",
        "forum": "Styregruppen", "betegnelse": "2. kvartal 2020", "statusdato": "2020-06-15", "lys": "roed",
        "tekst": TEKST, "milepaele_i_alt": 3, "maal_i_alt": 1, "uden_indikator": 1,
        "budget": 160_000, "prognose": 176_001, "kontakt": KONTAKT,
    }  # fmt: skip


def test_milestones_and_goals_are_told_in_short(status):
    data = told(status)

    assert data["milepaele"] == [
        {"titel": "Kursus er holdt", "godkendt": "uge 43-45 2020", "gennemfoert": None, "prognose": "30.11.2020"},
        {"titel": "Plan er lagt", "godkendt": "10.6.2020", "gennemfoert": "2020-06-08", "prognose": None},
        {"titel": "Afslutning", "godkendt": "4. kvartal 2020", "gennemfoert": None, "prognose": "4. kvartal 2020"},
    ]
    assert data["maal"] == [
        {"titel": "Alle sager har en plan", "indikator": "", "baseline": "67 %", "nu": NU_TAL, "maal": "75 %"}
    ]


def measured(data):
    """Return the one indicator with a definition."""
    return data["maal"][0]["indikatorer"][0]


@pytest.mark.parametrize(
    ("naevner", "skjult", "nu"),
    [("5", False, NU_TAL), ("4", False, "for få"), (None, False, NU_TAL), ("61", True, "for få")],
)
def test_value_of_few_is_not_told(status, naevner, skjult, nu):
    data = status.udgave.data
    measured(data)["punkter"][-1] |= {"naevner": naevner, "skjult": skjult}

    assert told(status)["maal"][0]["nu"] == nu


def test_value_that_does_not_count_yet_says_nothing_of_the_one_that_does(status):
    data = status.udgave.data
    newest = measured(data)["punkter"][-1]
    measured(data)["punkter"].append({**newest, "naevner": "4", "foreloebig": True})

    assert told(status)["maal"][0]["nu"] == NU_TAL


def test_indicators_of_one_goal_are_told_apart(status):
    data = status.udgave.data
    data["maal"][0]["indikatorer"].append({**measured(data), "navn": "Andel nye sager"})

    assert [row["indikator"] for row in told(status)["maal"]] == ["Andel sager med en plan", "Andel nye sager"]


def test_milestone_that_is_dropped_and_goal_that_is_given_up_are_not_told(status):
    data = status.udgave.data
    data["milepaele"][0]["bortfaldet"], data["maal"][0]["opgivet"] = "Der er ingen penge.", "Det er ikke muligt."

    found = told(status)

    assert (len(found["milepaele"]), found["maal"], found["uden_indikator"]) == (2, [], 1)


def test_milestones_nearest_to_the_day_are_kept_in_the_order_of_the_plan(status):
    data = status.udgave.data
    far, near, undated = ({**data["milepaele"][0], "titel": name, "prognose": prognose} for name, prognose in (
        ("Langt væk", {**data["milepaele"][0]["prognose"], "slut": "2023-01-01"}), ("Nær", None),
        ("Uden dato", {"tekst": "", "start": None, "slut": None, "praecision": ""}),
    ))  # fmt: skip
    data["milepaele"] = [undated, far, *[near] * 34]

    found = [row["titel"] for row in told(status)["milepaele"]]

    assert found == ["Langt væk", *["Nær"] * 34]


def test_first_goal_is_told_however_long_it_is(status):
    data = status.udgave.data
    data["plan"]["formaal"], data["maal"][0]["tekst"] = "Alle ved det. " * 140, "Alle sager har en plan. " * 60

    assert len(told(status)["maal"]) == 1


def test_lukket_title_is_never_told(status):
    status.udgave.data["plan"] |= {"titel": "Flytning af en medarbejder", "offentlig_titel": "Bedre overblik"}

    assert told(status)["titel"] == "Bedre overblik"


def names_and_reasons(data):
    """Return the texts of a status that may never leave the portal."""
    told = [data["plan"][name] for name in ("programejer", "tovholder", "ejerenhed")]
    told += [row[name] for row in data["lys"] for name in ("begrundelse", "aarsag_tiltag")]
    told += [row["ansvarlig"] for row in data["milepaele"]] + [row["begrundelse"] for row in data["milepaele"]]
    for kind, names in FORBUDT.items():
        told += [row[name] for row in data[kind] for name in names]
    return {text for text in [*told, *data["tekst"].values()] if text} - {data["tekst"]["offentlig"]}


FORBUDT = {
    "maal": ["ejer"], "leverancer": ["titel", "leverandoer", "kontaktperson"], "budget": ["titel"], "bidrag": ["hvem"],
    "risici": ["haendelse", "tiltag", "ejer"], "opfoelgning": ["tekst", "ansvarlig"], "beslutninger": ["spoergsmaal"],
}  # fmt: skip


def test_no_person_reason_risk_delivery_decision_or_point_is_told(status):
    kept = names_and_reasons(status.udgave.data)

    said = " ".join(strings(extract_document(told(status), NU)[0]))

    assert len(kept) > 15
    assert [text for text in kept if text in said] == []


def test_data_is_plain(status):
    data = told(status)

    assert json.loads(json.dumps(data)) == data


# Paper


def test_paper_is_one_page_and_holds_every_text(status):
    document, _ = extract_document(told(status), NU)

    pdf = render_pdf(document)

    text = "".join(pdf_text(pdf).split())
    assert len(pypdfium2.PdfDocument(pdf)) == 1
    assert [one for one in strings(document) if "".join(one.split()) not in text] == []
    assert (document.titel, document.aabenhed) == ("Bedre overblik", "aaben")


def test_plan_of_any_length_stays_on_one_page(status):
    data = status.udgave.data
    data["plan"] |= {"titel": "En lang titel " * 8, "formaal": "Alle ved det. " * 140}
    data["tekst"]["offentlig"] = "Kurset begynder. " * 35
    data["milepaele"] = [{**data["milepaele"][1], "titel": f"{nr} er meldt ud i alle huse"} for nr in range(60)]
    data["maal"] = [{**data["maal"][0], "tekst": f"{nr} Alle borgere har en handleplan, de kender"} for nr in range(25)]

    document, _ = extract_document(told(status), NU)

    assert len(pypdfium2.PdfDocument(render_pdf(document))) == 1
    said = [text for text in strings(document) if text.endswith("er vist.")]
    assert said == ["De 9 af 60 milepæle, der ligger nærmest statusdatoen, er vist.", GOALS]


def test_paper_is_named_by_number_and_round(status):
    document, _ = extract_document(told(status), NU)

    assert (document.meta_title, filename(document)) == (
        f"Offentligt uddrag {status.plan.nummer}, 2020-K2", f"{status.plan.nummer}-2020-K2-uddrag.pdf",
    )  # fmt: skip
    assert document.fod == "2. kvartal 2020 · version 1 · Data pr. 15. juni 2020 · udgivet 15. juni 2020"


def test_what_is_missing_is_said(status):
    data = {**told(status), "milepaele": [], "maal": [], "budget": None, "lys": None}

    said = [text for section in sections(data) for text in section.strings()]

    missing = {"Planen har ingen milepæle.", "Ingen mål kan måles endnu.", "Planen har intet budget.", "Ikke vurderet"}
    assert missing - set(said) == set()
