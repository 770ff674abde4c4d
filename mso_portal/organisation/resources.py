"""Persons and units as tables: their columns, and what a row means; judged by the pages' own forms."""

from copy import copy

from django.db.models import Prefetch
from import_export.fields import Field

from mso_portal.motor import ur
from mso_portal.motor.imports.ressource import Dag, Nummereret, Ressource, Tekst, Valgt, form_faults
from mso_portal.organisation.enums import Afdelingsslags, Tilknytningsrolle
from mso_portal.organisation.forms.enheder import AfdelingForm
from mso_portal.organisation.forms.personer import PersonForm
from mso_portal.organisation.models import Afdeling, Afdelingsplacering, Bruger, Tilknytning
from mso_portal.organisation.workflow.indlaes import import_afdeling, import_person

UKENDT = "Ingen afdeling har koden »{}«. Ret koden, eller indlæs afdelingen først."


def _units():
    return {unit.kode.casefold(): unit for unit in Afdeling.objects.order_by("pk")}


def _form_data(instance, form):
    return {name: getattr(instance, name) or "" for name in form.Meta.fields}


class Personer(Ressource):
    """A person by brugernavn. A column left out stands; an empty cell empties the field, but ends no attachment."""

    titel = "Personer"
    rule = "opsaetning.ret"
    kraevet = ("Brugernavn", "Navn")
    verbets_kolonne = "afdeling"
    forklaring = {
        "Brugernavn": "Viser, hvem rækken handler om. Et nyt brugernavn bliver en ny person.",
        "Afdeling": "Afdelingens kode. Har personen ikke allerede rollen i afdelingen, får hun den fra i dag.",
        "Rolle": "Tom betyder medarbejder.",
        "Ekstern id": "Personens id i kommunens katalog, aldrig et CPR-nummer.",
    }
    FELTER = ("brugernavn", "navn", "stilling", "initialer", "email", "ekstern_id")

    brugernavn = Field("brugernavn", "Brugernavn", Tekst())
    navn = Field("navn", "Navn", Tekst())
    stilling = Field("stilling", "Stilling", Tekst())
    initialer = Field("initialer", "Initialer", Tekst())
    email = Field("email", "E-mail", Tekst(tom=None))
    afdeling = Field("afdeling", "Afdeling", Nummereret("kode", UKENDT))
    rolle = Field("rolle", "Rolle", Valgt(Tilknytningsrolle))
    ekstern_id = Field("ekstern_id", "Ekstern id", Tekst(tom=None))

    class Meta:
        model = Bruger
        import_id_fields = ("brugernavn",)
        fields = ("brugernavn", "navn", "stilling", "initialer", "email", "afdeling", "rolle", "ekstern_id")

    def load(self):
        self.fields["afdeling"].widget.found = _units()
        today = Tilknytning.objects.gaeldende().order_by("pk")
        self.attached = set(today.values_list("bruger_id", "afdeling_id", "rolle"))
        return {person.brugernavn.casefold(): person for person in Bruger.objects.order_by("pk")}

    def said(self, person):
        return {name: getattr(person, name) for name in self.FELTER}

    def differs(self, person):
        known = self.known.get(self.key_of(person))
        return known is None or self.said(known) != self.said(person) or self._to_attach(person) is not None

    def _to_attach(self, person):
        """Return (unit, role) that the person lacks today."""
        unit = getattr(person, "afdeling", None)
        role = getattr(person, "rolle", None) or Tilknytningsrolle.MEDARBEJDER
        if unit is None or (person.pk, unit.pk, role) in self.attached:
            return None
        return unit, role

    def judge(self, person, faulty):
        faults = form_faults(PersonForm(_form_data(person, PersonForm), instance=copy(person)))
        if getattr(person, "rolle", None) and not getattr(person, "afdeling", None) and "afdeling" not in faulty:
            faults["afdeling"] = ["Skriv koden på den afdeling, rollen gælder i."]
        return faults

    def write(self, person, is_create, by):
        place = self._to_attach(person)
        fresh = import_person(None if is_create else person, self.said(person), place, by=by)
        if place:
            self.attached.add((fresh.pk, place[0].pk, place[1]))
        return fresh

    def current(self):
        """Yield each active person once for each unit and role of today, or once."""
        today = Tilknytning.objects.gaeldende().select_related("afdeling").order_by("afdeling__kode", "rolle")
        people = Bruger.objects.aktive().order_by("sortering", "pk")
        for person in people.prefetch_related(Prefetch("tilknytninger", today, to_attr="i_dag")):
            for row in person.i_dag or [None]:
                person.afdeling, person.rolle = (row.afdeling, row.rolle) if row else (None, "")
                yield person


