"""All input about people, units, fora and days."""
