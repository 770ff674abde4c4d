"""The list of papers: tabs, filters, sort, paging; a list's filter form owns `filter(queryset)`."""

from datetime import timedelta

from django import forms
from django.db.models import DateTimeField, Exists, ExpressionWrapper, F, OuterRef, Q, Value
from django.db.models.functions import Coalesce, TruncDate

from indstillinger.enums import Aabenhed, Fase, Formular, Sagstype, Tilstand
from indstillinger.enums_moede import PLADS
from indstillinger.forms.listevalg import Listevalg
from indstillinger.models import Dagsordenspunkt, Godkendelse, Indstilling, Koordinering
from mso_portal.motor import ur
from mso_portal.motor.hverdage import Hverdage
from mso_portal.organisation.models import Afdeling, Bruger, Lukkedag
from mso_portal.vaerdier.datoer import DANSK_TID, dato_kort

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
ROLLER = (("sagsbehandler", "Sagsbehandler"), ("medforfatter", "Medforfatter"), ("leder", "Ansvarlig leder"))
JA = (("ja", "Ja"),)
GODKENDTE = (Fase.GODKENDT, Fase.PAA_DAGSORDEN, Fase.UDSENDT, Fase.UDSAT)
NOON = timedelta(hours=12)


def _choice(label, choices=(), tom="Alle"):
    return forms.ChoiceField(label=label, required=False, choices=[("", tom), *choices])


def _day(label):
    return forms.DateField(
        label=label, required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": "Datoen kan ikke læses. Skriv den som 2020-05-29."},
    )  # fmt: skip


