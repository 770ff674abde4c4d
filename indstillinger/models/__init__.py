"""Papers, their rows and versions, and the meetings they are meant for."""

from indstillinger.models.indstilling import Indstilling
from indstillinger.models.moede import Moede
from indstillinger.models.raekker import (
    RAEKKER,
    Beslutningspunkt,
    Bilag,
    Deltager,
    DirekteUdgift,
    Effektmaal,
    Finansieringskilde,
    IndirekteUdgift,
    Procestrin,
    Raekke,
    Risikopunkt,
    Udgiftspost,
)
from indstillinger.models.version import Indstillingsversion

__all__ = [
    "RAEKKER", "Beslutningspunkt", "Bilag", "Deltager", "DirekteUdgift", "Effektmaal", "Finansieringskilde",
    "IndirekteUdgift", "Indstilling", "Indstillingsversion", "Moede", "Procestrin", "Raekke", "Risikopunkt",
    "Udgiftspost",
]  # fmt: skip
