"""Floor 4: the terminal face; arguments in, text out, nothing decided."""
