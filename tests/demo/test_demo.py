"""The demo world is what its files say, played by its people in its own time, and the same each time it is played."""

import hashlib
import json
import re
from collections import Counter, defaultdict
from datetime import date
from pathlib import Path

import pypdfium2
import pytest
from django.db.models import Count

from indstillinger import enums
from indstillinger.document import document
from indstillinger.models import (
    RAEKKER,
    Godkendelse,
    Indstilling,
    Indstillingsversion,
    Kommentartraad,
    Koordinering,
    Moede,
)
from indstillinger.models.historik import udgaver
from indstillinger.models.indhold import content
from indstillinger.workflow.tilstande import TRANSITIONS
from mso_portal.management.verden import BEGYNDELSEN, read
from mso_portal.motor.log import check_chain
from mso_portal.motor.models import Fil, Haendelse, Mail, Notifikation
from mso_portal.motor.pdf import render_pdf
from mso_portal.organisation.models import Afdeling, Bruger, Forum, Lukkedag, Medlemskab
from mso_portal.vaerdier.datoer import DANSK_TID
from tests.demo.facit import AS_IMPORTED, BEHANDLEDE, COUNTS, FORM, OUTDATED, POINTS, SEEDS, UBRUGTE, WARNINGS, YEARS
from tests.demo.forloeb import BILAG, PAPERS, Play
from tests.demo.skemaer import FUNDET

GOLDEN = Path(__file__).parent.parent / "indstillinger" / "golden"
COUNTED = (Haendelse, Koordinering, Kommentartraad, Fil, Mail, Notifikation)
SPOR = {one.name: one.spor for one in TRANSITIONS}


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


def of(name):
    """Return the paper of a file: the time it was begun tells it from the others."""
    return Indstilling.objects.get(oprettet_den=PAPERS[name]["oprettet"].replace(tzinfo=DANSK_TID))


def told(paper):
    """Return [(local time, person, what was done)] of the paper's history."""
    return [(one.tid.astimezone(DANSK_TID).replace(tzinfo=None), one.af, one.anledning) for one in udgaver(paper)]


def doers():
    return dict(Bruger.objects.values_list("brugernavn", "navn"))


@pytest.mark.parametrize("name", PAPERS)
def test_history_tells_who_corrected_it_and_when(name):
    data, people = PAPERS[name], doers()
    corrections = [(row["tidspunkt"], people[row["af"]], "gemt") for row in data.get("rettelse", [])]

    entries = told(of(name))
    assert [one for one in dict.fromkeys(entries) if one in corrections] == corrections
    assert entries[0] == (data["oprettet"], people[data["forfatter"]], "oprettet")


@pytest.mark.parametrize("name", PAPERS)
def test_history_tells_who_sent_it_and_who_answered(name):
    people = doers()
    acts = [(row["tidspunkt"], people[row["af"]], SPOR[row["verbum"]]) for row in PAPERS[name].get("handling", [])]

    assert [one for one in told(of(name)) if one[2] in SPOR.values()] == acts


def test_log_of_the_whole_world_is_whole():
    assert (check_chain(), Haendelse.objects.filter(handling="indstilling.opret").count()) == ([], len(PAPERS))


# How far they have come


def test_every_paper_is_as_far_as_its_file_says():
    played = {name: Play(data) for name, data in PAPERS.items()}

    assert {name: of(name).tilstand for name in PAPERS} == {
        name: "behandlet" if name in BEHANDLEDE else play.state for name, play in played.items()
    }
    assert {name for name in PAPERS if of(name).aabenhed == "lukket"} == {
        name for name, play in played.items() if play.closed
    }


def test_answers_are_those_of_the_files():
    rows = Koordinering.objects.select_related("indstilling", "bruger", "afdeling").order_by("pk")
    given = defaultdict(dict)
    for one in rows:
        part = one.bruger.brugernavn if one.bruger else one.afdeling.kode
        given[one.indstilling.nummer][part] = one.status if one.status == "frafaldet" else one.svar

    assert given == {of(name).nummer: asked for name, data in PAPERS.items() if (asked := Play(data).asked)}


def test_answers_to_an_earlier_text_say_so():
    sent = {name: of(name).versioner.filter(anledning="indsendt").last() for name in PAPERS}
    marks = {name: {one["tidligere"] for one in row.indhold["koordinering"]} for name, row in sent.items() if row}

    assert {name: given for name, given in marks.items() if True in given} == dict.fromkeys(OUTDATED, {True})


def test_what_is_sent_to_be_answered_holds_nobodys_answer():
    asked = Indstillingsversion.objects.filter(anledning="koordinering")

    assert {len(one.indhold["koordinering"]) for one in asked} == {0}


