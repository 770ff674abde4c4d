"""Basis of search: one row per object and edition, two vectors (Danish stems, folded words), joined with rights."""

import re
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.search import SearchHeadline, SearchQuery, SearchRank, SearchVector
from django.db.models import Case, Count, Exists, F, OuterRef, Q, TextField, Value, When, Window
from django.db.models.functions import Left

from mso_portal.motor.models import Soegepost
from mso_portal.vaerdier.rigtekst import plain
from mso_portal.vaerdier.sortering import fold

# Control characters around a word found: no key types them, and they never leave this module.
START, STOP = "\x02", "\x03"
MOST_READ = 20_000  # characters of a text that an excerpt is looked for in
AROUND = 12  # words before and after a word found
WORD = re.compile(r"\w+")
OUTDATED = 2**31 - 1  # a version that no object comes to


@dataclass(frozen=True)
class Soegbar:
    """A kind of object that can be found.

    `udgaver(user)` returns [(edition, queryset of what the person may read of it)], `i_aar(queryset, aar)` narrows
    to a year, `vis(obj, udgave)` returns titel, url, maerker, dato (a text) and lukket; `nummer` names the field
    whose exact value leads straight to the object.
    """

    slags: str
    label: str
    flertal: str
    udgaver: Any
    i_aar: Any
    vis: Any
    nummer: str = "nummer"


@dataclass(frozen=True)
class Traef:
    """An object found, and the pieces of its excerpt: dicts of tekst and fundet (True: the word searched for)."""

    soegbar: Soegbar
    udgave: str
    obj: Any
    uddrag: list

    def vis(self):
        """Return what the page shows of it."""
        return self.soegbar.vis(self.obj, self.udgave)


def write_row(obj, udgave, *, titel, punkter="", tekst="", bilag=""):
    """Write the object's search row; weights A title, B points, C text, D attachments (10 §10)."""
    values = _values(obj, titel, punkter, tekst, bilag)
    Soegepost.objects.update_or_create(**_key(obj, udgave), defaults=values)


def write_rows(udgave, rows):
    """Write the rows of several objects in one statement: (object, dict of titel, punkter, tekst, bilag)."""
    made = [Soegepost(**_key(obj, udgave), **_values(obj, **texts)) for obj, texts in rows]
    unique, changed = ["genstand_type", "genstand_id", "udgave"], ["titel", "tekst", "version", "dansk", "foldet"]
    Soegepost.objects.bulk_create(made, update_conflicts=True, unique_fields=unique, update_fields=changed)


def _key(obj, udgave):
    return {"genstand_type": obj._meta.label_lower, "genstand_id": obj.pk, "udgave": udgave}


def _values(obj, titel, punkter="", tekst="", bilag=""):
    parts = zip("ABCD", (titel, punkter, tekst, bilag), strict=True)
    dansk, foldet = None, None
    for weight, words in parts:
        stems = SearchVector(Value(words), config="danish", weight=weight)
        plain = SearchVector(Value(fold(words)), config="simple", weight=weight)
        dansk, foldet = (stems, plain) if dansk is None else (dansk + stems, foldet + plain)
    shown = re.sub(f"[{START}{STOP}]", "", "\n".join(part for part in (punkter, tekst, bilag) if part))
    return {"titel": titel[:255], "tekst": shown, "version": obj.version, "dansk": dansk, "foldet": foldet}


def remove_rows(obj):
    """Forget the object in every edition."""
    Soegepost.objects.filter(genstand_type=obj._meta.label_lower, genstand_id=obj.pk).delete()


def outdate(obj):
    """Let the object's rows count as older than it is, so that `stale` finds it: what is told of it lies elsewhere."""
    Soegepost.objects.filter(genstand_type=obj._meta.label_lower, genstand_id=obj.pk).update(version=OUTDATED)


def exact(soegbare, user, nummer):
    """Return where the object with that number is read, or None alike for invisible and missing."""
    for soegbar in soegbare:
        for udgave, visible in soegbar.udgaver(user):
            if obj := visible.filter(**{soegbar.nummer: nummer}).order_by("pk").first():
                return soegbar.vis(obj, udgave)["url"]
    return None


