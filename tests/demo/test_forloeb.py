"""The papers' courses as their files tell them: nothing is played, so a slip in a file shows at once."""

import re
from copy import deepcopy
from datetime import date, datetime, time, timedelta

import pytest
from django.conf import settings

from tests.demo.forloeb import (
    BILAG,
    FORA,
    LEADERS,
    MEETINGS,
    MOEDER,
    ORGANISATION,
    PAPERS,
    PEOPLE,
    PERSONER,
    ROWS,
    UNITS,
    Play,
    deadline,
    draft_done,
    steps,
    used_files,
)

DEMOENS_DAG = datetime(2020, 11, 23, 9)
MAKS_BYTES = 1_500_000
SEEDS = {"takt-og-tone", "gaa-paa-rov", "social-kapital"}

# The papers of page 60: the meeting wished for, and how far each has come on the demo's day.
TABEL = {
    "gaa-paa-rov": (date(2019, 10, 9), "godkendt"),
    "vinterberedskab-i-hjemmeplejen": (date(2019, 11, 15), "godkendt"),
    "udbud-af-borgerkoersel": (date(2019, 12, 13), "godkendt"),
    "faelles-opsparing-2020": (date(2020, 1, 17), "godkendt"),
    "personalesag": (date(2020, 2, 7), "godkendt"),
    "faste-teams-i-hjemmeplejen": (date(2020, 2, 28), "godkendt"),
    "vaernemiddellager": (date(2020, 3, 20), "godkendt"),
    "hjemmearbejde-for-stabe": (date(2020, 3, 20), "godkendt"),
    "ny-visitationsmodel": (date(2020, 4, 17), "godkendt"),
    "lejemaal-til-dagcenter": (date(2020, 5, 15), "godkendt"),
    "takt-og-tone": (date(2020, 5, 29), "godkendt"),
    "sommerferievikarer": (date(2020, 5, 29), "godkendt"),
    "social-kapital": (date(2020, 6, 26), "godkendt"),
    "omsorgssystem-naeste-fase": (date(2020, 6, 26), "godkendt"),
    "koersel-til-daghjem": (date(2020, 6, 26), "godkendt"),
    "madkvalitet-paa-plejehjem": (date(2020, 8, 14), "godkendt"),
    "skaermbesoeg": (date(2020, 9, 4), "godkendt"),
    "budgetbemaerkninger-fra-omraaderne": (date(2020, 9, 25), "godkendt"),
    "skaermbesoeg-udvidelse": (date(2020, 10, 23), "godkendt"),
    "arbejdsmiljoe-i-koekkener": (date(2020, 10, 23), "godkendt"),
    "elevoptag-2021": (date(2020, 11, 13), "godkendt"),
    "brandsikkerhed-paa-plejehjem": (date(2020, 11, 13), "godkendt"),
    "rengoeringsstandard": (date(2020, 11, 13), "godkendt"),
    "samarbejdsproblemer": (date(2020, 11, 13), "godkendt"),
    "rekruttering-af-hjaelpere": (date(2020, 12, 4), "godkendt"),
    "demensindsats": (date(2020, 12, 4), "til_godkendelse"),
    "serviceniveau-2021": (date(2020, 12, 4), "godkendt"),
    "kontrakt-om-hjaelpemidler": (date(2020, 12, 4), "godkendt"),
    "aktivitetstilbud-2021": (date(2020, 12, 4), "godkendt"),
    "frivilligstrategi": (date(2020, 12, 4), "godkendt"),
    "kompetenceplan-for-sygeplejen": (date(2020, 12, 18), "til_godkendelse"),
    "toejvask": (date(2020, 12, 18), "til_godkendelse"),
    "hjaelpemidler-i-hjemmet": (date(2020, 12, 18), "kladde"),
    "rygepolitik": (date(2020, 12, 18), "kladde"),
    "organisationsaendring-i-staben": (date(2020, 12, 18), "kladde"),
    "noedkald": (None, "kladde"),
    "velkomst": (date(2021, 1, 15), "kladde"),
    "velkomstpakke": (date(2020, 10, 23), "trukket"),
}
LUKKEDE = {
    "udbud-af-borgerkoersel", "personalesag", "samarbejdsproblemer", "kontrakt-om-hjaelpemidler",
    "organisationsaendring-i-staben", "budgetbemaerkninger-fra-omraaderne",
}  # fmt: skip
# Sent after the deadline, for a tillæg: the paper says why.
SENE = {"vaernemiddellager", "hjemmearbejde-for-stabe"}

