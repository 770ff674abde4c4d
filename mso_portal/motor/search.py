"""Basis of search: one row per object and edition, two vectors (Danish stems, folded words), joined with rights."""

from django.contrib.postgres.search import SearchQuery, SearchVector
from django.db.models import Exists, F, OuterRef, Q, Value

from mso_portal.motor.models import Soegepost
from mso_portal.vaerdier.rigtekst import plain
from mso_portal.vaerdier.sortering import fold


def write_row(obj, udgave, *, titel, punkter="", tekst="", bilag=""):
    """Write the object's search row; weights A title, B points, C text, D attachments (10 §10)."""
    parts = zip("ABCD", (titel, punkter, tekst, bilag), strict=True)
    dansk, foldet = None, None
    for weight, words in parts:
        stems = SearchVector(Value(words), config="danish", weight=weight)
        plain = SearchVector(Value(fold(words)), config="simple", weight=weight)
        dansk, foldet = (stems, plain) if dansk is None else (dansk + stems, foldet + plain)
    Soegepost.objects.update_or_create(
        genstand_type=obj._meta.label_lower,
        genstand_id=obj.pk,
        udgave=udgave,
        defaults={"titel": titel[:255], "tekst": tekst, "version": obj.version, "dansk": dansk, "foldet": foldet},
    )


def remove_rows(obj):
    """Forget the object in every edition."""
    Soegepost.objects.filter(genstand_type=obj._meta.label_lower, genstand_id=obj.pk).delete()


def hits(visible, udgave, words):
    """Return the rows of `visible` (a queryset already narrowed to the reader) whose edition matches the words."""
    query = Q(dansk=_query(words, "danish")) | Q(foldet=_query(fold(words), "simple"))
    rows = Soegepost.objects.filter(query, genstand_type=visible.model._meta.label_lower, udgave=udgave)
    return visible.filter(pk__in=rows.values(pk_=F("genstand_id")))


def _query(words, config):
    """Read the words as web search does, the last one as the beginning of a word when it is plainly a word."""
    *rest, last = words.split() or [""]
    if not last.isalnum() or '"' in words or "or" in rest:
        return SearchQuery(words, config=config, search_type="websearch")
    prefix = SearchQuery(f"{last}:*", config=config, search_type="raw")
    return SearchQuery(" ".join(rest), config=config, search_type="websearch") & prefix if rest else prefix


def plain_text(html_texts):
    """Return the words of several rich texts in one string."""
    return "\n".join(plain(html) for html in html_texts if html)


def stale(objects, udgave):
    """Narrow to the objects whose row of that edition is missing or older than they are."""
    rows = Soegepost.objects.filter(
        genstand_type=objects.model._meta.label_lower,
        genstand_id=OuterRef("pk"),
        udgave=udgave,
        version=OuterRef("version"),
    )
    return objects.exclude(Exists(rows))