def find(soegbare, user, words, *, aar=None, fra=0, antal=25):
    """Return (one page of Traef, best first; how many there are in all): one statement, and one per kind shown.

    Counted is only what the person may read; what matches in two editions is one.
    """
    dansk, foldet = _query(words, "danish"), _query(fold(words), "simple")
    editions = _editions(soegbare, user, aar)
    posts = _readable(editions).filter(Q(dansk=dansk) | Q(foldet=foldet))
    several = len({kind for _, kind, _, _ in editions}) < len(editions)
    rows = (_once(posts) if several else posts).annotate(
        # by F, since a name would be taken for a text and its stems made anew
        rang=SearchRank(F("dansk"), dansk) + SearchRank(F("foldet"), foldet),
        alle=Window(Count("*")),
        stemmet=Case(When(dansk=dansk, then=Value(True)), default=Value(False)),
        passage=_passage(dansk),
    )
    page = list(rows.order_by("-rang", "-genstand_id", "genstand_type")[fra : fra + antal].values(*SHOWN))
    return _hits(editions, page, words), page[0]["alle"] if page else 0


SHOWN = ("genstand_type", "genstand_id", "udgave", "alle", "stemmet", "passage")


def _editions(soegbare, user, aar):
    """Return [(soegbar, its name in the rows, edition, what the person may read of it)]."""
    return [
        (soegbar, visible.model._meta.label_lower, udgave, soegbar.i_aar(visible, aar) if aar else visible)
        for soegbar in soegbare for udgave, visible in soegbar.udgaver(user)
    ]  # fmt: skip


def _readable(editions):
    """Narrow the rows to the editions the person may read: asked hit by hit, so that rights cost what is found."""
    allowed = Q(pk__in=[])
    for _, kind, udgave, visible in editions:
        mine = Exists(visible.order_by().filter(pk=OuterRef("genstand_id")))
        allowed |= Q(mine, genstand_type=kind, udgave=udgave)
    return Soegepost.objects.filter(allowed)


def _once(posts):
    """Keep one edition of each object; "arbejdsudgave" sorts before "udsendt", and says more."""
    thing = ("genstand_type", "genstand_id")
    first = posts.order_by(*thing, "udgave").distinct(*thing)
    return Soegepost.objects.filter(pk__in=first.values("pk"))


def _passage(dansk):
    """Read the words around a stem found, or, when only the folded words match, the text to look in."""
    text = Left("tekst", MOST_READ)
    found = SearchHeadline(
        text, dansk, config="danish", start_sel=START, stop_sel=STOP, min_words=AROUND, max_words=2 * AROUND,
        short_word=0, max_fragments=2, fragment_delimiter=" … ",
    )  # fmt: skip
    return Case(When(dansk=dansk, then=found), default=text, output_field=TextField())


def _hits(editions, page, words):
    """Return the page's Traef: each object fetched among what the person may read, one statement a kind."""
    found = {}
    for soegbar, kind, udgave, visible in editions:
        keys = [row["genstand_id"] for row in page if (row["genstand_type"], row["udgave"]) == (kind, udgave)]
        for obj in visible.filter(pk__in=keys).order_by("pk") if keys else ():
            found[kind, obj.pk] = soegbar, obj
    rows = [(row, *found.get((row["genstand_type"], row["genstand_id"]), (None, None))) for row in page]
    return [Traef(soegbar, row["udgave"], obj, _excerpt(row, words)) for row, soegbar, obj in rows if obj]


def _excerpt(row, words):
    """Return the row's passage in pieces, never as markup."""
    passage = row["passage"] if row["stemmet"] else _folded_passage(row["passage"], words)
    pieces = []
    for nr, piece in enumerate(re.split(f"[{START}{STOP}]", " ".join(passage.split()))):
        if piece:
            pieces.append({"tekst": piece, "fundet": nr % 2 == 1})
    return pieces


def _folded_passage(text, words):
    """Return the words around the first one that is spelt like a word searched for, with the marks around it."""
    *whole, last = [fold(word) for word in WORD.findall(words)] or [""]
    spans = [(found.start(), found.end()) for found in WORD.finditer(text)]
    folded = [fold(text[start:end]) for start, end in spans]
    hits = [nr for nr, word in enumerate(folded) if word in whole or (last and word.startswith(last))]
    first = max((hits[0] if hits else 0) - AROUND, 0)
    chosen = range(first, min(first + 2 * AROUND, len(spans)))
    if not chosen:
        return ""
    shown, at = "… " if first else "", spans[first][0]
    for nr in chosen:
        start, end = spans[nr]
        word = text[start:end]
        shown += text[at:start] + (f"{START}{word}{STOP}" if nr in hits else word)
        at = end
    return shown + (" …" if chosen[-1] + 1 < len(spans) else "")


def _query(words, config):
    """Read the words as web search does, the last one as the beginning of a word when it is plainly a word."""
    *rest, last = words.split() or [""]
    if not last.isalnum() or '"' in words or "or" in map(str.lower, rest):
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
