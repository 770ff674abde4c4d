"""The three old forms through the reader: the values, spans and marks of page 10 §9, from every type of file."""

import pytest

from indstillinger.enums import Layout, Tjekaarsag
from indstillinger.indlaesning import kilden_viser, laes_fil
from mso_portal.vaerdier import kroner, rigtekst
from tests.indstillinger.indlaesning import skemaer
from tests.indstillinger.indlaesning.opslag import OPSLAG, aarsager, fingeraftryk, vaerdier

LAYOUT = dict(zip(skemaer.NAVNE, ["skema_2020_proces", "tabel_2019", "skema_2020"], strict=True))
FAELLES = {("formular", 0): "formular_gaettet", ("aabenhed", 0): "afkrydsning", ("afdeling", 0): "afdeling_mangler"}
MAERKER = {
    "takt-og-tone": FAELLES | {
        ("direkteudgift.beloeb", 2): "enhed_omregnet",
        ("udgiftspost.beloeb", 1): "enhed_gaettet",
        ("finansieringskilde.kilde", 1): "finansiering",
        ("indirekteudgift.tidspunkt", 1): "tid_ulaest",
        ("procestrin.tidspunkt", 1): "aar_udledt",
        ("procestrin.tidspunkt", 2): "aar_udledt",
        ("procestrin.tidspunkt", 3): "aar_udledt",
        ("bilag.nr", 1): "bilag_uden_fil",
        ("referat.linje", 1): "referat",
    },
    "gaa-paa-rov": {
        ("aabenhed", 0): "afkrydsning",
        ("sagsbehandler", 0): "navn_mangler",
        ("ansvarlig_leder", 0): "navn_ukendt",
        ("beslutningspunkt.slags", 3): "slags_gaettet",
        ("bilag", 0): "bilag_uden_nummer",
        ("risikopunkt.tekst", 1): "flyttet",
        ("referat.linje", 1): "referat",
    },
    "social-kapital": FAELLES | {
        ("bilag.nr", 1): "bilag_uden_fil",
        ("bilag.nr", 2): "bilag_uden_fil",
        **{("referat.linje", nr): "referat" for nr in range(1, 7)},
    },
}  # fmt: skip


@pytest.fixture(scope="module")
def laest():
    """Return a function that reads a form from a type of file, each once."""
    kept = {}

    def read(navn, slags="docx"):
        if (navn, slags) not in kept:
            kept[navn, slags] = laes_fil(skemaer.indhold(navn, slags), f"{navn}.{slags}", OPSLAG)
        return kept[navn, slags]

    return read


@pytest.mark.parametrize("navn", skemaer.NAVNE)
@pytest.mark.parametrize("slags", skemaer.TYPER)
def test_spans_cut_out_exactly_the_source(laest, navn, slags):
    laesning = laest(navn, slags)
    assert [one.raatekst for one in laesning.felter] == [laesning.tekst[one.fra : one.til] for one in laesning.felter]


@pytest.mark.parametrize("navn", skemaer.NAVNE)
@pytest.mark.parametrize("slags", skemaer.TYPER)
def test_every_type_of_file_reads_the_same_fields(laest, navn, slags):
    assert laest(navn, slags).layout == LAYOUT[navn]
    assert fingeraftryk(laest(navn, slags)) == fingeraftryk(laest(navn))


@pytest.mark.parametrize(("navn", "antal"), [*zip(skemaer.NAVNE, (12, 7, 11), strict=True)])
def test_marks_and_their_reasons(laest, navn, antal):
    marks = aarsager(laest(navn))
    assert marks == MAERKER[navn]
    assert (len(laest(navn).marks), len(marks)) == (antal, antal)
    assert set(marks.values()) <= set(Tjekaarsag.values)


@pytest.mark.parametrize("navn", skemaer.NAVNE)
def test_openness_is_never_taken_over(laest, navn):
    assert vaerdier(laest(navn), "aabenhed") == ["ikke_angivet"]


@pytest.mark.parametrize(("navn", "kilden"), [*zip(skemaer.NAVNE, ("", "aaben", ""), strict=True)])
def test_source_tick_can_be_shown(laest, navn, kilden):
    raatekst = next(one.raatekst for one in laest(navn).felter if one.felt == "aabenhed")
    assert kilden_viser(raatekst) == kilden


@pytest.mark.parametrize("navn", skemaer.NAVNE)
def test_running_text_is_the_papers_own(laest, navn):
    felter = skemaer.papir(navn)["felter"]
    for felt in ("baggrund", "kommunikation"):
        assert vaerdier(laest(navn), felt) == [rigtekst.clean(felter[felt])]
    assert vaerdier(laest(navn), "titel") == [felter["titel"]]


@pytest.mark.parametrize("navn", skemaer.NAVNE)
def test_points_are_the_papers_own(laest, navn):
    rows = skemaer.papir(navn)["beslutningspunkt"]
    assert vaerdier(laest(navn), "beslutningspunkt.tekst") == [row["tekst"] for row in rows]
    assert vaerdier(laest(navn), "beslutningspunkt.slags") == [row["slags"] for row in rows]


