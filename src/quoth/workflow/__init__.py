"""Floor 3: read and export as plain functions, and the explicit list of steps."""
