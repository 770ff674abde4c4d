"""The eight guards of a sending, in the order they are asked (11 §4): each a label of the checklist and an answer."""

from functools import cached_property

from indstillinger.enums import Tilstand
from indstillinger.enums_moede import Modtagerrolle, Udsendelsesslags, Udsendelsestilstand
from indstillinger.tjek.bilag import citations, ikke_vedlagt, uden_nummer
from indstillinger.tjek.fund import Fakta
from indstillinger.tjek.papir import Papir
from indstillinger.workflow import grundlag
from indstillinger.workflow.laesesaet import kept_out, parts
from mso_portal.motor import ur
from mso_portal.motor.enums import Filtilstand
from mso_portal.motor.models import Fil
from mso_portal.motor.rules import YES, no
from mso_portal.organisation.enums import Medlemsrolle
from mso_portal.organisation.models import Medlemskab
from mso_portal.vaerdier.rigtekst import plain

PLADSHOLDER = "pladsholder"
ALLIGEVEL = "Vælg »Send alligevel«, og skriv hvorfor."


class Kontrol:
    """What the guards ask about: the sending as it was prepared, and its meeting as it is now. About 20 queries, each
    once; with `locked` the items and papers are locked first."""

    def __init__(self, udsendelse, *, locked=False):
        self.udsendelse, self.moede = udsendelse, udsendelse.moede
        self.items = grundlag.load_items(self.moede, locked=locked)
        self.rows = grundlag.rows_to_send(self.moede, udsendelse.slags, self.items)
        self.numre = grundlag.planned_numbers(udsendelse.slags, self.items, self.rows)

    @cached_property
    def dele(self):
        return parts(self.udsendelse, {row.punkt_id: self.numre.get(row.punkt_id, "") for row in self.sent_rows})

    @cached_property
    def sent_rows(self):
        return list(self.udsendelse.punkter.select_related("punkt").order_by("raekkefoelge"))

    @cached_property
    def filer(self):
        keys = {one.fil for del_ in self.dele for one in del_.bilag if one.fil}
        return {fil.pk: fil for fil in Fil.objects.filter(pk__in=keys).order_by("pk")}

    @cached_property
    def papers(self):
        return {one.pk: one.indstilling for one in self.items if one.indstilling_id}

    @cached_property
    def udelukkede(self):
        return kept_out(self.moede)

    @property
    def foreloebig(self):
        return self.udsendelse.slags == Udsendelsesslags.GENNEMLAESNING


def unchanged(kontrol, **grunde):
    """Content, order, exclusions and bilag are as when the pack was made."""
    now = grundlag.content_keys(kontrol.moede, kontrol.items, kontrol.rows)
    numre = {str(one.uuid): kontrol.numre.get(one.pk, "") for one in kontrol.items}
    message = grundlag.difference((kontrol.udsendelse.manifest or {}).get("grundlag"), now, numre)
    return no(message) if message else YES


def approved(kontrol, **grunde):
    """Every paper is godkendt and sent in its approved version."""
    for one in [] if kontrol.foreloebig else kontrol.dele:
        paper = kontrol.papers.get(one.punkt.pk)
        if paper and one.punkt.tilstand == "optaget" and paper.tilstand != Tilstand.GODKENDT:
            return no(f"Punkt {one.nummer} venter på ny godkendelse hos {paper.ansvarlig_leder}.")
        if paper and one.punkt.tilstand == "optaget" and grundlag.shown_version(paper).pk != one.version.pk:
            return no(f"Punkt {one.nummer} har en nyere version. Lav pakken igen.")
    return YES


def clean(kontrol, **grunde):
    """Every file has been found clean of virus."""
    for one in kontrol.dele:
        for bilag in one.bilag:
            fil = kontrol.filer.get(bilag.fil)
            if fil is not None and fil.tilstand == Filtilstand.KARANTAENE:
                return no(f"Bilag {bilag.nr} til punkt {one.nummer} afventer virusscanning. Prøv igen om lidt.")
            if fil is not None and fil.tilstand == Filtilstand.AFVIST:
                return no(f"Bilag {bilag.nr} til punkt {one.nummer} er afvist af virusscanningen. Få det skiftet.")
    return YES