def test_takt_og_tone_head(laest):
    laesning = laest("takt-og-tone")
    head = {felt: vaerdier(laesning, felt) for felt in ("formular", "moede", "sagsbehandler", "ansvarlig_leder")}
    assert head == {
        "formular": ["indsatsplan"], "moede": ["2020-05-29"], "sagsbehandler": ["1"], "ansvarlig_leder": ["3"],
    }  # fmt: skip
    assert vaerdier(laesning, "deltager.navn") == ["Signe Sagsbehandler", "Leif Leder"]


def test_takt_og_tone_goals(laest):
    paper = skemaer.papir("takt-og-tone")
    assert vaerdier(laest("takt-og-tone"), "effektmaal.tekst") == [row["tekst"] for row in paper["effektmaal"]]
    assert vaerdier(laest("takt-og-tone"), "effekt") == [rigtekst.clean(paper["felter"]["effekt"])]


def test_takt_og_tone_money(laest):
    laesning = laest("takt-og-tone")
    assert vaerdier(laesning, "direkteudgift.aar") == ["2019", "2020", "2021", "2022"]
    amounts = [(one.raekke, kroner.laes(one.vaerdi, "tkr").kroner) for one in laesning.felter
               if one.felt == "direkteudgift.beloeb"]  # fmt: skip
    assert amounts == [(2, 160_000)]
    assert vaerdier(laesning, "udgiftspost.aar") == ["2020", "2020"]
    posts = [kroner.laes(one, "tkr").kroner for one in vaerdier(laesning, "udgiftspost.beloeb")]
    assert posts == [80_000, 80_000]


def test_takt_og_tone_note_names_the_pool(laest):
    laesning = laest("takt-og-tone")
    assert vaerdier(laesning, "finansieringskilde.kilde") == ["tvaergaaende_pulje"]
    assert vaerdier(laesning, "finansieringskilde.note") == [
        "løn og train the trainer for de to undervisere på deltid betales af en tværgående pulje, det er andre "
        "udgifter end de 160.000 kr."
    ]


def test_takt_og_tone_indirect_cost(laest):
    row = skemaer.papir("takt-og-tone")["indirekteudgift"][0]
    laesning = laest("takt-og-tone")
    for felt in ("tekst", "beloeb", "pr_enhed", "tidspunkt"):
        assert vaerdier(laesning, f"indirekteudgift.{felt}") == [row[felt]]


def test_takt_og_tone_steps(laest):
    laesning = laest("takt-og-tone")
    times = ["5. maj", "20. maj", "29. maj", "Juni 2020", "6. Juli 2020", "Oktober 2020"]
    assert vaerdier(laesning, "procestrin.tidspunkt") == times
    assert vaerdier(laesning, "procestrin.forum") == ["14", "11", "12", "13", "14", "14"]


def test_gaa_paa_rov_head(laest):
    laesning = laest("gaa-paa-rov")
    felter = ("moede", "sagsbehandler", "ansvarlig_leder", "afdeling", "afsendende_afdeling", "formular")
    assert [vaerdier(laesning, felt) for felt in felter] == [["2019-10-09"], [""], ["4"], ["20"], ["21"], []]
    assert vaerdier(laesning, "deltager.navn") == ["Hanne HR", "Hjalte HR"]
    assert vaerdier(laesning, "koordinering_part.navn") == ["Otto Områdechef", "Leif Leder"]


def test_gaa_paa_rov_money_and_risks(laest):
    laesning, paper = laest("gaa-paa-rov"), skemaer.papir("gaa-paa-rov")
    assert vaerdier(laesning, "udgiftsgrundlag") == ["loensum"]
    assert vaerdier(laesning, "direkteudgift.aar") == ["2019", "2020", "2021", "2022"]
    assert vaerdier(laesning, "direkteudgift.beloeb") == vaerdier(laesning, "procestrin.tekst") == []
    assert vaerdier(laesning, "risikopunkt.tekst") == [row["tekst"] for row in paper["risikopunkt"]]


def test_social_kapital_cites_two_bilag(laest):
    laesning = laest("social-kapital")
    assert vaerdier(laesning, "bilag.nr") == ["1", "2"]
    assert vaerdier(laesning, "moede") == ["2020-06-26"]
    assert vaerdier(laesning, "formular") == ["maaling"]
    assert [vaerdier(laesning, felt) for felt in ("procestrin.tekst", "risikopunkt.tekst")] == [[], []]


@pytest.mark.parametrize("navn", skemaer.NAVNE)
@pytest.mark.parametrize("slags", ["docx", "txt"])
def test_files_in_fixtures_are_what_the_generator_writes(laest, navn, slags):
    stored = laes_fil((skemaer.MAPPE / f"{navn}.{slags}").read_bytes(), f"{navn}.{slags}", OPSLAG)
    assert stored == laest(navn, slags)


def test_layouts_are_those_of_the_enum(laest):
    assert {laest(navn).layout for navn in skemaer.NAVNE} | {"ukendt"} == set(Layout.values)
