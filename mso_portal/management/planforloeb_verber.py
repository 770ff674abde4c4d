"""What happens to the demo's plans once they are written: each `verbum` of a file is a verb of the portal."""

from datetime import timedelta

from django.core.exceptions import ValidationError

from indsatser.models import Aendring, Indsatsplan, Milepael, Rapporteringsrytme, Temaskabelon
from indsatser.models.planindhold import tidspunkt_data
from indsatser.workflow import aendring, indikator, leverance, milepael, risiko, tilstande
from indsatser.workflow.plan import add_participant, edit_plan
from indsatser.workflow.raekker import edit
from indsatser.workflow.skabelon import apply, dated
from indsatser.workflow.statuspligt import add_duty
from mso_portal.management.planforloeb_maal import MAALEVERBER
from mso_portal.management.planforloeb_raekker import add_row, columns, time_of
from mso_portal.motor import ur

EDIT = {Indsatsplan: edit_plan, Milepael: milepael.edit_milestone}


def keys_of(row):
    """Return the keys of the rows a step is about."""
    return row["paa"] if isinstance(row["paa"], list) else [row["paa"]]


def _edit(forloeb, row, by):
    for key in keys_of(row):
        one = forloeb.row(key)
        EDIT.get(type(one), edit)(one, by=by, **columns(row["felter"], forloeb))


def _add(forloeb, row, by):
    add_row(forloeb, row["slags"], row["felter"], by)


def _participant(forloeb, row, by):
    add_participant(forloeb.plan, by=by, **columns({"bruger": row["bruger"], "rolle": row["rolle"]}, forloeb))


def _rhythm(forloeb, row, by):
    """The plan reports in a rhythm, in the first as its primary one; a decision may have given it that already."""
    rytme = Rapporteringsrytme.objects.get(forum__kode=row["forum"], navn=row["navn"])
    there = forloeb.plan.statuspligter.filter(rytme=rytme, til=None).first()
    if there:
        edit(there, by=by, form=row["form"], fra=row.get("fra", there.fra))
    else:
        add_duty(forloeb.plan, by=by, rytme=rytme, form=row["form"], fra=row.get("fra", ur.i_dag()))


def _template(forloeb, row, by):
    """The rows of a template in a theme: the first becomes »<theme's key>-1«."""
    tema = forloeb.row(row["paa"])
    rows = apply(tema, dated(Temaskabelon.objects.get(navn=row["skabelon"]), tema.start), by=by)
    for nr, made in enumerate(rows, 1):
        forloeb.keep(f"{row['paa']}-{nr}", made)


def _clarify(forloeb, row, by):
    given = columns({name: row[name] for name in ("afklares_senest", "afklares_af")}, forloeb)
    for key in keys_of(row):
        indikator.clarify(forloeb.row(key), by=by, begrundelse=row.get("tekst", ""), **given)


def _activate(forloeb, row, by):
    tilstande.activate(forloeb.plan, by=by)


def _is_refused(forloeb, row, by):
    """The plan could not be activated yet: playing it is a test of that as well."""
    try:
        tilstande.activate(forloeb.plan, by=by)
    except ValidationError as error:
        found = error.messages
    else:
        raise ValueError(f"{forloeb.name}: planen blev aktiveret.")
    if found != row["linjer"]:
        raise ValueError(f"{forloeb.name}: {found}")


def _finish(forloeb, row, by):
    tilstande.finish(forloeb.plan, by=by, slutvurdering=row["tekst"])


def _stop(forloeb, row, by):
    tilstande.stop(forloeb.plan, by=by, begrundelse=row["tekst"], beslutning=forloeb.decision(row["beslutning"]))


def _forecast(forloeb, row, by):
    when = time_of(row["til"], forloeb)
    milepael.forecast(forloeb.row(row["paa"]), by=by, tidspunkt=when, begrundelse=row["tekst"])


def _complete(forloeb, row, by):
    """Done on `dato`, or on the day it is told."""
    for key in keys_of(row):
        milepael.complete(forloeb.row(key), by=by, dato=row.get("dato", ur.i_dag()))


