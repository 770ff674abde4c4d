"""Search: Danish stems and folded words, narrowed to the reader before anything is found."""

import pytest

from indstillinger.models import Indstilling
from mso_portal.motor import search
from mso_portal.motor.models import Soegepost
from tests import builders, builders_indstilling


@pytest.fixture
def signe(db):
    return builders.bruger()


@pytest.fixture
def forum(db):
    return builders.forum()


@pytest.fixture
def make(signe, forum):
    """Return a function that makes a paper whose search row holds the words given."""

    def paper(person=None, **words):
        made = builders_indstilling.indstilling(person or signe, forum=forum, raekker=False)
        search.write_row(made, "arbejdsudgave", **{"titel": "Uden ord", **words})
        return made

    return paper


def papirer(*udgaver):
    """Say that papers are found in these editions, by those who may read the working text."""
    return search.Soegbar(
        slags="indstilling",
        label="Indstilling",
        flertal="Indstillinger",
        udgaver=lambda user: [(udgave, Indstilling.objects.visible_to(user)) for udgave in udgaver],
        i_aar=lambda papers, aar: papers.filter(oprettet_den__year=aar),
        vis=lambda paper, udgave: {"url": f"{paper.nummer}/{udgave}"},
    )


def find(person, words, *udgaver, **kw):
    return search.find([papirer(*udgaver or ["arbejdsudgave"])], person, words, **kw)


def found(person, words, *udgaver):
    return sorted((hit.obj for hit in find(person, words, *udgaver)[0]), key=lambda paper: paper.nummer)


def excerpt(person, words):
    """Return the excerpt of the only hit, the words found in brackets."""
    (hit,), _ = find(person, words)
    return "".join(f"[{piece['tekst']}]" if piece["fundet"] else piece["tekst"] for piece in hit.uddrag)


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("Møde i Mølgård", "mølgård"),
        ("Møde i Mølgård", "Molgaard"),
        ("Møde i Mølgård", "MØLGÅRD"),
        ("Drøftelse med rådmanden", "raadmand"),
        ("Drøftelse med rådmanden", "rådmand"),
        ("Indsatsplan for Takt og tone", "takt og tone"),
        ("Indsatsplan for Takt og tone", '"takt og tone"'),
        ("Hjælpemidler til borgerne", "hjælpemidlerne"),
        ("Besjæling i hele MSO", "mso besj"),
        ("Besjæling eller tone", "takt or tone"),
        ("Besjæling eller tone", "takt OR tone"),
        ("Følgevenner på plejehjem", "følgeven"),
        ("Indstilling 2020-014", "2020-014"),
    ],
)
def test_words_find_what_a_dane_means(make, signe, written, words):
    paper = make(titel=written)

    assert found(signe, words) == [paper]


@pytest.mark.parametrize(
    "words", ["takt -tone", '"tone takt"', "andet", "", "   ", "&|!():*", "' OR 1=1", "<script>", "-", "²"]
)
def test_other_words_find_nothing(make, signe, words):
    make(titel="Takt og tone")

    assert found(signe, words) == []


@pytest.mark.parametrize("place", ["titel", "punkter", "tekst", "bilag"])
def test_every_part_is_found(make, signe, place):
    paper = make(**{place: "Besjæling"})

    assert found(signe, "besjæling") == [paper]


def test_hits_are_the_readers(make, signe):
    lars = builders.bruger("Lars Leder")
    mine, _ = make(titel="Besjæling"), make(lars, titel="Besjæling")

    assert found(signe, "besjæling") == [mine]


def test_hits_are_of_the_edition_asked_for(make, signe):
    make(titel="Besjæling")

    assert found(signe, "besjæling", "udsendt") == []


def test_row_is_written_anew_not_twice(make, signe):
    paper = make(titel="Gammel")

    search.write_row(paper, "arbejdsudgave", titel="Ny")

    assert (found(signe, "gammel"), found(signe, "ny"), Soegepost.objects.count()) == ([], [paper], 1)


def test_removed_rows_are_not_found(make, signe):
    paper, other = make(titel="Besjæling"), make(titel="Besjæling")

    search.remove_rows(paper)

    assert found(signe, "besjæling") == [other]


def test_title_longer_than_its_column_is_still_found_whole(make, signe):
    paper = make(titel="x" * 300 + " besjæling")

    assert found(signe, "besjæling") == [paper]


def test_rich_text_is_searched_as_words(make, signe):
    paper = make(
        tekst=search.plain_text(["<p>Et <strong>ord</strong></p><ul><li><p>punkt</p></li></ul>", "", "<p>To</p>"])
    )

    assert [found(signe, words) for words in ("punkt", "strong")] == [[paper], []]


