"""The archive package of a meeting: what each edition holds, same bytes, and that it can be checked (check 24)."""

import csv
import hashlib
import io
import json
import zipfile

import pytest
from django.core.management import CommandError, call_command

from indstillinger.arkiv.indhold import files, uddrag
from indstillinger.arkiv.kontrol import faults
from indstillinger.arkiv.pakke import write
from indstillinger.models import Moededokument
from mso_portal.motor import ur
from mso_portal.motor.documents import Document, Prose, Section
from mso_portal.motor.filer import lager
from mso_portal.motor.log import log_event
from mso_portal.motor.models import Fil, Opslag
from mso_portal.motor.pdf import render_pdf
from tests import builders, builders_indstilling, builders_moede
from tests.builders_opgave import beslutning, opgave, referat
from tests.indstillinger.conftest import NU


@pytest.fixture
def sofie(chefteam):
    person = builders.bruger("Sofie Sekretær")
    builders.medlemskab(person, chefteam, "sekretaer")
    return person


@pytest.fixture
def revisor():
    person = builders.bruger("Rita Revisor")
    builders.rolle(person, "revisor", til=ur.i_dag())
    return person


def stored(content, kind="pdf"):
    digest = hashlib.sha256(content).hexdigest()
    row = Fil.objects.create(sha256=digest, stoerrelse=len(content), type=kind)
    lager.put(row.noegle, content)
    return row


def filed(content, slags, dele, **origin):
    row = stored(content)
    return Moededokument.objects.create(
        slags=slags, dele=dele, fil=row, filnavn=f"{slags}.pdf", sha256=row.sha256, sider=1, laast_den=ur.nu(), **origin
    )  # fmt: skip


@pytest.fixture(scope="session")
def papir():
    """The minutes on paper, with the numbers that the first two decisions get."""
    section = Section("beslutning", "Besluttet", (Prose("<p>Beslutning CT-2020-001 og CT-2020-002 er truffet.</p>"),))
    name = {"moede": "chefmøde", "nr": 1, "noegle": "ct-2020-05-29"}
    return render_pdf(Document("referat", name, "Referat", "Referat", NU, (section,)))


@pytest.fixture
def moede(klokken, chefteam, sofie, signe, papir):
    """An åben and a lukket item, each with a decision, a task and a file; the canary is only in the lukket one."""
    meeting = builders_moede.moede(chefteam, sted="Lokale 1")
    items = [builders_moede.punkt(meeting, titel="Plan"),
             builders_moede.punkt(meeting, titel="Kanariefugl", aabenhed="lukket")]  # fmt: skip
    paper = builders_indstilling.indstilling(signe, forum=chefteam, tilstand="godkendt")
    items.append(builders_moede.punkt(meeting, paper))
    for item in items[:2]:
        builders_moede.punktbilag(item, titel=item.titel, fil=stored(item.titel.encode()))
    builders_moede.punktbilag(items[0], titel="Kanariefugl", aabenhed="lukket", fil=stored(b"Kanariefugl i bilag"))
    sending, minutes = builders_moede.sendt(meeting, sofie), referat(meeting, sofie, aarsag="Kanariefugl")
    for item in items[:2]:
        beslutning(item, sofie, referat=minutes, status_grund=f"Om {item.titel}")
        opgave(item, signe, sofie, tekst=f"=Ring om {item.titel}", tilstand="meldt_udfoert")
        log_event("punkt.behandl", item, sofie, titel=item.titel)
    minutes.tilstand, minutes.godkendt_den, minutes.godkendt_af = "godkendt", ur.nu(), sofie
    minutes.save()
    whole = [f"p:{item.uuid}:-" for item in items]
    filed(papir, "referat", whole[:1], referat=minutes)
    filed(b"Dagsorden med Kanariefugl", "dagsorden", whole, udsendelse=sending)
    filed(b"Tom Kanariefugl", "punkt", [], udsendelse=sending)
    return meeting


def package(moede, udgave):
    stream = io.BytesIO()
    write(stream, moede.noegle, udgave, files(uddrag(moede, udgave)))
    return stream.getvalue()


def contents(data):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def table(content):
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))


DATA = ["beslutninger.csv", "haendelser.csv", "moede.json", "opgaver.csv"]


def test_full_edition_holds_everything(moede):
    found = contents(package(moede, "fuld"))

    names = [name for name in found if not name.startswith("bilag/3/")]
    assert sorted(names) == sorted([
        *DATA, "bilag/1/p1.pdf", "bilag/1/p2.pdf", "bilag/2/p1.pdf", "dagsorden/1/dagsorden.pdf", "manifest.json",
        "punkter/1/punkt.pdf", "referat/1/referat.pdf",
    ])  # fmt: skip
    data = json.loads(found["moede.json"])
    assert [one["titel"] for one in data["punkter"]] == ["Plan", "Kanariefugl", ""]
    assert (data["moede"]["sted"], data["punkter"][2]["indhold"]["felter"]["titel"]["vaerdi"]) == (
        "Lokale 1", "Tekst om titel",
    )  # fmt: skip


def test_open_edition_holds_nothing_of_closed_items(moede):
    full, found = (contents(package(moede, udgave)) for udgave in ("fuld", "aaben"))

    assert any(b"Kanariefugl" in content for content in full.values())
    assert [name for name, content in found.items() if b"anariefugl" in content] == []
    assert sorted(found) == sorted([*DATA, "bilag/1/p1.pdf", "manifest.json", "referat/1/referat.pdf"])
    assert [row[:2] for row in table(found["beslutninger.csv"])[1:]] == [["CT-2020-001", "1"]]


