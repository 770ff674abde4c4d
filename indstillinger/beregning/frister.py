"""The five frister of a meeting, counted in hverdage from the forum's numbers (11 §2)."""

from datetime import datetime, time

from mso_portal.vaerdier.datoer import DANSK_TID
from mso_portal.vaerdier.hverdage import laeg_hverdage

FOER, EFTER = ("indmelding", "godkendelse", "udsendelse"), ("referat", "kommentar")
KLOKKEN = dict.fromkeys(FOER, time(12)) | dict.fromkeys(EFTER, time(16))


def frister(dato, antal, lukkedage):
    """Return {name: aware moment}: before the meeting at 12.00, after it at 16.00.

    `antal` is {name: hverdage}, all positive; `lukkedage` a set of dates that are no hverdage here.
    """
    days = {name: -antal[name] for name in FOER} | {name: antal[name] for name in EFTER}
    return {
        name: datetime.combine(laeg_hverdage(dato, count, lukkedage), KLOKKEN[name], DANSK_TID)
        for name, count in days.items()
    }
