"""The demo's plans: made, activated and lived through by their people in the order of time, through the verbs."""

from dataclasses import replace
from datetime import timedelta
from functools import partial

from indsatser.enums import Metoderolle
from indsatser.models import Indikator, Indsatsplan, Maalemetode, Rapporteringsrytme
from indsatser.workflow.forslag import proposals
from indsatser.workflow.opret import create_from
from indsatser.workflow.plan import create_alone
from indsatser.workflow.raekker import keep_new
from indsatser.workflow.skabelon import make_template
from indsatser.workflow.tilsyn import GEMMES, forget_keys, make_checklist, take_into_use
from indstillinger.models import Dagsordenspunkt
from mso_portal.management.opgaveforloeb import decision_on
from mso_portal.management.planforloeb_raekker import MODELLER, RAEKKER, add_row, columns
from mso_portal.management.planforloeb_verber import VERBER
from mso_portal.motor import ur
from mso_portal.organisation.models import Bruger, Forum

FAELLES = "faelles"
GLEMT = GEMMES + timedelta(days=1)  # the night's job has been there


class Planforloeb:
    """One plan's file and what it names: the plan, and its rows by the keys of the file.

    `papers` is {file's name: number} of the papers played so far, `plans` {file's name: key of the plan}.
    """

    def __init__(self, name, data, papers, plans):
        self.name, self.data, self.papers, self.plans, self.rows = name, data, papers, plans, {}

    @property
    def plan(self):
        return Indsatsplan.objects.select_related("beslutning__punkt__moede").get(pk=self.plans[self.name])

    def other(self, name):
        """Return the plan of another file."""
        return Indsatsplan.objects.get(pk=self.plans[name])

    def keep(self, key, row):
        """Remember a row by its key in the file."""
        if key in self.rows:
            raise ValueError(f"{self.name}: »{key}« er brugt to gange.")
        self.rows[key] = (type(row), row.pk)

    def row(self, key):
        """Return the row of a key as it is now; "plan" is the plan itself."""
        if key == "plan":
            return self.plan
        model, pk = self.rows[key]
        return model.objects.get(pk=pk)

    def metode(self, key):
        """Return the primary method of the newest definition of a key's indicator."""
        return self.metode_of(self.row(key))

    def metode_of(self, indikator):
        """Return the primary method of an indicator's newest definition."""
        found = Maalemetode.objects.filter(definition__indikator=indikator, rolle=Metoderolle.PRIMAER)
        return found.select_related("serie", "definition", "noegletalversion").order_by("-definition__nr")[0]

    def decision(self, about):
        """Return the decision on a row of a meeting: of a paper (`sag`), or of an item with its own `titel`."""
        own = {"indstilling__nummer": self.papers[about["sag"]]} if "sag" in about else {"titel": about["titel"]}
        return decision_on(Dagsordenspunkt.objects.get(moede__noegle=about["moede"], **own), about["raekke"])


def person(brugernavn):
    return Bruger.objects.get(brugernavn=brugernavn)


def steps_of_plan(name, data, papers, plans):
    """Yield (local moment, what to play) of a plan: its first text, a row a minute, and then what was done to it."""
    forloeb = Planforloeb(name, data, papers, plans)
    yield data["oprettet"], partial(_create, forloeb)
    written = [(kind, row) for kind in RAEKKER for row in data.get(kind, [])]
    for minute, (kind, row) in enumerate(written, 3):
        yield data["oprettet"] + timedelta(minutes=minute), partial(_write, forloeb, kind, row)
    for row in data.get("handling", []):
        yield row["tidspunkt"], partial(_handle, forloeb, row)
        if row["verbum"] == "besvar":
            yield row["tidspunkt"] + GLEMT, _forget


def _create(forloeb):
    by = person(forloeb.data["forfatter"])
    felter = columns(forloeb.data.get("felter", {}), forloeb)
    if "beslutning" in forloeb.data:
        made = _from_decision(forloeb, by, felter)
    else:
        made = create_alone(by=by, **felter)
    forloeb.plans[forloeb.name] = made.pk


def _from_decision(forloeb, by, felter):
    """Take what is proposed as the file changes it, and remember the rows by their keys."""
    beslutning = forloeb.decision(forloeb.data["beslutning"])
    proposed, rows = proposals(beslutning)
    chosen = _chosen(list(rows), forloeb)
    plan, _ = create_from(beslutning, [one for _, one in chosen], by=by, **{**proposed, **felter})
    made = {}
    for key, one in chosen:
        if one.bliver in MODELLER:
            rows = made.setdefault(one.bliver, list(MODELLER[one.bliver].objects.filter(plan=plan).order_by("pk")))
            _keep_made(forloeb, key, rows.pop(0))
    return plan


def _keep_made(forloeb, key, row):
    if key:
        forloeb.keep(key, row)
    for indikator in Indikator.objects.filter(maal=row.pk) if key and hasattr(row, "indikatorer") else ():
        forloeb.keep(f"{key}-indikator", indikator)


def _chosen(rows, forloeb):
    """Return [(key or "", Forslag)]: what is ticked from the start and what the file ticks, with its changes."""
    changes, found = list(forloeb.data.get("forslag", [])), []
    for nr, one in _numbered(rows):
        own = next((row for row in changes if _names(row, one, nr)), {})
        if own:
            changes.remove(own)
        if own.get("valgt", one.valgt):
            found.append((own.get("id", ""), _changed(one, own, forloeb)))
    if changes:
        raise ValueError(f"{forloeb.name}: Beslutningen foreslår ikke {changes}")
    return found


def _names(row, one, nr):
    """A row of the file names a proposal by its number within its kind, or by the text it stands on."""
    return row["slags"] == one.bliver and row.get("nr", nr) == nr and row.get("kilde", one.kilde) == one.kilde


def _numbered(rows):
    counts = {}
    for one in rows:
        counts[one.bliver] = counts.get(one.bliver, 0) + 1
        yield counts[one.bliver], one


def _changed(one, own, forloeb):
    felter = one.felter | columns(own.get("felter", {}), forloeb)
    extra = one.extra | {"er_gennemfoert": own.get("gennemfoert", False)}
    return replace(one, bliver=own.get("bliver", one.bliver), felter=felter, extra=extra)


def _write(forloeb, kind, row):
    add_row(forloeb, kind, row, person(row.get("af") or forloeb.data["skriver"]))


def _handle(forloeb, row):
    VERBER[row["verbum"]](forloeb, row, person(row["af"]))


def _forget():
    forget_keys(ur.i_dag())


def steps_of_shared(data):
    """Yield (local moment, what to play) of what plans share: rhythms, templates of themes, checklists."""
    for kind, play in (("rytme", _rhythm), ("temaskabelon", _template), ("tjekliste", _checklist)):
        for row in data.get(kind, []):
            yield row["tidspunkt"], partial(play, row, person_of=row["af"])


def _own(row, *names):
    return {name: value for name, value in row.items() if name not in ("tidspunkt", "af", *names)}


def _rhythm(row, person_of):
    forum = Forum.objects.get(kode=row["forum"])
    keep_new(Rapporteringsrytme(forum=forum, **_own(row, "forum")), person(person_of))


def _template(row, person_of):
    make_template(row["navn"], by=person(person_of), trin=row["trin"])


def _checklist(row, person_of):
    by = person(person_of)
    take_into_use(make_checklist(row["navn"], by=by, punkter=row["punkt"]), by=by)
