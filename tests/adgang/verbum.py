"""What the matrix knows of a verb."""

from dataclasses import dataclass, field

from mso_portal.motor.models import Haendelse


@dataclass(frozen=True)
class Verbum:
    """`body(verden, genstand)` overrides what the page's form holds; `effekt()` counts, `ventet` is its one step."""

    body: object = lambda verden, papir: {}
    effekt: object = Haendelse.objects.count
    ventet: int = 1
    kraever_side: bool = field(default=True)
    altid: bool = False
