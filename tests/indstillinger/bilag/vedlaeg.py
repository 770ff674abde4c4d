"""Files attached to papers, as verbs and as the page does it."""

from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile

from indstillinger.workflow.bilag import add_bilag
from mso_portal.motor.models import Haendelse
from tests.motor.filer.pakke import pdf

THREE = "<style>p{break-after:page}</style><p>Første side<p>Anden side<p>Tredje side"


def upload(indhold=None, navn="Følgevenner.pdf"):
    return SimpleUploadedFile(navn, indhold or pdf())


def attached(paper, by, indhold=None, navn="Følgevenner.pdf"):
    """Add a bilag with a file; return the row."""
    return add_bilag(paper, upload(indhold, navn), navn, by=by)


def url(paper, tail=""):
    return f"/indstillinger/{paper.nummer}/bilag/{tail}"


def sent(client, paper, indhold=None, navn="notat.pdf", **more):
    """Post a file as the page does."""
    return client.post(url(paper, "vedlaeg/"), {"noegle": str(uuid4()), "fil": upload(indhold, navn), **more})


def body(response):
    return b"".join(response.streaming_content)


def events(handling):
    return [one.data for one in Haendelse.objects.filter(handling=handling).order_by("pk")]
