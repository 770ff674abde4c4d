"""The edit page: what is drawn, and what a plain form post says (40 §6)."""

from dataclasses import dataclass, field
from urllib.parse import urlencode

from indstillinger.enums import Aabenhed
from indstillinger.forms.bilag import filkort, vedlaeg_url
from indstillinger.forms.kontrol import Tastet, controls
from indstillinger.forms.skema import RAEKKESLAGS, SKEMA
from indstillinger.models import RAEKKER
from indstillinger.models.indhold import rows_of
from mso_portal.motor.lock import Change

MULTI = {"medforfattere"}


@dataclass
class Raekke:
    """A row of a section, or the place of a removed one."""

    uuid: str
    nr: int
    navn: str
    kontroller: list = field(default_factory=list)
    titel: str = ""
    fjernet: bool = False
    foerste: bool = False
    sidste: bool = False
    fokus: str = ""
    fil: dict = None

    @property
    def brede(self):
        return [one for one in self.kontroller if one.bred]

    @property
    def smalle(self):
        return [one for one in self.kontroller if not one.bred]


@dataclass
class Raekkegruppe:
    """All rows of a kind within a section."""

    kind: str
    slags: object
    titel: str
    raekker: list
    status: str = ""
    fuld: str = ""
    vedlaeg_url: str = ""

    @property
    def anker(self):
        """Id of the element that holds the rows."""
        return anchor_of(self.kind)


def changes_of(post, kind=None):
    """Return {name: Change} of a posted edit form, one for each base; `kind` narrows to rows of that kind."""
    found = {}
    for key in post:
        if not key.startswith("base:"):
            continue
        name = key.removeprefix("base:")
        if kind is None or name.startswith(f"{kind}:"):
            found[name] = Change(posted_text(post.getlist(name), name), post[key])
    return found


def posted_text(values, name):
    """Return a control's posted values as the one text that is stored and compared; no radio chosen says nothing."""
    if name in MULTI:
        return ",".join(sorted((value for value in values if value.isdecimal()), key=int))
    if not values and name.rpartition(":")[2] == "aabenhed":
        return Aabenhed.IKKE_ANGIVET.value
    return values[-1] if values else ""


def asked(query):
    """Read what the address says about the page: removed rows, focus, status, opened sections, searches."""
    return {
        "fjernet": [tuple(item.split(":", 2)) for item in query.getlist("fjernet") if item.count(":") == 2],
        "fokus": query.get("fokus", ""),
        "status": query.get("status", "")[:200],
        "afsnit": query.getlist("afsnit"),
        "soeg": dict(item.split("=", 1) for item in query.getlist("soeg") if "=" in item),
    }


def address(base, post, **extra):
    """Return the address to go on at after a post: what was removed and opened so far goes along."""
    kept = [("fjernet", item) for item in post.getlist("fjernet")] + [
        ("afsnit", item) for item in post.getlist("afsnit")
    ]
    new = [(key, value) for key, value in extra.items() if value and key != "anker"]
    anchor = f"#{extra['anker']}" if extra.get("anker") else ""
    return f"{base}?{urlencode(kept + new)}{anchor}" if kept or new else f"{base}{anchor}"


def page(paper, query, tastet=None):
    """Return the sections of the edit page, ready to draw. One query per kind of row beside the choices."""
    want = asked(query)
    tastet = tastet or Tastet(soeg=want["soeg"])
    shown = []
    for afsnit in SKEMA:
        groups = [_group(paper, kind, want, tastet) for kind in afsnit.raekker]
        fields = controls(paper, afsnit.felter, paper, tastet)
        filled = any(getattr(paper, name) for name in afsnit.felter) or any(group.raekker for group in groups)
        if afsnit.tilvalg and not filled and afsnit.id not in want["afsnit"]:
            continue
        shown.append(
            {"afsnit": afsnit, "kontroller": fields, "grupper": groups, **_progress(afsnit, paper, fields, groups)}
        )
    hidden = [afsnit for afsnit in SKEMA if afsnit.id not in {one["afsnit"].id for one in shown}]
    return {"afsnit": shown, "tilvalg": hidden, "fjernet": want["fjernet"], "aabnede": want["afsnit"]}


def _group(paper, kind, want, tastet):
    slags, model = RAEKKESLAGS[kind], RAEKKER[kind]
    rows = list(rows_of(paper, kind))
    drawn = [_row(row, nr, len(rows), slags, paper, want, tastet) for nr, row in enumerate(rows, 1)]
    present = {row.uuid for row in drawn}
    for _, uuid, nr in sorted((one for one in want["fjernet"] if one[0] == kind), key=lambda one: one[2]):
        if uuid not in present and nr.isdecimal():
            gone = Raekke(uuid, int(nr), slags.navn, fjernet=True, fokus=want["fokus"] == f"fortryd-{uuid}")
            drawn.insert(min(int(nr) - 1, len(drawn)), gone)
    plural = model._meta.verbose_name_plural
    full = f"Der kan højst være {model.MAKS}. Del sagen i to." if len(rows) >= model.MAKS else ""
    attach = vedlaeg_url(paper) if kind == "bilag" else ""
    return Raekkegruppe(kind, slags, plural[:1].upper() + plural[1:], drawn, want["status"], full, attach)


def _row(row, nr, count, slags, paper, want, tastet):
    names = [name for name in row.INDHOLD if name not in row.FASTE]
    navnerum = f"{row._meta.model_name}:{row.uuid}:"
    title = f"Bilag {row.nr}" if hasattr(row, "nr") else ""
    action, _, target = want["fokus"].partition("-")
    drawn = controls(row, names, paper, tastet, navnerum)
    if slags.fast:
        drawn[0].felt.label = f"{row.aar} (tkr.)"
    return Raekke(
        uuid=str(row.uuid), nr=row.nr if hasattr(row, "nr") else nr, navn=slags.navn, titel=title,
        kontroller=drawn, foerste=nr == 1, sidste=nr == count,
        fokus=action if target == str(row.uuid) else "",
        fil=filkort(paper, row) if row._meta.model_name == "bilag" else None,
    )  # fmt: skip


def _progress(afsnit, paper, fields, groups):
    """Return what the section list says: errors first, then rows, then whether anything is written."""
    in_rows = [one for group in groups for row in group.raekker for one in row.kontroller]
    errors = sum(one.har_fejl for one in [*fields, *in_rows])
    if errors:
        return {"tekst": f"{errors} fejl", "slags": "fejl"}
    rows = sum(not row.fjernet for group in groups for row in group.raekker if not group.slags.fast)
    if rows and not afsnit.felter:
        return {"tekst": f"{rows} {groups[0].slags.navn if rows == 1 else groups[0].titel.lower()}", "slags": "ok"}
    if afsnit.id == "stamdata":
        written = paper.titel and paper.aabenhed != "ikke_angivet" and paper.ansvarlig_leder_id and paper.afdeling_id
    elif afsnit.id == "oekonomi":
        written = paper.finansiering_status != "ikke_angivet"
    else:
        written = rows or any(getattr(paper, name) for name in afsnit.felter)
    return {"tekst": "Udfyldt", "slags": "ok"} if written else {"tekst": "Mangler", "slags": "neutral"}


def anchor_of(kind):
    """Return the id of the element that holds a kind of row."""
    return f"raekker-{kind}"