def test_object_changed_since_its_row_is_stale(make):
    current, changed, missing = make(), make(), make()
    Indstilling.objects.filter(pk=changed.pk).update(version=99)
    search.remove_rows(missing)

    stale = search.stale(Indstilling.objects.all(), "arbejdsudgave").order_by("pk")

    assert list(stale) == [changed, missing]
    assert current not in stale


def test_object_that_matches_in_two_editions_is_shown_once_as_the_fuller(make, signe):
    paper = make(titel="Besjæling")
    search.write_row(paper, "udsendt", titel="Besjæling")

    (hit,), total = find(signe, "besjæling", "arbejdsudgave", "udsendt")

    assert (hit.obj, hit.udgave, total) == (paper, "arbejdsudgave", 1)


def test_object_is_found_in_the_edition_that_holds_the_word(make, signe):
    paper = make(titel="Besjæling")
    search.write_row(paper, "udsendt", titel="Sendt med andre ord")

    (hit,), total = find(signe, "andre", "arbejdsudgave", "udsendt")

    assert (hit.obj, hit.udgave, total) == (paper, "udsendt", 1)


def test_title_comes_before_points_before_text_before_attachments(make, signe):
    last, third, second, first = (make(**{place: "Besjæling"}) for place in ("bilag", "tekst", "punkter", "titel"))

    assert [hit.obj for hit in find(signe, "besjæling")[0]] == [first, second, third, last]


def test_page_is_a_part_and_the_count_is_of_all(make, signe):
    papers = [make(titel="Besjæling") for _ in range(5)]

    page, total = find(signe, "besjæling", fra=2, antal=2)

    assert ([hit.obj for hit in page], total) == ([papers[2], papers[1]], 5)


def test_count_is_of_the_readers_alone(make, signe):
    lars = builders.bruger("Lars Leder")
    make(titel="Besjæling"), make(lars, titel="Besjæling"), make(lars, titel="Besjæling")

    assert [find(person, "besjæling")[1] for person in (signe, lars, builders.bruger("Anders"))] == [1, 2, 0]


def test_year_narrows(make, signe):
    paper = make(titel="Besjæling")
    year = paper.oprettet_den.year

    assert [find(signe, "besjæling", aar=one)[1] for one in (year, year - 1)] == [1, 0]


@pytest.mark.parametrize(
    ("text", "words", "shown"),
    [
        ("Vi holder mødet på torsdag", "møder", "Vi holder [mødet] på torsdag"),
        ("Familien Mølgård bor her", "molgaard", "Familien [Mølgård] bor her"),
        ("Råd til raadmanden i dag", "rådmand", "Råd til [raadmanden] i dag"),
        ("Takt & \x02tone\x03 i MSO", "takt", "[Takt] & tone i MSO"),
        ("Intet af det her", "titlen", "Intet af det her"),
    ],
)
def test_excerpt_marks_the_words_as_they_are_written(make, signe, text, words, shown):
    make(titel="Titlen på sagen", tekst=text)

    assert excerpt(signe, words) == shown


@pytest.mark.parametrize("place", ["punkter", "tekst", "bilag"])
def test_excerpt_is_of_the_part_that_holds_the_word(make, signe, place):
    make(**{place: "En sætning med besjæling i."})

    assert "[besjæling]" in excerpt(signe, "besjæling")


@pytest.mark.parametrize(("word", "searched"), [("besjæling", "besjæling"), ("Mølgård", "molgaard")])
def test_excerpt_of_a_long_text_is_short_and_around_the_word(make, signe, word, searched):
    make(tekst=f"{'fyld ' * 300}{word} {'fyld ' * 300}")

    shown = excerpt(signe, searched)

    assert (f"[{word}]" in shown, len(shown.split()) <= 40) == (True, True)


def test_exact_number_leads_to_a_visible_object_only(make, signe):
    paper, other = make(), make(builders.bruger("Lars Leder"))

    places = [search.exact([papirer("arbejdsudgave")], signe, nummer) for nummer in (paper.nummer, other.nummer, "x")]

    assert places == [f"{paper.nummer}/arbejdsudgave", None, None]


@pytest.mark.parametrize(
    "words", ["a" * 200, "²", "ª", "ー", "'", "\\", "x:*", "å" * 200, "1.2.3", "a/b", "٣", "\u200b"]
)
def test_no_word_breaks_the_search(make, signe, words):
    make(titel="Besjæling")

    assert find(signe, words) == ([], 0)
