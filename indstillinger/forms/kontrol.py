"""Controls of the edit page: every field of a paper or row as what its component needs to draw it."""

from dataclasses import dataclass, field

from django import forms
from django.db import models
from django.forms.utils import ErrorDict
from django.urls import reverse

from indstillinger.forms.skema import FRIVILLIGE, HJAELP
from indstillinger.models.felttekst import choices_for, text_of
from indstillinger.models.indhold import RIGTEKST, capitalised, label_of
from mso_portal.motor import ur
from mso_portal.motor.lock import fingerprint
from mso_portal.organisation.models import Bruger, Tilknytning
from mso_portal.vaerdier import kroner, tidspunkt
from mso_portal.vaerdier.forms import KronerFormField, RigTekstFormField, TidspunktFormField

FEW = 12
RADIOS = 3
# Fields that show only when the field before them says "lukket".
BETINGEDE = {"titel_lukket", "hjemmel", "lukket_begrundelse", "begrundelse"}


@dataclass
class Kontrol:
    """One control: `slags` names its component, the rest are that component's inputs."""

    slags: str
    navn: str
    base: str
    legend: str = ""
    felt: object = None
    hjaelp: str = ""
    fejl: list = field(default_factory=list)
    valg: list = field(default_factory=list)
    valgt: dict = None
    fundne: list = None
    soegt: str = ""
    find_url: str = ""
    ekko: str = ""
    ekko_slags: str = "info"
    frivillig: bool = False
    flere: bool = False
    konflikt: dict = None
    under: list = field(default_factory=list)

    @property
    def bred(self):
        """Long text takes the whole width of a row."""
        return self.felt is not None and isinstance(self.felt.field.widget, forms.Textarea)

    @property
    def har_fejl(self):
        return bool(self.fejl or (self.felt is not None and self.felt.errors) or self.konflikt)


class Feltform(forms.Form):
    """Draws text controls under names of our own; what was typed and its message are given, never re-validated."""

    def __init__(self, navnerum, fields, values, fejl):
        self.navnerum, self.fejl = navnerum, fejl
        super().__init__(data={f"{navnerum}{name}": values[name] for name in fields})
        self.fields.update(fields)

    def add_prefix(self, field_name):
        return f"{self.navnerum}{field_name}"

    def full_clean(self):
        self.cleaned_data = {}
        self._errors = ErrorDict(renderer=self.renderer)
        for name, message in self.fejl.items():
            if name in self.fields:
                self._errors[name] = self.error_class([message], renderer=self.renderer)


@dataclass
class Tastet:
    """What a page is drawn with beside what is stored: typed texts, messages, conflicts and searches by name."""

    tekster: dict = field(default_factory=dict)
    fejl: dict = field(default_factory=dict)
    konflikter: dict = field(default_factory=dict)
    soeg: dict = field(default_factory=dict)
    baser: dict = field(default_factory=dict)
    lister: dict = field(default_factory=dict)

    def listed(self, rows):
        """Return a short list's rows, read once a page however many rows of the paper offer it."""
        if rows.model not in self.lister:
            self.lister[rows.model] = list(_coming(rows))
        return self.lister[rows.model]


def controls(obj, names, paper, tastet, navnerum=""):
    """Return the controls of an object's fields; hidden queries: the choices of relations."""
    stored = {name: text_of(obj, name) for name in names}
    shown = {name: tastet.tekster.get(navnerum + name, stored[name]) for name in names}
    fejl = {name: tastet.fejl[navnerum + name] for name in names if navnerum + name in tastet.fejl}
    drawn = {name: _text_field(obj, name, paper) for name in names if _is_text(obj, name)}
    form = Feltform(navnerum, drawn, shown, fejl)
    made = {
        name: _control(obj, name, paper, tastet, form, navnerum + name, stored[name], shown[name]) for name in names
    }
    if "aabenhed" in made:
        made["aabenhed"].under = [made.pop(name) for name in names if name in BETINGEDE]
    return list(made.values())


def _is_text(obj, name):
    value = getattr(obj, name) if name != "medforfattere" else None
    if isinstance(value, (kroner.Kronelaesning, tidspunkt.Tidspunkt)):
        return True
    model_field = obj._meta.get_field(name)
    return not (model_field.is_relation or model_field.choices or isinstance(model_field, models.BooleanField))


def _text_field(obj, name, paper):
    value, label = getattr(obj, name), capitalised(label_of(type(obj), name))
    if isinstance(value, kroner.Kronelaesning):
        made = KronerFormField(enhed="tkr", label=label, required=False)
    elif isinstance(value, tidspunkt.Tidspunkt):
        made = TidspunktFormField(reference=paper.referencedato, label=label, required=False)
    elif name in RIGTEKST:
        made = RigTekstFormField(label=label, required=False)
    elif isinstance(obj._meta.get_field(name), models.TextField):
        made = forms.CharField(label=label, required=False, widget=forms.Textarea(attrs={"rows": 3}))
    else:
        made = forms.CharField(label=label, required=False)
    if _is_value_type(value):
        # laes.js asks how it is read while it is typed
        made.widget.attrs["class"] = "kroner" if isinstance(value, kroner.Kronelaesning) else "tidspunkt"
    made.help_text, made.frivillig = HJAELP.get(name, ""), name in FRIVILLIGE
    limit = getattr(obj._meta.get_field(name), "max_length", None) if not _is_value_type(value) else None
    if limit:
        made.widget.attrs["data-maks"] = limit
    return made


def _is_value_type(value):
    return isinstance(value, (kroner.Kronelaesning, tidspunkt.Tidspunkt))


