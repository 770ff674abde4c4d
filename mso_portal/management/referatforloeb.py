"""What is written into the demo's minutes: outcomes, what was discussed, lines of an old referat, tasks."""

from django.conf import settings
from django.core.files.base import ContentFile

from indstillinger.models import Moede
from indstillinger.workflow.opgave import assign, draft, edit_draft
from indstillinger.workflow.referatlinjer import hand_out, use_line
from indstillinger.workflow.referatraekker import add_raekke, row_text, write
from mso_portal.motor.filer import accept
from mso_portal.motor.lock import Change, fingerprint
from mso_portal.organisation.models import Bruger, Forum

FILER = settings.BASE_DIR / "fixtures" / "filer"
# In the order they are written; what is left out is not touched.
FELTER = ("udfald", "ordlyd", "udestaar", "udsat_til", "oversendt_til", "oversendt_tekst", "begrundelse", "ansvarlig",
          "opfoelgning")  # fmt: skip
OPGAVE = ("type", "ansvarlig", "frist", "uden_frist")


def write_minutes(forloeb, key, row):
    """Write what a file says of one item: `raekke`, `droeftet`, `efterskrift` and `opgave`, in that order."""
    lines = forloeb.lines(key)
    for nr, one in enumerate(row.get("raekke", []), 1):
        _outcome(forloeb, key, one, one.get("nr", nr), lines)
    for slags in ("droeftet", "efterskrift"):
        for one in row.get(slags, []):
            _spoken(forloeb, key, slags, {"tekst": one} if isinstance(one, str) else one, lines)
    for one in row.get("opgave", []):
        _task(forloeb, key, one, lines)


def _outcome(forloeb, key, one, nr, lines):
    """Answer the point with the number, or in an item of its own text write what was decided as a row."""
    punkt, by = forloeb.punkt(key), forloeb.by
    rows = forloeb.referat.raekker.filter(punkt=punkt, slags="besluttet").order_by("raekkefoelge")
    made = rows[nr - 1] if nr <= rows.count() else add_raekke(forloeb.referat, punkt, "besluttet", by=by)
    for line in [one["linje"]] if isinstance(one.get("linje"), int) else one.get("linje", []):
        use_line(lines[line], "besluttet", by=by, raekke=made)
        made.refresh_from_db()
    _save(made, {felt: _text(felt, one[felt]) for felt in FELTER if felt in one}, by)


def _save(row, texts, by):
    """Loading is itself a test: what a person could not save, the demo cannot hold."""
    base = {felt: fingerprint(row_text(row, felt)) for felt in texts}
    gemt = write(row.punkt, {f"{row.uuid}:{felt}": Change(text, base[felt]) for felt, text in texts.items()}, by=by)
    if not gemt.clean:
        raise ValueError(f"{row.punkt}: {gemt.fejl or gemt.konflikter}")


def _text(felt, value):
    """Return a fixture value as the text its control holds."""
    if felt == "ansvarlig":
        return str(Bruger.objects.get(brugernavn=value).pk)
    if felt == "oversendt_til":
        return str(Forum.objects.get(kode=value).pk)
    if felt == "udsat_til" and value != "uden_dato":
        return str(Moede.objects.get(noegle=value).pk)
    return value


def _spoken(forloeb, key, slags, one, lines):
    """A line of an old referat becomes a row, which is then written again in the words of the meeting."""
    by = forloeb.by
    if one.get("linje") not in lines:
        add_raekke(forloeb.referat, forloeb.punkt(key), slags, by=by, tekst=one["tekst"],
                   overskrift=one.get("overskrift", ""))  # fmt: skip
        return
    made = use_line(lines[one["linje"]], slags, by=by)
    _save(made, {felt: one[felt] for felt in ("overskrift", "tekst") if felt in one}, by)


def _task(forloeb, key, one, lines):
    """Draft a task, or go on with the one of that id."""
    punkt, by, own = forloeb.punkt(key), forloeb.by, f"{key}/{one['id']}"
    felter = {name: one[name] for name in OPGAVE if name in one}
    if "ansvarlig" in felter:
        felter["ansvarlig"] = Bruger.objects.get(brugernavn=felter["ansvarlig"])
    if "nr" in one:
        felter["raekke_uuid"] = _row_uuid(forloeb, punkt, one["nr"])
    if own in forloeb.opgaver:
        edit_draft(_fresh(forloeb.opgaver[own]), by=by, **felter)
    elif one.get("linje") in lines:
        forloeb.opgaver[own] = use_line(lines[one["linje"]], "opgave", by=by)
        edit_draft(_fresh(forloeb.opgaver[own]), by=by, tekst=one["tekst"], **felter)
    else:
        forloeb.opgaver[own] = draft(punkt, one["tekst"], by=by, **felter)
    if one.get("haster"):
        assign(_fresh(forloeb.opgaver[own]), by=by)


def _fresh(opgave):
    return type(opgave).objects.get(pk=opgave.pk)


def _row_uuid(forloeb, punkt, nr):
    rows = forloeb.referat.raekker.filter(punkt=punkt, slags="besluttet").order_by("raekkefoelge")
    return rows[nr - 1].uuid


def hand_out_file(forloeb, key, row):
    """Hand a file out in the meeting."""
    by, navn = forloeb.by, row["fil"]
    fil, navn = accept(ContentFile((FILER / navn).read_bytes(), navn), navn)
    hand_out(forloeb.punkt(key), row["titel"], fil, navn, "aaben", by=by)
