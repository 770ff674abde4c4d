"""What comes to the minutes from elsewhere: lines of an imported referat, and papers handed out in the meeting."""

from html import escape

from django.db import transaction

from indstillinger.enums import Aabenhed
from indstillinger.enums_moede import Moedetilstand, Referatslags
from indstillinger.models import Brugtlinje, Dagsordenspunkt, Importfelt, Punktbilag
from indstillinger.workflow.opgave import draft
from indstillinger.workflow.referatraekker import add_raekke, locked, row_text, save_field
from mso_portal.motor import ur
from mso_portal.motor.log import log_event
from mso_portal.motor.rules import NotNow, require
from mso_portal.motor.workflow import claim, lock
from mso_portal.vaerdier.sortering import fold

LINJE = "referat.linje"
OPGAVE = "opgave"
MAKS_BILAG = 20
MINDST_FAELLES, LAENGDE = 3, 3  # words of more than three letters that a line and a point have in common
BRUGT = "Linjen er allerede brugt."


def waiting(punkt):
    """Return the lines of the paper's imported referat that have found no place yet, in order; one query."""
    if punkt.indstilling_id is None:
        return Importfelt.objects.none()
    lines = Importfelt.objects.filter(felt=LINJE, udeladt=False, brugt=None)
    return lines.filter(forsoeg__indstilling=punkt.indstilling_id).order_by("plads")


def use_line(importfelt, slags, *, by, raekke=None, noegle=None):
    """Send a waiting line to its place and strike it: to the ordlyd of the besluttet row `raekke`, or to a new row of
    the kind `slags` (besluttet, droeftet, efterskrift), or to an opgave. Returns the row or the opgave.

    Text that stands in the row already is kept before it. NotNow when the line has been used.
    """
    with transaction.atomic():
        punkt = raekke.punkt if raekke else _item_of(importfelt)
        referat = locked(punkt, by)
        if Brugtlinje.objects.filter(importfelt=importfelt).exists():
            raise NotNow(BRUGT)
        made = _place(referat, punkt, importfelt.vaerdi or importfelt.raatekst, slags, raekke, by)
        row_uuid = None if slags == OPGAVE else made.uuid
        Brugtlinje.objects.create(importfelt=importfelt, referatpunkt_uuid=row_uuid, brugt_den=ur.nu(), brugt_af=by)
        log_event("referat.linje", referat, by, plads=importfelt.plads, slags=str(slags))
    return made


def _item_of(importfelt):
    items = Dagsordenspunkt.objects.filter(indstilling__importforsoeg=importfelt.forsoeg_id, nummer__isnull=False)
    punkt = items.select_related("moede__forum").order_by("-moede__dato", "-pk").first()
    if punkt is None:
        raise NotNow("Sagen står ikke på en dagsorden.")
    return punkt


def _place(referat, punkt, text, slags, raekke, by):
    if slags == OPGAVE:
        return draft(punkt, text[:500], by=by)
    if raekke is None:
        body = text if slags == Referatslags.BESLUTTET else paragraphs(text)
        return add_raekke(referat, punkt, slags, by=by, tekst=body)
    gemt = save_field(raekke, "ordlyd", "\n".join(filter(None, [row_text(raekke, "ordlyd"), text])), by=by)
    if not gemt.clean:
        raise NotNow(" ".join(gemt.fejl.values()) or "En anden har ændret rækken. Genindlæs siden.")
    raekke.refresh_from_db()
    return raekke


def paragraphs(text):
    """Return plain text as rich text, a paragraph a line."""
    return "".join(f"<p>{escape(line)}</p>" for line in text.splitlines() if line.strip())


def hand_out(punkt, titel, fil, filnavn, aabenhed, *, by, hjemmel="", begrundelse="", noegle=None):
    """Put a file handed out in the meeting on the item, with the next number; returns it, None for a used `noegle`.

    The file was accepted before. NotNow when the meeting is not going on, or the item is full.
    """
    with transaction.atomic():
        if noegle and not claim(noegle, by, "punkt.uddel"):
            return None
        moede = lock(punkt.moede)
        punkt = lock(Dagsordenspunkt(pk=punkt.pk))
        require(by, "referat.skriv", punkt)
        if moede.tilstand != Moedetilstand.I_GANG:
            raise NotNow("Mødet er ikke i gang.")
        rows = punkt.punktbilag.order_by("-nr")
        if rows.count() >= MAKS_BILAG:
            raise NotNow(f"Der kan højst være {MAKS_BILAG} bilag på et punkt.")
        last = rows.values_list("nr", flat=True).first() or _paper_numbers(punkt)
        closed = {"hjemmel": hjemmel, "begrundelse": begrundelse} if aabenhed == Aabenhed.LUKKET else {}
        row = Punktbilag(punkt=punkt, nr=last + 1, titel=titel.strip(), fil=fil, filnavn=filnavn, aabenhed=aabenhed,
                         uddelt_paa_moedet=True, **closed)  # fmt: skip
        row._history_user = by
        row.save()
        log_event("punkt.uddel", punkt, by, nr=row.nr, sha256=fil.pk)
    return row


def _paper_numbers(punkt):
    """Number on after the paper's own bilag, so that "bilag 3" names one thing at an item."""
    if punkt.indstilling_id is None:
        return 0
    return max(punkt.indstilling.bilag_raekker.order_by("nr").values_list("nr", flat=True), default=0)


def suggestion(importfelt, rows):
    """Return the besluttet row a waiting line seems to answer: the one that shares most words with it, or None.

    Only offered, never used by itself: a line that merely sounds alike is no outcome.
    """
    words = _words(importfelt.vaerdi or importfelt.raatekst)
    scored = [(len(words & _words(row.foreslaaet)), row) for row in rows if row.foreslaaet]
    best = max(scored, key=lambda pair: pair[0], default=(0, None))
    return best[1] if best[0] >= MINDST_FAELLES else None


def _words(text):
    return {word for word in fold(text).replace(",", " ").replace(".", " ").split() if len(word) > LAENGDE}
