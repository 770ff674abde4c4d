"""The demo world is what its files say, played by its people in its own time, and the same each time it is played."""

import hashlib
import json
import re
from collections import Counter
from datetime import date
from pathlib import Path

import pypdfium2
import pytest
from django.conf import settings

from indstillinger import enums
from indstillinger.document import document
from indstillinger.models import RAEKKER, Indstilling, Moede
from indstillinger.models.historik import udgaver
from indstillinger.models.indhold import content
from mso_portal.management.verden import BEGYNDELSEN, read
from mso_portal.motor.log import check_chain
from mso_portal.motor.models import Haendelse
from mso_portal.motor.pdf import render_pdf
from mso_portal.organisation.models import Afdeling, Bruger, Forum, Lukkedag, Medlemskab
from mso_portal.vaerdier.datoer import DANSK_TID

FILES = sorted((settings.BASE_DIR / "fixtures" / "indstillinger").glob("*.toml"))
PAPERS = {path.stem: read(f"indstillinger/{path.name}") for path in FILES}
GOLDEN = Path(__file__).parent.parent / "indstillinger" / "golden"
SEEDS = {"takt-og-tone": "2020-005", "gaa-paa-rov": "2019-001", "social-kapital": "2020-007"}
# Words in capitals that are no person, unit or forum of the world.
BEGREBER = {"Back Office", "Social Kapital", "Om MSO"}


@pytest.fixture(autouse=True)
def world(verden, db):
    """Every test here reads the one played world."""


@pytest.fixture(params=SEEDS)
def seed(request):
    """The file's name of one of the three papers that the demo is built around."""
    return request.param


def paper_of(name):
    return Indstilling.objects.get(nummer=SEEDS[name])


# The organisation


def test_people_units_and_fora_are_those_of_the_files():
    people, units, fora = (read(f"{name}.toml") for name in ("personer", "organisation", "fora"))

    assert set(Bruger.objects.values_list("brugernavn", flat=True)) == {row["brugernavn"] for row in people["person"]}
    assert set(Afdeling.objects.values_list("kode", flat=True)) == {row["kode"] for row in units["afdeling"]}
    assert set(Forum.objects.values_list("kode", flat=True)) == {row["kode"] for row in fora["forum"]}
    assert Counter(Medlemskab.objects.values_list("bruger__brugernavn", "forum__kode", "rolle")) == Counter(
        (row["brugernavn"], row["forum"], row["rolle"]) for row in fora["medlemskab"]
    )


def test_meetings_and_closed_days_are_those_of_the_files():
    fora = read("fora.toml")

    assert Counter(Moede.objects.values_list("forum__kode", "dato")) == Counter(
        (row["forum"], row["dato"]) for row in fora["moede"]
    )
    assert set(Lukkedag.objects.values_list("dato", flat=True)) == {row["dato"] for row in fora["lukkedag"]}


def test_everybody_is_marked_as_a_demo_person_without_a_password():
    people = Bruger.objects.all()

    assert [one.navn for one in people if not one.er_demo or one.has_usable_password()] == []
    assert {one.email.partition("@")[2] for one in people} == {"demo.example"}


# The papers


def test_every_file_is_one_paper():
    assert Counter(Indstilling.objects.values_list("titel", flat=True)) == Counter(
        data["rettelse"][-1]["felter"].get("titel", data["felter"]["titel"])
        if data.get("rettelse")
        else data["felter"]["titel"]
        for data in PAPERS.values()
    )


def test_papers_are_numbered_in_the_order_they_were_begun():
    begun = list(Indstilling.objects.order_by("nummer").values_list("oprettet_den", flat=True))

    assert begun == sorted(begun)
    assert {name: paper_of(name).titel for name in SEEDS} == {name: PAPERS[name]["felter"]["titel"] for name in SEEDS}


def test_every_step_is_dated_in_the_demos_own_time():
    dates = [row.history_date for paper in Indstilling.objects.all() for row in paper.history.all()]
    events = Haendelse.objects.values_list("tid", flat=True)

    assert (min(events), max(*dates, *events) < Haendelse(aktoer=None).tid) == (BEGYNDELSEN, True)
    assert {one.year for one in dates} == {2019, 2020}


@pytest.mark.parametrize("name", PAPERS)
def test_history_tells_who_corrected_it_and_when(name):
    data = PAPERS[name]
    paper = Indstilling.objects.get(oprettet_den=data["oprettet"].replace(tzinfo=DANSK_TID))
    corrections = sorted(data.get("rettelse", []), key=lambda row: row["tidspunkt"])
    people = dict(Bruger.objects.values_list("brugernavn", "navn"))

    told = [(one.tid.astimezone(DANSK_TID).replace(tzinfo=None), one.af) for one in udgaver(paper)]
    assert (
        told[-len(corrections) :] == [(row["tidspunkt"], people[row["af"]]) for row in corrections] or not corrections
    )
    assert told[0] == (data["oprettet"], people[data["forfatter"]])


