"""Floor 2: records out, one module a format."""
