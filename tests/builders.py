"""One valid object each, saved without verbs; names give the role. `ALTID` is before all else."""

from datetime import date

from django.utils.text import slugify

from mso_portal.organisation.models import (
    Afdeling,
    Afdelingsplacering,
    Bruger,
    Forum,
    Medlemskab,
    Rolletildeling,
    Stedfortraedelse,
    Tilknytning,
)

ALTID = date(2019, 1, 1)


def bruger(navn="Signe Sagsbehandler", **kw):
    """Make an active person who can log in; the brugernavn comes from the name."""
    return Bruger.objects.create(**{"brugernavn": slugify(navn), "navn": navn, **kw})


def forum(kode="CT", **kw):
    """Make a chefteam whose åbne papers its members read."""
    fields = {"navn": f"Forum {kode}", "moedenavn": "Møde", "slags": "chefteam", "aktiv_fra": ALTID,
              "laesekreds": "medlemmer", "vis_offentlig_titel": False}  # fmt: skip
    return Forum.objects.create(**{"kode": kode, **fields, **kw})


def afdeling(kode="STAB", overordnet=None, *, fra=ALTID, til=None, **kw):
    """Make a unit with its place under `overordnet`, or at the top."""
    unit = Afdeling.objects.create(**{"kode": kode, "navn": f"Afdeling {kode}", "slags": "stab", **kw})
    Afdelingsplacering.objects.create(afdeling=unit, overordnet=overordnet, fra=fra, til=til)
    return unit


def medlemskab(bruger, forum, rolle="medlem", fra=ALTID, til=None):
    """Make a membership."""
    return Medlemskab.objects.create(bruger=bruger, forum=forum, rolle=rolle, fra=fra, til=til)


def tilknytning(bruger, afdeling, rolle="medarbejder", fra=ALTID, til=None):
    """Make a place in a unit."""
    return Tilknytning.objects.create(bruger=bruger, afdeling=afdeling, rolle=rolle, fra=fra, til=til)


def stedfortraedelse(for_bruger, stedfortraeder, fra, til, *, ogsaa_lukkede=False, forum=None):
    """Make a deputy; only for åbne papers unless said."""
    return Stedfortraedelse.objects.create(
        for_bruger=for_bruger,
        stedfortraeder=stedfortraeder,
        fra=fra,
        til=til,
        ogsaa_lukkede=ogsaa_lukkede,
        forum=forum,
    )


def rolle(bruger, rolle="administrator", fra=ALTID, til=None):
    """Make a role of the portal."""
    return Rolletildeling.objects.create(bruger=bruger, rolle=rolle, fra=fra, til=til)


def administrator(navn="Adam Administrator"):
    """Make a person who is administrator."""
    person = bruger(navn)
    rolle(person)
    return person
