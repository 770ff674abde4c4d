"""The Opslag of this installation: its persons and their other spellings, its fora, afdelinger and leaders.

Nothing else in this package asks the database.
"""

from collections import Counter

from indstillinger.indlaesning.laesning import Opslag
from mso_portal.organisation.enums import Tilknytningsrolle
from mso_portal.organisation.models import Afdeling, Bruger, Forum, Personalias, Tilknytning
from mso_portal.vaerdier.sortering import fold


def opslag(reference):
    """Return the Opslag. Five queries. Only who may be chosen is found, and a name that two share is nobody's."""
    people = [(pk, navn) for pk, navn in Bruger.objects.aktive().values_list("pk", "foldet").order_by("pk")]
    aliases = list(Personalias.objects.filter(bruger__aktiv=True).values_list("bruger", "alias").order_by("pk"))
    names = _unique(people + aliases)
    leaders = Tilknytning.objects.gaeldende(reference).filter(rolle=Tilknytningsrolle.LEDER).order_by("pk")
    return Opslag(
        find_person=lambda navn: names.get(fold(navn)),
        fora=_unique(_spellings(Forum, "navn", "kode", "moedenavn")),
        afdelinger=_unique(_spellings(Afdeling, "navn", "kode")),
        leder_af=dict(leaders.values_list("afdeling", "bruger")).get,
        reference=reference,
    )


def _spellings(model, *fields):
    rows = model.objects.values_list("pk", *fields).order_by("pk")
    return [(pk, fold(name)) for pk, *names in rows for name in names]


def _unique(pairs):
    """Return {name: pk} of the names only one row has."""
    pairs = set(pairs)
    owners = Counter(name for _, name in pairs)
    return {name: pk for pk, name in pairs if name and owners[name] == 1}
