"""Tables in and out: a file is read and tried in a rolled-back transaction, shown, and then confirmed (50 §10).

`laesning` reads a file into a Tabel · `ressource` says what a row is and does · `trin` stages and confirms ·
`skrivning` writes CSV and XLSX that no spreadsheet can run.
"""
