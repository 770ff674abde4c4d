"""What a browser would post: the fields of a page's form as they stand in it."""

from html.parser import HTMLParser


class Formular(HTMLParser):
    """Collects the fields of the page's own form: the last one that is not the menu's log-out."""

    def __init__(self):
        super().__init__()
        self.former, self.felter, self.valg, self.tekst = [], None, None, None

    def handle_starttag(self, tag, attrs):
        one = dict(attrs)
        if tag == "form" and one.get("method", "").lower() == "post" and "logud" not in one.get("action", ""):
            self.felter = {}
            self.former.append(self.felter)
        if self.felter is None:
            return
        if tag == "input" and one.get("type") not in ("submit", "button", "checkbox", "radio"):
            self._add(one.get("name"), one.get("value", ""))
        elif tag == "input" and "checked" in one:
            self._add(one.get("name"), one.get("value", "on"))
        elif tag == "select":
            self.valg = one.get("name")
        elif tag == "option" and "selected" in one:
            self._add(self.valg, one.get("value", ""))
        elif tag == "textarea":
            self.tekst = [one.get("name"), ""]

    def handle_data(self, data):
        if self.tekst:
            self.tekst[1] += data

    def handle_endtag(self, tag):
        if tag == "textarea" and self.tekst:
            self._add(self.tekst[0], self.tekst[1].removeprefix("\n"))
            self.tekst = None
        elif tag == "form":
            self.felter = None

    def _add(self, name, value):
        if name and name != "csrfmiddlewaretoken":
            self.felter.setdefault(name, value)


def indhold(response):
    """Return the bytes of an answer. A stream must be read to its end: closing it would close the connection."""
    return b"".join(response.streaming_content) if response.streaming else response.content


def felter(response):
    """Return {name: value} of the page's own form, {} when it has none."""
    parser = Formular()
    parser.feed(response.content.decode())
    own = [one for one in parser.former if one]
    return own[0] if own else {}
