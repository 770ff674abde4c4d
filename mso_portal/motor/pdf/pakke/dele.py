"""What a pack is made of and what comes out; the package's docstring tells how they are used."""

from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass, field

import pikepdf

# What a file that is not as it should be makes a reader of it raise.
UNREADABLE = (
    pikepdf.PdfError, ValueError, TypeError, AttributeError, RuntimeError, LookupError, ArithmeticError,
)  # fmt: skip


@dataclass(frozen=True)
class Del:
    """One part. `titel` is its line in the outline; `niveau` 2 stands below the nearest 1 before it."""

    noegle: str
    pdf: bytes | Callable
    titel: str
    niveau: int = 1
    fremmed: bool = False
    fod: str = ""


@dataclass(frozen=True)
class Pakke:
    """`foerste` is {noegle: first page}, `erstattet` {noegle: "stor" or "fejl"}; `arkiv`: claims both standards."""

    pdf: bytes
    sider: int
    foerste: dict
    erstattet: dict = field(default_factory=dict)
    arkiv: bool = False


class PakkeFejl(Exception):
    """The pack can't be made; `noegle` is the part that stops it, if it is one."""

    def __init__(self, besked, noegle=""):
        self.noegle = noegle
        super().__init__(besked)


class Uegnet(Exception):
    """These foreign parts can't be taken in as they are; the pack is begun again with sheets in their place."""

    def __init__(self, noegler, grund):
        self.noegler, self.grund = noegler, grund
        super().__init__(grund)


def value(obj, key, usual=None):
    """As `obj.get`, for what most objects lack: there `get` takes 25 times as long."""
    if key in obj:
        return obj[key]
    return usual


@contextmanager
def taking_in(one):
    """What goes wrong inside is the foreign part's fault; what goes wrong with an own part is ours."""
    try:
        yield
    except UNREADABLE:
        if one.fremmed:
            raise Uegnet([one.noegle], "fejl") from None
        raise