def _control(obj, name, paper, tastet, form, navn, stored, shown):
    base = tastet.baser.get(navn) or fingerprint(stored)
    conflict = tastet.konflikter.get(navn)
    common = {"navn": navn, "base": base, "konflikt": conflict, "frivillig": name in FRIVILLIGE}
    if name in form.fields:
        form.fields[name].widget.attrs["data-base"] = base
        ekko, ekko_slags, slags = _echo(getattr(obj, name), shown, paper)
        return Kontrol(slags, felt=form[name], ekko=ekko, ekko_slags=ekko_slags, **common)
    fejl = [tastet.fejl[navn]] if navn in tastet.fejl else []
    extra = {"legend": capitalised(label_of(type(obj), name)), "hjaelp": HJAELP.get(name, ""), "fejl": fejl}
    return _choice_control(obj, name, paper, tastet, shown, {**common, **extra})


def _echo(value, shown, paper):
    """Return (echo, its kind, component) of a text control."""
    if isinstance(value, kroner.Kronelaesning):
        reading = kroner.laes(shown, "tkr")
        return kroner.ekko(reading), "info" if reading.godtaget else "obs", "kroner"
    if isinstance(value, tidspunkt.Tidspunkt):
        reading = value if shown == value.tekst else tidspunkt.laes(shown, paper.referencedato)
        return tidspunkt.ekko(reading), "obs" if reading.praecision == "fritekst" else "info", "tidspunkt"
    return "", "info", "felt"


def _choice_control(obj, name, paper, tastet, shown, common):
    model_field = obj._meta.get_field(name)
    if isinstance(model_field, models.BooleanField):
        return Kontrol("valg", valg=[{"vaerdi": "ja", "tekst": "Ja", "valgt": shown == "ja"}], flere=True, **common)
    if model_field.choices and len(model_field.flatchoices) > RADIOS:
        empty = [{"vaerdi": "", "tekst": "Ikke valgt", "valgt": not shown}] if model_field.blank else []
        return Kontrol("vaelgliste", valg=empty + _options(model_field, shown), **common)
    if model_field.choices:
        return Kontrol("valg", valg=_options(model_field, shown), **common)
    if name == "medforfattere":
        return Kontrol("flere", valg=_colleagues(obj, tastet, shown), flere=True,
                       soegt=tastet.soeg.get(common["navn"], ""), **common)  # fmt: skip
    rows, chosen = choices_for(model_field, paper), _chosen(obj, model_field, shown)
    if model_field.related_model._meta.model_name in ("moede", "forum"):
        return Kontrol("vaelgliste", valg=_list_of(tastet.listed(rows), model_field, chosen, shown), **common)
    return _search_control(rows, chosen, model_field, tastet, common)


def _options(model_field, shown):
    options = [pair for pair in model_field.flatchoices if pair[0] != "ikke_angivet" or model_field.name != "aabenhed"]
    return [{"vaerdi": value, "tekst": str(label), "valgt": value == shown, "udfolder": value == "lukket"}
            for value, label in options]  # fmt: skip


def _list_of(listed, model_field, chosen, shown):
    """Offer what may be chosen, and what is chosen even if it no longer may be."""
    offered = listed if chosen is None or chosen in listed else [chosen, *listed]
    options = [{"vaerdi": str(row.pk), "tekst": str(row), "valgt": str(row.pk) == shown} for row in offered]
    empty = [{"vaerdi": "", "tekst": "Ikke valgt", "valgt": not shown}] if model_field.null else []
    return empty + options


def _coming(rows):
    """Narrow meetings to those still to come."""
    if rows.model._meta.model_name == "moede":
        return rows.kommende(ur.i_dag()).select_related("forum")[: FEW + 8]
    return rows


def _chosen(obj, model_field, shown):
    """Return the row a relation points at: a person who left or a meeting held stays chosen until replaced."""
    stored = getattr(obj, model_field.name)
    if stored is not None and str(stored.pk) == shown:
        return stored
    return model_field.related_model.objects.filter(pk=shown).first() if shown.isdecimal() else None


def _search_control(rows, chosen, model_field, tastet, common):
    person = model_field.related_model._meta.model_name == "bruger"
    words = tastet.soeg.get(common["navn"], "")
    return Kontrol(
        "vaelg",
        valgt=_found(chosen) if chosen else None,
        fundne=[_found(row) for row in _search(rows, words, person)[:8]] if words else [],
        soegt=words,
        find_url=reverse("find_person" if person else "find_enhed"),
        **common,
    )


def _search(rows, words, person):
    return rows.find(words) if person else rows.filter(navn__icontains=words)


def _found(row):
    return {"id": row.pk, "navn": str(row), "detalje": getattr(row, "stilling", "")}


def _colleagues(paper, tastet, shown):
    """Offer those chosen, those searched for, and the people of the writer's own units."""
    chosen = {int(part) for part in shown.split(",") if part.isdecimal()}
    units = Tilknytning.objects.gaeldende().filter(bruger=paper.sagsbehandler).values("afdeling")
    near = Tilknytning.objects.gaeldende().filter(afdeling__in=units).values("bruger")
    others = Bruger.objects.aktive().exclude(pk__in={paper.sagsbehandler_id, *chosen})
    people = [*Bruger.objects.filter(pk__in=chosen), *others.filter(pk__in=near)[:FEW]]
    if words := tastet.soeg.get("medforfattere"):
        known = {person.pk for person in people}
        people += [person for person in others.find(words)[:8] if person.pk not in known]
    return [{"vaerdi": str(person.pk), "tekst": str(person), "hjaelp": person.stilling,
             "valgt": person.pk in chosen} for person in people]  # fmt: skip
