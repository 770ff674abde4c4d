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


def found(person, words, udgave="arbejdsudgave"):
    return list(search.hits(Indstilling.objects.visible_to(person), udgave, words).order_by("nummer"))


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

    assert found(signe, "besjæling", udgave="udsendt") == []


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
