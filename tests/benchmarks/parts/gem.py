"""B20: one field of an indstilling of 30 kB saves itself."""

from itertools import count

from tests.benchmarks import world
from tests.benchmarks.bar import Bar
from tests.benchmarks.tekst import Tekst, html

MOST_QUERIES = 8
UPDATE = "UPDATE indstillinger_indstilling SET jura = %s WHERE id = %s"
INSERT = "INSERT INTO bar_historik (felt, tekst, af_id) VALUES (%s, %s, %s)"


def bars():
    job = Autosave()
    yield Bar("B20", "autosave of one field of 30 kB", job.ours, job.floor, 8, check=job.queries)


class Autosave:
    """Both write the same text, a new one each time."""

    def __init__(self):
        world.database()
        from django.db import connection  # see world.py

        from indstillinger.workflow import create

        self.paper = create(world.forum(), "Målt", by=world.writer())
        self.url = f"/indstillinger/{self.paper.nummer}/felt/"
        self.text = html(Tekst(20).paragraphs(29_000))
        self.turn, self.base, self.client = count(), None, world.client()
        with connection.cursor() as cursor:
            cursor.execute("CREATE TABLE bar_historik (felt text, tekst text, af_id bigint)")

    def ours(self):
        """What the reader waits for: the whole request."""
        from mso_portal.motor.lock import fingerprint

        base = self.base or fingerprint("")
        posted = {"felt": "baggrund", "vaerdi": f"{self.text}<p>{next(self.turn)}</p>", "base": base}
        answer = self.client.post(self.url, posted)
        assert answer.status_code == 200, answer.content
        self.base = answer.json()["base"]

    def floor(self):
        from django.db import connection, transaction

        text = f"{self.text}<p>{next(self.turn)}</p>"
        connection.ensure_connection()
        with transaction.atomic(), connection.connection.cursor() as cursor:
            cursor.execute(UPDATE, [text, self.paper.pk])
            cursor.execute(INSERT, ["jura", text, self.paper.sagsbehandler_id])

    def queries(self):
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        with CaptureQueriesContext(connection) as sent:
            self.ours()
        asked = [one for one in sent if one["sql"] not in ("BEGIN", "COMMIT")]
        return len(asked) <= MOST_QUERIES, f"{len(asked)} queries   bar <= {MOST_QUERIES}"
