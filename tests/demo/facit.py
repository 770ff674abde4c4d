"""What the demo's three seed papers hold when they are approved (page 10 §9), and what nothing in it has yet."""

from datetime import date

SEEDS = {"takt-og-tone": "2020-008", "gaa-paa-rov": "2019-001", "social-kapital": "2020-012"}
POINTS = {
    "takt-og-tone": ["godkend"],
    "gaa-paa-rov": ["tag_stilling", "godkend", "tag_stilling", "tag_stilling", "tag_stilling"],
    "social-kapital": ["godkend", "tag_til_efterretning", "tag_stilling", "tag_stilling"],
}
FORM = {
    "takt-og-tone": ("indsatsplan", "samlet", date(2020, 5, 29)),
    "gaa-paa-rov": ("almindelig", "loensum", date(2019, 10, 9)),
    "social-kapital": ("maaling", "samlet", date(2020, 6, 26)),
}
WARNINGS = {
    "takt-og-tone": "A5 A8 A9 A11 A13 A18",
    "gaa-paa-rov": "A1 A1 A1 A2 A4 A5 A16",
    "social-kapital": "A1 A1 A5 A6 A16",
}
# The old forms of the three, before anybody has looked at what was read: stops, warnings, tjek marks. Page 10 counts
# 7 marks in the second; the demo has learnt already how its leader's name was spelt.
AS_IMPORTED = {
    "takt-og-tone": ("S1 S3 S6 S7 S9", "A5 A7 A8 A9 A11 A12 A13 A18", 12),
    "gaa-paa-rov": ("S1 S9", "A1 A1 A1 A2 A4 A5 A7 A16", 6),
    "social-kapital": ("S1 S3 S7 S7 S9", "A1 A1 A5 A6 A7 A16 A19", 11),
}
COUNTS = {
    "takt-og-tone": {"effektmaal": 3, "udgiftspost": 2, "procestrin": 6, "risikopunkt": 0, "deltager": 2, "bilag": 1},
    "gaa-paa-rov": {"effektmaal": 0, "udgiftspost": 0, "procestrin": 0, "risikopunkt": 2, "deltager": 2, "bilag": 0},
    "social-kapital": {"effektmaal": 0, "udgiftspost": 0, "procestrin": 1, "risikopunkt": 0, "deltager": 2, "bilag": 2},
}
YEARS = {
    "takt-og-tone": [(2019, None), (2020, 160_000), (2021, None), (2022, None)],
    "gaa-paa-rov": [(2019, None), (2020, None), (2021, None), (2022, None)],
    "social-kapital": [(2019, None), (2020, None), (2021, None), (2022, None)],
}
# The papers whose points, money or bilag were changed after somebody was asked: the answers say so.
OUTDATED = {"arbejdsmiljoe-i-koekkener", "ny-visitationsmodel", "serviceniveau-2021"}
# Papers whose item was treated in a meeting with approved minutes.
BEHANDLEDE = {
    "gaa-paa-rov", "vinterberedskab-i-hjemmeplejen", "udbud-af-borgerkoersel", "faelles-opsparing-2020",
    "personalesag", "faste-teams-i-hjemmeplejen", "vaernemiddellager", "hjemmearbejde-for-stabe",
    "ny-visitationsmodel", "lejemaal-til-dagcenter", "takt-og-tone", "sommerferievikarer", "social-kapital",
    "omsorgssystem-naeste-fase", "koersel-til-daghjem", "madkvalitet-paa-plejehjem", "skaermbesoeg",
    "budgetbemaerkninger-fra-omraaderne", "skaermbesoeg-udvidelse",
}  # fmt: skip
# Members that nothing in the world has yet, and why.
UBRUGTE = {
    "tilstand": set(),
    "formular": {"opfoelgning"},  # written when there is a decision to follow up
    "hjemmel": {"andet_hensyn", "kontrol_planlaegning", "straf_disciplin"},  # the closed papers of later meetings
    "status": {"naevnt"},  # comes with an old form that is read in
    "anledning": {"tidligere"},  # comes with a decision registered afterwards
}