class Filterform(forms.Form):
    """Reads its own part of the address; unknown words are ignored, never an error."""

    q = forms.CharField(label="Nummer eller titel", required=False, max_length=100)
    fase = _choice("Fase", Fase.choices)
    forum = _choice("Forum")
    moede = _choice("Møde")
    afdeling = _choice("Afdeling og dem under den")
    person = forms.CharField(label="Person", required=False, max_length=100)
    rolle = _choice("Personens rolle", ROLLER)
    sagstype = _choice("Sagstype", Sagstype.choices)
    formular = _choice("Formular", Formular.choices)
    aabenhed = _choice("Åben eller lukket", Aabenhed.choices)
    fra = _day("Møde eller oprettet fra")
    til = _day("Møde eller oprettet til")
    sen = _choice("Sendt efter mødets frist", JA)
    ubesvaret = _choice("Venter på svar i koordinering", JA)
    ujournaliseret = _choice("Ikke journaliseret", JA)

    def __init__(self, data, visible, user):
        """`visible` is the reader's own papers: the choices come from them alone. One statement."""
        super().__init__(data)
        self.valg = Listevalg(visible, user, data.get("moede", ""))
        for name in ("forum", "moede", "afdeling"):
            self.fields[name].choices = [("", "Alle"), *self.valg.choices(name)]
        for one in self.fields.values():
            one.widget.is_required = False

    def filter(self, papers):
        """Narrow the papers by what is filled and valid."""
        self.is_valid()
        for name, value in self.chosen():
            if name != "rolle":
                papers = getattr(self, f"_{name}", self._plain)(papers, name, value)
        return papers

    def chosen(self):
        """Return [(name, value)] of the filters in use, in the form's order; a role is nothing without a person."""
        idle = () if self.cleaned_data.get("person") else ("rolle",)
        found = {name: self.cleaned_data.get(name) for name in self.fields if name not in idle}
        return [(name, value) for name, value in found.items() if value]

    def chips(self):
        """Return [(name, text)] of the filters in use."""
        return [(name, self._shown(name, value)) for name, value in self.chosen()]

    def _shown(self, name, value):
        label = self.fields[name].label
        if value == "ja":
            return label
        if name in ("fra", "til"):
            value = dato_kort(value)
        return f"{label}: {dict(getattr(self.fields[name], 'choices', ())).get(value, value)}"

    def _plain(self, papers, name, value):
        return papers.filter(**{name: value})

    def _q(self, papers, name, words):
        return papers.filter(
            Q(nummer__icontains=words) | Q(titel__icontains=words) | Q(titel_lukket__icontains=words)
        )  # fmt: skip

    def _fase(self, papers, name, fase):
        """The phases of a kladde are asked as joins, since every paper in kladde is one of them."""
        if fase in GODKENDTE:
            return papers.filter(tilstand=Tilstand.GODKENDT).filter(_place(fase))
        if fase not in (Fase.KLADDE, Fase.I_KOORDINERING, Fase.RETURNERET):
            return papers.filter(tilstand=fase)
        papers, asked, returned = papers.filter(tilstand=Tilstand.KLADDE), Exists(_asked()), Exists(_returned())
        if fase == Fase.I_KOORDINERING:
            return papers.filter(asked)
        return papers.filter(~asked, returned if fase == Fase.RETURNERET else ~returned)

    def _forum(self, papers, name, kode):
        return papers.filter(forum__kode=kode)

    def _moede(self, papers, name, noegle):
        return papers.filter(oensket_moede__noegle=noegle)

    def _afdeling(self, papers, name, kode):
        """Everything below today, also what is below through a unit without papers."""
        return papers.filter(afdeling__in=Afdeling.objects.under(Afdeling(pk=self.valg.pk("afdeling", kode))))

    def _person(self, papers, name, words):
        people = Bruger.objects.search(words).order_by().values("pk")
        links = Indstilling.medforfattere.through.objects.filter(indstilling=OuterRef("pk"), bruger__in=people)
        has = {"sagsbehandler": Q(sagsbehandler__in=people), "leder": Q(ansvarlig_leder__in=people),
               "medforfatter": Q(Exists(links))}  # fmt: skip
        role = self.cleaned_data.get("rolle")
        return papers.filter(has[role] if role else has["sagsbehandler"] | has["leder"] | has["medforfatter"])

    def _fra(self, papers, name, day):
        return papers.filter(Q(oensket_moede__dato__gte=day) | Q(oensket_moede=None, oprettet_den__date__gte=day))

    def _til(self, papers, name, day):
        return papers.filter(Q(oensket_moede__dato__lte=day) | Q(oensket_moede=None, oprettet_den__date__lte=day))

    def _sen(self, papers, name, value):
        """Sent, or still not sent, after 12.00 on the last day for papers: fewer hverdage are left than needed."""
        sent = Coalesce("indsendt_den", Value(ur.nu()))
        moment = ExpressionWrapper(sent + NOON - timedelta(microseconds=1), output_field=DateTimeField())
        days = Lukkedag.objects.order_by().values("dato")
        left = Hverdage(TruncDate(moment, tzinfo=DANSK_TID), F("oensket_moede__dato"), days, ur.i_dag().year)
        papers = papers.exclude(tilstand=Tilstand.TRUKKET).filter(oensket_moede__isnull=False)
        return papers.alias(hverdage=left).filter(hverdage__lt=F("oensket_moede__forum__frist_indmelding"))

    def _ubesvaret(self, papers, name, value):
        return papers.filter(Exists(_asked()))

    def _ujournaliseret(self, papers, name, value):
        """Final papers alone: only they are journalised (50 §13)."""
        return papers.filter(tilstand=Tilstand.BEHANDLET, journaliseret_den=None)


def _asked():
    return Koordinering.objects.filter(indstilling=OuterRef("pk"), status="sendt").order_by()


def _place(fase):
    """The phases of an approved paper follow its newest place on an agenda (D17)."""
    later = Dagsordenspunkt.objects.filter(indstilling=OuterRef("indstilling"), pk__gt=OuterRef("pk")).order_by()
    newest = Dagsordenspunkt.objects.filter(~Exists(later), indstilling=OuterRef("pk")).order_by()
    if fase == Fase.GODKENDT:
        return ~Exists(newest.filter(tilstand__in=[*PLADS, "udsat"]))
    if fase == Fase.UDSAT:
        return Exists(newest.filter(tilstand="udsat"))
    return Exists(newest.filter(tilstand__in=PLADS, nummer__isnull=fase == Fase.PAA_DAGSORDEN))


def _returned():
    later = Q(den__gt=OuterRef("den")) | Q(den=OuterRef("den"), pk__gt=OuterRef("pk"))
    newer = Godkendelse.objects.filter(later, indstilling=OuterRef("indstilling")).order_by()
    return Godkendelse.objects.filter(~Exists(newer), indstilling=OuterRef("pk"), udfald="returneret").order_by()


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


def kept(query):
    """Return the part of an address that a saved view holds: the filters in use, the tab and the order."""
    names = (*Filterform.base_fields, "fane", "sort")
    return {name: query[name] for name in names if query.get(name)}
