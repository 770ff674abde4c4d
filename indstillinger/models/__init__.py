"""Papers, their rows and versions, and the meetings they are meant for."""

from indstillinger.models.aarshjul import Aarshjulspunkt, Aarshjulsvalg, Kalendernoegle
from indstillinger.models.beslutning import Beslutning, Opgave
from indstillinger.models.dagsorden import (
    Dagsordenspunkt,
    Punktbilag,
    Punktdeltager,
    Punktfravaer,
    Punktversion,
    Standardpunkt,
    Standardtekst,
    Udelukkelse,
)
from indstillinger.models.godkendelse import Godkendelse
from indstillinger.models.importforsoeg import Importfelt, Importforsoeg
from indstillinger.models.indstilling import Indstilling
from indstillinger.models.kommentar import Kommentar, Kommentartraad
from indstillinger.models.koordinering import Koordinering
from indstillinger.models.moede import Fremmoede, Moede
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
from indstillinger.models.referat import Brugtlinje, Mindretal, Referat, Referatkommentar, Referatpunkt
from indstillinger.models.udsendelse import (
    Dokumentdel,
    Laesning,
    Modtager,
    Moededokument,
    Udsendelse,
    Udsendelsespunkt,
)
from indstillinger.models.version import Indstillingsversion
from indstillinger.models.visning import GemtVisning

__all__ = [
    "RAEKKER", "Aarshjulspunkt", "Aarshjulsvalg", "Beslutning", "Beslutningspunkt", "Bilag", "Brugtlinje",
    "Dagsordenspunkt", "Deltager", "DirekteUdgift", "Dokumentdel", "Effektmaal", "Finansieringskilde", "Fremmoede",
    "GemtVisning", "Godkendelse", "Importfelt", "Importforsoeg", "IndirekteUdgift", "Indstilling",
    "Indstillingsversion", "Kalendernoegle", "Kommentar", "Kommentartraad", "Koordinering", "Laesning", "Mindretal",
    "Modtager", "Moede", "Moededokument", "Opgave", "Procestrin", "Punktbilag", "Punktdeltager", "Punktfravaer",
    "Punktversion", "Raekke", "Referat", "Referatkommentar", "Referatpunkt", "Risikopunkt", "Standardpunkt",
    "Standardtekst", "Udelukkelse", "Udgiftspost", "Udsendelse", "Udsendelsespunkt",
]  # fmt: skip
