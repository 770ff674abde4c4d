"""The four lights, told apart by shape before colour; the word beside them comes from the enum."""

from mso_portal.motor.charts.svg import NAMESPACE, element

SHAPES = {
    "groen": {"tag": "circle", "cx": 8, "cy": 8, "r": 6},
    "gul": {"tag": "path", "d": "M8 1.5 15 14H1Z"},
    "roed": {"tag": "path", "d": "M1.5 1.5H14.5V14.5H1.5Z"},
    "graa": {"tag": "path", "d": "M8 2a6 6 0 1 0 .01 0ZM8 4a4 4 0 1 1-.01 0Z"},
}
# On paper; the triangle has an edge, since its yellow alone is too weak.
COLOURS = {"groen": ("#1b6632", ""), "gul": ("#e8b33a", "#7a4b00"), "roed": ("#a3201b", ""), "graa": ("#46505a", "")}


def lysbilleder():
    """Yield (farve, picture) of the four lights as paper shows them beside their words."""
    for farve, (fill, edge) in COLOURS.items():
        shape = dict(SHAPES[farve])
        look = {"fill": fill} | ({"stroke": edge, "stroke_width": 1.6, "stroke_linejoin": "round"} if edge else {})
        drawn = element(shape.pop("tag"), **shape, **look)
        yield farve, element("svg", drawn, xmlns=NAMESPACE, width=16, height=16, viewBox="0 0 16 16")


def lys(farve):
    """Return the drawn light; it is hidden from screen readers, since its word always stands beside it."""
    shape = dict(SHAPES[farve])
    drawn = element(shape.pop("tag"), **shape)
    look = {"class_": f"lys lys-{farve}", "width": 16, "height": 16, "viewBox": "0 0 16 16"}
    return element("svg", drawn, xmlns=NAMESPACE, fill="currentColor", aria_hidden="true", **look)
