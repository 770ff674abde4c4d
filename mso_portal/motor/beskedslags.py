"""The kinds of what people are told, and how the object of a line is found again for the one who reads it."""

from collections import defaultdict
from dataclasses import dataclass

from mso_portal.motor.rules import YES, Answer


@dataclass(frozen=True)
class Beskedslags:
    """One kind. `straks`: mailed at once, not with the morning's overview; `altid`: cannot be switched off."""

    noegle: str
    emne: str
    saetning: str
    straks: bool
    altid: bool


@dataclass(frozen=True)
class Genstand:
    """How the objects of one model are found: `visible(user)` is a queryset, `url(obj)` a path of the portal."""

    visible: object
    url: object


slags = {}
genstande = {}


def declare(noegle, emne, saetning, *, straks=False, altid=False):
    """Register a kind such as "indstilling.indsendt"; subject and sentence are the same for every object."""
    if noegle in slags:
        raise ValueError(f"Message {noegle} is declared twice.")
    slags[noegle] = Beskedslags(noegle, emne, saetning, straks, altid)


def seen_by(model, visible, url):
    """Register a model that lines may be about: `visible(user)` narrows to what the person may see."""
    genstande[model._meta.label_lower] = Genstand(visible, url)


def choosable():
    """Return the kinds that a person may switch off, as they are listed on the profile."""
    return sorted((one for one in slags.values() if not one.altid), key=lambda one: one.emne)


def objects_of(user, lines):
    """Return {(type, id): object} of the lines' or mails' objects that the person may see; a query per type."""
    wanted = defaultdict(set)
    for line in lines:
        wanted[line.genstand_type].add(line.genstand_id)
    return {
        (kind, obj.pk): obj
        for kind, ids in wanted.items()
        if kind in genstande
        for obj in genstande[kind].visible(user).filter(pk__in=ids).order_by("pk")
    }


def object_of(user, line):
    """Return the object of a line or mail if the person may see it, else None."""
    return objects_of(user, [line]).get((line.genstand_type, line.genstand_id))


def url_of(obj):
    """Return the path that a line about the object leads to."""
    return genstande[obj._meta.label_lower].url(obj)


def wants(person, kind):
    """Answer whether the person is told of the kind at all."""
    return YES if kind.altid or kind.noegle not in person.fravalgte_beskeder else Answer(False, "Fravalgt.")
