"""One small form as common programs write it: every one of these files is read to the same fields."""

import io

import docx as python_docx
import weasyprint

from indstillinger.indlaesning import kilden_viser
from tests.indstillinger.indlaesning.pakker import W, docx, forbindelse, p

LINJER = [
    "Håndbog til nye ledere", "Sagsbehandler: Åse Østergård", "Ansvarlig leder: Leif Leder", "Chefmøde 29. maj 2020",
    "Baggrund", "Ledere på øerne mangler – siger de – »én« samlet håndbog.",
    "Beslutninger", "- At godkende håndbogen", "- At drøfte næste skridt",
    "Effekt", "Lettere hverdag",
]  # fmt: skip
FELTER = {
    "titel": ["Håndbog til nye ledere"],
    "sagsbehandler": ["Åse Østergård"],
    "moede": ["29. maj 2020"],
    "baggrund": ["Ledere på øerne mangler – siger de – »én« samlet håndbog."],
    "beslutningspunkt.tekst": ["At godkende håndbogen", "At drøfte næste skridt"],
    "effekt": ["Lettere hverdag"],
}
TEKST = "\r\n".join(LINJER)
UDEN_STREGER = TEKST.replace("– ", "- ").replace("»", '"').replace("«", '"')


def fields(laesning):
    """Return what the source says under each field, dashes and quotes as they were before they were saved in 8 bits."""
    texts = {felt: [one.raatekst for one in laesning.felter if one.felt == felt] for felt in FELTER}
    return {
        felt: [text.replace('"én"', "»én«").replace(" - ", " – ") for text in found] for felt, found in texts.items()
    }


def afsnit():
    return [(line.removeprefix("- "), line.startswith("- ")) for line in LINJER]


def med_python_docx(liste="List Bullet", overskrifter=False):
    document = python_docx.Document()
    for line, is_item in afsnit():
        style = liste if is_item else "Heading 2" if overskrifter and line in ("Baggrund", "Effekt") else None
        document.add_paragraph(line, style=style)
    return gemt(document)


def gemt(document):
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def i_tabel():
    """A label in the first column, its value in the second."""
    document, lines = python_docx.Document(), dict(zip(LINJER[4::2], LINJER[5::2], strict=False))
    document.add_paragraph(LINJER[0])
    table = document.add_table(rows=0, cols=2)
    rows = [line.split(": ") for line in LINJER[1:3]] + [["Chefmøde 29. maj 2020", ""], ["Baggrund", lines["Baggrund"]]]
    for left, right in [*rows, ["Beslutninger", "\n".join(LINJER[7:9])], ["Effekt", LINJER[10]]]:
        cells = table.add_row().cells
        cells[0].text, cells[1].text = left, right
    return gemt(document)


