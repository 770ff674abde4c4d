"""Papers, their rows and versions, and the meetings they are meant for."""

from indstillinger.models.godkendelse import Godkendelse
from indstillinger.models.importforsoeg import Importfelt, Importforsoeg
from indstillinger.models.indstilling import Indstilling
from indstillinger.models.kommentar import Kommentar, Kommentartraad
from indstillinger.models.koordinering import Koordinering
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
from indstillinger.models.visning import GemtVisning

__all__ = [
    "RAEKKER", "Beslutningspunkt", "Bilag", "Deltager", "DirekteUdgift", "Effektmaal", "Finansieringskilde",
    "GemtVisning", "Godkendelse", "Importfelt", "Importforsoeg", "IndirekteUdgift", "Indstilling",
    "Indstillingsversion", "Kommentar", "Kommentartraad", "Koordinering", "Moede", "Procestrin", "Raekke",
    "Risikopunkt", "Udgiftspost",
]  # fmt: skip
