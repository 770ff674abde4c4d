"""The same headers on every answer, errors included; no page may keep or run what is not the portal's own."""

import re

import pytest

from tests.adgang.formular import indhold
from tests.adgang.genstande import adresser

pytestmark = pytest.mark.django_db
CSP = {
    "default-src": "'none'", "script-src": "'self'", "style-src": "'self'", "img-src": "'self'", "font-src": "'self'",
    "connect-src": "'self'", "form-action": "'self'", "base-uri": "'none'", "frame-ancestors": "'none'",
}  # fmt: skip
# The editor's import map has the nonce, and its one style element a hash (motor/editor.py).
EDITOR = {
    "script-src": "'self' 'nonce'",
    "style-src": "'self' 'sha256-PlumsSlvJ7vvWzjqibGAYKq92O3y/4JTxWWsWJvyUYA='",
}
# What somebody attached, and its pages as pictures.
FIL = re.compile(r"/bilag/\d+/(side/\d+\.png)?$")
FASTE = {
    "Cache-Control": "no-store",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}
# What belongs to the single answer; nothing else may be there.
EGNE = {"Allow", "Clear-Site-Data", "Content-Disposition", "Content-Length", "Content-Security-Policy", "Content-Type",
        "Location", "Vary"}  # fmt: skip
ANDRE = ["/findes-ikke/", "/indstillinger/2019-998/", "/indstillinger/%00/", "/find/person/", "/static/findes-ikke.css"]


def politik(response):
    """Return the answer's content security policy as a dict, the one-time nonce as a word."""
    text = re.sub(r"'nonce-[^']+'", "'nonce'", response.headers["Content-Security-Policy"])
    parts = [part.strip().partition(" ") for part in text.split(";") if part.strip()]
    return {name: value for name, _, value in parts}


def svar(verden):
    """Return (path, answer) of every address and some that do not exist, as two persons and nobody."""
    paths = [path for _, _, _, aabenhed, path in adresser(verden) if aabenhed != "ikke_angivet"]
    for nr, path in enumerate([*paths, *ANDRE]):
        response = verden.client(("anonym", "forfatter", "administrator")[nr % 3]).get(path)
        indhold(response)
        yield path, response
    for person in ("anonym", "administrator"):
        for path in ("/opsaetning/fora/ny/", "/login/", "/hjaelp/"):
            yield path, verden.client(person).post(path)


@pytest.fixture(scope="module")
def alle(verden):
    with pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.setattr("indstillinger.views.laes.render_pdf", lambda document: b"%PDF")
        return list(svar(verden))


def test_fixed_headers_are_on_every_answer(alle):
    for path, response in alle:
        if not path.startswith("/static/"):
            assert {name: response.headers.get(name) for name in FASTE} == FASTE, path


def test_answers_have_no_other_headers(alle):
    others = {name for _, response in alle for name in response.headers}

    assert others - set(FASTE) - EGNE - {"X-Frame-Options", "Content-Language"} == set()


def test_every_answer_varies_with_the_cookie(alle):
    assert [path for path, response in alle if "Cookie" not in response.headers.get("Vary", "")] == []


def test_policy_is_exact_on_every_answer(alle):
    for path, response in alle:
        edits = path.endswith("/rediger/") and response.status_code == 200
        expected = CSP | (EDITOR if edits else {})
        if response.status_code == 200 and FIL.search(path):
            expected = {"default-src": "'none'", "sandbox": ""}
        assert politik(response) == expected, path


def test_nonce_stands_on_edit_pages_alone(alle):
    with_nonce = {path.split("/")[3] for path, response in alle if "'nonce'" in politik(response).get("script-src", "")}

    assert with_nonce == {"rediger"}


def test_answers_seen_include_each_kind(alle):
    assert {response.status_code for _, response in alle} >= {200, 302, 400, 401, 403, 404, 405, 409, 422}


def test_forgotten_header_is_found(verden, settings):
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if "HeaderMiddleware" not in name]
    verden.browsere.clear()

    response = verden.client("forfatter").get("/profil/")
    verden.browsere.clear()

    assert {name: response.headers.get(name) for name in FASTE} != FASTE