def test_log_of_the_whole_world_is_whole():
    assert (check_chain(), Haendelse.objects.filter(handling="indstilling.opret").count()) == ([], len(PAPERS))


# The three papers of the beginning


def rows(paper, kind, *names):
    """Return the rows of a kind as tuples of the named attributes."""
    return [tuple(getattr(row, name) for name in names) for row in getattr(paper, f"{kind}_raekker").all()]


POINTS = {
    "takt-og-tone": ["godkend"],
    "gaa-paa-rov": ["tag_stilling", "godkend", "tag_stilling", "tag_stilling", "tag_stilling"],
    "social-kapital": ["godkend", "tag_til_efterretning", "tag_stilling", "tag_stilling"],
}
FORM = {
    "takt-og-tone": ("indsatsplan", "samlet", date(2020, 5, 29)),
    "gaa-paa-rov": ("almindelig", "loensum", date(2019, 10, 9)),
    "social-kapital": ("maaling", "samlet", date(2020, 6, 26)),
}
COUNTS = {
    "takt-og-tone": {"effektmaal": 3, "udgiftspost": 2, "procestrin": 6, "risikopunkt": 0, "deltager": 2, "bilag": 1},
    "gaa-paa-rov": {"effektmaal": 0, "udgiftspost": 0, "procestrin": 0, "risikopunkt": 2, "deltager": 2, "bilag": 0},
    "social-kapital": {"effektmaal": 0, "udgiftspost": 0, "procestrin": 1, "risikopunkt": 0, "deltager": 2, "bilag": 2},
}
YEARS = {
    "takt-og-tone": [(2019, None), (2020, 160_000), (2021, None), (2022, None)],
    "gaa-paa-rov": [(2019, None), (2020, None), (2021, None), (2022, None)],
    "social-kapital": [(2019, None), (2020, None), (2021, None), (2022, None)],
}


def test_seed_paper_asks_what_its_source_asks(seed):
    assert [slags for (slags,) in rows(paper_of(seed), "beslutningspunkt", "slags")] == POINTS[seed]


def test_seed_paper_has_its_form_meeting_and_openness(seed):
    paper = paper_of(seed)

    assert (paper.formular, paper.udgiftsgrundlag, paper.oensket_moede.dato) == FORM[seed]
    assert (paper.forum.kode, paper.aabenhed, paper.tilstand) == ("CT", "aaben", "kladde")


def test_seed_paper_has_the_rows_of_its_source(seed):
    paper = paper_of(seed)

    assert {kind: getattr(paper, f"{kind}_raekker").count() for kind in COUNTS[seed]} == COUNTS[seed]


def test_seed_paper_has_the_amounts_of_its_source(seed):
    assert rows(paper_of(seed), "direkteudgift", "aar", "kroner") == YEARS[seed]


def test_takt_og_tone_keeps_its_awkward_money():
    paper = paper_of("takt-og-tone")

    assert rows(paper, "udgiftspost", "kroner", "indtastet") == [(80_000, "80.000 kr."), (80_000, "80.000 kr.")]
    assert rows(paper, "indirekteudgift", "kroner", "cirka") == [(4_000_000, True)]
    assert rows(paper, "finansieringskilde", "kilde", "kroner") == [
        ("grundbudget", 160_000),
        ("tvaergaaende_pulje", None),
    ]


def test_takt_og_tone_reads_its_steps():
    steps = [
        (one.tidspunkt.start, one.tidspunkt.slut, one.tidspunkt.praecision, one.tidspunkt.aar_udledt, one.forum.kode)
        for one in paper_of("takt-og-tone").procestrin_raekker.all()
    ]

    maj5, maj20, maj29, juli6 = (date(2020, *day) for day in ((5, 5), (5, 20), (5, 29), (7, 6)))
    assert steps == [
        (maj5, maj5, "dag", True, "BES"), (maj20, maj20, "dag", True, "OC"), (maj29, maj29, "dag", True, "RM"),
        (date(2020, 6, 1), date(2020, 6, 30), "maaned", False, "HMU"), (juli6, juli6, "dag", False, "BES"),
        (date(2020, 10, 1), date(2020, 10, 31), "maaned", False, "BES"),
    ]  # fmt: skip


def test_takt_og_tone_keeps_the_period_that_runs_backwards():
    (time,) = [one.tidspunkt for one in paper_of("takt-og-tone").indirekteudgift_raekker.all()]

    assert (time.tekst, time.praecision, time.start) == ("efterår 2020/forår2020", "fritekst", None)


# On paper


def sections_as_text(paper):
    """Return the document without the day of printing: every string of every section."""
    made = document(paper, paper.redigeret_den.astimezone(DANSK_TID))
    lines = [made.titel, made.fod]
    for section in made.sections:
        lines += ["", f"[{section.id}] {section.titel}".rstrip()]
        lines += [line for block in section.blocks for text in block.strings() for line in str(text).splitlines()]
    return "\n".join(lines) + "\n"


