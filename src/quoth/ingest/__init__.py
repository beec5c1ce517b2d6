"""Floor 2: documents in, one module a format; every reader gives a Document whose text is kept as received."""
