"""Hands on a keyboard: every move of the focus is a key press, and text goes where the focus is."""

import re
from html import unescape

HAS_FOCUS = "(sted) => document.activeElement.matches(sted)"
NAME_IN_FOCUS = "() => document.activeElement.name || ''"
CONTROL = """(navn) => {
    const felt = document.querySelector(`:is(input:not([type=hidden]), select, textarea)[name="${navn}"]`);
    const soeg = document.querySelector(`[name="soeg:${navn}"]`);
    if (!felt || soeg && felt.type === "radio") return soeg ? "find" : "none";
    if (felt.closest(".prose-editor")) return "rich";
    return felt.tagName === "SELECT" ? "select" : /radio|checkbox/.test(felt.type) ? felt.type : "text";
}"""
OPTION = """([navn, valg]) => [...document.querySelector(`select[name="${navn}"]`).options].findIndex(
    (en) => [en.value, en.textContent].includes(valg))"""
ROW_NAMES = """(uuid) => [...new Set([...document.getElementById(`raekke-${uuid}`).querySelectorAll("[data-base]")]
    .map((felt) => felt.dataset.navn || felt.name))]"""


class Keyboard:
    """A person who writes without a mouse."""

    def __init__(self, page):
        self.page = page

    def press(self, *keys):
        for key in keys:
            self.page.keyboard.press(key)

    def go(self, selector, key="Tab", at_most=500):
        """Press Tab (or Shift+Tab) until the focus is there; give up after a walk around the page."""
        for _ in range(at_most):
            if self.page.evaluate(HAS_FOCUS, selector):
                return self
            self.press(key)
        raise AssertionError(f"Tab når ikke {selector}")

    def fill(self, name, value):
        """Give a field its value in the way of its control."""
        getattr(self, self.page.evaluate(CONTROL, name))(name, value)

    def text(self, name, value):
        self.go(f'[name="{name}"]').press("Control+a")
        self.page.keyboard.insert_text(str(value)) if value else self.press("Delete")

    def select(self, name, value):
        self.go(f'[name="{name}"]').press("Home")
        for _ in range(self.page.evaluate(OPTION, [name, value])):
            self.press("ArrowDown")

    def radio(self, name, value):
        """Tab leads to the chosen radio, or the first; arrows choose among them."""
        self.go(f'[name="{name}"]').press("Space")
        for _ in range(8):
            if self.page.evaluate(HAS_FOCUS, f'[value="{value}"]:checked'):
                return
            self.press("ArrowDown")
        raise AssertionError(f"{name} har ikke {value}")

    def checkbox(self, name, value):
        for one in value if isinstance(value, list) else ["ja"] if value else []:
            self.go(f'[name="{name}"][value="{one}"]').press("Space")

    def find(self, name, words):
        """Search for a person or unit by name, and choose the first found."""
        self.search(name, words)
        found = f'[id="fund_{name}"] input[type=radio]'
        self.page.wait_for_selector(found)
        self.go(found).press("Space")

    def search(self, name, words):
        if self.page.query_selector(f'fieldset[data-navn="{name}"] details:not([open])'):
            self.go(f'fieldset[data-navn="{name}"] summary').press("Enter")
        self.go(f'[name="soeg:{name}"]')
        self.page.keyboard.insert_text(words)
        self.press("Enter")

    def rich(self, name, html):
        """Write paragraphs with bold and italic as one does in an editor."""
        self.go(f'.prose-editor:has([name="{name}"]) [contenteditable]').press("Control+a", "Delete")
        for nr, paragraph in enumerate(re.findall(r"<p>(.*?)</p>", html)):
            self.press(*["Enter"] * bool(nr))
            for piece in re.split(r"(</?(?:strong|em)>)", paragraph):
                self._write_piece(piece)

    def _write_piece(self, piece):
        marks = {"strong": "Control+b", "em": "Control+i"}
        if tag := re.fullmatch(r"</?(\w+)>", piece):
            self.press(marks[tag[1]])
        elif piece:
            self.page.keyboard.type(piece[0])
            self.page.keyboard.insert_text(unescape(piece[1:]))

    def add(self, kind):
        """Add a row and return its uuid; the focus is in its first field."""
        before = self.page.locator(f"#raekker-{kind} .raekkefelter").count()
        self.go(f'[name=handling][value="tilfoej:{kind}"]').press("Enter")
        self.page.wait_for_function(
            "([kind, antal]) => document.querySelectorAll(`#raekker-${kind} .raekkefelter`).length > antal"
            " && document.activeElement.closest('.raekkefelter')",
            arg=[kind, before],
        )
        return next(part for part in self.page.evaluate(NAME_IN_FOCUS).split(":") if part.count("-") == 4)

    def row(self, kind, values):
        """Add a row and fill the fields that have a value, in the order of the page."""
        uuid = self.add(kind)
        for name in self.page.evaluate(ROW_NAMES, uuid):
            if values.get(name.rpartition(":")[2]):
                self.fill(name, values[name.rpartition(":")[2]])
        return uuid