def test_lukkede_bilag_of_an_open_paper_are_not_in_the_open_edition(moede):
    items = [json.loads(contents(package(moede, udgave))["moede.json"])["punkter"][-1] for udgave in ("fuld", "aaben")]

    assert [len(one["indhold"]["raekker"]["bilag"]["raekker"]) for one in items] == [1, 0]


def test_tables_are_safe_to_open_in_a_spreadsheet(moede):
    found = contents(package(moede, "fuld"))

    assert [row[2] for row in table(found["opgaver.csv"])[1:]] == ["'=Ring om Plan", "'=Ring om Kanariefugl"]
    assert [row[3] for row in table(found["haendelser.csv"])[1:]] == ["punkt.behandl", "punkt.behandl"]


@pytest.mark.parametrize("udgave", ["aaben", "fuld"])
def test_same_content_is_the_same_bytes_whenever_it_is_made(moede, udgave):
    first = package(moede, udgave)
    with ur.stil(ur.nu().replace(year=2021)):
        second = package(moede, udgave)

    assert first == second


@pytest.fixture
def fil(tmp_path):
    """Return a function that writes bytes to a file and says what the check finds."""

    def check(content):
        path = tmp_path / "pakke.zip"
        path.write_bytes(content)
        return faults(path)

    return check


@pytest.mark.parametrize("udgave", ["aaben", "fuld"])
def test_package_passes_the_check(moede, fil, udgave):
    assert fil(package(moede, udgave)) == []


def test_one_flipped_byte_is_named(moede, fil):
    whole = package(moede, "aaben")
    names = contents(whole)
    found = {}
    for name in names:
        place = whole.index(names[name])
        flipped = bytearray(whole)
        flipped[place + len(names[name]) // 2] ^= 1
        found[name] = fil(bytes(flipped))[0]

    assert {name: name in said for name, said in found.items()} == dict.fromkeys(names, True)


def test_flipped_byte_outside_the_files_is_told_too(moede, fil):
    whole = bytearray(package(moede, "aaben"))
    whole[-60] ^= 1

    assert fil(bytes(whole)) != []


def repacked(data, **changes):
    """Return a package whose files are changed and whose manifest says so."""
    found = {name: content for name, content in contents(data).items() if name != "manifest.json"}
    stream = io.BytesIO()
    write(stream, "ct-2020-05-29", "fuld", found | changes)
    return stream.getvalue()


def test_numbers_that_differ_are_named(moede, fil):
    whole = package(moede, "fuld")
    rows = contents(whole)["beslutninger.csv"].replace(b"CT-2020-002", b"CT-2020-009")

    assert fil(repacked(whole, **{"beslutninger.csv": rows})) == [
        "CT-2020-002 står i moede.json, men ikke i beslutninger.csv.",
        "CT-2020-009 står i beslutninger.csv, men ikke i moede.json.",
    ]


def test_decision_that_is_not_on_paper_is_named(moede, fil, papir):
    whole = package(moede, "fuld")
    both = {name: contents(whole)[name].replace(b"CT-2020-002", b"CT-2020-009")
            for name in ("beslutninger.csv", "moede.json")}  # fmt: skip

    assert fil(repacked(whole, **both)) == ["CT-2020-009 står ikke i referatets PDF."]


def test_command_says_so(moede, tmp_path, capsys):
    good, bad = tmp_path / "god.zip", tmp_path / "daarlig.zip"
    good.write_bytes(package(moede, "aaben"))
    bad.write_bytes(b"PK")
    call_command("kontroller_arkiv", str(good))

    for path in (bad, tmp_path / "findes-ikke.zip"):
        with pytest.raises(CommandError):
            call_command("kontroller_arkiv", str(path))
    assert capsys.readouterr().out == "Arkivpakken er hel.\n"


def get(client, udgave, noegle="ct-2020-05-29"):
    return client.get(f"/moeder/{noegle}/arkiv/{udgave}/")


def test_sekretaer_fetches_both_editions_and_it_is_noted(logget_ind, moede, sofie):
    client = logget_ind(sofie)
    answers = [get(client, udgave) for udgave in ("aaben", "fuld")]

    assert [b"".join(one.streaming_content) == package(moede, udgave)
            for one, udgave in zip(answers, ("aaben", "fuld"), strict=True)] == [True, True]  # fmt: skip
    assert answers[0]["Content-Disposition"] == 'attachment; filename="ct-2020-05-29-arkiv-aaben.zip"'
    assert [len(one.genstande) for one in Opslag.objects.order_by("pk")] == [3, 4]


def test_others_do_not_fetch_it(logget_ind, moede, sofie, chefteam, anders):
    mads = builders.bruger("Mads Medlem")
    builders.medlemskab(mads, chefteam)
    codes = [get(logget_ind(person), "aaben").status_code for person in (mads, anders)]

    assert [*codes, get(logget_ind(sofie), "andet").status_code] == [403, 404, 404]


def test_sekretaer_kept_out_of_an_item_does_not_get_it_in_a_package(logget_ind, moede, sofie, signe):
    closed = moede.punkter.get(nummer="2")
    builders_moede.udelukkelse(closed, sofie, signe)
    client = logget_ind(sofie)

    full, opened = get(client, "fuld"), get(client, "aaben")
    opened.close()

    assert [full.status_code, opened.status_code] == [403, 200]
