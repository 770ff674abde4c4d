"""What the papers of a meeting say alike: which meeting, which item, when it was made."""

from datetime import date, datetime, time
from html import escape

from indstillinger.enums_moede import Udsendelsesslags
from mso_portal.motor.documents import Prose
from mso_portal.vaerdier.datoer import DANSK_TID, dato_lang, klokken, ugedag_dato

NBSP = "\N{NO-BREAK SPACE}"
FORELOEBIG = "FORELØBIG – til gennemlæsning"


def short(moede):
    """Return "chefmøde 29. maj 2026": what titles and file names may say of a meeting."""
    return f"{moede.forum.moedenavn} {dato_lang(moede.dato)}"


def long(moede):
    """Return "chefmøde fredag den 29. maj 2026"."""
    return f"{moede.forum.moedenavn} {ugedag_dato(moede.dato)}"


def headed(name, dato):
    """Return the same for a heading: the date is never broken over two lines."""
    return f"{name} {ugedag_dato(dato).replace(' ', NBSP)}"


def capital(text):
    return text[:1].upper() + text[1:]


def place_and_time(start, slut, sted):
    """Return "kl. 9.00–11.30, Mødelokale 1"."""
    return ", ".join(part for part in (f"{klokken(start)}–{klokken(slut).removeprefix('kl. ')}", sted) if part)


def meeting_line(moede, nummer, sagstype, minutter):
    """Return "Chefmøde fredag den 29. maj 2026, punkt 4, beslutning, 15 minutter"."""
    length = f"{minutter} minut{'' if minutter == 1 else 'ter'}" if minutter else ""
    parts = (capital(long(moede)), f"punkt {nummer}" if nummer else "", sagstype.lower(), length)
    return ", ".join(part for part in parts if part)


def moment(den):
    """Return "den 29. maj 2026 kl. 9.02" of an aware time."""
    local = den.astimezone(DANSK_TID)
    return f"den {dato_lang(local)} {klokken(local)}"


def sending_foot(moede, udsendelse, dato):
    """The footer of what belongs to a sending; `dato` is the time of its data, before it is sent."""
    return f"{capital(short(moede))} · udsendelse {udsendelse.nr} · {moment(dato).removeprefix('den ')}"


def sending_mark(udsendelse):
    """Return the mark of a sending that is no final one."""
    return FORELOEBIG if udsendelse.slags == Udsendelsesslags.GENNEMLAESNING else ""


def public_title(titel, titel_lukket):
    """Return the public title to be told beside the closed one; "" when there is no other."""
    return titel if titel_lukket not in ("", titel) else ""


def keys(moede, **more):
    """Return what fills the patterns of a meeting's kinds."""
    return {"moede": short(moede), "noegle": moede.noegle, **more}


def paragraph(text):
    """Return plain text as a block of its own."""
    return Prose(f"<p>{escape(text, quote=False)}</p>")


def begins(head):
    """Return the aware start of a meeting from the frozen head of its minutes."""
    return datetime.combine(date.fromisoformat(head["dato"]), time.fromisoformat(head["start"]), DANSK_TID)
