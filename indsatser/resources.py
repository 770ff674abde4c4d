"""Goals and milestones as tables: their columns, and how a row is told from those the plan already has."""

from types import SimpleNamespace

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from import_export.fields import Field

from indsatser.models import Maal, Milepael
from indsatser.workflow import indlaes
from indsatser.workflow.plan import reference
from mso_portal.motor.imports.laesning import Afvist
from mso_portal.motor.imports.ressource import Ressource, Tekst
from mso_portal.vaerdier.datoer import antal

MEST = 500
GENERELT = "Skriv »Generelt«, eller lad feltet stå tomt, hvis rækken ikke hører til et tema."


class Planraekker(Ressource):
    """Rows of one kladde. A row the plan already has is left as it is; every other is made by the verbs."""

    rule = "indsats.ret"
    plan = None
    maaler = False

    @classmethod
    def for_plan(cls, plan):
        """Return the resource bound to the plan."""
        return type(cls.__name__, (cls,), {"plan": plan, "genstand": plan})

    @classmethod
    def fit(cls, tabel):
        if len(tabel.raekker) > MEST:
            raise Afvist(f"Filen har {antal(len(tabel.raekker))} rækker. Grænsen er {MEST}. Del den i flere.")
        return super().fit(tabel)

    @classmethod
    def texts(cls, row):
        """Return the row's texts by column; a column the file lacks is empty."""
        return {name: getattr(row, name, "") for name in cls.columns()}

    def before_import(self, dataset, **kwargs):
        """Read what every row needs, once: the plan under its lock, the persons and the day."""
        self.plan = indlaes.ready(self.plan, kwargs["by"], maaler=self.maaler)
        names = [row.get(self.fields["ansvarlig"].column_name) or "" for row in dataset.dict]
        self.people, self.day = indlaes.find_people(names), reference(self.plan)
        super().before_import(dataset, **kwargs)

    def get_instance(self, instance_loader, row):
        return None

    def init_instance(self, row=None):
        return SimpleNamespace()

    def said(self, row):
        return self.texts(row)

    def differs(self, row):
        return self.key_of(row) not in self.known

    def judge(self, row, faulty):
        columns, texts = self.columns(), self.texts(row)
        return {name: [f"Udfyld »{columns[name]}«."] for name in columns
                if columns[name] in self.kraevet and not texts[name]}  # fmt: skip

    def write(self, row, is_create, by):
        """The verbs' faults are told at the columns."""
        try:
            self.make(self.texts(row), by)
        except ValidationError as error:
            faults = {}
            for column, text in indlaes.by_column(error, self.felter):
                faults.setdefault(column or NON_FIELD_ERRORS, []).append(text)
            raise ValidationError(faults) from None
        return row

    def current(self):
        return []


class Maalressource(Planraekker):
    """Goals, each with its indicators; two of one theme and text are the same."""

    navn = "Mål"
    maaler = True
    kraevet = ("Mål",)
    felter = indlaes.MAALFELTER
    forklaring = {
        "Tema": GENERELT,
        "Indikator": "Fx »100 % af sagerne«, »ingen restance« eller »under udarbejdelse«. »+« skiller to indikatorer.",
        "Målemetode": "Fx »liste fra fagsystemet« eller »ledelsestilsyn«. Det, der står efter »+«, er en kontrol.",
        "Ansvarlig": "Personens navn eller brugernavn.",
        "Frist": "Den dag, målet skal være nået, fx 31. juli 2020.",
    }

    tema = Field("tema", "Tema", Tekst())
    maal = Field("maal", "Mål", Tekst())
    indikator = Field("indikator", "Indikator", Tekst())
    maalemetode = Field("maalemetode", "Målemetode", Tekst())
    ansvarlig = Field("ansvarlig", "Ansvarlig", Tekst())
    frist = Field("frist", "Frist", Tekst())

    class Meta:
        model = Maal
        import_id_fields = ("maal",)
        fields = ("tema", "maal", "indikator", "maalemetode", "ansvarlig", "frist")

    def load(self):
        rows = Maal.objects.filter(plan=self.plan).order_by("pk")
        return {_key(tema or "", tekst): tekst for tema, tekst in rows.values_list("tema__titel", "tekst")}

    def key_of(self, row):
        texts = self.texts(row)
        return _key(indlaes.theme_of(texts["tema"]), texts["maal"])

    def make(self, texts, by):
        indlaes.write_goal(self.plan, indlaes.read_goal(texts, self.day, self.people), by)


class Milepaelsressource(Planraekker):
    """Milestones; two of one theme, title and date are the same."""

    navn = "Milepæle"
    kraevet = ("Titel",)
    felter = indlaes.MILEPAELSFELTER
    forklaring = {
        "Tema": GENERELT,
        "Tidspunkt": "Fx 24. juni 2020, uge 43-45 eller efteråret 2020.",
        "Ansvarlig": "Personens navn eller brugernavn. Ellers står teksten som rolle.",
    }

    tema = Field("tema", "Tema", Tekst())
    titel = Field("titel", "Titel", Tekst())
    tidspunkt = Field("tidspunkt", "Tidspunkt", Tekst())
    ansvarlig = Field("ansvarlig", "Ansvarlig", Tekst())

    class Meta:
        model = Milepael
        import_id_fields = ("titel",)
        fields = ("tema", "titel", "tidspunkt", "ansvarlig")

    def load(self):
        rows = Milepael.objects.filter(plan=self.plan).order_by("pk")
        found = rows.values_list("tema__titel", "titel", "godkendt_tekst")
        return {_key(tema or "", titel, tidspunkt): titel for tema, titel, tidspunkt in found}

    def key_of(self, row):
        texts = self.texts(row)
        return _key(indlaes.theme_of(texts["tema"]), texts["titel"], texts["tidspunkt"])

    def make(self, texts, by):
        indlaes.write_milestone(self.plan, indlaes.read_milestone(texts, self.day, self.people), by)


def _key(*texts):
    return tuple(text.casefold() for text in texts)


RESSOURCER = {"maal": Maalressource, "milepaele": Milepaelsressource}
