"""From a reviewed import to a kladde: every value is tried first, then written through the paper's own verbs."""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from indstillinger.enums import Koordineringsstatus, Tjekaarsag
from indstillinger.enums_moede import Moedetilstand
from indstillinger.models import RAEKKER, Koordinering, Moede
from indstillinger.models.felttekst import text_of
from indstillinger.models.importmaal import KUN_SET, SAERLIGE, Sted, is_rich, reading_of, split
from indstillinger.workflow.opret import create
from indstillinger.workflow.raekker import add_row
from indstillinger.workflow.skriv import touch, write
from mso_portal.motor import ur
from mso_portal.motor.lock import Change, fingerprint
from mso_portal.motor.models import Taeller
from mso_portal.organisation.models import Bruger, Personalias
from mso_portal.organisation.workflow.skriv import store
from mso_portal.vaerdier.sortering import fold

TO_GANGE = "Feltet står to gange. Udelad det ene, eller flyt det."
# What a row is left with when its words were moved or left out: no reason for a row.
UDEN_ORD = {"slags", "aar", "forum"}
FOR_STORT_NUMMER = "Et bilag kan højst have nummer 60. Udelad det, eller ret nummeret."


class Ufuldstaendig(Exception):
    """Values that cannot be stored: `fejl` is {plads: Danish message}. Nothing was written."""

    def __init__(self, fejl):
        self.fejl = fejl
        super().__init__(f"{len(fejl)} felter")


class Vaerdier:
    """What an import says, tried: `papir` {name: value as the control holds it}, `raekker` {kind: {nr: {name: value}}}.

    `plads` says where in the import each came from, so that a refusal can be led back to it.
    """

    def __init__(self, forsoeg):
        self.forsoeg, self.papir, self.raekker, self.plads, self.fejl = forsoeg, {}, {}, {}, {}
        felter = [one for one in forsoeg.importfelter.order_by("plads") if not one.udeladt and one.felt not in KUN_SET]
        dates = [one.vaerdi for one in felter if one.felt == "moede" and one.vaerdi]
        self.dato = self._tried("moede", dates[0], None) if dates else None
        self.sted = Sted(forsoeg.forum, self.dato or ur.i_dag())
        for felt in felter:
            self._take(felt)
        if self.fejl:
            raise Ufuldstaendig(self.fejl)

    def _tried(self, felt, vaerdi, plads):
        try:
            return reading_of(felt, vaerdi, getattr(self, "sted", None))
        except ValidationError as error:
            if plads is not None:
                self.fejl[plads] = " ".join(error.messages)
            return None

    def _take(self, felt):
        kind, name = split(felt.felt)
        value = self._tried(felt.felt, felt.vaerdi, felt.plads)
        target = self.raekker.setdefault(kind, {}).setdefault(felt.raekke, {}) if kind else self.papir
        if name not in target:
            target[name] = value if kind or felt.felt in SAERLIGE else felt.vaerdi
            self.plads[kind, felt.raekke, name] = felt.plads
        elif is_rich(name) and not kind:
            target[name] += felt.vaerdi
        elif felt.vaerdi:
            self.fejl[felt.plads] = TO_GANGE

    def refuse(self, kind, raekke, messages):
        """Raise the refusal of a whole row at its first field."""
        places = [plads for (own, nr, _), plads in self.plads.items() if (own, nr) == (kind, raekke)]
        raise Ufuldstaendig({min(places): " ".join(messages)})


def make(forsoeg, by):
    """Create the kladde of a reviewed import and return it; run inside the transaction of `confirm`.

    Rows before texts, so that the last history entry shows both; all in the name of `by`, who stays an author.
    """
    values = Vaerdier(forsoeg)
    paper = create(forsoeg.forum, "", by=by, oensket_moede=_meeting(forsoeg.forum, values.dato))
    _write(paper, {"budgetstart": values.papir.pop("budgetstart", "")}, by, values)
    parts = values.raekker.pop("koordinering_part", {})
    for kind, rows in values.raekker.items():
        for nr in sorted(rows):
            _row(paper, kind, nr, rows[nr], values, by)
    for nr in sorted(parts):
        _part(paper, parts[nr]["navn"], by)
    learn_names(forsoeg, by)
    author = values.papir.pop("sagsbehandler", "")
    values.papir.pop("moede", None)
    if author and author != str(by.pk):
        _hand_over(paper, author, by, values)
    return _write(paper, values.papir, by, values, explicit=True)