def attached(kontrol, mangler_grund="", **grunde):
    """What is cited is attached (A3, A4), or somebody says why it is sent all the same."""
    missing = [] if kontrol.foreloebig else missing_bilag(kontrol.dele)
    if not missing or mangler_grund.strip():
        return YES
    return no(f"{missing[0]} Skriv, hvorfor dagsordenen sendes uden.")


def missing_bilag(dele):
    """Return a line for each bilag that is spoken of and not there: item and number, no word of the text."""
    found = []
    for one in dele:
        if one.version:
            papir = Papir(one.version.indhold, Fakta(nu=ur.nu(), reference=ur.i_dag()))
            found += [f"Punkt {one.nummer}: {text}" for _, text in ikke_vedlagt(papir)]
            found += [f"Punkt {one.nummer}: Et bilag nævnes uden nummer." for _ in uden_nummer(papir)]
        elif one.punktversion:
            present = {bilag.nr for bilag in one.bilag}
            cited = set(citations(plain(one.punktversion.indhold["tekst"]))) - present
            found += [f"Punkt {one.nummer}: Bilag {nr} nævnes, men er ikke vedlagt." for nr in sorted(cited)]
    return found


def no_leak(kontrol, **grunde):
    """No reader's document holds words of what he may not read (50 §5.3)."""
    hits = kontrol.udsendelse.laekagetjek.get("fund", [])
    return no(hits[0]) if hits else YES


def all_members(kontrol, **grunde):
    """At least one medlem, and every medlem, is among the recipients."""
    if kontrol.foreloebig:
        return YES
    rows = list(kontrol.udsendelse.modtagere.order_by("pk").values_list("bruger", "rolle"))
    if not any(rolle == Modtagerrolle.MEDLEM for _, rolle in rows):
        return no("Der er ingen medlemmer blandt modtagerne. Lav pakken igen, når forummet har medlemmer.")
    known = {person for person, _ in rows}
    for seat in seats(kontrol.moede, Medlemsrolle.MEDLEM):
        if seat.bruger_id not in known:
            return no(f"{seat.bruger} er medlem, men ikke modtager. Lav pakken igen.")
    return YES


def seats(moede, rolle):
    """Return the seats of a role held today by active persons; one query."""
    rows = Medlemskab.objects.gaeldende().filter(forum=moede.forum, rolle=rolle, bruger__aktiv=True)
    return list(rows.select_related("bruger").order_by("bruger__sortering", "pk"))


def has_secretary(kontrol, **grunde):
    """Every item has a sekretær who is not kept out of it."""
    office = {seat.bruger_id for seat in seats(kontrol.moede, Medlemsrolle.SEKRETAER)}
    office |= {kontrol.moede.sekretaer_id} - {None}
    for one in [] if kontrol.foreloebig else kontrol.dele:
        if not any(one.punkt.pk not in kontrol.udelukkede[person] for person in office):
            return no(f"Vælg en anden sekretær til punkt {one.nummer}, før dagsordenen kan sendes.")
    return YES


def whole(kontrol, alligevel_grund="", **grunde):
    """Every part became pages, or somebody says why it is sent with a placeholder."""
    faults = kontrol.udsendelse.fejl
    places = [one for one in faults if one["slags"] == PLADSHOLDER]
    if kontrol.udsendelse.tilstand == Udsendelsestilstand.FEJLET:
        return no("Pakken kunne ikke dannes. Lav den igen.")
    if not places or alligevel_grund.strip():
        return YES
    return no(f"{places[0]['tekst']} {ALLIGEVEL}")


GUARDS = (
    ("Indholdet er det samme, som da pakken blev lavet", unchanged),
    ("Alle indstillinger er godkendt", approved),
    ("Alle filer er fundet fri for virus", clean),
    ("De bilag, der nævnes, er vedlagt", attached),
    ("Ingen får tekst fra punkter, de ikke må læse", no_leak),
    ("Alle medlemmer er modtagere", all_members),
    ("Hvert punkt har en sekretær, der deltager", has_secretary),
    ("Alle dele kunne vises som PDF", whole),
)


def guards(udsendelse, kontrol=None, **grunde):
    """Return [(label, Answer)] of the eight, in order; `grunde` are mangler_grund and alligevel_grund."""
    kontrol = kontrol or Kontrol(udsendelse)
    return [(label, guard(kontrol, **grunde)) for label, guard in GUARDS]
