"""Minority views where the minutes are written: a text for each person under the row, and whom one more may be of."""

from django import forms

from indstillinger.forms.kontrol import Feltform, Kontrol
from indstillinger.workflow.mindretal import er_mindretal, felt_of
from mso_portal.organisation.models import Bruger

MAKS = 500
HJAELP = "Højst 500 tegn. Tøm feltet for at fjerne den afvigende mening."


def texts(raekke):
    """Return a row's views as they are read; no query when they came along."""
    return [f"{one.person}: {one.tekst}" for one in raekke.mindretal.all()]


def controls(side, raekke):
    """Return a text control for each view that stands, was asked for, or was typed and refused."""
    stored = {one.person_id: one for one in raekke.mindretal.all()}
    persons = {pk: one.person for pk, one in stored.items()}
    wanted = _wanted(side, raekke) - set(persons)
    persons |= {one.pk: one for one in side.navngivne if one.pk in wanted}
    if left := _typed(side, raekke) - set(persons):
        persons |= Bruger.objects.in_bulk(left)
    return [_control(side, raekke, persons[pk], stored[pk].tekst if pk in stored else "") for pk in persons]


def choices(side, controls_drawn):
    """Return whom one more view may be of: those who were there and have none on the row."""
    taken = {k.navn.rpartition("-")[2] for k in controls_drawn}
    return [{"vaerdi": str(one.pk), "tekst": str(one)} for one in side.navngivne if str(one.pk) not in taken]


def _wanted(side, raekke):
    return _persons(raekke, side.nye) | _typed(side, raekke)


def _typed(side, raekke):
    return _persons(raekke, side.tastet.tekster)


def _persons(raekke, names):
    """Return the pks of the persons whose view on the row is among the names."""
    parts = [navn.partition(":") for navn in names]
    return {int(felt.rpartition("-")[2]) for uuid, _, felt in parts if uuid == str(raekke.uuid) and er_mindretal(felt)}


def _control(side, raekke, person, stored):
    felt = felt_of(person.pk)
    navn = f"{raekke.uuid}:{felt}"
    base = side.base(navn, stored)
    attrs = {"rows": 2, "data-maks": MAKS, "data-base": base}
    if navn in side.nye:
        attrs["autofocus"] = True
    text = forms.CharField(
        label=f"Afvigende mening, {person}", required=False, help_text=HJAELP, widget=forms.Textarea(attrs=attrs)
    )
    fejl = {felt: side.tastet.fejl[navn]} if navn in side.tastet.fejl else {}
    form = Feltform(f"{raekke.uuid}:", {felt: text}, {felt: side.shown(navn, stored)}, fejl)
    return Kontrol("felt", navn=navn, base=base, felt=form[felt], konflikt=side.tastet.konflikter.get(navn))
