"""Asks every URL as every person and writes the answers as the lines of the golden files."""

import logging
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import patch

from django.conf import settings
from django.http import HttpResponse
from django.template import loader

from indstillinger.models import Indstilling
from mso_portal.organisation.models import Rettigheder
from tests.adgang.formular import felter, indhold
from tests.adgang.genstande import adresser, del_af
from tests.adgang.gyldige import VERBER
from tests.adgang.memory import Memory
from tests.adgang.tryk import blank, printing
from tests.adgang.verden import rullet_tilbage
from tests.demo.udenpdf import without_pdf

MAPPE = Path(__file__).parent
HOVED = """\
# Hvem må hvad ({app}). Filen er facit: en ændring her er en ændring af, hvem der kan se eller gøre noget.
#
# Hver linje er en side i portalen, åbnet (GET) eller sendt (POST), med en sag i en bestemt tilstand, som er åben eller
# lukket (et skema, der er læst ind, er ikke angivet, og det tæller som lukket). »returneret« er en kladde, der har
# været sendt én gang, og »i_koordinering« en kladde, som koordineringspart er spurgt om og ikke har svaret på.
# »tom« er en formular sendt uden indhold. »gyldig« er en rigtigt udfyldt formular; + betyder, at den virkede
# netop én gang, og alt andet, at intet blev ændret; den, der afvises allerede uden indhold, prøver ikke igen.
#
#   +  vist eller gjort     4  findes ikke for denne person     3  kan ses, men må ikke
#   9  ikke i denne tilstand    0  noget mangler i det sendte    L  log ind først
#   -  siden kan ikke bruges på den måde (kun åbnes, eller kun sendes)
#
# Kolonnerne er personerne i denne rækkefølge:
{personer}
#
{kendskab}"""
KENDSKAB = """\
# De kender sagen sådan: forfatter har skrevet den, medforfatter skriver med, leder er dens ansvarlige leder, og de
# to stedfortrædere er leders, den ene kun for åbne sager. koordineringspart er spurgt om alle sager uden for
# »kladde« og ser den version, han fik. sekretaer, moedeleder og medlem sidder i sagens forum;
# tidligere_medlem var dets sekretær til i går. De andre har intet med sagen at gøre.
"""
MOEDEKENDSKAB = """\
# Tilstanden er mødets fase, og åben eller lukket er punktets. De kender mødet sådan: forfatter og leder har en sag på
# de udsendte møder og det, hvis referat er godkendt. sekretaer, moedeleder, medlem og udelukket sidder i forummet, og
# udelukket er inhabil ved begge punkter. De to stedfortrædere er medlems, den ene kun for åbne sager;
# stedfortraeder_udelukket er udelukkets. punktdeltager kommer til det lukkede punkt, gennemlaeser har fået det
# planlagte møde til gennemlæsning, og opgaveansvarlig har opgaverne. andet_medlem sidder i et andet forum, og
# tidligere_medlem sad i forummet til i går. De andre har intet med mødet at gøre; forummet viser åbne sager for alle.
"""
PLANKENDSKAB = """\
# Tilstanden er planens. De kender planen sådan: tovholder har oprettet den, programejer svarer for den, redaktoer
# skriver med, oekonomiansvarlig har pengene, og styregruppemedlem og sekretaer sidder i dens styregruppe. kontorchef
# leder den enhed, der skal levere, og kontaktperson hjælper; ansvarlig har milepælen, maaler indberetter, og
# tilsynsfoerende fører tilsyn. laeser og de nævnte deltager i de lukkede planer; tidligere_deltager skrev med til i
# går. stedfortraeder er tovholders, kun for åbne planer; stedfortraeder_lukket er programejers. De andre har intet med
# planen at gøre.
"""
KENDSKABER = {"moeder": MOEDEKENDSKAB, "indsatser": PLANKENDSKAB}


_draw = loader.render_to_string
_drawing = False
_memory = Memory()


@contextmanager
def answers_only():
    """Ask for status codes alone: no page or PDF is drawn and nothing is read twice, which takes most of the time.
    What the pages show is the leak crawl's matter."""
    global _memory
    _memory = Memory()
    rights, of = {}, Rettigheder.of.__func__

    def once(cls, bruger):
        if bruger.pk not in rights:
            rights[bruger.pk] = of(cls, bruger)
        return rights[bruger.pk]

    logging.disable(logging.WARNING)
    with (
        patch.multiple(
            "indstillinger.views.laes",
            content_at=lambda paper, entry: None,
            compare=lambda old, new: None,
            shown_diff=lambda changes: {},
        ),
        printing(blank),
        patch("indstillinger.views.rediger._draw", lambda *a: HttpResponse(status=a[3] if len(a) > 3 else 200)),
        patch("django.template.loader.render_to_string", lambda *a, **kw: _draw(*a, **kw) if _drawing else ""),
        patch.object(Rettigheder, "of", classmethod(once)),
        without_pdf(),
        _memory.installed(),
    ):
        yield
    logging.disable(logging.NOTSET)