def _meeting(forum, dato):
    """Return the forum's planned meeting of the day; a day without one stays with the import."""
    planned = Moede.objects.filter(forum=forum, dato=dato, tilstand=Moedetilstand.PLANLAGT)
    return planned.order_by("start", "pk").first() if dato else None


def _write(paper, texts, by, values, explicit=False):
    """Write texts of the paper by the verb; what was left empty keeps what a new paper has."""
    paper = type(paper).objects.get(pk=paper.pk)
    changes = {name: Change(text, fingerprint(text_of(paper, name))) for name, text in texts.items() if text}
    if not changes and not explicit:
        return paper
    outcome = write(paper, changes, by=by, explicit=explicit)
    if outcome.fejl:
        raise Ufuldstaendig({values.plads["", 0, name]: text for name, text in outcome.fejl.items()})
    return outcome.paper


def _row(paper, kind, nr, row, values, by):
    """Add a row; an amount of a year the paper already has goes to that year's row."""
    if not any(name not in UDEN_ORD and _is_said(value) for name, value in row.items()):
        return
    if kind == "direkteudgift" and _year(paper, row, by):
        return
    if kind == "bilag":
        _advance(paper, row.pop("nr", None), nr, values)
    made = RAEKKER[kind](indstilling=paper, **row)
    try:
        made.validate_constraints()
        with transaction.atomic():
            add_row(paper, kind, by=by, **row)
    except ValidationError as error:
        values.refuse(kind, nr, error.messages)
    except IntegrityError:
        values.refuse(kind, nr, ["Rækken kan ikke gemmes, som den står. Ret den, eller udelad den."])


def _is_said(value):
    return bool(getattr(value, "tekst", value))


def _year(paper, row, by):
    """Write the amount into the year's row, if the paper has it; an empty amount leaves it as it is."""
    existing = paper.direkteudgift_raekker.filter(aar=row.get("aar")).order_by("pk").first()
    amount = row["beloeb"].tekst if "beloeb" in row else ""
    if existing is None or not amount:
        return existing is not None
    name = f"direkteudgift:{existing.uuid}:beloeb"
    return write(paper, {name: Change(amount, fingerprint(text_of(existing, "beloeb")))}, by=by).clean


def _advance(paper, number, nr, values):
    """Let the counter of the paper's bilag stand just before the number the form cites it by."""
    if number is not None and number > RAEKKER["bilag"].MAKS:
        values.refuse("bilag", nr, [FOR_STORT_NUMMER])
    last = paper.bilag_raekker.order_by("nr").values_list("nr", flat=True).last() or 0
    for _ in range((number or 0) - last - 1):
        Taeller.next("bilag", int(paper.nummer[:4]), forum=paper.nummer)


def _part(paper, navn, by):
    """Note a part the form names: nobody has asked it."""
    if navn:
        row = Koordinering(indstilling=paper, navn_tekst=navn, status=Koordineringsstatus.NAEVNT)
        row._history_user = by
        row.save()


def _hand_over(paper, author, by, values):
    """Make the person the form names sagsbehandler; the importer goes on writing as medforfatter."""
    paper = _write(paper, {"medforfattere": str(by.pk)}, by, values)
    paper.sagsbehandler = Bruger.objects.get(pk=author)
    touch(paper, ["sagsbehandler"], by)


def learn_names(forsoeg, by):
    """Note the spelling of each unknown name for the person chosen, so that the next form finds him.

    A spelling that is somebody's already, or that names nobody here, is left alone.
    """
    chosen = forsoeg.importfelter.filter(aarsag=Tjekaarsag.NAVN_UKENDT, udeladt=False).exclude(tjekket_den=None)
    for felt in chosen.filter(felt__in=["sagsbehandler", "ansvarlig_leder"]).order_by("plads"):
        spelling = fold(felt.raatekst)
        person = Bruger.objects.filter(pk=felt.vaerdi or 0).first()
        taken = Personalias.objects.filter(alias=spelling).exists() or Bruger.objects.filter(foldet=spelling).exists()
        if person and spelling and len(spelling) <= 120 and not taken:
            _learn(person, felt.raatekst, by)


def _learn(person, spelling, by):
    try:
        with transaction.atomic():
            store(Personalias(bruger=person, alias=spelling), "personalias.opret", by)
    except IntegrityError:
        pass  # somebody noted it at the same moment
