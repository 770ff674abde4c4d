"""The demo's rounds of statuses: opened, answered, written, approved, locked and decided by their people."""

from functools import partial

from indsatser.enums import Bidragssvar
from indsatser.models import Indikator, Kvartalsstatus, Rapporteringsrytme, Statusrunde
from indsatser.workflow import status as verber
from indsatser.workflow.runder import confirm_holiday, make_rounds, set_meeting
from indsatser.workflow.rundeslut import close_round
from indsatser.workflow.rundeudgave import make_editions
from indsatser.workflow.statusaabning import open_round, refresh
from indsatser.workflow.statusbidrag import answer_unchanged
from indsatser.workflow.statuslaas import lock
from indsatser.workflow.statusrettelse import add_correction, correct
from indsatser.workflow.statusuddrag import publish
from indsatser.workflow.statusudfald import decide
from mso_portal.organisation.models import Bruger

TEKSTER = ("resume", "siden_sidst", "naeste", "offentlig_tekst")


class Rundeforloeb:
    """One round's file; `plans` is {file's name: key of the plan}, and `rows` what each plan's file names."""

    def __init__(self, data, plans):
        self.data, self.plans = data, plans

    @property
    def runde(self):
        return Statusrunde.objects.get(forum__kode=self.data["forum"], noegle=self.data["noegle"])

    def status(self, row):
        """Return the newest version of the status of the plan that the step names."""
        found = Kvartalsstatus.objects.filter(runde=self.runde, plan=self.plans[row["plan"]])
        return found.order_by("nr").last()


def steps_of_round(data, plans):
    """Yield (local moment, what to play) of a round."""
    forloeb = Rundeforloeb(data, plans)
    for row in data["trin"]:
        by = partial(Bruger.objects.get, brugernavn=row["af"]) if "af" in row else None
        yield row["tidspunkt"], partial(_play, forloeb, row, by)


def _play(forloeb, row, by):
    VERBER[row["verbum"]](forloeb, row, by and by())


def _make(forloeb, row, by):
    for rytme in Rapporteringsrytme.objects.filter(forum__kode=forloeb.data["forum"]).order_by("pk"):
        make_rounds(rytme)


def _meeting(forloeb, row, by):
    set_meeting(forloeb.runde, by=by, moededato=row["dato"])


def _holiday(forloeb, row, by):
    confirm_holiday(forloeb.runde, by=by)


def _open(forloeb, row, by):
    open_round(forloeb.runde)


def _refresh(forloeb, row, by):
    for status in forloeb.runde.statusser.filter(nr=1, laast_den=None).order_by("pk"):
        refresh(status)


def _unchanged(forloeb, row, by):
    """Say »uændret« to what is open of the kinds: the tovholder for everybody, others for themselves."""
    status = forloeb.status(row)
    open_ones = status.bidrag.filter(slags__in=row["slags"], svar=Bidragssvar.MANGLER)
    for bidrag in open_ones.order_by("pk"):
        if by.pk in (bidrag.ansvarlig_id, status.plan.tovholder_id):
            answer_unchanged(bidrag, by=by)


def _write(forloeb, row, by):
    """Lights not named are chosen as they are suggested."""
    status = forloeb.status(row)
    forslag = verber.suggestions(verber.current_data(verber.read(status)))
    verber.write(
        status, by=by, tekster={name: row[name] for name in TEKSTER if name in row},
        lys={name: _light(row, name, lys) for name, lys in forslag.items()},
        beslutninger=[_question(one) for one in row.get("beslutning", [])],
    )  # fmt: skip


def _light(row, dimension, forslag):
    valgt, begrundelse = row.get("lys", {}).get(dimension, (forslag, ""))
    tiltag = row.get("tiltag", {}).get(dimension, "") if valgt in ("gul", "roed") else ""
    return {"valgt": valgt, "valgt_ud_fra": forslag, "begrundelse": begrundelse, "aarsag_tiltag": tiltag}


def _question(row):
    options = [{"indstillet": False, "aendring": None, **one} for one in row["muligheder"]]
    return {"spoergsmaal": row["spoergsmaal"], "niveau": row.get("niveau", "styregruppe"), "muligheder": options}


def _submit(forloeb, row, by):
    verber.submit(forloeb.status(row), by=by)


def _approve(forloeb, row, by):
    verber.approve(forloeb.status(row), by=by)


def _lock(forloeb, row, by):
    for name in row["plan"] if isinstance(row["plan"], list) else [row["plan"]]:
        lock(forloeb.status({"plan": name}), by=by)
    make_editions(forloeb.runde, by=by)


def _publish(forloeb, row, by):
    publish(forloeb.status(row), by=by)


def _decide(forloeb, row, by):
    beslutning = Kvartalsstatus.objects.get(pk=forloeb.status(row).pk).beslutninger.get(nr=row["nr"])
    valgt = beslutning.valgmuligheder.get(bogstav=row["valgt"]) if "valgt" in row else None
    more = {name: row[name] for name in ("tekst", "accepteret", "accepteret_til") if name in row}
    decide(beslutning, by=by, art=row["art"], valgt=valgt, **more)


def _close(forloeb, row, by):
    close_round(forloeb.runde, by=by)
    make_editions(forloeb.runde, by=by)


def _correct(forloeb, row, by):
    status = correct(forloeb.status(row), row["begrundelse"], by=by)
    for one in row["maaling"]:
        indikator = Indikator.objects.get(maal__plan=status.plan, maal__tekst=one["maal"])
        sti = f"punkter/{indikator.uuid}/{one['periode_slut']}/{one['felt']}"
        add_correction(
            status, sti=sti, foer=one["foer"], efter=one["efter"], begrundelse=one["begrundelse"], by=by
        )  # fmt: skip


VERBER = {
    "lav": _make, "moede": _meeting, "ferie": _holiday, "aabn": _open, "opdater": _refresh, "uaendret": _unchanged,
    "skriv": _write, "indsend": _submit, "godkend": _approve, "laas": _lock,
    "udgiv": _publish, "udfald": _decide, "afslut": _close, "ret": _correct,
}  # fmt: skip
