"""Tests: `cases.py` loads the cases written as data, the rest is one module a subject."""
