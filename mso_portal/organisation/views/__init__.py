"""Login, profile, search for people and units, and Opsætning."""
