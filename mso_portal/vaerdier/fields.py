"""Model fields of the value types.

KronerField and TidspunktField are no columns themselves: each adds several real columns and a property with
the field's own name. The first column carries the property, so that abstract bases, their children and the
models of simple-history, which all copy columns, get it too. In migrations only plain columns appear."""

from dataclasses import replace

from django.db import models
from django.db.models import F, Q

from . import kroner as kronelaesning
from . import rigtekst
from . import tidspunkt as tidslaesning
from .datoer import antal
from .enums import Praecision
from .forms import RigTekstFormField
from .kroner import Kronelaesning
from .tidspunkt import Tidspunkt


class _Baerer:
    """Mixin of a first column: brings the property of its composite along wherever the column goes."""

    komposit = None

    def contribute_to_class(self, cls, name, **kwargs):
        super().contribute_to_class(cls, name, **kwargs)
        if self.komposit:
            setattr(cls, self.komposit.name, self.komposit.as_property())

    def deconstruct(self):
        """A plain column: migrations know nothing of composites."""
        name, _, args, kwargs = super().deconstruct()
        return name, f"django.db.models.{self.almindelig}", args, kwargs


class _Kronekolonne(_Baerer, models.BigIntegerField):
    almindelig = "BigIntegerField"


class _Tekstkolonne(_Baerer, models.CharField):
    almindelig = "CharField"


class Kompositegenskab(property):
    """What the class itself shows of a composite. A property, so that Model(beloeb=...) is accepted."""

    def __init__(self, komposit):
        super().__init__(komposit.get, komposit.set)
        self.verbose_name = komposit.verbose_name
        self.columns = [navn for navn, _ in komposit.named_columns()]


class _Komposit:
    """Base: the columns are made here and now, so that they stand in the order they are declared."""

    name = None

    def contribute_to_class(self, cls, name):
        if name in self.kolonner:
            raise ValueError(f"{cls.__name__}.{name} er også navnet på en kolonne. Giv feltet et andet navn.")
        self.name = name
        for kolonne, felt in self.named_columns():
            cls.add_to_class(kolonne, felt)

    def as_property(self):
        return Kompositegenskab(self)


class KronerField(_Komposit):
    """An amount in three columns; the property gives a Kronelaesning and takes one, a text, kroner or None.

    A text that is refused is kept as typed beside an amount of null, so that a draft can be saved."""

    def __init__(self, verbose_name="beløb", *, praefiks="", enhed="tkr"):
        self.verbose_name, self.praefiks, self.enhed = verbose_name, praefiks, enhed
        baerer = _Kronekolonne(verbose_name, null=True, blank=True)
        baerer.komposit = self
        self.kolonner = {
            f"{praefiks}kroner": baerer,
            f"{praefiks}indtastet": models.CharField(
                f"{verbose_name}, som skrevet", max_length=kronelaesning.MAKS_TEGN, blank=True, default=""
            ),
            f"{praefiks}cirka": models.BooleanField(f"{verbose_name}, cirka", default=False),
        }

    def named_columns(self):
        return self.kolonner.items()

    def get(self, obj):
        """As stored; `raad` and a refusal are read from the text again."""
        kroner, cirka = (getattr(obj, self.praefiks + navn) for navn in ("kroner", "cirka"))
        laest = kronelaesning.laes(getattr(obj, f"{self.praefiks}indtastet"), self.enhed)
        if kroner is not None and laest.kroner == kroner and laest.status == kronelaesning.LAEST:
            return replace(laest, cirka=cirka)
        if kroner is not None:
            return Kronelaesning(kroner, laest.indtastet, cirka, kronelaesning.LAEST)
        return laest if laest.status != kronelaesning.LAEST else replace(laest, status="afvist", raad="ikke_tal")

    def set(self, obj, vaerdi):
        laest = self.to_reading(vaerdi)
        setattr(obj, f"{self.praefiks}kroner", laest.kroner if laest.godtaget else None)
        setattr(obj, f"{self.praefiks}indtastet", laest.indtastet)
        setattr(obj, f"{self.praefiks}cirka", laest.cirka)

    def to_reading(self, vaerdi):
        if isinstance(vaerdi, Kronelaesning):
            return vaerdi
        if vaerdi is None or isinstance(vaerdi, str):
            return kronelaesning.laes(vaerdi, self.enhed)
        return Kronelaesning(vaerdi, f"{antal(vaerdi)} kr.", status=kronelaesning.LAEST)


