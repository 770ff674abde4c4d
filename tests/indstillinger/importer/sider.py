"""The pages of an import as a browser without script meets them."""

import re
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.indstillinger.formular import posted

IMPORT = "/indstillinger/import/"


def url(forsoeg, rest=""):
    return f"{IMPORT}{forsoeg.uuid}/{rest}"


def text(response):
    return response.content.decode()


def upload(client, forum, indhold=b"Chefteamindstilling: A", navn="skema.txt"):
    data = {"forum": forum.pk, "fil": SimpleUploadedFile(navn, indhold), "noegle": str(uuid4())}
    return client.post(IMPORT, data)


def summary(response):
    return re.findall(r'<li><a href="#([^"]+)">([^<]+)</a></li>', text(response))


def act(client, forsoeg, one, handling, **posted_too):
    """Press a button of the field's form as its page stands now."""
    page = client.get(url(forsoeg), {"felt": one.plads})
    data = {name: values[-1] for name, values in posted(page, None).items()}
    return client.post(url(forsoeg, f"felt/{one.plads}/"), {**data, "handling": handling, **posted_too})
