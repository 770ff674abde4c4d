import dataclasses
import io
import zlib
from importlib.metadata import version

import pikepdf
import pytest

from mso_portal.motor.documents import filename
from mso_portal.motor.pdf import NotArchivable, render_html
from mso_portal.motor.pdf.arkiv import archive, store_ambiguous_plainly, validation_failures
from mso_portal.motor.pdf.render import write_pdf
from tests.motor.pdf import papirer
from tests.motor.pdf.kontrol import metadata_faults


def opened(data):
    return pikepdf.open(io.BytesIO(data))


def test_information_is_the_allow_list_and_nothing_else():
    with opened(papirer.pdf("lukket", "fuld")) as pdf:
        info = {key: str(value) for key, value in pdf.docinfo.items()}

    assert info == {
        "/Title": "Indstilling 2026-014, version 3",
        "/Author": "Demokommunen, Sundhed og Omsorg",
        "/Creator": "MSO-portalen 0.1",
        "/Producer": f"WeasyPrint {version('weasyprint')}",
        "/CreationDate": "D:20260520110200+02'00",
        "/ModDate": "D:20260520110200+02'00",
    }


def test_closed_title_is_nowhere_outside_the_pages():
    document, data = papirer.document("lukket", "fuld"), papirer.pdf("lukket", "fuld")

    with opened(data) as pdf:
        outside = str(pdf.docinfo) + pdf.Root.Metadata.read_bytes().decode() + filename(document)

    assert ("Påbud" in outside, metadata_faults(data)) == (False, [])


def test_file_opens_with_outline_and_shows_its_title():
    with opened(papirer.pdf("aaben", "fuld")) as pdf, pdf.open_outline() as outline:
        titles = [[item.title, [child.title for child in item.children]] for item in outline.root]
        shown = bool(pdf.Root.ViewerPreferences.DisplayDocTitle)

    heads = [section.titel for section in papirer.FULL if section.titel]
    assert (titles, shown) == ([["Faste makkerpar i alle teams", ["Chefteamet skal beslutte", *heads]]], True)
    assert opened(papirer.pdf("aaben", "fuld")).Root.PageMode == "/UseOutlines"


def test_html_that_breaks_a_standard_is_refused_with_the_rule():
    html = render_html(papirer.document("aaben", "kort")).replace(' lang="da"', "")

    with pytest.raises(NotArchivable) as error:
        archive(write_pdf(html))

    assert [failure.split(":")[0] for failure in error.value.failures] == ["ua1 PDFUA1-LANGUAGE-TAG-001"]


def test_stream_that_ends_in_carriage_return_is_stored_so_that_its_length_is_certain():
    with opened(papirer.pdf("aaben", "kort")) as pdf:
        pdf.pages[0].Contents.write(ends_in_cr := _compressed_ending_in_cr(), filter=pikepdf.Name.FlateDecode)
        store_ambiguous_plainly(pdf)
        stored = pdf.pages[0].Contents.read_raw_bytes()

    assert (ends_in_cr[-1:], stored[-1:]) == (b"\r", b"\n")


def _compressed_ending_in_cr():
    contents = (b"q" + b" " * n + b"Q\n" for n in range(300))
    return next(data for data in map(zlib.compress, contents) if data.endswith(b"\r"))


def test_validation_of_a_plain_pdf_names_both_standards():
    plain = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(plain)

    profiles = {failure.split(" ")[0] for failure in validation_failures(plain.getvalue())}

    assert profiles == {"2a", "ua1"}


def test_date_in_another_zone_is_written_in_danish_time():
    utc = papirer.DATO.astimezone(papirer.datetime.UTC)

    html = render_html(dataclasses.replace(papirer.document("aaben", "kort"), dato=utc))

    assert 'name="dcterms.created" content="2026-05-20T11:02:00+02:00"' in html