class Afdelinger(Ressource):
    """A unit by its code, under its parent from a day on; rows may stand in any order."""

    titel = "Afdelinger"
    rule = "opsaetning.ret"
    kraevet = ("Kode", "Navn", "Slags", "Hører under", "Fra")
    verbets_kolonne = "overordnet"
    forklaring = {
        "Kode": "Viser, hvilken afdeling rækken handler om. En ny kode bliver en ny afdeling.",
        "Slags": ", ".join(Afdelingsslags.labels),
        "Hører under": "Koden på den overordnede. Tom betyder øverst.",
        "Fra": "Den første dag på pladsen. Tom, hvis afdelingen bliver, hvor den er.",
    }
    FELTER = ("kode", "navn", "slags")

    kode = Field("kode", "Kode", Tekst())
    navn = Field("navn", "Navn", Tekst())
    slags = Field("slags", "Slags", Valgt(Afdelingsslags, tom=""))
    overordnet = Field("overordnet", "Hører under", Nummereret("kode", UKENDT))
    fra = Field("fra", "Fra", Dag())

    class Meta:
        model = Afdeling
        import_id_fields = ("kode",)
        fields = ("kode", "navn", "slags", "overordnet", "fra")

    def load(self):
        self.places = {}
        for row in Afdelingsplacering.objects.order_by("afdeling", "fra"):
            self.places.setdefault(row.afdeling_id, []).append(row)
        known = self.fields["overordnet"].widget.found = _units()
        return known

    def said(self, unit):
        return {name: getattr(unit, name, None) for name in (*self.FELTER, "overordnet", "fra")}

    def _fields(self, unit):
        return {name: getattr(unit, name) for name in self.FELTER}

    def differs(self, unit):
        known = self.known.get(self.key_of(unit))
        return known is None or self._fields(known) != self._fields(unit) or self._to_place(unit) is not None

    def _to_place(self, unit):
        """Return (parent, first day) that the unit lacks; a known unit without either stays where it is."""
        parent, fra = getattr(unit, "overordnet", None), getattr(unit, "fra", None)
        if unit.pk and not parent and not fra:
            return None
        day = fra or ur.i_dag()
        for row in self.places.get(unit.pk, []):
            if row.fra <= day and (row.til is None or day <= row.til):
                return None if row.overordnet_id == (parent and parent.pk) else (parent, fra)
        return parent, fra

    def judge(self, unit, faulty):
        faults = form_faults(AfdelingForm(_form_data(unit, AfdelingForm), instance=copy(unit)))
        place = None if faulty & {"overordnet", "fra"} else self._to_place(unit)
        if place and not place[1]:
            faults["fra"] = ["Skriv den første dag på pladsen."]
        return faults

    def write(self, unit, is_create, by):
        fresh = import_afdeling(None if is_create else unit, self._fields(unit), self._to_place(unit), by=by)
        self.places[fresh.pk] = list(fresh.placeringer.order_by("fra"))
        return fresh

    @classmethod
    def arranged(cls, rows):
        """Put a unit after the parent that the same file brings; a ring stays as it stands, and is refused."""
        ready, waiting = [], list(rows)
        while waiting:
            codes = {_code(row, "kode") for row in waiting}
            free = [row for row in waiting if _code(row, "overordnet") not in codes]
            if not free:
                break
            ready += free
            waiting = [row for row in waiting if _code(row, "overordnet") in codes]
        return ready + waiting

    def current(self):
        """Yield each unit that has a place today."""
        today = Afdelingsplacering.objects.gaeldende().select_related("afdeling", "overordnet")
        for row in today.order_by("afdeling__kode"):
            row.afdeling.overordnet, row.afdeling.fra = row.overordnet, row.fra
            yield row.afdeling


def _code(row, attribute):
    return row[Afdelinger.fields[attribute].column_name].strip().casefold()


RESSOURCER = {"personer": Personer, "afdelinger": Afdelinger}
