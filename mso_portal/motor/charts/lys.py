"""The four lights, told apart by shape before colour; the word beside them comes from the enum."""

from mso_portal.motor.charts.svg import NAMESPACE, element

SHAPES = {
    "groen": {"tag": "circle", "cx": 8, "cy": 8, "r": 6},
    "gul": {"tag": "path", "d": "M8 1.5 15 14H1Z"},
    "roed": {"tag": "path", "d": "M2 2H14V14H2Z"},
    "graa": {"tag": "path", "d": "M8 2a6 6 0 1 0 .01 0ZM8 4a4 4 0 1 1-.01 0Z"},
}


def lys(farve):
    """Return the drawn light; it is hidden from screen readers, since its word always stands beside it."""
    shape = dict(SHAPES[farve])
    drawn = element(shape.pop("tag"), **shape)
    look = {"class_": f"lys lys-{farve}", "width": 16, "height": 16, "viewBox": "0 0 16 16"}
    return element("svg", drawn, xmlns=NAMESPACE, fill="currentColor", aria_hidden="true", **look)
