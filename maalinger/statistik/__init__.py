"""Pure functions on measured values: plain data in, plain data out; no clock, no database."""
