"""Checks that nothing a plain install brings along is under a licence that reaches over to its users (GPL, AGPL).

A package that may be had under one of several licences counts by the mildest; LGPL is let through and named.
"""

from __future__ import annotations

import re
import sys
from importlib.metadata import Distribution, distribution

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

BANNED = re.compile(r"\bA?GPL|Affero|(?<!Lesser )General Public License", re.IGNORECASE)
LESSER = re.compile(r"\bLGPL|Lesser General Public", re.IGNORECASE)


def installed_by(name: str, extras: frozenset[str] = frozenset()) -> dict[str, Distribution]:
    """The distribution and all that it needs, by name; a need of another platform is left out."""
    found: dict[str, Distribution] = {}
    waiting = [(name, extras)]
    while waiting:
        name, extras = waiting.pop()
        name = canonicalize_name(name)
        if name in found:
            continue
        found[name] = here = distribution(name)
        for line in here.requires or ():
            need = Requirement(line)
            if need.marker is None or any(need.marker.evaluate({"extra": extra}) for extra in ("", *extras)):
                waiting.append((need.name, frozenset(need.extras)))
    return found


def licences(package: Distribution) -> list[str]:
    """The licences to choose from, as the package's own metadata names them.

    >>> licences(distribution("ruff"))
    ['MIT']
    """
    stated = package.metadata.get("License-Expression") or ""
    classifiers = [
        line.rpartition(" :: ")[2]
        for line in package.metadata.get_all("Classifier") or ()
        if line.startswith("License :: ") and not line.endswith(":: OSI Approved")
    ]
    if not stated and not classifiers:
        stated = (package.metadata.get("License") or "not stated").strip().splitlines()[0]
    return [one.strip(" ()") for one in re.split(r"\bOR\b", stated) if one.strip(" ()")] or classifiers


def main() -> int:
    """Print the packages that may not be there, or one line of figures."""
    packages = {name: licences(package) for name, package in sorted(installed_by("quoth").items())}
    banned = {name: found for name, found in packages.items() if all(BANNED.search(one) for one in found)}
    for name, found in banned.items():
        print(f"{name}: {', '.join(found)}; a plain install must not need it")
    if banned:
        return 1
    lesser = [name for name, found in packages.items() if all(LESSER.search(one) for one in found)]
    unstated = [name for name, found in packages.items() if found == ["not stated"]]
    notes = [f"{note}: {', '.join(names)}" for note, names in (("LGPL", lesser), ("not stated", unstated)) if names]
    print("; ".join([f"{len(packages)} packages in a plain install, none under GPL or AGPL", *notes]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
