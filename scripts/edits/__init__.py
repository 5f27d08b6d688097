"""A property test of live edits: seeded programs and edits, applied live, compared with a fresh start."""