NAME = re.compile(r"\b[A-ZÆØÅ][a-zæøåé]+(?: [A-ZÆØÅ][\wæøåé]+)+")
# Also words in capitals that are no person, unit or forum of the world.
KNOWN = {row["navn"] for row in (*PERSONER["person"], *ORGANISATION["afdeling"], *FORA["forum"])} | {
    "Back Office", "Social Kapital",
}  # fmt: skip


@pytest.fixture(params=PAPERS)
def name(request):
    return request.param


def handlinger(data, verb):
    return [row for row in data.get("handling", []) if row["verbum"] == verb]


# What is there


def test_papers_are_those_of_the_table():
    assert {name: (data.get("moede"), Play(data).state) for name, data in PAPERS.items()} == TABEL


def test_closed_papers_are_those_of_the_table():
    assert {name for name, data in PAPERS.items() if Play(data).closed} == LUKKEDE
    assert {name for name, data in PAPERS.items() if handlinger(data, "close")} == {
        "budgetbemaerkninger-fra-omraaderne"
    }
    assert {name for name, data in PAPERS.items() if handlinger(data, "open")} == {"lejemaal-til-dagcenter"}


def test_form_that_is_read_in_says_enough():
    kept = {name for name, data in PAPERS.items() if "skema" in data and "medtag" not in data}
    form = (settings.BASE_DIR / "fixtures" / "skemaer" / PAPERS["noedkald"]["skema"]).read_text()

    assert kept == {"noedkald"}
    assert len(form.partition("Baggrund")[2].partition("Beslutninger")[0]) >= 600


@pytest.mark.parametrize("name", [name for name in PAPERS if name != "noedkald"])
def test_paper_says_enough(name):
    data = PAPERS[name]
    texts = [data["felter"], *(row["felter"] for row in data.get("rettelse", []))]
    last = [text["baggrund"] for text in texts if "baggrund" in text][-1]

    assert len(re.sub(r"<[^>]+>", "", last).replace("&amp;", "&")) >= 600
    assert name in SEEDS or data["effektmaal"]


def test_people_units_and_fora_named_are_there(name):
    data = PAPERS[name]
    felter = [data["felter"], *(row["felter"] for row in data.get("rettelse", []))]
    rows = [row for kind in ROWS for row in data.get(kind, [])]
    people = {data["forfatter"], *(row["bruger"] for row in rows if "bruger" in row)}
    people |= {person for text in felter for person in text.get("medforfattere", [])}
    people |= {text["ansvarlig_leder"] for text in felter if "ansvarlig_leder" in text}
    units = {text[one] for text in felter for one in ("afdeling", "afsendende_afdeling") if one in text}
    fora = {data["forum"], *(row["forum"] for row in rows if "forum" in row)}

    known = {row["kode"] for row in FORA["forum"]}
    assert (people - set(PEOPLE), units - UNITS, fora - known) == (set(), set(), set())
    assert "moede" not in data or (data["forum"], data["moede"]) in MEETINGS


# What is done


def test_course_can_be_played(name):
    assert Play(PAPERS[name]).faults == []


def test_times_rise_from_the_draft_to_the_demos_day(name):
    data = PAPERS[name]
    moments = [moment for moment, _, _ in steps(data)]
    moments += [row["loest"] for row in data.get("kommentar", []) if "loest" in row]
    times = [draft_done(data), *sorted(moments), DEMOENS_DAG]

    assert [after for before, after in zip(times, times[1:], strict=False) if after <= before] == []


