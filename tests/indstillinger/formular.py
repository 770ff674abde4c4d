"""A rendered form as a browser without script would send it: every control as drawn, one button pressed."""

from html.parser import HTMLParser


class _Form(HTMLParser):
    """Collects (name, value) of the successful controls inside the form with an id (or the first POST form)."""

    def __init__(self, form_id):
        super().__init__(convert_charrefs=True)
        self.form_id, self.inside, self.pairs = form_id, False, []
        self.textarea = self.select = self.hidden = None
        self.template = 0

    def handle_starttag(self, tag, attrs):
        found = dict(attrs)
        if tag == "form" and found.get("method") == "post" and found.get("id") == self.form_id:
            self.inside = True
        if not self.inside:
            return
        if tag == "template":
            self.template += 1
        if self.template:
            return
        getattr(self, f"start_{tag}", lambda found: None)(found)

    def start_input(self, found):
        kind, name = found.get("type", "text"), found.get("name")
        if name and (kind not in ("radio", "checkbox") or "checked" in found) and kind != "submit":
            self.pairs.append((name, found.get("value", "on" if kind == "checkbox" else "")))

    def start_textarea(self, found):
        self.textarea = [found["name"], ""]

    def start_select(self, found):
        self.select = [found["name"], None]

    def start_option(self, found):
        if self.select and (self.select[1] is None or "selected" in found):
            self.select[1] = found.get("value", "")

    def handle_data(self, data):
        if self.textarea and not self.template:
            self.textarea[1] += data

    def handle_endtag(self, tag):
        if tag == "form":
            self.inside = False
        if tag == "template" and self.template:
            self.template -= 1
        if tag == "textarea" and self.textarea:
            # The first line break after the tag belongs to the markup; browsers send CRLF.
            name, text = self.textarea
            self.pairs.append((name, text.removeprefix("\n").replace("\n", "\r\n")))
            self.textarea = None
        if tag == "select" and self.select:
            self.pairs.append(tuple(self.select))
            self.select = None


def posted(response, form_id="rediger", **extra):
    """Return {name: [values]} of the form in a response, as the test client posts it; `extra` replaces values."""
    parser = _Form(form_id)
    parser.feed(response.content.decode())
    data = {}
    for name, value in parser.pairs:
        data.setdefault(name, []).append(value)
    return {**data, **extra}
