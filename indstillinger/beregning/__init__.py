"""Plain arithmetic of meetings: no database, no clock."""
