"""Files people attach: checked in a limited child, kept once under their sha256, shown as pages (50 §9).

A file carries no right: what points at it does, and serves it. Whoever attaches one calls `accept` before taking any
lock; it works for seconds. What nothing points at is forgotten after a week.
"""

from mso_portal.motor.filer.lager import forget_unused, has_picture, open_fil, open_side
from mso_portal.motor.filer.modtag import accept, clean_name, megabyte
from mso_portal.motor.filer.proev import TYPER, Afvist

__all__ = [
    "TYPER", "Afvist", "accept", "clean_name", "forget_unused", "has_picture", "megabyte", "open_fil",
    "open_side",
]  # fmt: skip
