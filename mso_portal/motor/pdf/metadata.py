"""What a paper says about itself outside its pages: a fixed list, never a case title."""

from dataclasses import dataclass

from django.conf import settings

from mso_portal.vaerdier.datoer import DANSK_TID, dato_lang, klokken

DEMO = "Opfundne personer og tal"
HASH_LENGTH = 8


@dataclass(frozen=True)
class Metadata:
    title: str
    author: str
    creator: str
    created: str


def metadata(document):
    return Metadata(
        title=document.meta_title,
        author=settings.MSO_ORGANISATION,
        creator=f"MSO-portalen {settings.MSO_VERSION}",
        created=document.dato.astimezone(DANSK_TID).isoformat(timespec="seconds"),
    )


def footer(document):
    """The bottom left text of every page: which world, which version, which data."""
    parts = [
        DEMO if settings.MSO_MILJOE == "demo" else "",
        document.fod,
        "" if document.kind.filed else _printed(document.dato),
        document.data_sha256[:HASH_LENGTH],
    ]
    return " · ".join(part for part in parts if part)


def _printed(dato):
    local = dato.astimezone(DANSK_TID)
    return f"Udskrift {dato_lang(local)} {klokken(local)}. Ikke arkiveret."
