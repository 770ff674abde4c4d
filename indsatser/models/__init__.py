"""Plans and all that belongs to them, and the rounds they report in."""

from indsatser.models.aendring import Aendring, Aendringspost
from indsatser.models.leverance import Leverance
from indsatser.models.maal import Delmaal, Indikator, Indikatordefinition, Maal, Maalemetode
from indsatser.models.milepael import Aktivitet, Milepael, Milepaelsprognose, Skabelontrin, Tema, Temaskabelon
from indsatser.models.plan import Indsatsplan, Opfoelgningspunkt, Plandeltager, Planversion
from indsatser.models.risiko import Beloeb, Budgetpost, Planrisiko, Risikovurdering
from indsatser.models.runde import Rapporteringsrytme, Statuspligt, Statusrunde
from indsatser.models.tilsyn import Tilsyn, Tilsynssag, Tilsynssvar, Tjekliste, Tjeklistepunkt

__all__ = [
    "Aendring", "Aendringspost", "Aktivitet", "Beloeb", "Budgetpost", "Delmaal", "Indikator", "Indikatordefinition",
    "Indsatsplan", "Leverance", "Maal", "Maalemetode", "Milepael", "Milepaelsprognose", "Opfoelgningspunkt",
    "Plandeltager", "Planrisiko", "Planversion", "Rapporteringsrytme", "Risikovurdering", "Skabelontrin",
    "Statuspligt", "Statusrunde", "Tema", "Temaskabelon", "Tilsyn", "Tilsynssag", "Tilsynssvar", "Tjekliste",
    "Tjeklistepunkt",
]  # fmt: skip
