"""What a plan's figures mean: pure functions of plain data and a given date (20 §7). No clock, no database.

Dates are `dato`, the day the facts are counted to. None is missing, 0 is a value. What a function reads of its
arguments are attributes with the names of the models' columns; the dataclasses here are their plain form.
"""
