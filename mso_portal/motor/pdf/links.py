"""Web addresses of the text: on paper nobody can click, so each is printed once in full."""

from html.parser import HTMLParser

from mso_portal.motor.documents import Prose


class _Links(HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.addresses = []

    def handle_starttag(self, tag, attrs):
        href = dict(attrs).get("href", "")
        if tag == "a" and href.startswith(("http://", "https://")):
            self.addresses.append(href)


def web_addresses(document):
    """In the order of the text, without repeats. E-mail addresses stand in the text already."""
    parser = _Links()
    for section in document.sections:
        for block in section.blocks:
            if isinstance(block, Prose):
                parser.feed(block.rendered)
    return list(dict.fromkeys(parser.addresses))
