"""Parts of packs for the tests: own papers in pack form, and foreign files made by hand."""

import io
from functools import cache

import pikepdf
import pypdfium2
from weasyprint import HTML

from mso_portal.motor.pdf.pakke import Del, build
from mso_portal.motor.pdf.render import render_html
from mso_portal.motor.pdf.skriv import produce
from tests.motor.pdf import papirer

FOD = "Chefmøde 29. maj 2026 · Punkt 1 · Bilag 1"
TITEL = "Mødepakke, chefteam 29. maj 2026, udsendelse 1"
# 4 pixels a mm: a page of whole millimetres has whole pixels.
SCALE = 4 * 25.4 / 72


@cache
def own(length="fuld", inside=""):
    """An own paper; `inside` is markup put at its end."""
    html = render_html(papirer.document("aaben", length)).replace("</main>", inside + "</main>")
    return produce(html, filed=False)


def agenda(given):
    """A page per three hundred links: each says the number of the page it jumps to."""
    rows = "".join(f'<p><a href="pakke:{key}">{key} side {side}</a></p>' for key, side in given.items())
    return own("kort", rows)


def pack(*parts, **settings):
    return build(list(parts), titel=TITEL, dato=papirer.DATO, **settings)


def paper(key, length="fuld", inside=""):
    return Del(key, own(length, inside), f"{key}. titel")


def foreign(key, data):
    return Del(key, data, f"Bilag {key}", niveau=2, fremmed=True, fod=FOD)


def opened(data):
    return pikepdf.open(io.BytesIO(data))


def written(pdf):
    file = io.BytesIO()
    pdf.save(file, deterministic_id=True)
    return file.getvalue()


def blank(pages=1, *, mm=(100, 160), turn=0, content=b"", **keys):
    """A foreign file of empty pages, drawn on with `content`."""
    with pikepdf.new() as pdf:
        for _ in range(pages):
            pdf.add_blank_page(page_size=[round(side * 72 / 25.4 - 0.0005, 3) for side in mm])
            page = pdf.pages[-1].obj
            page.Rotate, page.Contents = turn, pdf.make_stream(content)
            for name, value in keys.items():
                page[f"/{name}"] = value
        return written(pdf)


@cache
def tagged(text="Et bilag", variant="pdf/ua-1"):
    """A foreign file with tags, a link inside itself and one out of it."""
    body = f'<h1 id="top">{text}</h1><p><a href="#top">op</a> <a href="https://vejledning.example.dk/">ud</a></p>'
    return HTML(string=f'<html lang="da"><title>x</title><body>{body}</body></html>').write_pdf(pdf_variant=variant)


def changed(data, change):
    with opened(data) as pdf:
        change(pdf)
        return written(pdf)


def drawn(data, nr=0):
    """The page as a picture."""
    with pypdfium2.PdfDocument(data) as pdf:
        return pdf[nr].render(scale=SCALE).to_pil().convert("RGB")


def rows(picture, first, last):
    """The pixels of these rows, counted from the top."""
    return picture.crop((0, first, picture.width, last)).tobytes()


def text_of(data):
    """Each page's text as one line."""
    with pypdfium2.PdfDocument(data) as pdf:
        return [" ".join(page.get_textpage().get_text_bounded().split()) for page in pdf]
