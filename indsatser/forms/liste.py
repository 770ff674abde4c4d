"""The filters of the list of plans: they choose among lines that are read and judged already, since what is asked for,
a light or an alarm, stands in no column."""

from datetime import date

from django import forms

from indsatser.enums import Lys, Planfase
from indsatser.workflow.pligter import FORAELDET, INDIKATOR, OVERSKREDET, UBEKRAEFTET
from mso_portal.vaerdier.sortering import fold

JA = [("ja", "Ja")]
ALARMER = [
    (OVERSKREDET, "Overskredet milepæl"), (FORAELDET, "Forældet måling"), (UBEKRAEFTET, "Ubekræftet leverance"),
    (INDIKATOR, "Indikator over frist"),
]  # fmt: skip
LYS = [name for name in Lys.values if name != Lys.GRAA] + [Lys.GRAA.value]
ORDEN = {name: nr for nr, name in enumerate((Lys.ROED, Lys.GUL, Lys.GROEN, Lys.GRAA))}
SORT = {
    "nummer": ("Plan", lambda one: one.plan.nummer),
    "styregruppe": ("Styregruppe", lambda one: fold(str(one.plan.styregruppe or ""))),
    "tovholder": ("Tovholder", lambda one: one.plan.tovholder.sortering if one.plan.tovholder else ""),
    "fase": ("Fase", lambda one: Planfase.values.index(one.fase)),
    "lys": ("Lys i dag", lambda one: ORDEN[one.lys.lys] if one.lys else len(ORDEN)),
    "naeste": ("Næste milepæl", lambda one: one.naeste.datoer.prognose.slut if one.naeste else date.max),
}
DEFAULT_SORT = "-nummer"


def _choice(label, choices=()):
    return forms.ChoiceField(label=label, required=False, choices=[("", "Alle"), *choices])


class Planfilter(forms.Form):
    """Reads its own part of the address; unknown words are ignored, never an error."""

    q = forms.CharField(label="Nummer eller ord", required=False, max_length=100)
    fase = _choice("Fase", Planfase.choices)
    forum = _choice("Styregruppe")
    ejerenhed = _choice("Ejerenhed")
    lys = _choice("Lys i dag", [(name, Lys(name).label) for name in LYS])
    alarm = _choice("Alarm", ALARMER)
    mine = _choice("Mine planer", JA)

    def __init__(self, data, lines):
        """`lines` are the reader's own: fora and units come from them alone."""
        super().__init__(data)
        for name, column in (("forum", "styregruppe"), ("ejerenhed", "ejerenhed")):
            found = {one.kode: one.navn for line in lines if (one := getattr(line.plan, column))}
            self.fields[name].choices = [("", "Alle"), *sorted(found.items(), key=lambda pair: fold(pair[1]))]
        for one in self.fields.values():
            one.widget.is_required = False
        self.is_valid()

    def chosen(self):
        """Return [(name, value)] of the filters in use."""
        return [(name, value) for name in self.fields if (value := self.cleaned_data.get(name))]

    def chips(self):
        """Return [(name, label, words)] of the filters in use."""
        return [(name, self.fields[name].label, self._words(name, value)) for name, value in self.chosen()]

    def _words(self, name, value):
        return "" if value == "ja" else dict(getattr(self.fields[name], "choices", ())).get(value, value)

    def filter(self, lines):
        """Narrow the lines by what is filled and valid."""
        return [one for one in lines if all(FITS[name](one, value) for name, value in self.chosen())]


FITS = {
    "q": lambda one, words: fold(words) in fold(f"{one.plan.nummer} {one.plan.titel} {one.plan.titel_lukket}"),
    "fase": lambda one, value: one.fase == value,
    "forum": lambda one, value: one.plan.styregruppe is not None and one.plan.styregruppe.kode == value,
    "ejerenhed": lambda one, value: one.plan.ejerenhed is not None and one.plan.ejerenhed.kode == value,
    "lys": lambda one, value: one.lys is not None and one.lys.lys == value,
    "alarm": lambda one, value: value in one.alarmer,
    "mine": lambda one, value: one.plan.er_min,
}


def ordered(lines, key):
    """Order by an allowed key, "-" first for falling; ties by number, the newest first."""
    name = key.lstrip("-")
    if name not in SORT:
        key, name = DEFAULT_SORT, DEFAULT_SORT.lstrip("-")
    newest = sorted(lines, key=lambda one: one.plan.nummer, reverse=True)
    return sorted(newest, key=SORT[name][1], reverse=key.startswith("-"))
