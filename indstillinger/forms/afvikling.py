"""The page where the minutes are written: a row's outcome with what it demands, drøftet rows, tasks (40 §7.3)."""

from dataclasses import dataclass, field

from django import forms

from indstillinger.beregning.udfald import felter, mangel
from indstillinger.enums import Punktslags
from indstillinger.enums_moede import Referatslags, Udfald
from indstillinger.forms import mindretal
from indstillinger.forms.kontrol import Feltform, Kontrol, Tastet, controls
from indstillinger.models.felttekst import text_of
from indstillinger.workflow.referatraekker import UDEN_DATO, kan_fjernes, row_text
from mso_portal.motor import ur
from mso_portal.motor.lock import Change, fingerprint
from mso_portal.vaerdier import tidspunkt
from mso_portal.vaerdier.forms import RigTekstFormField, TidspunktFormField

ANDET = "andet"
_FORSLAG = (Udfald.VEDTAGET, Udfald.VEDTAGET_MED_AENDRING, Udfald.AFVIST, Udfald.UDSAT)
# The four radios of each kind of point; every other outcome stands in the select after them.
RADIOER = {
    Punktslags.GODKEND: _FORSLAG,
    Punktslags.TAG_STILLING: _FORSLAG,
    Punktslags.TAG_TIL_EFTERRETNING: (
        Udfald.TAGET_TIL_EFTERRETNING, Udfald.DROEFTET, Udfald.UDSAT, Udfald.IKKE_BEHANDLET),
    Punktslags.DROEFT: (Udfald.DROEFTET, Udfald.TAGET_TIL_EFTERRETNING, Udfald.UDSAT, Udfald.OVERSENDT),
}  # fmt: skip
# What an outcome asks for beside the wording, which has its own place below them all.
KRAEVER = {
    Udfald.DELVIST_VEDTAGET: ("udestaar",), Udfald.UDSAT: ("udsat_til",),
    Udfald.OVERSENDT: ("oversendt_til", "oversendt_tekst"), Udfald.IKKE_BEHANDLET: ("begrundelse",),
}  # fmt: skip
MED_ORDLYD = (Udfald.VEDTAGET_MED_AENDRING, Udfald.DELVIST_VEDTAGET)
LABELS = {
    "ordlyd": "Ordlyd", "udestaar": "Udestår", "oversendt_til": "Sendes til et forum",
    "oversendt_tekst": "Sendes til en anden", "begrundelse": "Begrundelse", "overskrift": "Overskrift",
    "tekst": "Tekst", "opfoelgning": "Opfølgning", "frist": "Frist",
}  # fmt: skip
HJAELP = {
    "ordlyd": "Skriv det, der blev besluttet, helt ud.",
    "opfoelgning": "Fx »april 2021« eller »næste møde«.",
    "frist": "Skriv en dato, fx »uge 23«, eller »næste møde«.",
}  # fmt: skip
MAKS = {"ordlyd": 4000, "udestaar": 500, "begrundelse": 500, "oversendt_tekst": 120, "overskrift": 80, "opgave": 500}


@dataclass
class Valgmulighed:
    """One radio with what unfolds below it."""

    vaerdi: str
    tekst: str
    valgt: bool
    id: str
    under: list = field(default_factory=list)
    andre: list = field(default_factory=list)
    udfolder: bool = False


@dataclass
class Raekkeside:
    """A row as the page draws it, to be written or only read."""

    uuid: str
    nr: int
    raekke: object
    navn: str = ""
    base: str = ""
    valg: list = field(default_factory=list)
    fejl: list = field(default_factory=list)
    konflikt: dict = None
    ordlyd: object = None
    flere: list = field(default_factory=list)
    har_flere: bool = False
    kontroller: list = field(default_factory=list)
    udfald: dict = None
    detaljer: list = field(default_factory=list)
    mangel: str = ""
    ordlyd_mangel: str = ""
    tekst: str = ""
    kan_fjernes: bool = False
    mindretal: list = field(default_factory=list)
    hvem: list = field(default_factory=list)
    afvigende: list = field(default_factory=list)


def posted_text(values, navn):
    """Return a control's posted values as one text. Of an outcome's: the radio, or with »Andet udfald« the select."""
    given = [value for value in values if value]
    if not navn.endswith(":udfald"):
        return values[-1] if values else ""
    if given and given[0] == ANDET:
        return given[1] if len(given) > 1 else ""
    return given[0] if given else ""


def changes_of(post):
    """Return {"<uuid>:<field>": Change} of a posted page, one for each base."""
    names = [key.removeprefix("base:") for key in post if key.startswith("base:")]
    return {navn: Change(posted_text(post.getlist(navn), navn), post[f"base:{navn}"]) for navn in names}


