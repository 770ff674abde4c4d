"""Rows of the engines."""

from mso_portal.motor.models.base import Historisk, person
from mso_portal.motor.models.drift import Handlingsnoegle, Indlaesning, Soegepost, Taeller
from mso_portal.motor.models.fil import Fil, Filside
from mso_portal.motor.models.log import Haendelse, Logled, Opslag
from mso_portal.motor.models.post import Mail, Notifikation

__all__ = [
    "Fil", "Filside", "Haendelse", "Handlingsnoegle", "Historisk", "Indlaesning", "Logled", "Mail", "Notifikation",
    "Opslag", "Soegepost", "Taeller", "person",
]  # fmt: skip
