"""A plan for one reader as plain data: on paper, as sheets and as entries of a calendar."""
