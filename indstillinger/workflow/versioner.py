"""Freezing a paper's content: what requests, approvals and later sendings point at."""

from django.db.models import Max

from indstillinger.models import Indstillingsversion
from indstillinger.models.indhold import content, digest, essential_digest
from mso_portal.motor import ur


def freeze(paper, anledning, by, *, advarsler=(), svar=()):
    """Return a new version of the locked paper as it is; `advarsler` are the Fund it was sent with, `svar` the
    answers of the koordinering as plain data."""
    data = content(paper) | {"koordinering": list(svar)}
    last = paper.versioner.aggregate(nr=Max("nr"))["nr"] or 0
    return Indstillingsversion.objects.create(
        indstilling=paper, nr=last + 1, anledning=anledning, indhold=data, sha256=digest(data),
        vaesentlig_sha256=essential_digest(data), aabenhed=paper.aabenhed, advarsler=[vars(one) for one in advarsler],
        oprettet_den=ur.nu(), oprettet_af=by,
    )  # fmt: skip
