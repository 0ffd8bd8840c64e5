"""What the bench of the first answer tells: medians, and ours in proportion to the others'."""

import json
import statistics
from pathlib import Path

from tests.bench._link import links

ROOT = Path(__file__).resolve().parents[2]
RESULT = ROOT / ".cache" / "bench-first-answer.json"
TIME, SIZE, DRAWABLE = "first answer, s", "MB before it", "drawable, s"
HOSTS = {"gzip": "a host that gzips as GitHub Pages does", "raw": "a host that gzips nothing"}

WIDTH = 18
A_HEAD = 0.01  # MB; less is but what a host says of files that the browser has

Sample = dict[str, float]
Samples = dict[tuple[str, str, str, str], list[Sample]]  # by link, host, site and visit


def told(sample: Sample) -> str:
    """Return a visit, or the median of some, in a few words."""
    return f"{sample[TIME]:.2f} s {sample[SIZE]:.2f} MB"


def median(samples: list[Sample]) -> Sample:
    """Return the median of each thing measured."""
    return {name: statistics.median(sample[name] for sample in samples) for name in samples[0]}


def report(samples: Samples, browser: str, rounds: int) -> None:
    """Print a table for each link and host."""
    print(f"{browser}; median of {rounds}; below it, what ours takes of a site's time and bytes")
    for link, host in dict.fromkeys((link, host) for link, host, _, _ in samples):
        medians = {(site, visit): median(found) for (*place, site, visit), found in samples.items()
                   if place == [link, host]}
        sites = list(dict.fromkeys(site for site, _ in medians))
        print(f"\n{road(link)}, {HOSTS[host]}")
        print(row("", sites))
        for visit in dict.fromkeys(visit for _, visit in medians):
            found = [medians.get((site, visit)) for site in sites]
            print(row(f"{visit} visit", [told(sample) if sample else "" for sample in found]))
            ours = medians.get(("ours", visit))
            if ours and any(found[1:]):
                print(row("  ours takes", [ratios(ours, sample) if sample and sample != ours else ""
                                           for sample in found]))
        if "ours" in sites:
            print(f"one can draw after {medians['ours', 'first'][DRAWABLE]:.2f} s")


def row(label: str, cells: list[str]) -> str:
    """Return a line of the table."""
    return "".join(f"{cell:{WIDTH}}" for cell in [label, *cells]).rstrip()


def road(link: str) -> str:
    """Return a link in words."""
    found = links()[link]
    if found.rate is None:
        return "localhost"
    return f"{link} Mbit/s, {found.round_trip * 1000:.0f} ms"


def ratios(ours: Sample, other: Sample) -> str:
    """Return what ours takes of another's time, and of its bytes where it takes any to speak of."""
    size = f" {ours[SIZE] / other[SIZE]:7.2f}" if other[SIZE] >= A_HEAD else ""
    return f"{ours[TIME] / other[TIME]:.2f}  {size}".rstrip()


def keep(samples: Samples, browser: str, rounds: int) -> None:
    """Keep medians and single visits as JSON."""
    found: dict = {}
    for (link, host, site, visit), visits in samples.items():
        place = found.setdefault(link, {}).setdefault(host, {}).setdefault(site, {})
        place[visit] = {"median": median(visits), "visits": visits}
    RESULT.write_text(
        json.dumps({"browser": browser, "rounds": rounds, "links": found}, indent=1),
        encoding="utf-8")