def test_bilag_hold_the_files_of_the_demo():
    last = {(name, row["bilag"]): row["fil"] for name, data in PAPERS.items() for row in data.get("fil", [])}
    rows = {key: of(key[0]).bilag_raekker.select_related("fil").get(nr=key[1]) for key in last}

    assert {key: (row.filnavn, row.fil.tilstand) for key, row in rows.items()} == {
        key: (navn, "ok") for key, navn in last.items()
    }
    # A picture is drawn anew when it is taken in; everything else keeps its bytes.
    kept = {key: navn for key, navn in last.items() if not navn.endswith(".png")}
    assert {key: rows[key].fil_id for key in kept} == {
        key: hashlib.sha256((BILAG / navn).read_bytes()).hexdigest() for key, navn in kept.items()
    }


def test_comments_are_those_of_the_files():
    threads = Kommentartraad.objects.annotate(antal=Count("kommentarer")).order_by("pk")
    found = [(one.indstilling_id, one.felt, one.antal, one.loest_den is not None) for one in threads]

    assert Counter(found) == Counter(
        (of(name).pk, row["felt"], 1 + [one.get("svar_paa") for one in data["kommentar"]].count(nr), "loest" in row)
        for name, data in PAPERS.items()
        for nr, row in enumerate(data.get("kommentar", []), 1)
        if "svar_paa" not in row
    )


@pytest.mark.parametrize("model", [Mail, Notifikation, Haendelse])
def test_what_is_told_and_logged_holds_no_title(model):
    titles = [title for paper in Indstilling.objects.all() for title in (paper.titel, paper.titel_lukket) if title]
    lines = [" ".join(map(str, row)) for row in model.objects.values_list()]

    assert len(lines) > 100
    assert [title for title in titles if any(title in line for line in lines)] == []


# The three papers of the beginning


def rows(paper, kind, *names):
    """Return the rows of a kind as tuples of the named attributes."""
    return [tuple(getattr(row, name) for name in names) for row in getattr(paper, f"{kind}_raekker").all()]


def test_seed_paper_asks_what_its_source_asks(seed):
    assert [slags for (slags,) in rows(paper_of(seed), "beslutningspunkt", "slags")] == POINTS[seed]


def test_seed_paper_has_its_form_meeting_and_openness(seed):
    paper = paper_of(seed)

    assert (paper.formular, paper.udgiftsgrundlag, paper.oensket_moede.dato) == FORM[seed]
    assert (paper.forum.kode, paper.aabenhed, paper.tilstand) == ("CT", "aaben", "behandlet")


def test_seed_paper_was_approved_with_exactly_these_warnings(seed):
    paper = paper_of(seed)

    assert [one["kode"] for one in paper.godkendt_version.advarsler] == WARNINGS[seed].split()
    assert paper.godkendt_version == paper.versioner.filter(anledning="indsendt").last()


def test_old_form_of_a_seed_paper_gives_exactly_these_findings(seed):
    assert FUNDET[seed] == AS_IMPORTED[seed]


def test_nothing_was_sent_with_a_stop():
    found = [one for row in Indstillingsversion.objects.all() for one in row.advarsler]

    assert (len(found) > 50, {one["niveau"] for one in found}) == (True, {"A"})


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


def test_takt_og_tone_has_its_period_corrected():
    (time,) = [one.tidspunkt for one in paper_of("takt-og-tone").indirekteudgift_raekker.all()]

    assert (time.tekst, time.praecision, time.start) == ("forår 2021", "saeson", date(2021, 3, 1))


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
    lines = [f"{model.objects.count()} {model._meta.verbose_name_plural}" for model in COUNTED]
    for paper in Indstilling.objects.order_by("nummer"):
        digest = hashlib.sha256(shown(content(paper)).encode()).hexdigest()[:16]
        counts = f"historik {paper.history.count()} versioner {paper.versioner.count()}"
        lines.append(f"{paper.nummer} {paper.tilstand} version {paper.version} {counts} {digest}")
    text, path = "\n".join(lines) + "\n", GOLDEN / "verden.txt"
    if request.config.getoption("--opdater", default=False):
        path.write_text(text)

    assert text == path.read_text()


# What the world holds


def test_public_title_of_a_closed_paper_gives_nothing_away():
    closed = Indstilling.objects.filter(aabenhed="lukket")
    shared = {
        paper.nummer: set(re.findall(r"\w{5,}", paper.titel.lower()))
        & set(re.findall(r"\w{5,}", paper.titel_lukket.lower()))
        for paper in closed
    }

    assert len(shared) >= 3
    assert {number: words for number, words in shared.items() if words} == {}


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
    "status": (Koordinering, enums.Koordineringsstatus),
    "svar": (Koordinering, enums.Svar),
    "anledning": (Indstillingsversion, enums.Anledning),
    "udfald": (Godkendelse, enums.Godkendelsesudfald),
}


@pytest.mark.parametrize("name", USED)
def test_every_choice_occurs_or_is_left_out_for_a_reason(name):
    model, members = USED[name]

    assert set(members.values) - set(model.objects.values_list(name, flat=True)) == UBRUGTE.get(name, set())


@pytest.mark.parametrize("kind", RAEKKER)
def test_every_kind_of_row_occurs(kind):
    assert RAEKKER[kind].objects.count() > 0
