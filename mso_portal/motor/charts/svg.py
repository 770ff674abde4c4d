"""Writes SVG: everything is escaped, and neither a style nor a handler can be written."""

from xml.sax.saxutils import escape, quoteattr

NAMESPACE = "http://www.w3.org/2000/svg"
# A page's own font goes before it; a picture in a paper inherits none.
FONT = "Liberation Sans, Arial, sans-serif"


class Svg(str):
    """Finished SVG. A template shows it as it is, since only `element` makes it and `element` escapes."""

    def __html__(self):
        return self


def number(value):
    """At most one decimal: a tenth of a pixel cannot be seen, and the bytes stay the same everywhere."""
    return f"{round(value, 1) + 0:.1f}".removesuffix(".0")


def element(tag, *children, **attributes):
    """Return one element; `class_` and `stroke_width` are written class and stroke-width."""
    written = []
    for name, value in attributes.items():
        name = name.rstrip("_").replace("_", "-")
        if name == "style" or name.startswith("on"):
            raise ValueError(f"{name} is refused by the content security policy")
        text = value if isinstance(value, str) else number(value)
        written.append(f" {name}={quoteattr(text)}")
    body = "".join(child if isinstance(child, Svg) else escape(child) for child in children)
    return Svg(f"<{tag}{''.join(written)}>{body}</{tag}>" if body else f"<{tag}{''.join(written)}/>")


def drawing(titel, beskrivelse, bredde, hoejde, *children):
    """Return a whole chart that a screen reader meets as one picture with a name and a description."""
    size = {"width": bredde, "height": hoejde, "viewBox": f"0 0 {number(bredde)} {number(hoejde)}"}
    look = {"class_": "graf", "fill": "currentColor", "font_size": "11", "font_family": FONT}
    words = element("title", titel), element("desc", beskrivelse)
    return element("svg", *words, *children, xmlns=NAMESPACE, role="img", **size, **look)
