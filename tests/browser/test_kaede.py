"""Three papers from their author's last word to the closed task: everybody presses in a browser of their own.

The chain is played once for this file; each test looks at what somebody was shown on the way.
"""

import os

import pytest

from tests.browser import kaede_referat as referat
from tests.browser import kaede_trin as trin
from tests.browser.kaede_folk import Folk
from tests.browser.kaede_verden import PAPERS, RESUME, Chainworld


@pytest.fixture(scope="module")
def folk(browser):
    world = Chainworld("kaede_" + os.environ.get("PYTEST_XDIST_WORKER", "ene")).prepare()
    made = Folk(browser, world)
    made.watch.expect("status of 40[34]")  # what an outsider meets
    try:
        world.start()
        yield made
    finally:
        made.leave()
        world.drop()


@pytest.fixture(scope="module")
def gange(folk):
    """Every paper carried to its end, in the order of their meetings: {name of its file: Gang}."""
    return {name: carry(trin.Gang(folk, name)) for name in PAPERS}


# In order; those marked are done with one of the papers only, which is carried through every step there is.
STEPS = (
    (trin.write, "hel"), (trin.ask, "hel"), (trin.submit, ""), (trin.approve, ""), (trin.place, ""),
    (trin.add_closed, "hel"), (trin.prepare, ""), (trin.send, ""), (trin.read_all, ""), (trin.stay_out, "hel"),
    (trin.start, ""), (referat.treat, ""), (referat.follow, ""), (trin.finish, ""), (referat.refused, ""),
    (referat.mend, ""), (referat.circulate, ""), (referat.remark, "hel"), (referat.approve_minutes, ""),
    (referat.look_up, ""), (referat.look_from_outside, "hel"), (referat.report, "hel"),
)  # fmt: skip


def carry(sag):
    """Do every step of a paper, each by its own person."""
    for step, which in STEPS:
        if not which or sag.name == RESUME:
            step(sag)
    return sag


@pytest.fixture(params=PAPERS)
def sag(request, gange):
    return gange[request.param]


@pytest.fixture
def hel(gange):
    """The one paper that is carried through every step."""
    return gange[RESUME]


CHECKS = [
    "Indholdet er det samme, som da pakken blev lavet", "Alle indstillinger er godkendt",
    "Alle filer er fundet fri for virus", "De bilag, der nævnes, er vedlagt",
    "Ingen får tekst fra punkter, de ikke må læse", "Alle medlemmer er modtagere",
    "Hvert punkt har en sekretær, der deltager", "Alle dele kunne vises som PDF",
]  # fmt: skip
# One says »se bilag« of a bilag it does not have: the sekretær sends it with a reason.
STOPS = {"gaa-paa-rov": {"De bilag, der nævnes, er vedlagt"}}
MANGLER = {
    "gaa-paa-rov": [
        "Punkt 2 mangler udfald for 4 af 5 beslutningspunkter: 1, 2, 3 og 4.",
        "Opgaven til punkt 2 mangler en frist. Skriv en dato, eller vælg »næste møde« eller »uden frist«.",
    ],
    "takt-og-tone": [
        "Punkt 2, beslutningspunkt 1: Skriv ændringerne ud. »Med de aftalte justeringer« kan ingen følge op på.",
        "Opgaven til punkt 2 mangler en ansvarlig. Vælg en person.",
    ],
    "social-kapital": [
        "Opgaven til punkt 2 mangler en frist. Skriv en dato, eller vælg »næste møde« eller »uden frist«."
    ],
}


def titles(sag):
    """Return the meeting's agenda as a member reads it."""
    middle = [sag.data["felter"]["titel"], *(["Opsigelse af Viggo Vikar"] if sag.name == RESUME else [])]
    return ["Velkomst og dagsorden", *middle, "Opfølgning på beslutninger", "Eventuelt"]


def numbered(names):
    return [f"{nr}. {name}" for nr, name in enumerate(names, 1)]


# Before the meeting


def test_author_writes_and_asks_and_the_one_asked_answers(hel):
    told = [hel.shown[step] for step in ("skrevet", "partens forside", "svar")]

    assert told == [
        "Gemt.", ["Svar på koordinering: Indsatsplan for Takt og tone 2.0"],
        "Svaret er sendt. Du kan ændre det, indtil sagen bliver sendt til godkendelse.",
    ]  # fmt: skip


def test_leder_finds_the_paper_on_the_front_page_and_approves_it(sag):
    told = [sag.shown[step] for step in ("indsendt", "lederens forside", "godkendt")]

    assert told == [
        f"Sendt til {trin.NAVNE[sag.leder]}. Du får besked, når den er godkendt.",
        [f"Læs og godkend: {sag.data['felter']['titel']}"],
        "Indstillingen er godkendt. Forummets sekretær har fået besked.",
    ]  # fmt: skip


def test_sekretaer_finds_the_paper_on_the_front_page_and_places_it(sag):
    duty = f"Sæt på dagsordenen: {sag.data['felter']['titel']}"

    assert [one for one in sag.shown["sekretærens forside"] if one.startswith("Sæt")] == [duty]
    assert sag.shown["optaget"] == f"{sag.number} står på dagsordenen."


def test_checklist_names_what_is_cited_and_missing_alone(sag):
    stops = STOPS.get(sag.name, set())

    assert sag.shown["tjekliste"] == [[name, "Stop" if name in stops else "I orden"] for name in CHECKS]
    assert (sag.shown["venter"], sag.shown["sendt"]) == (["Mødepakken bliver dannet"], "Sendt til alle modtagere.")


