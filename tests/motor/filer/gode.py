"""Ordinary files as common programs write them: name → (file name, builder, pages)."""

import io
import zipfile

import docx
import openpyxl
import pikepdf
import pptx
from docx.opc.constants import RELATIONSHIP_TYPE
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.drawing.image import Image as Billede
from pikepdf import Array, Name, OutlineItem
from PIL import Image
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Inches
from weasyprint import HTML

from mso_portal.motor.imports.skrivning import write_xlsx
from tests.motor.filer.pakke import annotated, office, opening, pdf, picture, word

TEXT = "<h1>Følgevenner</h1><p>Æbler, øl og åer <a href='https://mso.example/'>her</a>"


def printed(html=TEXT, **options):
    return HTML(string=html).write_pdf(**options)


def opens_at_a_page():
    def change(made):
        made.Root.OpenAction = Array([made.pages[0].obj, Name.Fit])

    return pdf(change)


def goes_to_a_page():
    return opening(S=Name.GoTo, D="forside")


def with_outline():
    def change(made):
        with made.open_outline() as outline:
            outline.root.append(OutlineItem("Side 2", 1))

    return pdf(change, pages=3)


def with_fields():
    def change(made):
        field = made.make_indirect(pikepdf.Dictionary(FT=Name.Tx, T="navn", V="Signe", Rect=[9, 9, 99, 29],
                                                      Subtype=Name.Widget, Type=Name.Annot))  # fmt: skip
        made.pages[0].obj["/Annots"] = Array([field])
        made.Root.AcroForm = pikepdf.Dictionary(Fields=[field])

    return pdf(change)


def scanned():
    packed = io.BytesIO()
    Image.new("L", (620, 877), 200).save(packed, "PDF", save_all=True, append_images=[Image.new("RGB", (620, 877))])
    return packed.getvalue()


def saved(document):
    packed = io.BytesIO()
    document.save(packed)
    return packed.getvalue()


