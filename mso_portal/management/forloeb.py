"""What happens to the demo's papers once they are written: requests, comments, files and states, through the verbs."""

from django.conf import settings
from django.core.files.base import ContentFile

from indstillinger.enums import Koordineringsstatus
from indstillinger.models import Indstilling
from indstillinger.workflow import approve, close, open_up, recall, restore, send_back, submit, withdraw
from indstillinger.workflow.bilag import attach
from indstillinger.workflow.kommentar import reply, resolve, start
from indstillinger.workflow.koordinering import answer, ask, waive
from mso_portal.organisation.models import Afdeling, Bruger

FILER = settings.BASE_DIR / "fixtures" / "filer"


def steps_of(data):
    """Yield (local moment, what to play with the paper) of every table of the forløb, in the file's order."""
    threads = {}
    for kind, play in TABELLER.items():
        for row in data.get(kind, []):
            yield row["tidspunkt"], lambda paper, play=play, row=row: play(paper, row)
    for nr, row in enumerate(data.get("kommentar", []), 1):
        yield row["tidspunkt"], lambda paper, nr=nr, row=row: _comment(paper, row, nr, threads)
        if "loest" in row:
            yield row["loest"], lambda paper, nr=nr, row=row: resolve(threads[nr], by=_person(row["loest_af"]))


def _person(brugernavn):
    return Bruger.objects.get(brugernavn=brugernavn)


def _attach(paper, row):
    content = ContentFile((FILER / row["fil"]).read_bytes(), row["fil"])
    bilag = paper.bilag_raekker.get(nr=row["bilag"])
    attach(paper, bilag.uuid, content, row["fil"], by=_person(row["af"]))


def _ask(paper, row):
    ask(paper, [_part(one) for one in row["parter"]], row["frist"], by=_person(row["af"]))


def _part(named):
    if "bruger" in named:
        return _person(named["bruger"])
    return Afdeling.objects.get(kode=named["afdeling"])


def _request(paper, part):
    """Return the newest request to a part that was not waived."""
    live = paper.koordineringer.exclude(status=Koordineringsstatus.FRAFALDET).order_by("-pk")
    named = live.filter(bruger__brugernavn=part) or live.filter(afdeling__kode=part)
    return named[0]


def _answer(paper, row):
    answer(_request(paper, row["part"]), row["svar"], row.get("tekst", ""), by=_person(row["af"]))


def _waive(paper, row):
    waive(_request(paper, row["part"]), row["grund"], by=_person(row["af"]))


def _comment(paper, row, nr, threads):
    by = _person(row["af"])
    if "svar_paa" in row:
        threads[nr] = threads[row["svar_paa"]]
        reply(threads[nr], row["tekst"], by=by)
    else:
        threads[nr] = start(paper, row.get("felt", ""), row["tekst"], by=by)


def _handle(paper, row):
    VERBER[row["verbum"]](paper, row, _person(row["af"]))


def _close(paper, row, by):
    close(paper, by=by, titel_lukket=row["titel_lukket"], hjemmel=row["hjemmel"], lukket_begrundelse=row["begrundelse"])


VERBER = {
    "submit": lambda paper, row, by: submit(paper, by=by),
    "recall": lambda paper, row, by: recall(paper, by=by),
    "approve": lambda paper, row, by: approve(paper, paper.indsendt_version.sha256, by=by),
    "send_back": lambda paper, row, by: send_back(paper, row["bemaerkning"], by=by),
    "withdraw": lambda paper, row, by: withdraw(paper, row["bemaerkning"], by=by),
    "restore": lambda paper, row, by: restore(paper, by=by),
    "open": lambda paper, row, by: open_up(paper, row["bemaerkning"], by=by),
    "close": _close,
}
TABELLER = {"fil": _attach, "koordinering": _ask, "svar": _answer, "frafald": _waive, "handling": _handle}


def fresh(nummer):
    """Return the paper as it is now."""
    return Indstilling.objects.get(nummer=nummer)
