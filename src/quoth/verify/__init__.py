"""Floor 2: the quotations of a draft against the evidence: alignment, edits, verdicts, rules."""