@dataclass
class Side:
    """What all rows of a page share: the frame, what was typed, labels of outcomes, the meetings to choose among.

    `navngivne` may hold a minority view; `nye` are the names of views asked for and not written yet.
    """

    ramme: object
    referat: object
    etiketter: dict
    moeder: list
    faste_fraser: tuple
    tastet: Tastet = field(default_factory=Tastet)
    skriver: bool = True
    fokus: str = ""
    navngivne: list = field(default_factory=list)
    nye: frozenset = frozenset()

    def shown(self, navn, stored):
        return self.tastet.tekster.get(navn, stored)

    def base(self, navn, stored):
        return self.tastet.baser.get(navn) or fingerprint(stored)


def row(side, raekke, nr):
    """Return the Raekkeside of a row."""
    made = Raekkeside(str(raekke.uuid), nr, raekke)
    if raekke.slags == Referatslags.BESLUTTET:
        made.mangel = mangel(felter(raekke, nr), side.faste_fraser)
        made.ordlyd_mangel = wording_lacks(raekke, side.faste_fraser)
        made.udfald = outcome(side, raekke)
        made.detaljer = details(raekke)
        made.afvigende = mindretal.texts(raekke)
    if side.skriver:
        made.kan_fjernes = bool(kan_fjernes(side.referat, raekke))
        _fields(side, made, raekke)
    return made


def wording_lacks(raekke, fraser):
    """Return what the wording lacks, "" for outcomes that demand something else."""
    of_wording = raekke.udfald in (*MED_ORDLYD, Udfald.VEDTAGET)
    return mangel(felter(raekke, raekke.raekkefoelge), fraser) if of_wording else ""


def outcome(side, raekke):
    """Return the outcome as a badge, None while there is none."""
    if not raekke.udfald:
        return None
    return {"tekst": side.etiketter[raekke.udfald], "slags": "ok" if raekke.udfald != Udfald.UDSAT else "obs"}


def details(raekke):
    """Return what belongs to the outcome, as rows of the stamdata component."""
    when = "Uden dato" if raekke.uden_dato else str(raekke.udsat_til or "")
    pairs = (
        ("Udestår", raekke.udestaar), ("Udsat til", when if raekke.udfald == Udfald.UDSAT else ""),
        ("Sendes til", raekke.oversendt_tekst or str(raekke.oversendt_til or "")), ("Begrundelse", raekke.begrundelse),
        ("Ansvarlig", str(raekke.ansvarlig or "")), ("Opfølgning", raekke.opfoelgning.tekst),
    )  # fmt: skip
    return [{"navn": navn, "vaerdi": value} for navn, value in pairs if value]


def _fields(side, made, raekke):
    if raekke.slags != Referatslags.BESLUTTET:
        names = ("overskrift", "tekst") if raekke.slags == Referatslags.DROEFTET else ("tekst",)
        made.kontroller = _texts(side, raekke, names)
        return
    made.navn = f"{raekke.uuid}:udfald"
    made.base = side.base(made.navn, raekke.udfald)
    made.fejl = [side.tastet.fejl[made.navn]] if made.navn in side.tastet.fejl else []
    made.konflikt = side.tastet.konflikter.get(made.navn)
    made.valg = _choices(side, raekke, side.shown(made.navn, raekke.udfald))
    made.ordlyd = _texts(side, raekke, ("ordlyd",))[0]
    made.flere = [*controls(raekke, ["ansvarlig"], side.ramme, side.tastet, f"{raekke.uuid}:"),
                  *_texts(side, raekke, ("opfoelgning",))]  # fmt: skip
    made.flere[0].frivillig = True
    made.har_flere = bool(raekke.ansvarlig_id or raekke.opfoelgning.tekst) or _is_typed(side, raekke)
    made.mindretal = mindretal.controls(side, raekke)
    made.hvem = mindretal.choices(side, made.mindretal)


def _is_typed(side, raekke):
    """Say whether what stands folded is being searched or was refused."""
    names = {f"{raekke.uuid}:ansvarlig", f"{raekke.uuid}:opfoelgning"}
    return bool(names & {*side.tastet.soeg, *side.tastet.fejl, *side.tastet.konflikter})


def _choices(side, raekke, chosen):
    radios = RADIOER.get(raekke.punktslags, _FORSLAG)
    rest = [one for one in Udfald if one not in radios]
    made = [_radio(side, raekke, nr, one, chosen) for nr, one in enumerate(radios)]
    in_rest = chosen in [one.value for one in rest]
    other = Valgmulighed(ANDET, "Andet udfald", in_rest, f"id_{raekke.uuid}:udfald_{len(radios)}", udfolder=True)
    other.andre = [{"vaerdi": one.value, "tekst": side.etiketter[one], "valgt": one == chosen} for one in rest]
    other.under = [k for one in rest for k in _demands(side, raekke, one, named=True)]
    return [*made, other]


def _radio(side, raekke, nr, one, chosen):
    under = _demands(side, raekke, one)
    words = one in MED_ORDLYD or (one == Udfald.VEDTAGET and (raekke.er_spoergsmaal or not raekke.foreslaaet))
    return Valgmulighed(one.value, side.etiketter[one], one == chosen, f"id_{raekke.uuid}:udfald_{nr}", under,
                        udfolder=bool(under) or words)  # fmt: skip


