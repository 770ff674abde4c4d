"""The three old forms of fixtures/skemaer/, written from the papers of fixtures/indstillinger/ in their old layouts.

`python -m tests.indstillinger.indlaesning.skemaer` writes the .docx and .txt files anew. A form is a list of parts:
("p", text), ("li", text), ("nr", text) and ("tabel", rows of cells, each a list of parts); **bold**, *italic*.
"""

import io
import re
import tomllib
import zipfile
from datetime import datetime
from html import escape

import docx
from django.conf import settings

MAPPE = settings.BASE_DIR / "fixtures" / "skemaer"
NAVNE = ("takt-og-tone", "gaa-paa-rov", "social-kapital")
TYPER = ("docx", "txt", "html", "pdf")
STJERNER = re.compile(r"(\*\*[^*]+\*\*|\*[^*]+\*)")
AFSNIT = re.compile(r"<(li><p|p)>(.*?)</p>")


def papir(navn):
    """Return the paper with its last corrections put in."""
    path = settings.BASE_DIR / "fixtures" / "indstillinger" / f"{navn}.toml"
    data = tomllib.loads(path.read_text())
    for rettelse in data.get("rettelse", ()):
        data["felter"] |= rettelse["felter"]
    return data


def parts(html):
    """Return rich text as parts."""
    for old, new in (("strong", "**"), ("em", "*")):
        html = html.replace(f"<{old}>", new).replace(f"</{old}>", new)
    return [("li" if tag[0] == "l" else "p", text.replace("&amp;", "&")) for tag, text in AFSNIT.findall(html)]


def section(label, html):
    return [("p", label), *parts(html)]


def years(filled=()):
    amounts = dict(filled)
    return ("tabel", [[[("p", str(year))], [("p", amounts.get(year, ""))]] for year in range(2019, 2023)])


def takt_og_tone():
    """The plan: title twice, no afdeling, ticks lost, money typed in kroner, a period that runs backwards."""
    paper = papir("takt-og-tone")
    felter = paper["felter"]
    indirekte = paper["indirekteudgift"][0]
    steps = [
        ("Styregruppe for besjæling godkender planen", "5. maj"), ("Planen drøftes på OC møde", "20. maj"),
        ("Planen drøftes på Rådmandsmøde", "29. maj"), ("Planen drøftes i HMU", "Juni 2020"),
        ("Opfølgning i Styregruppe for besjæling", "6. Juli 2020"),
        ("Opfølgning i styregruppe for besjæling", "Oktober 2020"),
    ]  # fmt: skip
    return [
        ("p", felter["titel"]), ("p", felter["titel"]),
        ("p", "Åben indstilling"), ("p", "Lukket indstilling"),
        ("p", "Sagsbehandler:"), ("p", "Signe Sagsbehandler"),
        ("p", "Afdeling/Ansvarlig leder:"), ("p", "Leif leder"),
        ("p", "Chefmøde 29. maj 2020"),
        ("p", "Mødedeltagere:"), ("p", "Signe Sagsbehandler, Leif Leder"),
        *section("Baggrund", felter["baggrund"]),
        ("p", "Beslutninger"), ("p", "Chefteamet skal beslutte:"),
        *[("li", row["tekst"]) for row in paper["beslutningspunkt"]],
        *section("Effekt:", felter["effekt"]), *[("nr", row["tekst"]) for row in paper["effektmaal"]],
        *section("Opfølgning", felter["opfoelgning"]),
        *section("Kommunikation", felter["kommunikation"]),
        *section("Koordinering", felter["koordinering"]),
        ("p", "Direkte udgifter (tkr.)"), years([(2020, "160.000 kr.")]),
        ("p", "80.000 til kampagne til ledere, medarbejdere, pårørende og frivillige"),
        ("p", "80.000 kr. til train the trainer: uddannelse af dem, der skal undervise i Takt og tone"),
        *FINANSIERING,
        ("li", "(løn og train the trainer for de to undervisere på deltid betales af en tværgående pulje, det er "
               "andre udgifter end de 160.000 kr.)"),
        ("p", "Indirekte udgifter"),
        ("p", f"{indirekte['tekst']} {indirekte['beloeb']} {indirekte['pr_enhed']} ({indirekte['tidspunkt']})"),
        ("p", "PROCES"), *[("p", line) for step in steps for line in step],
        *TAKT_REFERAT,
    ]  # fmt: skip