def test_seed_paper_prints_as_it_did(seed, request):
    path = GOLDEN / f"{seed}.txt"
    text = sections_as_text(paper_of(seed))
    if request.config.getoption("--opdater", default=False):
        path.write_text(text)

    assert text == path.read_text()


def test_takt_og_tone_prints_160_and_three_dashes():
    paper = paper_of("takt-og-tone")
    pdf = pypdfium2.PdfDocument(render_pdf(document(paper, paper.redigeret_den)))

    text = "\n".join(page.get_textpage().get_text_bounded() for page in pdf)
    assert re.search(r"2019\s+2020\s+2021\s+2022\s+–\s+160\s+–\s+–", text)


def shown(data):
    """Return content without the database's own keys, which differ from load to load."""
    felter = {name: one["vaerdi"] for name, one in data["felter"].items()}
    kinds = {kind: [{name: one["vaerdi"] for name, one in row["felter"].items()} for row in group["raekker"]]
             for kind, group in data["raekker"].items()}  # fmt: skip
    return json.dumps([felter, kinds], ensure_ascii=False, sort_keys=True)


def test_world_is_the_same_each_time_it_is_played(request):
    lines = [f"{Haendelse.objects.count()} hændelser"]
    for paper in Indstilling.objects.order_by("nummer"):
        digest = hashlib.sha256(shown(content(paper)).encode()).hexdigest()[:16]
        lines.append(f"{paper.nummer} version {paper.version} historik {paper.history.count()} {digest}")
    text, path = "\n".join(lines) + "\n", GOLDEN / "verden.txt"
    if request.config.getoption("--opdater", default=False):
        path.write_text(text)

    assert text == path.read_text()


# What the files may hold


def texts(value):
    if isinstance(value, str):
        yield re.sub(r"<[^>]+>", " | ", value)
    elif isinstance(value, (dict, list)):
        for one in value.values() if isinstance(value, dict) else value:
            yield from texts(one)


def test_names_in_the_papers_are_invented_ones():
    people, units, fora = (read(f"{name}.toml") for name in ("personer", "organisation", "fora"))
    known = {row["navn"] for row in people["person"]} | {row["alias"] for row in people["alias"]} | BEGREBER
    known |= {row["navn"] for row in units["afdeling"]} | {row["navn"] for row in fora["forum"]}
    pattern = re.compile(r"\b[A-ZÆØÅ][a-zæøåé]+(?: [A-ZÆØÅ][\wæøåé]+)+")

    assert {name for text in texts(PAPERS) for name in pattern.findall(text)} - known == set()


@pytest.mark.parametrize("word", ["lorem", "ipsum", "xxx", "todo", "/work", "http:", "@aarhus", "test test"])
def test_papers_hold_no_filler(word):
    assert [text for text in texts(PAPERS) if word in text.lower()] == []


def test_public_title_of_a_closed_paper_gives_nothing_away():
    closed = Indstilling.objects.filter(aabenhed="lukket")
    shared = {
        paper.nummer: set(re.findall(r"\w{5,}", paper.titel.lower()))
        & set(re.findall(r"\w{5,}", paper.titel_lukket.lower()))
        for paper in closed
    }

    assert len(shared) >= 3
    assert {number: words for number, words in shared.items() if words} == {}


# Members that nothing in the world has yet, and why.
UBRUGTE = {
    "tilstand": {"til_godkendelse", "godkendt", "behandlet", "trukket"},  # no verb leads there yet
    "formular": {"opfoelgning"},  # written when there is a decision to follow up
    "hjemmel": {"andet_hensyn", "kontrol_planlaegning", "straf_disciplin"},  # the closed papers of later meetings
}
USED = {
    "tilstand": (Indstilling, enums.Tilstand),
    "hjemmel": (Indstilling, enums.Hjemmel),
    "aabenhed": (Indstilling, enums.Aabenhed),
    "sagstype": (Indstilling, enums.Sagstype),
    "formular": (Indstilling, enums.Formular),
    "udgiftsgrundlag": (Indstilling, enums.Udgiftsgrundlag),
    "finansiering_status": (Indstilling, enums.Finansieringsstatus),
    "slags": (RAEKKER["beslutningspunkt"], enums.Punktslags),
    "kilde": (RAEKKER["finansieringskilde"], enums.Kilde),
}


@pytest.mark.parametrize("name", USED)
def test_every_choice_occurs_or_is_left_out_for_a_reason(name):
    model, members = USED[name]

    assert set(members.values) - set(model.objects.values_list(name, flat=True)) == UBRUGTE.get(name, set())


@pytest.mark.parametrize("kind", RAEKKER)
def test_every_kind_of_row_occurs(kind):
    assert RAEKKER[kind].objects.count() > 0
