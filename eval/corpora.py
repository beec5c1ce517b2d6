"""The files that checks and benchmarks read: annotated articles, raw news, transcripts; else the shipped samples."""

from __future__ import annotations

from pathlib import Path

from polnear import DATA

SAMPLES = Path(__file__).resolve().parents[1] / "samples"
TRANSCRIPTS = 200


def corpora(data: Path = DATA) -> dict[str, list[Path]]:
    """The files of each corpus under the data folder, by name; the samples where there is none.

    >>> list(corpora(Path("no/such/folder")))
    ['samples']
    """
    found = {
        "PolNeAR dev": sorted(data.glob("polnear/dev/text/*.txt")),
        "Wikinews": sorted(data.glob("wikinews/*.csv")),
        "transcripts": _spread(sorted(data.glob("transcripts/*.txt")), TRANSCRIPTS),
    }
    samples = [path for path in sorted(SAMPLES.iterdir()) if path.is_file() and path.suffix not in (".yaml", ".md")]
    return {name: files for name, files in found.items() if files} or {"samples": samples}


def _spread(files: list[Path], number: int) -> list[Path]:
    """So many of the files, evenly over all of them: the same on every run."""
    return [files[place * len(files) // number] for place in range(number)] if len(files) > number else files