FINANSIERING = [
    ("p", "Udgiften finansieres inden for:"),
    ("li", "MSO's fælles opsparing"), ("li", "Afdelingens opsparing"), ("li", "Afdelingens grundbudget"),
]  # fmt: skip
TAKT_REFERAT = [
    ("p", "Referat"), ("p", "Chefteamet besluttede:"),
    ("li", "At sætte indsatsplanen for Takt og tone i gang i hele MSO, jf. bilag 1, og med de aftalte justeringer"),
    ("p", "Chefteamet drøftede:"),
    ("li", "Det skal siges bedre, at det er relationen, det handler om."),
    ("li", "Ledelse fylder mere end før. Har lederne brug for støtte til det?"),
    ("li", "Takt og tone lever i hverdagen, blandt andet gennem uddannelsesansvarlige og TR."),
    ("li", "Kurset på tre timer bliver tænkt igennem igen. Det må aldrig være det eneste, og bagefter øver man sig."),
    ("li", "Den, der får brug for hjælp, skal hurtigt kunne få den."),
    ("li", "Svære forløb får tidlig supervision af en, der har forstand på det."),
    ("li", "Undervisere fra driften er bedre end undervisere fra kontoret."),
    ("li", "Vis de gode eksempler."),
    ("p", "Planen gøres færdig i Styregruppe for besjæling og kommer så i HMU."),
]  # fmt: skip


def gaa_paa_rov():
    """The table of 2019: tags, bullets and tabs as letters in its cells, repeated heads, an X beside Åben."""
    paper = papir("gaa-paa-rov")
    felter = paper["felter"]
    tick = ("tabel", [[[("p", one)] for one in ("Åben indstilling", "X", "Lukket indstilling", "")]])
    leader = ("p", "Ansvarlig leder/afdeling: Lone Ledder, HR")
    there = ("p", "Deltager på mødet: Hanne HR, HR og Hjalte HR, HR")
    money = ("tabel", [[[("p", str(year))] for year in range(2019, 2023)], [[("p", "")]] * 4])
    boxes = ["MSO's fælles opsparing", "", "Afd. opsparing", "", "Afd. grundbudget", ""]
    points = "".join(f"\n•\t{row['tekst']}" for row in paper["beslutningspunkt"])
    return [
        ("p", f"Chefteamindstilling: {felter['titel']}"),
        ("p", "Den 9. oktober 2019, Strategi & Udvikling"),
        ("tabel", [
            [[literal("Baggrund: ", felter["baggrund"])], [literal("Kommunikation: ", felter["kommunikation"])]],
            [[("p", f"<p>Beslutninger: Chefteamet skal beslutte:</p>{points}")],
             [("p", "Denne indstilling er (sæt X):"), tick,
              ("p", "<p>Koordineret med: Otto Områdechef og Leif Leder</p>")]],
            [[leader], [there]],
            [[leader], [there]],
            [[literal("Effekt: ", felter["effekt"])],
             [("p", "Direkte udgifter (lønsum inkl. pension, tillæg m.v.)"), money]],
            [[literal("Opfølgning: ", felter["opfoelgning"] + risks(paper))],
             [("p", "Udgiften finansieres inden for: (sæt X)"), ("tabel", [[[("p", box)] for box in boxes]])]],
        ]),
        *ROV_REFERAT,
    ]  # fmt: skip


def literal(label, html):
    """Return a cell's text with its tags as letters."""
    return ("p", html.replace("<p>", f"<p>{label}", 1))