def som_libreoffice():
    """Direct numbering, content controls, tracked changes, soft hyphens and a bookmark."""
    numbering = (
        f'<w:numbering xmlns:w="{W}"><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/>'
        '</w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    )
    item = (
        '<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>{}</w:t></w:r></w:p>'
    )
    body = "".join(item.format(line) if is_item else p(line) for line, is_item in afsnit())
    body = body.replace(p("Effekt"), f"<w:sdt><w:sdtPr/><w:sdtContent>{p('Ef­fekt')}</w:sdtContent></w:sdt>")
    changed = (
        "<w:p><w:del><w:r><w:delText>Tungere</w:delText></w:r></w:del><w:ins><w:r><w:t>Lettere</w:t></w:r></w:ins>"
    )
    changed += '<w:r><w:t xml:space="preserve"> hver</w:t></w:r><w:bookmarkStart w:id="0" w:name="a"/>'
    body = body.replace(p("Lettere hverdag"), changed + "<w:r><w:t>dag</w:t></w:r></w:p>")
    return docx(
        body, word__numbering_xml=numbering, word___rels__document_xml_rels=forbindelse("hyperlink", "http://x")
    )


def html(krop, hoved='<meta charset="utf-8">'):
    return f"<!DOCTYPE html><html><head>{hoved}<title>t</title></head><body>{krop}</body></html>"


def lister():
    items = "".join(f"<li>{line}</li>" for line, is_item in afsnit() if is_item)
    lines = [f"<p>{line}</p>" for line, is_item in afsnit() if not is_item]
    return "\n".join([*lines[:7], f"<ul>{items}</ul>", *lines[7:]])


def fra_word():
    """As Word saves a page: conditional comments, its own elements, marks in front of list items."""
    mark = "<![if !supportLists]><span style='mso-list:Ignore'>·<span>&nbsp;</span></span><![endif]>"
    lines = [
        f"<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'>{mark}{line}</p>" if is_item
        else f"<p class=MsoNormal><span lang=DA>{line}<o:p></o:p></span></p>" for line, is_item in afsnit()
    ]  # fmt: skip
    return "<html xmlns:o='urn:o'><!--[if gte mso 9]><xml>x</xml><![endif]-->" + "\n".join(lines)


def som_pdf(stil=""):
    return weasyprint.HTML(string=html(lister(), f"<style>{stil}</style>")).write_pdf()


FILER = {
    "python-docx": ("docx", med_python_docx()),
    "python-docx med nummererede punkter": ("docx", med_python_docx("List Number")),
    "python-docx med overskrifter": ("docx", med_python_docx(overskrifter=True)),
    "libreoffice": ("docx", som_libreoffice()),
    "docx i tabel": ("docx", i_tabel()),
    "tekst i utf-8": ("txt", TEKST.encode()),
    "tekst i utf-8 med mærke": ("txt", TEKST.encode("utf-8-sig")),
    "tekst i cp1252": ("txt", TEKST.encode("cp1252")),
    "tekst i latin-1": ("txt", UDEN_STREGER.encode("latin-1")),
    "tekst i utf-16": ("txt", TEKST.encode("utf-16")),
    "tekst i utf-16 big-endian": ("txt", b"\xfe\xff" + TEKST.encode("utf-16-be")),
    "tekst med linjeskift fra unix": ("txt", TEKST.replace("\r\n", "\n").encode()),
    "tekst med runde punkter": ("txt", TEKST.replace("\n- ", "\n•\t").replace("\t", " ").encode()),
    "html": ("html", html(lister()).encode()),
    "html i cp1252": ("htm", html(lister(), '<meta charset="windows-1252">').encode("cp1252")),
    "html med divs": ("html", html(lister().replace("<p>", "<div>").replace("</p>", "</div>")).encode()),
    "html fra word": ("html", fra_word().encode()),
    "html gemt som tekst": ("txt", html(lister()).encode()),
    "pdf": ("pdf", som_pdf()),
    "pdf med smalle linjer": ("pdf", som_pdf("@page{size:9cm 20cm}p{font-size:14pt}")),
}

AFKRYDSET, TOM = "☒", "☐"


def kilden(laesning):
    """Return which of the two the source shows as ticked."""
    return kilden_viser(next(one.raatekst for one in laesning.felter if one.felt == "aabenhed"))


def boks(sat):
    """Return a content control with a box; its glyph is a letter of a symbol font."""
    state = f'<w:sdtPr><w14:checkbox><w14:checked w14:val="{int(sat)}"/></w14:checkbox></w:sdtPr>'
    return f"<w:sdt>{state}<w:sdtContent><w:r><w:t>?</w:t></w:r></w:sdtContent></w:sdt>"


def gammel_boks(sat):
    """Return a form field of Word 97."""
    box = f'<w:ffData><w:checkBox><w:default w:val="{int(sat)}"/></w:checkBox></w:ffData>'
    code = "<w:r><w:instrText> FORMCHECKBOX </w:instrText></w:r>"
    return f'<w:r><w:fldChar w:fldCharType="begin">{box}</w:fldChar></w:r>{code}'


def tegn(sat):
    return f'<w:r><w:sym w:font="Wingdings" w:char="{"F0FE" if sat else "F0A8"}"/></w:r>'


def skema(*valg):
    """Return the form with two lines of choice below its title, as the body of a .docx."""
    return docx("".join([p(LINJER[0]), *valg, *map(p, LINJER[1:])]))


def valg(maerke, aaben):
    words = [("Åben indstilling", aaben), ("Lukket indstilling", not aaben)]
    return [f'<w:p>{maerke(sat)}<w:r><w:t xml:space="preserve"> {text}</w:t></w:r></w:p>' for text, sat in words]


def celler(*tekster):
    return "<w:tbl><w:tr>" + "".join(f"<w:tc>{p(one)}</w:tc>" for one in tekster) + "</w:tr></w:tbl>"


def som_tekst(*linjer):
    return "\n".join([LINJER[0], *linjer, *LINJER[1:]]).encode()


BOKSE_I_HTML = "<p><input type=checkbox> Åben indstilling</p><p><input type=checkbox checked> Lukket indstilling</p>"
KRYDSER = {
    "indholdskontrol": ("docx", skema(*valg(boks, True)), "aaben"),
    "formularfelt": ("docx", skema(*valg(gammel_boks, False)), "lukket"),
    "symbolskrift": ("docx", skema(*valg(tegn, True)), "aaben"),
    "kryds i celle": ("docx", skema(celler("Åben indstilling", "", "Lukket indstilling", "X")), "lukket"),
    "kryds i begge": ("docx", skema(celler("Åben indstilling", "x", "Lukket indstilling", "X")), ""),
    "tegn": ("txt", som_tekst(f"{AFKRYDSET} Åben indstilling", f"{TOM} Lukket indstilling"), "aaben"),
    "tegn bagefter": ("txt", som_tekst(f"Åben indstilling {TOM}", f"Lukket indstilling {AFKRYDSET}"), "lukket"),
    "på én linje": ("txt", som_tekst(f"{TOM} Åben indstilling {AFKRYDSET} Lukket indstilling"), "lukket"),
    "intet valgt": ("txt", som_tekst(f"{TOM} Åben indstilling", f"{TOM} Lukket indstilling"), ""),
    "tabulator": ("txt", som_tekst("Åben indstilling\tX\tLukket indstilling\t"), "aaben"),
    "html": ("html", html(lister().replace("</p>", f"</p>{BOKSE_I_HTML}", 1)).encode(), "lukket"),
}
