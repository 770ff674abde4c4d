"""Which stored documents a person may be given today: those of which he may read every part (11 §4, 50 §5.2)."""

from dataclasses import dataclass

from django.db.models import Q

from indstillinger.enums import Aabenhed
from indstillinger.enums_moede import Dokumenttype
from indstillinger.models.dagsorden import Dagsordenspunkt, Punktbilag, Punktversion
from indstillinger.models.raekker import Bilag
from indstillinger.models.udsendelse import Moededokument
from indstillinger.models.version import Indstillingsversion
from mso_portal.organisation.enums import Laesekreds, Rolle

# These show every number of the agenda, which a guest does not get.
HELE_MOEDET = (Dokumenttype.MOEDEPAKKE, Dokumenttype.DAGSORDEN, Dokumenttype.REFERAT, Dokumenttype.RETTELSESBLAD)
ORDEN = {slags: nr for nr, slags in enumerate(Dokumenttype.values)}


def text_id(punkt, version=None, punktversion=None):
    """Return the part id of an item's text, in the version that was shown."""
    shown = f"pv-{punktversion.pk}" if punktversion else version.pk if version else "-"
    return f"p:{punkt.uuid}:{shown}"


def bilag_id(uuid):
    """Return the part id of a bilag."""
    return f"b:{uuid}"


@dataclass(frozen=True)
class Laeseret:
    """What a person reads of a meeting today, as part ids are judged by it: uuids of items, pks of versions."""

    punkter: frozenset
    alt: frozenset
    versioner: frozenset
    bilag: dict

    def reads(self, part):
        """Say whether the person may read the part; an unknown one nobody may."""
        kind, _, rest = part.partition(":")
        if kind == "b":
            punkt, is_open = self.bilag.get(rest, ("", False))
            return punkt in (self.punkter if is_open else self.alt)
        punkt, _, version = rest.partition(":")
        return punkt in self.punkter and (version in ("", "-") or version in self.versioner)


def stored_documents(moede):
    """Narrow to documents of the meeting that were sent or filed, and have not been recalled."""
    return (
        Moededokument.objects.filter(Q(udsendelse__moede=moede) | Q(referat__moede=moede))
        .filter(laast_den__isnull=False, tilbagekaldt_den=None)
        .order_by("pk")
    )


def laeseret(user, moede, documents):
    """Return the person's Laeseret to the parts of the documents; seven queries, whatever their number."""
    items = Dagsordenspunkt.objects.filter(moede=moede).order_by("pk")
    readable = frozenset(map(str, items.visible_to(user).values_list("uuid", flat=True)))
    alt = frozenset(map(str, items.ville_laese(user, alt=True).values_list("uuid", flat=True))) & readable
    papers, texts = _version_keys(documents)
    shown = Indstillingsversion.objects.visible_to(user).filter(pk__in=papers).order_by("pk")
    frozen = Punktversion.objects.visible_to(user).filter(pk__in=texts).order_by("pk")
    versions = {str(pk) for pk in shown.values_list("pk", flat=True)}
    versions |= {f"pv-{pk}" for pk in frozen.values_list("pk", flat=True)}
    return Laeseret(readable, alt, frozenset(versions), _bilag(documents, papers, texts))


def _version_keys(documents):
    """Return the pks of the paper versions and of the Punktversioner among the parts."""
    keys = {one.rpartition(":")[2] for doc in documents for one in doc.dele if one.startswith("p:")}
    return (
        [int(key) for key in keys if key.isdecimal()],
        [int(key[3:]) for key in keys if key.startswith("pv-") and key[3:].isdecimal()],
    )


def _bilag(documents, papers, texts):
    """Return {uuid: (item's uuid, open)} of every bilag: open only if it was so when sent and is so today."""
    of_version = {
        one.rpartition(":")[2]: one.split(":")[1] for doc in documents for one in doc.dele if one.startswith("p:")
    }
    rows = Indstillingsversion.objects.filter(pk__in=papers).order_by("pk")
    found = {}
    for pk, bilag in rows.values_list("pk", "indhold__raekker__bilag__raekker"):
        for row in bilag:
            found[row["uuid"]] = of_version[str(pk)], row["felter"]["aabenhed"]["raa"] == Aabenhed.AABEN
    for pk, bilag in Punktversion.objects.filter(pk__in=texts).order_by("pk").values_list("pk", "indhold__bilag"):
        for row in bilag or ():
            found[row["uuid"]] = of_version[f"pv-{pk}"], row["aabenhed"] == Aabenhed.AABEN
    closed = _closed_today(found)
    return {uuid: (punkt, is_open and uuid not in closed) for uuid, (punkt, is_open) in found.items()}


def _closed_today(uuids):
    """Return those of the bilag that are not open any longer; one that was taken off a paper is as it was sent."""
    if not uuids:
        return set()
    rows = [model.objects.filter(uuid__in=uuids).exclude(aabenhed=Aabenhed.AABEN).order_by().values_list("uuid")
            for model in (Bilag, Punktbilag)]  # fmt: skip
    return {str(uuid) for (uuid,) in rows[0].union(rows[1])}


def documents_for(user, moede):
    """Return the stored documents the person may be given today, the one with most parts first of each kind, packs
    before what lies in them; the newest sending first. About ten queries."""
    documents = list(stored_documents(moede).select_related("udsendelse", "referat", "punkt", "fil"))
    own = own_documents(user, documents)
    rights = laeseret(user, moede, documents)
    whole = sees_whole_agenda(user, moede)
    given = [one for one in documents if all(map(rights.reads, one.dele)) and _within(one, own, whole)]
    return sorted(given, key=lambda one: (ORDEN[one.slags], -_age(one), -len(one.dele), one.pk not in own, one.pk))


def may_be_given(user, document):
    """Say whether the person may be given one document today, before it is sent as far as he may read its items."""
    moede = document.udsendelse.moede if document.udsendelse_id else document.referat.moede
    rights = laeseret(user, moede, [document])
    if document.laast_den is None:
        read = all(_item(part, rights) for part in document.dele)
        return read and not document.tilbagekaldt_den
    if document.tilbagekaldt_den or not all(map(rights.reads, document.dele)):
        return False
    return _within(document, own_documents(user, [document]), sees_whole_agenda(user, moede))


def readable_now(user, moede, documents):
    """Return the pks of those, sent or not, of which the person reads every item today; for who builds the agenda."""
    rights = laeseret(user, moede, documents)
    return {one.pk for one in documents if all(_item(part, rights) for part in one.dele)}


def _item(part, rights):
    """Before a sending its versions have no readers: the item itself is what is asked of."""
    return rights.reads(":".join(part.split(":")[:2]))


def own_documents(user, documents):
    """Return the pks of those that were sent to this person; one query."""
    pks = [one.pk for one in documents]
    return set(
        Moededokument.objects.filter(pk__in=pks, modtagere__bruger=user).order_by("pk").values_list("pk", flat=True)
    )


def sees_whole_agenda(user, moede):
    """Say whether the person sees every number of the agenda: not one who only comes under an item."""
    return (
        Rolle.REVISOR in user.rettigheder.roller
        or moede.forum.laesekreds == Laesekreds.ORGANISATION
        or user.pk in (moede.moedeleder_id, moede.sekretaer_id)
        or any(one.forum == moede.forum_id for one in user.rettigheder.medlemskaber)
    )


def _within(document, own, whole):
    return document.slags not in HELE_MOEDET or whole or document.pk in own


def _age(document):
    return document.udsendelse.nr if document.udsendelse_id else document.referat.nr
