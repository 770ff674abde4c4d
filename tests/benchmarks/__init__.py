"""`python -m tests.benchmarks [part …]` prints our time, the floor's, their ratio and the bar."""