class TidspunktField(_Komposit):
    """A Tidspunkt in five columns. Takes a Tidspunkt or None; a text alone lacks the date to read it by."""

    def __init__(self, verbose_name="tidspunkt"):
        self.verbose_name = verbose_name
        baerer = _Tekstkolonne(verbose_name, max_length=tidslaesning.MAKS_TEGN, blank=True, default="")
        baerer.komposit = self
        self.kolonner = {
            "tekst": baerer,
            "start": models.DateField(f"{verbose_name}, start", null=True, blank=True),
            "slut": models.DateField(f"{verbose_name}, slut", null=True, blank=True),
            "praecision": models.CharField(
                f"{verbose_name}, præcision", max_length=12, choices=Praecision, blank=True, default=""
            ),
            "aar_udledt": models.BooleanField(f"{verbose_name}, året er gættet", default=False),
        }

    def contribute_to_class(self, cls, name):
        self.name = name
        super().contribute_to_class(cls, name)

    def named_columns(self):
        return [(f"{self.name}_{navn}", felt) for navn, felt in self.kolonner.items()]

    def get(self, obj):
        tekst, start, slut, praecision, aar_udledt = (getattr(obj, f"{self.name}_{navn}") for navn in self.kolonner)
        raad = _stored_raad(tekst, start or slut, praecision)
        return Tidspunkt(tekst, start, slut, praecision, aar_udledt, raad)

    def set(self, obj, vaerdi):
        vaerdi = Tidspunkt() if vaerdi is None else vaerdi
        if not isinstance(vaerdi, Tidspunkt):
            raise TypeError(f"{self.name} tager et Tidspunkt: laes(tekst, reference).")
        for navn in self.kolonner:
            setattr(obj, f"{self.name}_{navn}", getattr(vaerdi, navn))


def _stored_raad(tekst, dato, praecision):
    """`raad` isn't a column: it follows from the text, read again from a day inside the stored reading."""
    laest = tidslaesning.laes(tekst, dato or tidslaesning.UDEN_BETYDNING)
    if praecision != Praecision.FRITEKST or laest.praecision == Praecision.FRITEKST:
        return laest.raad
    # Only a day that some years lack, 29 February or week 53, is text at one reference and a date at another.
    return "findes_ikke"


class RigTekstField(models.TextField):
    """Cleaned HTML: whatever is put in, only the clean text is stored. A TextField in migrations."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **{"blank": True, "default": "", **kwargs})

    def deconstruct(self):
        name, _, args, kwargs = super().deconstruct()
        return name, "django.db.models.TextField", args, kwargs

    def pre_save(self, model_instance, add):
        rent = rigtekst.clean(getattr(model_instance, self.attname))
        setattr(model_instance, self.attname, rent)
        return rent

    def formfield(self, **kwargs):
        return models.Field.formfield(self, **{"form_class": RigTekstFormField, **kwargs})


def kroner_constraints(name, model_label, praefiks=""):
    """|amount| ≤ 9.999.999.999; `name` is the field's, `praefiks` that of its columns."""
    kolonne, graense = f"{praefiks}kroner", kronelaesning.MAKS_KRONER
    return [
        models.CheckConstraint(
            name=f"{model_label}_{name}_graense",
            condition=Q(**{f"{kolonne}__isnull": True}) | Q(**{f"{kolonne}__range": (-graense, graense)}),
            violation_error_message="Beløbet er over 9.999 mio. kr.",
        )
    ]


def tidspunkt_constraints(name, model_label):
    """What the parts of a Tidspunkt owe each other. The first three give all others both ends."""
    start, slut, praecision = f"{name}_start", f"{name}_slut", f"{name}_praecision"
    uden_start, uden_slut = Q(**{f"{start}__isnull": True}), Q(**{f"{slut}__isnull": True})

    def netop(suffiks, vaerdier, ender, besked):
        er = Q(**{f"{praecision}__in": vaerdier})
        regel = (er & ender) | (~er & ~ender)
        return models.CheckConstraint(
            name=f"{model_label}_{name}_{suffiks}", condition=regel, violation_error_message=besked
        )

    return [
        netop("senest", ["senest"], uden_start & ~uden_slut, "»Senest« har netop en slutdato."),
        netop("tidligst", ["tidligst"], ~uden_start & uden_slut, "»Tidligst« har netop en startdato."),
        netop("uden_dato", ["", "fritekst"], uden_start & uden_slut, "Fri tekst og tom tekst har ingen datoer."),
        models.CheckConstraint(
            name=f"{model_label}_{name}_raekkefoelge",
            condition=uden_start | uden_slut | Q(**{f"{slut}__gte": F(start)}),
            violation_error_message="Slutdatoen ligger før startdatoen. Ret en af dem.",
        ),
    ]