@contextmanager
def drawn():
    """Draw the pages asked for in the block, to read their forms."""
    global _drawing
    _drawing = True
    yield
    _drawing = False


def maal(verden, part):
    """Return the lines of a part of the portal."""
    rows = []
    for name, module, tilstand, aabenhed, path in adresser(verden):
        if del_af(name, module, path) == part:
            found = celler(verden, name, path)
            rows += [linje(kind, name, tilstand, aabenhed, cells) for kind, cells in found.items()]
    return rows


def celler(verden, name, path):
    """Return {"GET"/"POST tom"/"POST gyldig": [cell of each person]} of one address."""
    found = {"GET": [celle(verden, one, path) for one in verden.kolonner]}
    found["POST tom"] = [celle(verden, one, path, {}) for one in verden.kolonner]
    # Who is refused without a body, or told that the address takes none, is refused with one too.
    if any(cell not in "-L34" for cell in found["POST tom"]):
        found["POST gyldig"] = gyldige(verden, name, path, found["POST tom"])
    return found


def gyldige(verden, name, path, tom):
    """Post one valid body as each person who was not refused without one; + only when it worked exactly once."""
    if name not in VERBER:
        raise LookupError(f"{name} tager imod POST, men har ingen gyldig formular i gyldige.py.")
    papir = Indstilling.objects.filter(nummer=path.split("/")[2] if path.count("/") > 2 else "").first() or path
    verb, refused = VERBER[name], dict(zip(verden.kolonner, tom, strict=True))
    again = [one for one in verden.kolonner if verb.altid or refused[one] not in "L34"]
    return [
        _gyldig(verden, one, verb, path, papir) if one in again else refused[one] for one in verden.kolonner
    ]  # fmt: skip


def _gyldig(verden, person, verbum, path, papir):
    with rullet_tilbage():
        body = _browserens(verden, person, path) if verbum.kraever_side else {}
        body |= verbum.body(verden, papir)
        before = verbum.effekt()
        cell = _tegn(verden.client(person).post(path, body), person)
        change = verbum.effekt() - before
        if change != (verbum.ventet if cell == "+" else 0):
            raise AssertionError(f"POST {path} som {person}: svar {cell}, virkning {change}, ventet {verbum.ventet}")
        if cell == "+" and "noegle" in body:
            verden.client(person).post(path, body)
            if verbum.effekt() - before != verbum.ventet:
                raise AssertionError(f"POST {path} som {person}: virkede to gange")
    return cell


def _browserens(verden, person, path):
    """Return the form as this person's page shows it, else as anybody's who may see it: a refused page has none."""
    for one in (person, *verden.kender):
        with drawn(), _memory.used():
            page = verden.client(one).get(path)
        if page.status_code == 200 and (found := felter(page)):
            return found
    return {"noegle": "6f1b0e1e-0000-4000-8000-000000000000", "version": "1"}


def celle(verden, person, path, body=None):
    if body is None:
        with _memory.used():
            return _tegn(verden.client(person).get(path), person)
    with rullet_tilbage(), _memory.used():
        return _tegn(verden.client(person).post(path, body), person)


def _tegn(response, person):
    status = response.status_code
    indhold(response)
    if status == 401 or (status == 302 and person == "anonym" and response.url.startswith(settings_login())):
        return "L"
    if status in (200, 204, 301, 302):
        return "+"
    signs = {404: "4", 403: "3", 409: "9", 400: "0", 422: "0", 405: "-"}
    if status not in signs:
        raise AssertionError(
            f"{response.request['REQUEST_METHOD']} {response.request['PATH_INFO']} som {person}: {status}"
        )
    return signs[status]


def settings_login():
    return f"/{settings.LOGIN_URL}/"


def linje(kind, name, tilstand, aabenhed, cells):
    return f"{kind:<12} {name:<36} {tilstand:<15} {aabenhed:<12} {' '.join(cells)}"


def fil(app):
    """Return the golden file of an app."""
    return MAPPE / f"matrix_{app}.txt"


def filtekst(app, lines, kolonner):
    """Return what the golden file of an app should hold."""
    personer = "\n".join(f"#   {nr:>2} {name}" for nr, name in enumerate(kolonner, 1))
    kendskab = KENDSKABER.get(app, KENDSKAB)
    return HOVED.format(app=app, personer=personer, kendskab=kendskab) + "".join(f"{line.rstrip()}\n" for line in lines)
