"""Floor 1: what a text is made of: quotation marks, sentences, tokens, the normalised view, and language data."""