@pytest.mark.parametrize("kind", ["rettelse", "handling", "svar", "koordinering", "fil", "kommentar"])
def test_rows_of_a_kind_stand_in_the_order_of_time(kind, name):
    times = [row["tidspunkt"] for row in PAPERS[name].get(kind, [])]

    assert times == sorted(times)


def test_work_is_done_in_daylight_on_hverdage(name):
    odd = [moment for moment, _, _ in steps(PAPERS[name]) if moment.weekday() > 4 or not 7 <= moment.hour < 17]

    assert odd == []


def test_paper_is_sent_and_approved_before_the_deadlines(name):
    data, noon = PAPERS[name], time(12)
    sent = [row["tidspunkt"] for row in handlinger(data, "submit")]
    approved = [row["tidspunkt"] for row in handlinger(data, "approve")]
    late = [day for day in sent if day > datetime.combine(deadline(data, 6), noon)]
    late += [day for day in approved if day > datetime.combine(deadline(data, 5), noon)]

    assert bool(late) == (name in SENE) == bool(data["felter"].get("sen_begrundelse"))


def test_changed_texts_are_new_ones(name):
    data = PAPERS[name]
    known, same = dict(data["felter"]), []
    for row in data.get("rettelse", []):
        same += [felt for felt, text in row["felter"].items() if known.get(felt) == text]
        known |= row["felter"]

    assert same == []


def test_bilag_of_an_open_paper_has_its_openness_when_it_is_sent(name):
    data = PAPERS[name]
    changed = {row["nr"]: row for one in data.get("rettelse", []) for row in one.get("raekke", []) if "aabenhed" in row}
    rows = [row | changed.get(row["nr"], {}) for row in data.get("bilag", [])]

    open_ones = rows if data["felter"]["aabenhed"] == "aaben" and handlinger(data, "submit") else []
    assert [row["nr"] for row in open_ones if row.get("aabenhed") not in ("aaben", "lukket")] == []
    assert [row["nr"] for row in open_ones if row["aabenhed"] == "lukket" and not row.get("begrundelse")] == []


# What page 60 asks of single papers


def test_hjaelpemidler_has_one_agreed_one_against_and_one_late():
    data = PAPERS["hjaelpemidler-i-hjemmet"]
    ((frist),) = [row["frist"] for row in data["koordinering"]]

    assert sorted(Play(data).asked.values()) == ["", "enig", "uenig"]
    assert frist < DEMOENS_DAG.date()


def test_takt_og_tone_has_three_agreed_and_one_remark():
    assert Play(PAPERS["takt-og-tone"]).asked == {
        "STAB-01": "enig", "asta": "bemaerkninger", "STAB-04": "enig", "STAB-06": "enig",
    }  # fmt: skip


def test_demensindsats_was_approved_returned_and_sent_again():
    verbs = [row["verbum"] for row in PAPERS["demensindsats"]["handling"]]

    assert verbs == ["submit", "approve", "send_back", "submit"]


def test_drafts_that_nobody_was_sent_have_no_acts():
    for name in ("rygepolitik", "noedkald", "organisationsaendring-i-staben"):
        assert [kind for _, kind, _ in steps(PAPERS[name]) if kind not in ("rettelse", "kommentar")] == []


def test_every_kind_of_act_and_answer_occurs():
    acts = {row["verbum"] for data in PAPERS.values() for row in data.get("handling", [])}
    answers = {row["svar"] for data in PAPERS.values() for row in data.get("svar", [])}

    assert acts == {"submit", "recall", "approve", "send_back", "withdraw", "close", "open"}
    assert answers == {"enig", "bemaerkninger", "uenig"}
    assert [name for name, data in PAPERS.items() if data.get("frafald")] == ["rengoeringsstandard"]