def _demands(side, raekke, udfald, named=False):
    """Return the controls an outcome demands; among several they say which one they belong to."""
    made = []
    for name in KRAEVER.get(udfald, ()):
        if name == "udsat_til":
            made.append(_put_off_to(side, raekke))
        elif name == "oversendt_til":
            made += controls(raekke, [name], side.ramme, side.tastet, f"{raekke.uuid}:")
            made[-1].legend = LABELS[name]
        else:
            made += _texts(side, raekke, (name,))
    for k in made if named else ():
        note = f"Ved »{side.etiketter[udfald]}«."
        if k.felt is not None:
            k.felt.help_text = note
        else:
            k.hjaelp = note
    return made


def _put_off_to(side, raekke):
    navn = f"{raekke.uuid}:udsat_til"
    stored = row_text(raekke, "udsat_til")
    shown = side.shown(navn, stored)
    offered = [("", "Vælg"), (UDEN_DATO, "Uden dato"), *side.moeder]
    if raekke.udsat_til and str(raekke.udsat_til_id) not in dict(offered):
        offered.append((str(raekke.udsat_til_id), str(raekke.udsat_til)))
    return Kontrol(
        "vaelgliste", navn=navn, base=side.base(navn, stored), legend="Udsat til",
        valg=[{"vaerdi": value, "tekst": text, "valgt": value == shown} for value, text in offered],
        fejl=[side.tastet.fejl[navn]] if navn in side.tastet.fejl else [], konflikt=side.tastet.konflikter.get(navn),
    )  # fmt: skip


def _texts(side, obj, names):
    """Return text controls of an object's fields, in the component each needs."""
    space = f"{obj.uuid}:"
    stored = {name: text_of(obj, name) for name in names}
    shown = {name: side.shown(space + name, stored[name]) for name in names}
    fejl = {name: side.tastet.fejl[space + name] for name in names if space + name in side.tastet.fejl}
    form = Feltform(space, {name: _field(side, obj, name) for name in names}, shown, fejl)
    if side.fokus == str(obj.uuid):
        form.fields[names[0]].widget.attrs["autofocus"] = True
    made = []
    for name in names:
        navn = space + name
        base = side.base(navn, stored[name])
        form.fields[name].widget.attrs["data-base"] = base
        k = Kontrol("felt", navn=navn, base=base, felt=form[name], konflikt=side.tastet.konflikter.get(navn))
        if isinstance(form.fields[name], TidspunktFormField) and shown[name]:
            reading = tidspunkt.laes(shown[name], side.ramme.referencedato)
            k.ekko, k.ekko_slags = tidspunkt.ekko(reading), "info" if reading.slut or reading.start else "obs"
        k.slags = "tidspunkt" if isinstance(form.fields[name], TidspunktFormField) else "felt"
        made.append(k)
    return made


def _field(side, obj, name):
    common = {"label": LABELS[name], "required": False, "help_text": HJAELP.get(name, "")}
    limit = MAKS.get("opgave" if name == "tekst" else name)
    attrs = {"data-maks": limit} if limit else {}
    if name in ("opfoelgning", "frist"):
        made = TidspunktFormField(reference=side.ramme.referencedato, **common)
        made.widget.attrs["class"] = "tidspunkt"
        made.frivillig = name == "opfoelgning"
    elif name == "tekst" and hasattr(obj, "slags"):
        made = RigTekstFormField(**common)
    elif name in ("ordlyd", "tekst", "udestaar", "begrundelse"):
        made = forms.CharField(widget=forms.Textarea(attrs={"rows": 2, **attrs}), **common)
    else:
        made = forms.CharField(widget=forms.TextInput(attrs=attrs), **common)
    return made


def task(side, opgave):
    """Return the controls of a draft task: text, who, until when."""
    made = _texts(side, opgave, ("tekst",))
    made[0].felt.label = "Opgave"
    made += controls(opgave, ["ansvarlig"], side.ramme, side.tastet, f"{opgave.uuid}:")
    made += _texts(side, opgave, ("frist",))
    navn = f"{opgave.uuid}:uden_frist"
    stored = text_of(opgave, "uden_frist")
    ticked = side.shown(navn, stored) == "ja"
    made.append(Kontrol("valg", navn=navn, base=side.base(navn, stored), legend="Uden frist", flere=True, valg=[
        {"vaerdi": "ja", "tekst": "Opgaven har ingen frist endnu", "valgt": ticked}]))  # fmt: skip
    return made


def coming(moede):
    """Return the forum's meetings to come after this one, as choices; one query."""
    later = type(moede).objects.filter(forum=moede.forum_id).exclude(pk=moede.pk).kommende(ur.i_dag())
    return [(str(one.pk), str(one)) for one in later.select_related("forum").order_by("dato", "start")[:20]]
