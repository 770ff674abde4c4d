"""Charts: functions from plain numbers to accessible SVG. The same input always gives the same bytes."""