def _depend(forloeb, row, by):
    milepael.depend(forloeb.row(row["paa"]), [forloeb.row(key) for key in row["efter"]], by=by)


def _amount(forloeb, row, by):
    """`kroner` is {line's key: kroner}."""
    for key, kroner in row["kroner"].items():
        risiko.set_amount(
            forloeb.row(key), by=by, aar=row["aar"], slags=row["slags"], kroner=kroner, pr_dato=row.get("pr_dato"),
            note=row.get("note", ""),
        )  # fmt: skip


def _assess(forloeb, row, by):
    """`score` is sandsynlighed and konsekvens."""
    likely, severe = row["score"]
    risiko.assess(
        forloeb.row(row["paa"]), by=by, sandsynlighed=likely, konsekvens=severe, naerhed=row["naerhed"],
        note=row.get("tekst", ""),
    )  # fmt: skip


def _close_risk(forloeb, row, by):
    risiko.close_risk(forloeb.row(row["paa"]), by=by, begrundelse=row["tekst"])


def _close_point(forloeb, row, by):
    for key in keys_of(row):
        risiko.close_point(forloeb.row(key), by=by, tekst=row["tekst"], bortfaldet=row.get("bortfaldet", False))


def _confirm(forloeb, row, by):
    leverance.confirm(forloeb.row(row["paa"]), by=by)


def _offer(forloeb, row, by):
    when = time_of(row["til"], forloeb)
    leverance.offer(forloeb.row(row["paa"]), by=by, tidspunkt=when, begrundelse=row["tekst"])


def _refuse(forloeb, row, by):
    leverance.refuse(forloeb.row(row["paa"]), by=by, begrundelse=row["tekst"])


def _accept(forloeb, row, by):
    leverance.accept(forloeb.row(row["paa"]), by=by)


def _deliver(forloeb, row, by):
    leverance.deliver(forloeb.row(row["paa"]), by=by)


def _propose_change(forloeb, row, by):
    """Write an Ændring with its posts, and lay it before those who decide a little later."""
    made = aendring.write(
        forloeb.plan, by=by, titel=row["titel"], aarsag=row["aarsag"], begrundelse=row["begrundelse"],
        konsekvens=row.get("konsekvens", ""),
    )  # fmt: skip
    forloeb.keep(row["id"], made)
    for post in row["post"]:
        about, to = _post(forloeb, post)
        aendring.propose(made, by=by, genstand=post["genstand"], objekt=about.uuid, felt=post["felt"], til=to)
    with ur.stil(ur.nu() + timedelta(minutes=10)):
        aendring.submit(made, by=by)


def _post(forloeb, post):
    """Return (what the post is about, the value it would have): a definition is put in force, a date is moved."""
    about = forloeb.row(post["paa"])
    if post["genstand"] == "definition":
        return about.definitioner.get(planversion=None), True
    return about, tidspunkt_data(time_of(post["til"], forloeb))


def _approve_change(forloeb, row, by):
    how = {"besluttet_dato": row["besluttet_dato"]} if "besluttet_dato" in row else {}
    if "beslutning" in row:
        how["beslutning"] = forloeb.decision(row["beslutning"])
    aendring.approve(Aendring.objects.get(pk=forloeb.row(row["paa"]).pk), by=by, **how)


VERBER = {
    "ret": _edit, "tilfoej": _add, "deltager": _participant, "rytme": _rhythm, "skabelon": _template,
    "afklar": _clarify, "aktiver": _activate, "afvises": _is_refused, "afslut": _finish, "stop": _stop,
    "prognose": _forecast, "gennemfoer": _complete, "afhaenger": _depend, "beloeb": _amount, "vurder": _assess,
    "luk_risiko": _close_risk, "luk_punkt": _close_point, "bekraeft": _confirm, "andet_tidspunkt": _offer,
    "afvis": _refuse, "godtag": _accept, "lever": _deliver, "aendring": _propose_change, "godkend": _approve_change,
    **MAALEVERBER,
}  # fmt: skip
