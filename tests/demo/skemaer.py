"""The old forms of fixtures/skemaer, read in as the demo's own people would ten hverdage before the meeting."""

from django.conf import settings

from indstillinger.models import Indstilling
from indstillinger.models.fund import findings
from indstillinger.workflow import laes_formular
from mso_portal.management.verden import at
from mso_portal.motor import ur
from mso_portal.organisation.models import Bruger, Forum, Lukkedag
from mso_portal.vaerdier.hverdage import laeg_hverdage
from tests.demo.forloeb import PAPERS
from tests.indstillinger.importer.verden import bekraeft, hent_ind

# What the three forms gave, read before their meetings: {name: found_in_form(name)}.
FUNDET = {}


def found_in_form(navn):
    """Return (stops, warnings, the tjek marks left) of the kladde that an unreviewed form becomes."""
    data, path = PAPERS[navn], settings.BASE_DIR / "fixtures" / "skemaer" / f"{navn}.docx"
    by, forum = Bruger.objects.get(brugernavn=data["forfatter"]), Forum.objects.get(kode=data["forum"])
    closed = set(Lukkedag.objects.values_list("dato", flat=True))
    with ur.stil(at(laeg_hverdage(data["moede"], -10, closed))):
        forsoeg = hent_ind(forum, by, path.read_bytes(), path.name)
        laes_formular.laes_formular.func(forsoeg.pk)
        forsoeg.refresh_from_db()
        made = bekraeft(forsoeg, by)
        found = findings(Indstilling.objects.get(pk=made.pk))
    codes = [" ".join(one.kode for one in found if one.niveau == niveau) for niveau in "SA"]
    return *codes, forsoeg.importfelter.filter(tjek=True, tjekket_den=None).count()