def risks(paper):
    items = "".join(f"<li>{row['tekst']}</li>" for row in paper["risikopunkt"])
    return f"<p>Besøgene rummer to risici:</p><ul>{items}</ul>"


ROV_REFERAT = [
    ("p", "Referat"), ("p", "Chefteamet drøftede:"),
    ("p", "MÅLGRUPPE: Samtlige chefer og ledere er med."),
    ("p", "FORMÅL: Begynd med borgeren, og saml det op, der giver værdi."),
    ("p", "PROCES:"),
    ("li", "Lederne og LMU får besked (november/ december 2019)"),
    ("li", "HAU og HMU hører om forslaget i oktober og november 2019"),
    ("li", "Dagene bliver lagt i januar 2020, og besøgene er i februar – marts 2020"),
    ("li", "HR samler op i april, og i maj 2020 holder vi en halv lederdag"),
    ("li", "HMU/HAU hører om resultatet efter sommerferien 2020"),
    ("p", "Vi gør det ikke igen efter to eller tre år."),
    ("p", "KOMMUNIKATION: Der bliver lavet to små pakker med information."),
]  # fmt: skip


def social_kapital():
    """The measurement: a slip in the heading of the meeting, ticks lost, two bilag cited seven times."""
    paper = papir("social-kapital")
    felter = paper["felter"]
    return [
        ("p", felter["titel"]),
        ("p", "Åben indstilling"), ("p", "Lukket indstilling"),
        ("p", "Sagsbehandler:"), ("p", "Sanne Sagsbehandler"),
        ("p", "Afdeling/Ansvarlig leder:"), ("p", "Lone Leder"),
        ("p", "Chefteammøde] – 26. juni 2020"),
        ("p", "Mødedeltagere:"), ("p", "Sanne Sagsbehandler, Anton Analyse"),
        *section("Baggrund", felter["baggrund"]),
        ("p", "Beslutninger"), ("p", "Chefteamet skal beslutte:"),
        *[("li", row["tekst"]) for row in paper["beslutningspunkt"]],
        *section("Effekt", felter["effekt"]),
        *section("Opfølgning", felter["opfoelgning"]),
        *section("Kommunikation", felter["kommunikation"]),
        *section("Koordinering", felter["koordinering"]),
        ("p", "Direkte udgifter (tkr.)"), years(),
        *FINANSIERING,
        ("p", "Indirekte udgifter"),
        *SOCIAL_REFERAT,
    ]  # fmt: skip


SOCIAL_REFERAT = [
    ("p", "Referat"), ("p", "Chefteamet besluttede, at"),
    ("li", "Planen for målingen godkendes (bilag 1), men opfølgningen er i marts"),
    ("li", "Spørgsmålene fra HMU blev ikke vedtaget"),
    ("li", "Et nyt spørgsmål om Takt og tone, som handler om én selv og ikke om lederen som i 2018"),
    ("li", "DD afgjorde, at vi ikke spørger, om der har været MUS"),
    ("li", "Anton laver et oplæg om temaer"),
    ("li", "Opføgningen ser fremad: Jeg tror på, at det, vi er begyndt på, hjælper"),
]  # fmt: skip

SKEMAER = {"takt-og-tone": takt_og_tone, "gaa-paa-rov": gaa_paa_rov, "social-kapital": social_kapital}


def runs(text):
    """Yield (text, bold, italic)."""
    for one in STJERNER.split(text):
        if one:
            yield one.strip("*") if STJERNER.fullmatch(one) else one, one.startswith("**"), one[:1] == "*" != one[1:2]


def as_docx(form):
    document = docx.Document()
    for core in ("created", "modified"):
        setattr(document.core_properties, core, datetime(2020, 1, 1))
    document.core_properties.author = "Demokommunen"
    _fill(document, form)
    stream = io.BytesIO()
    document.save(stream)
    return _without_times(stream.getvalue())


