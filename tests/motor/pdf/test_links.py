import dataclasses

from mso_portal.motor.documents import Prose, Section
from mso_portal.motor.pdf.links import web_addresses
from tests.motor.pdf import papirer


def addresses(*texts):
    section = Section("baggrund", "Baggrund", [Prose(text) for text in texts])
    return web_addresses(dataclasses.replace(papirer.FILED, sections=(section,)))


def test_each_web_address_is_listed_once_in_the_order_of_the_text():
    a, b = '<a href="https://a.example.dk/">a</a>', '<a href="http://b.example.dk/?x=1&amp;y=2">b</a>'

    assert addresses(b + a, a + b) == ["http://b.example.dk/?x=1&y=2", "https://a.example.dk/"]


def test_mail_addresses_and_forbidden_schemes_are_not_listed():
    text = '<a href="mailto:a@example.dk">a</a><a href="javascript:x">b</a><a href="/intern">c</a>'

    assert addresses(text) == []
