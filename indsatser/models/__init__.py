"""Plans and all that belongs to them, and the rounds they report in."""

from indsatser.models.aendring import Aendring, Aendringspost
from indsatser.models.leverance import Leverance
from indsatser.models.maal import Delmaal, Indikator, Indikatordefinition, Maal, Maalemetode
from indsatser.models.milepael import Aktivitet, Milepael, Milepaelsprognose, Skabelontrin, Tema, Temaskabelon
from indsatser.models.plan import Indsatsplan, Opfoelgningspunkt, Plandeltager, Planversion
from indsatser.models.risiko import Beloeb, Budgetpost, Planrisiko, Risikovurdering
from indsatser.models.runde import Rapporteringsrytme, Statuspligt, Statusrunde
from indsatser.models.status import (
    Kvartalsstatus,
    Statusbeslutning,
    Statusbidrag,
    Statusrettelse,
    Statusudfald,
    Statusvurdering,
    Valgmulighed,
)
from indsatser.models.statusudgave import Rundeudgave, Statusuddrag, Statusudgave
from indsatser.models.tilsyn import Tilsyn, Tilsynssag, Tilsynssvar, Tjekliste, Tjeklistepunkt

__all__ = [
    "Aendring", "Aendringspost", "Aktivitet", "Beloeb", "Budgetpost", "Delmaal", "Indikator", "Indikatordefinition",
    "Indsatsplan", "Kvartalsstatus", "Leverance", "Maal", "Maalemetode", "Milepael", "Milepaelsprognose",
    "Opfoelgningspunkt", "Plandeltager", "Planrisiko", "Planversion", "Rapporteringsrytme", "Risikovurdering",
    "Rundeudgave", "Skabelontrin", "Statusbeslutning", "Statusbidrag", "Statuspligt", "Statusrettelse", "Statusrunde",
    "Statusuddrag", "Statusudfald", "Statusudgave", "Statusvurdering", "Tema", "Temaskabelon", "Tilsyn", "Tilsynssag",
    "Tilsynssvar", "Tjekliste", "Tjeklistepunkt", "Valgmulighed",
]  # fmt: skip
