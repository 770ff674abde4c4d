"""The search rows of papers follow their text: at once on an explicit save, else by a job."""

from procrastinate.contrib.django import app

from indstillinger.models import Indstilling
from indstillinger.models.indhold import RIGTEKST
from mso_portal.motor import search


def index(paper):
    """Write the paper's search row: the working edition is found by those who may read the working text."""
    points = " ".join(paper.beslutningspunkt_raekker.values_list("tekst", flat=True))
    texts = [paper.resume, *(getattr(paper, name) for name in RIGTEKST)]
    search.write_row(
        paper, "arbejdsudgave", titel=f"{paper.nummer} {paper.egentlig_titel} {paper.titel}", punkter=points,
        tekst=search.plain_text(texts), bilag=" ".join(paper.bilag_raekker.values_list("titel", flat=True)),
    )  # fmt: skip


def index_sent(rows):
    """Write the search rows of what was sent: found by those who read the item, in the words of its version.

    `rows` are Udsendelsespunkt with a version; the file of a lukket bilag is not for every reader, its title is.
    """
    made = [(row.version.indstilling, _sent_texts(row.version.indhold)) for row in rows]
    search.write_rows("udsendt", made)


def _sent_texts(data):
    felter, raekker = data["felter"], data["raekker"]
    titles = [felter[name]["vaerdi"] for name in ("titel_lukket", "titel")]
    texts = [felter["resume"]["vaerdi"], *(felter[name]["vaerdi"] for name in RIGTEKST)]

    def column(kind, name):
        return " ".join(row["felter"][name]["vaerdi"] for row in raekker[kind]["raekker"])

    return {"titel": " ".join([data["nummer"], *filter(None, titles)]), "tekst": search.plain_text(texts),
            "punkter": column("beslutningspunkt", "tekst"), "bilag": column("bilag", "titel")}  # fmt: skip


@app.periodic(cron="* * * * *")
@app.task(queue="vedligehold", queueing_lock="indekser")
def indekser(timestamp):
    """Bring the search rows of papers that were autosaved up to date; autosave itself leaves them alone."""
    for paper in search.stale(Indstilling.objects.all(), "arbejdsudgave").order_by("pk")[:500]:
        index(paper)
