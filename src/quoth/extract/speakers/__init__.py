from quoth.extract.speakers.resolve import Cast, resolve
