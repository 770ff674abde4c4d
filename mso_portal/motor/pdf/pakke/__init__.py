"""A pack: ready part PDFs, own and foreign, made into one tagged, linked, numbered PDF (41 §7–§9).

    made = build(
        [
            Del("dagsorden", lambda sider: render_in_child(agenda(sider), filed=False).pdf, "Dagsorden"),
            Del("p:<uuid>:12", render_in_child(paper, filed=False).pdf, "4. Faste makkerpar"),
            Del("b:<uuid>", uploaded, "Bilag 1: Kort", niveau=2, fremmed=True,
                fod="Chefmøde 29. maj 2026 · Punkt 4 · Bilag 1"),
            Del("om", about, "Om denne pakke"),
        ],
        titel="Mødepakke, chefteam 29. maj 2026, udsendelse 1",
        dato=udsendelse.oprettet_den,
        ark=sheet,
    )
    made.pdf, made.sider, made.foerste["b:<uuid>"], made.erstattet, made.arkiv

* The order of the list is the order of the pack. `noegle` is the part id (Moededokument.dele, or a word of
  one's own), unique in the pack. A link written as `pakke:<noegle>` in any own part jumps to that part; one to
  a part that is not in this pack becomes plain text.
* Own parts are given in pack form: `proces.render_in_child(document, filed=False)`, whose footer is the
  document's `fod` and which has no page number; the pack stamps "Side 45 af 96". The filed form
  (`filed=True`) has its own page numbers and is what is stored for the archive. Pack form and filed form of
  the same document are two files: keep both under `proces.part_key(document, filed=…)`.
* `pdf` of an own part may be a function of the page numbers: it is called with {noegle: "000"} to count its
  pages, then with {noegle: "45"}: the first page of every part of the pack, as text. Dagsorden and "Om denne
  pakke" use it. Cache by what it is given: when no number moved, nothing is rendered again.
* A bilag: PDF → `fremmed=True` with the uploaded bytes and `fod` without page ("…, side 3 af 7" is added);
  png and jpg → `pdf=image_part(bytes, titel, fod=…).pdf`; an office file, a quarantined or failed one → the
  caller's own sheet or placeholder document, rendered like any own part.
* `ark(del, grund)` returns the bytes of the sheet or placeholder that takes a foreign part's place: grund
  "stor" (the pack would be too large; the largest go first) or "fejl" (its PDF can't be read). What was
  replaced is in `erstattet` {noegle: grund}; without `ark` PakkeFejl is raised instead.
* `dato` is the frozen data's time: same input, same bytes, in any process.
* Only when no foreign part is left does the pack claim PDF/A-2a and PDF/UA-1 (`arkiv`), and then it is
  validated; NotArchivable says which rule is broken.
"""

from mso_portal.motor.pdf.pakke.billede import image_part
from mso_portal.motor.pdf.pakke.dele import Del, Pakke, PakkeFejl
from mso_portal.motor.pdf.pakke.saml import build

__all__ = ["Del", "Pakke", "PakkeFejl", "build", "image_part"]