def test_some_answers_are_late_and_some_are_given_by_a_deputy():
    late = [
        name for name, data in PAPERS.items() for asked in data.get("koordinering", []) for row in data.get("svar", [])
        if row["tidspunkt"].date() > asked["frist"]
    ]  # fmt: skip
    deputies = {row["af"] for data in PAPERS.values() for row in data.get("svar", [])
                if row["af"] != LEADERS.get(row["part"], row["part"])}  # fmt: skip

    assert (len(late), deputies) == (4, {"sofie"})


# What the files may hold


def texts(value):
    if isinstance(value, str):
        yield re.sub(r"<[^>]+>", " | ", value)
    elif isinstance(value, (dict, list)):
        for one in value.values() if isinstance(value, dict) else value:
            yield from texts(one)


def test_names_in_the_papers_are_invented_ones():
    known = KNOWN | {row["alias"] for row in PERSONER["alias"]} | {"Om MSO"}

    assert {name for text in texts([PAPERS, MOEDER]) for name in NAME.findall(text)} - known == set()


@pytest.mark.parametrize("word", ["lorem", "ipsum", "xxx", "todo", "/work", "http:", "@aarhus", "test test"])
def test_papers_hold_no_filler(word):
    assert [text for text in texts([PAPERS, MOEDER]) if word in text.lower()] == []


# The files


def test_every_file_is_used_and_every_one_used_is_there():
    assert {path.name for path in BILAG.iterdir() if path.is_file()} == set(used_files())
    assert set(used_files().values()) == {1}


def test_files_are_small_and_of_the_kinds_one_may_attach():
    files = [path for path in BILAG.rglob("*") if path.is_file()]

    assert sum(path.stat().st_size for path in files) < MAKS_BYTES
    assert {path.suffix for path in BILAG.iterdir() if path.is_file()} == {".pdf", ".docx", ".xlsx", ".pptx", ".png"}


def test_every_pdf_has_its_source():
    sources = {path.stem for path in (BILAG / "kilde").glob("*.html")}

    assert sources == {path.stem for path in BILAG.glob("*.pdf")}


def test_names_in_the_sources_are_invented_ones():
    sources = [path.read_text() for path in (BILAG / "kilde").glob("*.html")]

    assert {name for text in texts(sources) for name in NAME.findall(text)} - KNOWN == set()


# The reader of the files finds what is wrong


def broken(change):
    """Return the faults of an ordinary paper after a change to its file."""
    data = deepcopy(PAPERS["skaermbesoeg"])
    change(data)
    return [fault.partition(": ")[2] for fault in Play(data).faults]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda data: data["handling"][1].update(af="berit"), "may not approve"),
        (lambda data: data["handling"].pop(0), "approve in kladde"),
        (lambda data: data["svar"].pop(0), "waits for ['olga']"),
        (lambda data: data["svar"][0].update(af="otto"), "does not answer for olga"),
        (lambda data: data["svar"][1].update(tekst=""), "says nothing"),
        (lambda data: data["koordinering"][0].update(frist=date(2020, 8, 29)), "frist 2020-08-29"),
        (lambda data: data["fil"].pop(), "bilag without file: {2}"),
        (lambda data: data["fil"][0].update(fil="findes-ikke.pdf"), "no file findes-ikke.pdf"),
        (lambda data: data["rettelse"][0].update(af="otto"), "is no author"),
        (lambda data: data["rettelse"][0].update(tidspunkt=datetime(2020, 8, 28, 9)), "not in godkendt"),
        (lambda data: data["rettelse"][0].update(raekke=[{"slags": "bilag", "nr": 3}]), "no such row"),
        (lambda data: data["kommentar"][0].update(af="otto"), "does not read the kladde"),
    ],
)
def test_slip_in_a_file_is_found(change, said):
    assert [fault for fault in broken(change) if fault.startswith(said)] != []


def test_draft_takes_a_minute_a_row():
    data = PAPERS["gaa-paa-rov"]

    assert draft_done(data) - data["oprettet"] == timedelta(minutes=3 + 5 + 2 + 4 + 2)
