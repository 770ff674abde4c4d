"""The archive package of a meeting (11 §11): `indhold` finds its files, `pakke` writes the ZIP, `kontrol` checks one.

Two editions: *fuld* has everything; *åben* has nothing of lukkede items, not even their numbers.
"""
