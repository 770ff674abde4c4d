"""The list of papers: tabs, filters, sort, paging; a list's filter form owns `filter(queryset)`."""

from django import forms
from django.db.models import Exists, OuterRef, Q

from indstillinger.enums import Aabenhed, Formular, Sagstype, Tilstand
from mso_portal.organisation.models import Afdeling, Forum

SORT = {
    "nummer": ("nummer", "Indstilling"),
    "aabenhed": ("aabenhed", "Åben/lukket"),
    "tilstand": ("tilstand", "Fase"),
    "leder": ("ansvarlig_leder__sortering", "Leder"),
    "moede": ("oensket_moede__dato", "Møde"),
    "aendret": ("redigeret_den", "Ændret"),
}
DEFAULT_SORT = "-aendret"
TABS = (("kraever", "Kræver din handling"), ("mine", "Mine"), ("undervejs", "Undervejs"), ("alle", "Alle"))


class Filterform(forms.Form):
    """Reads its own part of the address; unknown words are ignored, never an error."""

    q = forms.CharField(label="Nummer eller titel", required=False)
    tilstand = forms.ChoiceField(label="Fase", required=False, choices=[("", "Alle"), *Tilstand.choices])
    forum = forms.ModelChoiceField(Forum.objects.none(), label="Forum", required=False, empty_label="Alle",
                                   to_field_name="kode")  # fmt: skip
    sagstype = forms.ChoiceField(label="Sagstype", required=False, choices=[("", "Alle"), *Sagstype.choices])
    formular = forms.ChoiceField(label="Formular", required=False, choices=[("", "Alle"), *Formular.choices])
    aabenhed = forms.ChoiceField(label="Åben eller lukket", required=False, choices=[("", "Alle"), *Aabenhed.choices])
    afdeling = forms.ModelChoiceField(Afdeling.objects.none(), label="Afdeling og dem under den", required=False,
                                      empty_label="Alle", to_field_name="kode")  # fmt: skip

    def __init__(self, data, visible):
        """`visible` is the reader's own papers: the choices come from them alone."""
        super().__init__(data)
        for name, model in (("forum", Forum), ("afdeling", Afdeling)):
            # Asked row by row, so that the database stops at the first paper of each.
            seen = visible.order_by().filter(**{name: OuterRef("pk")})
            self.fields[name].queryset = model.objects.filter(Exists(seen))
        for one in self.fields.values():
            one.widget.is_required = False

    def filter(self, papers):
        """Narrow the papers by what is filled and valid."""
        self.is_valid()
        chosen = {name: value for name, value in self.cleaned_data.items() if value}
        if words := chosen.pop("q", ""):
            papers = papers.filter(
                Q(nummer__icontains=words) | Q(titel__icontains=words) | Q(titel_lukket__icontains=words)
            )
        if unit := chosen.pop("afdeling", None):
            papers = papers.filter(afdeling__in=Afdeling.objects.under(unit))
        return papers.filter(**chosen)

    def chips(self):
        """Return [(name, text)] of the filters in use."""
        return [(name, f"{self.fields[name].label}: {self._shown(name, value)}")
                for name, value in self.cleaned_data.items() if value]  # fmt: skip

    def _shown(self, name, value):
        choices = (
            getattr(self.fields[name], "choices", None)
            if name in ("tilstand", "sagstype", "formular", "aabenhed")
            else None
        )
        return dict(choices)[value] if choices else value


def tab(papers, name, user):
    """Return the papers of a tab; an unknown tab is "Alle"."""
    if name == "kraever":
        return papers.kraever_handling(user)
    if name == "mine":
        return papers.mine(user)
    return papers.undervejs() if name == "undervejs" else papers


def ordered(papers, key):
    """Order by an allowed key, "-" first for falling; ties by number."""
    column = SORT.get(key.lstrip("-"))
    if column is None:
        key, column = DEFAULT_SORT, SORT["aendret"]
    return papers.order_by(("-" if key.startswith("-") else "") + column[0], "-nummer")