STYLES = {"p": None, "li": "List Bullet", "nr": "List Number"}


def _fill(parent, form):
    for kind, content in form:
        if kind == "tabel":
            size = {"rows": len(content), "cols": len(content[0])}
            table = parent.add_table(**size)
            if hasattr(parent, "core_properties"):
                table.style = "Table Grid"
            for row, cells in zip(table.rows, content, strict=True):
                for cell, inside in zip(row.cells, cells, strict=True):
                    _fill(cell, inside)
            continue
        paragraph = parent.add_paragraph(style=STYLES[kind])
        for text, fed, kursiv in runs(content):
            run = paragraph.add_run(text)
            run.bold, run.italic = fed or None, kursiv or None


def _without_times(package):
    """The same bytes each time: a zip keeps the time of writing."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            new.writestr(zipfile.ZipInfo(entry.filename, (2020, 1, 1, 0, 0, 0)), old.read(entry), zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def as_txt(form):
    lead, lines, number = {"p": "", "li": "- "}, [], 0
    for kind, content in form:
        number = number + 1 if kind == "nr" else 0
        if kind == "tabel":
            lines += ["\t".join(" ".join(_cell(one) for one in cell) for cell in row) for row in content]
        else:
            lines.append(lead.get(kind, f"{number}. ") + content)
        lines += [] if kind != "p" else [""]
    return "\n".join(lines) + "\n"


def _cell(part):
    """A cell of a text file is one line: tables in it stand as tags."""
    kind, content = part
    if kind != "tabel":
        return content.replace("\n", " ").replace("\t", " ")
    rows = ("".join(f"<td>{''.join(_cell(one) for one in cell)}</td>" for cell in row) for row in content)
    return f"<table>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>"


def as_html(form):
    """As Word pastes it: paragraphs with classes, list items that are paragraphs with a mark in front."""
    return f"<html><head><meta charset=utf-8><style>{CSS}</style></head><body>{_html(form)}</body></html>"


CSS = "td{border:1px solid #000;vertical-align:top;padding:3pt}table{border-collapse:collapse}p{margin:0 0 9pt}"
MARK = "<span style='mso-list:Ignore'>{}<span style='font:7pt \"Times New Roman\"'>&nbsp;&nbsp; </span></span>"


def _html(form):
    out, number = [], 0
    for kind, content in form:
        number = number + 1 if kind == "nr" else 0
        if kind == "tabel":
            rows = ("".join(f"<td>{_html(cell)}</td>" for cell in row) for row in content)
            out.append(f"<table class=MsoTableGrid>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>")
        elif kind == "p":
            out.append(f"<p class=MsoNormal>{_inline(content)}</p>")
        else:
            mark = MARK.format(f"{number}." if number else "·")
            style = "style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'"
            out.append(f"<p class=MsoListParagraph {style}><![if !supportLists]>{mark}<![endif]>{_inline(content)}</p>")
    return "\n".join(out)


def _inline(text):
    text = escape(text, quote=False).replace("\n", "<br>").replace("\t", "&nbsp; ")
    return re.sub(r"\*([^*]+)\*", r"<i>\1</i>", re.sub(r"\*\*([^*]+)\*\*", r"<b>\1</b>", text))


def as_pdf(form):
    import weasyprint  # takes a second to load, and only this needs it

    return weasyprint.HTML(string=as_html(form)).write_pdf()


def indhold(navn, slags):
    """Return the bytes of a form in a file type."""
    made = {"docx": as_docx, "txt": as_txt, "html": as_html, "pdf": as_pdf}[slags](SKEMAER[navn]())
    return made if isinstance(made, bytes) else made.encode()


if __name__ == "__main__":
    MAPPE.mkdir(exist_ok=True)
    for one in NAVNE:
        for extension in ("docx", "txt"):
            (MAPPE / f"{one}.{extension}").write_bytes(indhold(one, extension))
