"""Scripts behind `make`: each checks or writes one thing, run as `python -m tools.NAME` from the root."""