def full_document():
    made = docx.Document()
    made.add_heading("Notat", 0)
    made.add_paragraph("Æblegrød", style="List Bullet")
    made.add_table(2, 2)
    made.add_picture(io.BytesIO(picture()))
    made.sections[0].header.paragraphs[0].text = "Sidehoved"
    made.part.relate_to("https://mso.example/", RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    return saved(made)


def repacked(indhold, method=zipfile.ZIP_DEFLATED, rename=str, folders=()):
    """The same document as another program packs it."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(indhold)) as old, zipfile.ZipFile(packed, "w", method) as new:
        for name in folders:
            new.mkdir(name)
        for entry in reversed(old.infolist()):
            # Opened for streaming, a part's sizes stand after it, as some programs write them.
            with new.open(entry.filename, "w") as part:
                part.write(rename(old.read(entry).decode("latin-1")).encode("latin-1"))
    return packed.getvalue()


def libreoffice():
    """Its main part is named from the root, its fields are page numbers, its folders are entries."""
    made = docx.Document()
    made.add_paragraph("Side")
    return repacked(saved(made), rename=lambda text: text.replace('Target="word/', 'Target="/word/'), folders=["word"])


def page_numbers():
    return word('<w:p><w:r><w:instrText> PAGE \\* MERGEFORMAT </w:instrText></w:r><w:fldSimple w:instr="TOC"/></w:p>')


def workbook():
    made = openpyxl.Workbook()
    sheet = made.active
    for row in ([1, 2], [3, 4], ["Note | med streg", "=IF(A1>1,\"a|b\",'Ark|2'!A1)"]):
        sheet.append(row)
    sheet["A1"].comment = Comment("Husk", "Signe")
    sheet["A2"].hyperlink = "https://mso.example/"
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=1, min_row=1, max_row=2))
    sheet.add_chart(chart, "D1")
    sheet.add_image(Billede(io.BytesIO(picture())), "D20")
    made.create_sheet("Ark|2")
    return saved(made)


def slides(chart=False):
    made = pptx.Presentation()
    slide = made.slides.add_slide(made.slide_layouts[5])
    slide.shapes.title.text = "Status"
    slide.shapes.add_picture(io.BytesIO(picture()), 0, 0)
    slide.notes_slide.notes_text_frame.text = "Husk pausen"
    run = slide.shapes.add_textbox(0, 0, 9, 9).text_frame.paragraphs[0].add_run()
    run.text, run.hyperlink.address = "her", "https://mso.example/"
    if chart:
        data = CategoryChartData()
        data.categories = ["2019", "2020"]
        data.add_series("Ture", (1, 2))
        slide.shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, 0, 0, Inches(4), Inches(3), data)
    return saved(made)


def photo(**exif):
    data = Image.Exif()
    for key, value in exif.items():
        data[int(key[1:])] = value
    return picture(kind="JPEG", exif=data, size=(40, 20))


def animated():
    return picture(save_all=True, append_images=[Image.new("RGB", (30, 20), "red")])


def picture_of(mode, kind="PNG", **save):
    return lambda: picture(mode, kind, **save)


GODE = {
    "pdf fra weasyprint": ("notat.pdf", printed, 1),
    "pdf 1.5": ("notat.pdf", lambda: printed(pdf_version="1.5"), 1),
    "pdf/ua": ("notat.PDF", lambda: printed(f"<html lang=da><title>N</title>{TEXT}", pdf_variant="pdf/ua-1"), 1),
    "pdf i tre sider": ("n.pdf", lambda: printed("<style>p{break-after:page}</style><p>1<p>2<p>3"), 3),
    "liggende a3": ("n.pdf", lambda: printed("<style>@page{size:A3 landscape}</style>Plan"), 1),
    "pdf uden strømme": ("n.pdf", lambda: pdf(compress_streams=False), 1),
    "pdf med objektstrømme": ("n.pdf", lambda: pdf(object_stream_mode=pikepdf.ObjectStreamMode.generate), 1),
    "lineariseret": ("n.pdf", lambda: pdf(pages=3, linearize=True), 3),
    "gammel pdf": ("n.pdf", lambda: pdf(force_version="1.3"), 1),
    "åbner på en side": ("n.pdf", opens_at_a_page, 1),
    "går til en side": ("n.pdf", goes_to_a_page, 1),
    "indholdsfortegnelse": ("n.pdf", with_outline, 3),
    "udfyldt formular": ("n.pdf", with_fields, 1),
    "skannet": ("skan.pdf", scanned, 2),
    "link": ("n.pdf", lambda: annotated(Subtype=Name.Link, A={"S": Name.URI, "URI": "https://mso.example"}), 1),
    "roteret": ("n.pdf", lambda: pdf(lambda made: made.pages[0].obj.__setitem__("/Rotate", 90)), 1),
    "tusind sider": ("n.pdf", lambda: pdf(pages=1_000), 1_000),
    "mindste docx": ("n.docx", office, None),
    "mindste xlsx": ("n.xlsx", lambda: office("xlsx"), None),
    "mindste pptx": ("n.pptx", lambda: office("pptx"), None),
    "python-docx": ("n.docx", lambda: saved(docx.Document()), None),
    "fuldt dokument": ("n.docx", full_document, None),
    "libreoffice": ("n.docx", libreoffice, None),
    "uden komprimering": ("n.docx", lambda: repacked(full_document(), zipfile.ZIP_STORED), None),
    "sidetal i felter": ("n.docx", page_numbers, None),
    "openpyxl": ("n.xlsx", workbook, None),
    "portalens egen tabel": ("n.xlsx", lambda: write_xlsx(["Kode"], [["=1|2"]]), None),
    "python-pptx": ("n.pptx", slides, None),
    "diagram med regneark": ("n.pptx", lambda: slides(chart=True), None),
    **{f"png {mode}": ("b.png", picture_of(mode), 1) for mode in ("1", "L", "LA", "P", "RGB", "RGBA", "I;16")},
    "png med gennemsigtig farve": ("b.png", picture_of("RGB", transparency=(0, 0, 0)), 1),
    "png i bevægelse": ("b.png", animated, 1),
    **{f"jpg {mode}": ("b.jpg", picture_of(mode, "JPEG"), 1) for mode in ("L", "RGB", "CMYK")},
    "jpg i lag": ("b.jpeg", picture_of("RGB", "JPEG", progressive=True), 1),
    "foto med sted": ("IMG_1.JPG", lambda: photo(x271="Kamera", x274=6), 1),
}
