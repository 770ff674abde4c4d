"""The import's pages as data: the upload form, fields by section, the open one, and the source beside it."""

from dataclasses import dataclass, field
from datetime import date, datetime, time

from django import forms

from indstillinger.enums import Importstatus, Tjekaarsag
from indstillinger.forms.kontrol import Feltform, Kontrol, Tastet, controls
from indstillinger.forms.skema import SKEMA
from indstillinger.indlaesning import kilden_viser
from indstillinger.models import RAEKKER, Indstilling, Moede
from indstillinger.models.importmaal import (
    FLYT_TIL,
    KUN_SET,
    TAL,
    is_choice,
    is_rich,
    label,
    model_of,
    moved_label,
    split,
)
from mso_portal.motor import ur
from mso_portal.motor.lock import fingerprint
from mso_portal.organisation.forms.skema import Skema
from mso_portal.organisation.models import Forum
from mso_portal.vaerdier import rigtekst
from mso_portal.vaerdier.datoer import DANSK_TID, dato_lang, klokken

STOERSTE = 10 * 1024**2
KORT = 240
VINDUE = 500
HOVED = ("sagsbehandler", "moede")
# Beside the sections of the edit page: what has no field there.
OGSAA = {"koordinering_part": "koordinering", "referat": "referat", **dict.fromkeys(HOVED, "stamdata")}
ANDET = ("referat", "Referat", "Linjerne venter på mødet og kommer ikke med i kladden.")
KILDEN = {"aaben": "Kilden viser: åben", "lukket": "Kilden viser: lukket", "": "Kilden viser ikke, hvad der er valgt"}
NAVNE_AARSAGER = {Tjekaarsag.NAVN_UKENDT, Tjekaarsag.NAVN_MANGLER}
KAN_OPRETTES = "Findes personen ikke i portalen, kan en administrator oprette den."


