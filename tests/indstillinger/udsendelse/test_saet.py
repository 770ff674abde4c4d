"""Five sets of readers of one meeting: exactly the parts each may read, and no word of the rest (11 §14, check 8)."""

import re

import pytest

from indstillinger.models import Moededokument
from indstillinger.models.dagsordenslinjer import linjer
from indstillinger.workflow import pakkebygning
from mso_portal.motor.filer import lager
from tests import builders
from tests.builders_moede import deltager, punkt, udelukkelse
from tests.indstillinger.udsendelse.conftest import paper

ALLE = range(1, 13)
LUKKEDE = (10, 11, 12)
FIL = re.compile(r"Filord(\d\d)")
SAG = re.compile(r"Sagsord(\d\d)")


def bilag_of(nr):
    """Ten papers have two bilag each, of an åben paper the second is lukket: number 2n-1 and 2n of twenty."""
    if nr > 10:
        return ()
    second = "lukket"
    first = "lukket" if nr in LUKKEDE else "aaben"
    return ((f"Filord{2 * nr - 1:02d}", first), (f"Filord{2 * nr:02d}", second))


@pytest.fixture
def tolv(moedet, chefteam, signe, mogens, maja_leder):
    """Twelve papers, the last three lukkede; Mogens is kept out of 2, one guest comes under 3 and one under 10."""
    chefteam.laesekreds = "organisation"
    chefteam.save()
    items = [
        punkt(moedet, paper(chefteam, signe, f"Sagsord{nr:02d}", bilag=bilag_of(nr),
                            aabenhed="lukket" if nr in LUKKEDE else "aaben"))
        for nr in ALLE
    ]  # fmt: skip
    udelukkelse(items[1], mogens, maja_leder)
    for nr, navn in ((3, "Gitte Gæst"), (10, "Gustav Gæst")):
        deltager(items[nr - 1], builders.bruger(navn))
    return items


def pack_of(sending, navn):
    """Return the words of the pack a person got; None is the åben one."""
    packs = Moededokument.objects.filter(udsendelse=sending, slags="moedepakke")
    rows = packs.filter(modtagere__bruger__navn=navn) if navn else packs.filter(modtagere=None)
    return rows.get(), lager.read(rows.get().fil).decode()


def content(text):
    """Return the numbers of the papers and of the files whose words stand in a text."""
    return {int(nr) for nr in SAG.findall(text)}, {int(nr) for nr in FIL.findall(files_in(text))}


def files_in(text):
    """The bytes of the bilag themselves, not the lists that name them."""
    return "\n".join(line for line in text.splitlines() if line.startswith("Filord"))


LAESER = [
    ("Carla Chefteam", set(ALLE), set(range(1, 21))),
    ("Mogens Medlem", set(ALLE) - {2}, set(range(1, 21)) - {3, 4}),
    ("Gitte Gæst", {3}, {5, 6}),
    ("Gustav Gæst", {10}, {19, 20}),
    (None, set(range(1, 10)), set(range(1, 19, 2))),
]


@pytest.mark.parametrize(("navn", "sager", "filer"), LAESER)
def test_a_pack_holds_exactly_what_its_readers_may_read(tolv, moedet, klar, navn, sager, filer):
    sending = klar(moedet)

    pack, text = pack_of(sending, navn)

    texts, files = content(text)
    public = {2} if navn == "Mogens Medlem" else set()
    assert sending.laekagetjek == {"fund": [], "pakker": 5}
    assert texts == sager | public  # of what he is kept out of the title stands, which is public
    assert files == filer
    assert len(pack.dele) == len(sager) + len(filer)


def test_the_agenda_of_all_has_every_number_but_a_guests(tolv, moedet, klar):
    sending = klar(moedet)
    agenda = {navn: pack_of(sending, navn)[1] for navn, _, _ in LAESER}

    rows = {navn: text.count("Lukket punkt") for navn, text in agenda.items()}
    assert rows == {"Carla Chefteam": 0, "Mogens Medlem": 0, "Gitte Gæst": 0, "Gustav Gæst": 0, None: 3}
    assert "Du deltager ikke i punktet" in agenda["Mogens Medlem"]
    assert "10. Sagsord10 med navns nævnelse" in agenda["Gustav Gæst"]


def test_a_title_of_what_one_is_kept_out_of_is_the_public_one(tolv, moedet, mogens, maja_leder, klar):
    udelukkelse(tolv[10], mogens, maja_leder)

    _, text = pack_of(klar(moedet), "Mogens Medlem")

    assert "Sagsord11" not in text
    assert text.count("Lukket punkt") == 1


def test_numbers_are_the_same_in_all_sets(tolv, moedet, sendt):
    sending = sendt(moedet)

    given = {one["uuid"]: one["nummer"] for one in sending.manifest["punkter"]}
    assert [given[str(one.uuid)] for one in tolv] == [str(nr) for nr in ALLE]
    for navn, sager, _ in LAESER:
        text = pack_of(sending, navn)[1]
        assert {int(nr) for nr in re.findall(r"^(\d+)\. Sagsord", text, re.M)} == sager


def test_file_names_and_titles_of_documents_say_nothing_of_the_case(tolv, moedet, klar):
    sending = klar(moedet)

    names = set(Moededokument.objects.filter(udsendelse=sending).order_by("pk").values_list("filnavn", flat=True))
    assert {"ct-2020-05-29-moedepakke-1.pdf", "ct-2020-05-29-dagsorden-1.pdf"} < names
    assert all(re.fullmatch(r"ct-2020-05-29-(moedepakke|dagsorden)-1\.pdf|indstilling-2020-\d{3}-v1\.pdf", one)
               for one in names)  # fmt: skip


def test_a_pack_built_of_the_wrong_data_is_found(tolv, moedet, klar, monkeypatch):
    monkeypatch.setattr(pakkebygning.Pakkebygger, "linjer", _everything)

    sending = klar(moedet)

    hits = [one for one in sending.laekagetjek["fund"] if "alle med adgang" in one]
    assert sending.tilstand == "fejlet"
    assert len(hits) == 3
    assert hits[0] == (
        "Pakken til alle med adgang til portalen indeholder tekst fra lukket punkt 10. Den er ikke sendt. "
        "Kontakt systemadministrator."
    )


def _everything(bygger, saet):
    """An agenda that shows every reader the closed titles: what the guard is there for."""
    return linjer(bygger.moede, bygger.items, {one.pk for one in bygger.items}, saet.udelukkede)