def test_member_reads_every_item_with_a_press_each(sag):
    names = titles(sag)

    assert sag.shown["dagsorden"] == numbered(names)
    assert sag.shown["læst"] == (names, "Du har læst alle punkter.", ["Læst"] * len(names))


def test_outsider_sees_the_public_title_and_gets_404_on_the_closed_item(hel):
    public = ["Personalesag" if name == "Opsigelse af Viggo Vikar" else name for name in titles(hel)]

    assert hel.shown["lise ser"] == (numbered(public), [200, 200, 404, 200, 200])


# The minutes


UNDERVEJS = {
    "gaa-paa-rov": [*["Intet udfald endnu"] * 4, "Ikke tiltrådt"], "takt-og-tone": ["Tiltrådt med ændringer"],
    "social-kapital": [
        "Tiltrådt med ændringer", "Taget til efterretning", "Tiltrådt med ændringer", "Delvist tiltrådt",
    ],
}  # fmt: skip


def test_member_follows_the_outcomes_and_an_outsider_does_not(sag):
    assert (sag.shown["følger"], sag.shown["følger ikke"]) == (UNDERVEJS[sag.name], 403)


def test_minutes_are_refused_with_what_is_missing(sag):
    lines = MANGLER[sag.name]

    assert sag.shown["mangler"] == ([f"Referatet mangler ({len(lines)})"], lines)


def test_three_first_tries_are_refused_with_five_lines(gange):
    assert sum(len(sag.shown["mangler"][1]) for sag in gange.values()) == 5


def test_meeting_and_minutes_go_their_way(sag):
    told = [sag.shown[step] for step in ("fremmøde", "afsluttet", "til kommentering", "referat godkendt")]

    assert told == [
        "Fremmødet er gemt.", "Mødet er afsluttet. Gør referatet færdigt, og send det til kommentering.",
        "Referatet er sendt til kommentering.", "Referatet er godkendt.",
    ]  # fmt: skip


def test_moedeleder_approves_ten_twelve_and_one_rows(gange):
    rows = {name: sag.shown["rækker"] for name, sag in gange.items()}

    assert rows == {"gaa-paa-rov": [5, 4, 0], "takt-og-tone": [1, 8, 1], "social-kapital": [4, 0, 0]}
    assert [sum(column) for column in zip(*rows.values(), strict=True)] == [10, 12, 1]


def test_member_remarks_and_the_sekretaer_answers(hel):
    assert hel.shown["bemærkning"] == [referat.BEMAERKNING]
    assert hel.shown["svaret"] == ("Bemærkningen er gemt.", "Svaret er gemt.")


# Decisions and tasks

BESLUTNINGER = {
    "gaa-paa-rov": [
        ("CT-2019-001", "Tiltrådt med ændringer"), ("CT-2019-002", "Tiltrådt med ændringer"),
        ("CT-2019-003", "Tiltrådt med ændringer"), ("CT-2019-004", "Ikke tiltrådt"),
    ],
    "takt-og-tone": [("CT-2020-001", "Tiltrådt med ændringer")],
    "social-kapital": [
        ("CT-2020-002", "Tiltrådt med ændringer"), ("CT-2020-003", "Taget til efterretning"),
        ("CT-2020-004", "Tiltrådt med ændringer"), ("CT-2020-005", "Delvist tiltrådt"),
    ],
}  # fmt: skip
OPGAVER = {
    "gaa-paa-rov": [
        "O-2019-001 Saml erfaringerne fra besøgene, og send dem til chefteamet "
        "Hanne HR · april 2020 (30. april 2020) · Ikke afsluttet",
        "O-2019-002 Lav to små pakker med information om besøgene "
        "Hjalte HR · november 2019 (30. november 2019) · Ikke afsluttet",
    ],
    "takt-og-tone": [
        "O-2020-001 Gør planen færdig i styregruppen, og læg den derefter op til HMU "
        "Poul Programejer · 15. juni 2020 · Ikke afsluttet"
    ],
    "social-kapital": [
        "O-2020-002 Kom med et forslag til temaer i den opfølgende måling Anton Analyse · uden frist · Ikke afsluttet"
    ],
}


def test_register_shows_the_decisions_of_the_paper(sag):
    own = [row for row in sag.shown["register"] if sag.data["felter"]["titel"] in row[0]]

    assert [(row[0].split()[0], row[3]) for row in own] == BESLUTNINGER[sag.name]


def test_register_holds_nine_decisions_in_the_end(gange):
    last = gange["social-kapital"].shown["register"]

    assert sorted(row[0].split()[0] for row in last) == sorted(
        number for rows in BESLUTNINGER.values() for number, _ in rows
    )


def test_wording_written_out_stands_in_the_register(hel):
    (row,) = [row for row in hel.shown["register"] if row[0].startswith("CT-2020-001")]

    assert row[2] == hel.moede["rettelse"][0]["raekke"][0]["ordlyd"]


def test_minutes_give_the_tasks_of_the_paper(sag):
    assert sag.shown["opgaver"] == OPGAVER[sag.name]


def test_outsider_reads_the_minutes_without_the_closed_item(hel):
    public = ["Personalesag" if name == "Opsigelse af Viggo Vikar" else name for name in titles(hel)]

    assert hel.shown["lise læser"] == [*numbered(public), "Fremmøde"]


def test_task_is_reported_by_its_doer_and_closed_by_who_gave_it(hel):
    assert hel.shown["opgaven"] == ("Opgaven er meldt udført.", "Opgaven er afsluttet.", ["Afsluttet"])


def test_no_page_complained(folk, gange):
    assert folk.watch.left() == []