class UploadForm(Skema, forms.Form):
    """The size is judged before a byte is read; what the file holds is for the reading to say."""

    forum = forms.ModelChoiceField(
        Forum.objects.none(), label="Forum", empty_label="Vælg forum",
        error_messages={"own": "Vælg det forum, der skal behandle sagen."},
    )  # fmt: skip
    fil = forms.FileField(
        label="Fil",
        widget=forms.FileInput(attrs={"accept": ".docx,.txt,.html,.htm,.pdf"}),
        help_text="Word (.docx), tekst (.txt), HTML eller PDF med tekst. Højst 10 MB og 50 sider.",
        error_messages={"own": "Vælg en fil.", "empty": "Filen er tom. Vælg en anden."},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["forum"].queryset = Forum.objects.aktive()

    def clean_fil(self):
        fil = self.cleaned_data["fil"]
        if fil.size > STOERSTE:
            size = -(-fil.size // 1024**2)
            raise forms.ValidationError(f"Filen er {size} MB. Grænsen er 10 MB. Del den, eller gem den mindre.")
        return fil


@dataclass
class Vist:
    """A field of the import as the page shows it; `kontrol` only for the one that is open."""

    felt: object
    navn: str
    vaerdi: str
    maerke: dict
    fod: str = ""
    aaben: bool = False
    kontrol: object = None
    valg: list = field(default_factory=list)
    hjaelp: str = ""
    raa: str = ""
    noegle: str = ""

    @property
    def plads(self):
        return self.felt.plads

    @property
    def url(self):
        """Where a click on the closed field leads: the same page with it open and its source lit."""
        return f"?felt={self.plads}#felt-{self.plads}"


def sections(felter, aaben=None):
    """Return [{"id", "titel", "vejledning", "felter": [Vist]}] in the order of the paper. At most four queries:
    the persons, units and fora that the values name, however many they are."""
    names = _names(felter)
    found = {}
    for felt in sorted(felter, key=_place):
        found.setdefault(_section_of(felt.felt), []).append(_shown(felt, names, aaben))
    titles = [(one.id, one.titel, "") for one in SKEMA] + [ANDET]
    return [{"id": key, "titel": titel, "vejledning": text, "felter": found[key]}
            for key, titel, text in titles if key in found]  # fmt: skip


SECTION = {name: one.id for one in SKEMA for name in (*one.felter, *one.raekker)} | OGSAA
ORDER = {name: nr for nr, name in enumerate(name for one in SKEMA for name in (*one.felter, *one.raekker))}


def _section_of(felt):
    kind, name = split(felt)
    return SECTION.get(kind or name, "stamdata")


def _place(felt):
    kind, name = split(felt.felt)
    return ORDER.get(kind or name, len(ORDER)), felt.raekke, felt.plads


def _names(felter):
    """Return {(model, pk as text): name} of the rows that relations point at; one query a model."""
    wanted = {}
    for felt in felter:
        related = _related(felt.felt)
        if related is not None and felt.vaerdi.isdecimal():
            wanted.setdefault(related, set()).add(int(felt.vaerdi))
    return {(model, str(pk)): str(row) for model, pks in wanted.items()
            for pk, row in model.objects.in_bulk(sorted(pks)).items()}  # fmt: skip


def _related(felt):
    model = model_of(felt)
    if model is None or not is_choice(felt):
        return None
    return model._meta.get_field(split(felt)[1]).related_model


def _shown(felt, names, aaben):
    value, words = value_of(felt, names), " ".join(felt.raatekst.split())
    return Vist(
        felt, label(felt.felt, felt.raekke), _short(value), _mark(felt), _foot(felt), felt.plads == aaben,
        raa=_short(words) if words != " ".join(value.split()) else "",
    )  # fmt: skip


def value_of(felt, names):
    """Return the value in words: a person's name, a choice's label, the text of rich text."""
    if felt.felt == "aabenhed":
        return KILDEN[kilden_viser(felt.raatekst)]
    if felt.felt in KUN_SET:
        return felt.raatekst
    if felt.felt == "moede":
        return _day(felt.vaerdi)
    if is_rich(felt.felt):
        return rigtekst.plain(felt.vaerdi)
    if not is_choice(felt.felt):
        return felt.vaerdi
    if related := _related(felt.felt):
        return names.get((related, felt.vaerdi), "")
    choices = dict(model_of(felt.felt)._meta.get_field(split(felt.felt)[1]).flatchoices)
    return str(choices.get(felt.vaerdi, felt.vaerdi))


def _day(text):
    try:
        return dato_lang(date.fromisoformat(text))
    except ValueError:
        return text


def _short(text):
    return text if len(text) <= KORT else f"{text[:KORT].rstrip()} …"


def _mark(felt):
    if felt.udeladt:
        return {"tekst": "Udeladt", "slags": "neutral"}
    if felt.tjekket_den:
        return {"tekst": "Tjekket", "slags": "ok"}
    return {"tekst": "Tjek", "slags": "obs"} if felt.tjek else {}


def _foot(felt):
    if felt.tjekket_den:
        when = felt.tjekket_den.astimezone(DANSK_TID)
        return f"Tjekket af {felt.tjekket_af} {dato_lang(when)} {klokken(when)}"
    return felt.get_aarsag_display() if felt.tjek else ""


def opened(shown, forsoeg, felter, tastet=None, soeg=""):
    """Fill the open field of a page that may change it: its control, and where its words may be moved."""
    if forsoeg.status == Importstatus.INDLAEST:
        shown.kontrol = control(shown.felt, forsoeg, reference_of(felter), tastet, soeg)
        shown.valg = targets(shown.felt.felt)
        if shown.felt.aarsag in NAVNE_AARSAGER:
            shown.hjaelp = KAN_OPRETTES
    return shown


def reference_of(felter):
    """Return the day the form's times are read against: its meeting's, else today."""
    for felt in felter:
        if felt.felt == "moede" and not felt.udeladt:
            try:
                return date.fromisoformat(felt.vaerdi)
            except ValueError:
                break
    return ur.i_dag()


def targets(felt):
    """Return the fields that the words of `felt` may be moved to; a tick or a missing number is no words."""
    if felt in ("aabenhed", "bilag"):
        return []
    return [{"vaerdi": one, "tekst": moved_label(one)} for one in FLYT_TIL if one != felt or "." in one]


def posted_name(felt):
    """Return the name under which the field's control posts its value."""
    return split(felt)[1]


def control(felt, forsoeg, reference, tastet=None, soeg=""):
    """Return the Kontrol of a field, None for one that is only seen. `tastet` is (text, message) of a refused post."""
    if felt.felt in KUN_SET or (model_of(felt.felt) is None and felt.felt not in ("moede", "koordinering_part.navn")):
        return None
    name, base = posted_name(felt.felt), fingerprint(felt.vaerdi)
    text, fejl = tastet or (felt.vaerdi, "")
    if model_of(felt.felt) is None or felt.felt in TAL:
        return _plain(felt, forsoeg, name, base, text, fejl)
    noon = datetime.combine(reference, time(12), DANSK_TID)
    paper = Indstilling(forum=forsoeg.forum, sagsbehandler=forsoeg.af, oprettet_den=noon)
    kind = split(felt.felt)[0]
    obj = RAEKKER[kind](indstilling=paper) if kind else paper
    typed = Tastet(tekster={name: text}, fejl={name: fejl} if fejl else {}, baser={name: base}, soeg={name: soeg})
    return controls(obj, [name], paper, typed)[0]


def _plain(felt, forsoeg, name, base, text, fejl):
    widget = forms.DateInput(attrs={"type": "date"}) if felt.felt == "moede" else forms.TextInput()
    made = {name: forms.CharField(label=label(felt.felt), required=False, widget=widget)}
    form = Feltform("", made, {name: text}, {name: fejl} if fejl else {})
    if felt.felt != "moede":
        return Kontrol("felt", name, base, felt=form[name])
    ekko, slags = _meeting(forsoeg.forum, text)
    return Kontrol("tidspunkt", name, base, felt=form[name], ekko=ekko, ekko_slags=slags)


def _meeting(forum, text):
    """Return (what the day is taken for, kind of the echo)."""
    try:
        dato = date.fromisoformat(text)
    except ValueError:
        return "", "info"
    moede = Moede.objects.select_related("forum").filter(forum=forum, dato=dato, tilstand="planlagt").first()
    if moede is None:
        return f"{forum} har intet planlagt møde den dag. Vælg mødet i kladden.", "obs"
    return str(moede), "info"


def source_around(tekst, felt):
    """Return the source cut in five: before, near before, the lit span, near after, after. Nothing is left out."""
    fra, til = (felt.fra, felt.til) if felt else (0, 0)
    start = tekst.rfind("\n", 0, max(fra - VINDUE, 0)) + 1
    end = tekst.find("\n", til + VINDUE)
    end = len(tekst) if end < 0 else end
    return {"foer": tekst[:start], "naer_foer": tekst[start:fra], "lyst": tekst[fra:til],
            "naer_efter": tekst[til:end], "efter": tekst[end:]}  # fmt: skip
