"""Floor 2: from a Document to its statements, speakers, occasions and insertions."""
