"""What the pages of plans ask for."""
