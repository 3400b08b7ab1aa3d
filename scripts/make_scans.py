"""Letters as scans: set as pages, printed to PDF, turned, specked and blurred as by an office scanner, read back and scored.

    python -m scripts.make_scans tests/letters --count 10 [--keep DIR] [--seed 14]

Prints how many letters came back from the scan with outcome and dates right, how their citations fare against the clean
text, and pages per minute per core. Needs Chromium and Tesseract. The letters are invented, and so are the scans.
"""

from __future__ import annotations

import argparse
import html
import io
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

from corpus.readers import read_bytes
from corpus.records import Letter

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
RESOLUTIONS = (200, 300)
STYLE = (
    "@page { size: letter; margin: 1in } body { font: 11.5pt 'Liberation Serif', serif; line-height: 1.2 } "
    "p { margin: 0 0 1em; white-space: pre-wrap }"
)
DATES = ("response_date", "incoming_date")


@dataclass(frozen=True, slots=True)
class Comparison:
    """One letter read from its scan: what of outcome and dates is wrong, and its citations against the gold record.

    `seconds` is a core's work; citations are counted as right, read, wanted.
    """

    name: str
    pages: int
    seconds: float
    confidence: float
    wrong: tuple[str, ...]
    scanned: tuple[int, int, int]
    clean: tuple[int, int, int]


def browser() -> str | None:
    """The path of an installed Chromium, or None."""
    return next((found for name in BROWSERS if (found := shutil.which(name))), None)


def printed(text: str) -> bytes:
    """`text` as a PDF with a text layer: letter paper, one-inch margins. Raises RuntimeError where Chromium is missing."""
    program = browser()
    if program is None:
        raise RuntimeError("Chromium is not installed (Debian: chromium)")
    paragraphs = "".join(f"<p>{html.escape(p)}</p>" for p in text.strip().split("\n\n"))
    page = f"<!doctype html><meta charset=utf-8><style>{STYLE}</style>{paragraphs}"
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder) / "letter.html", Path(folder) / "letter.pdf"
        source.write_text(page, encoding="utf-8")
        options = ("--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={folder}/profile", "--no-pdf-header-footer")
        subprocess.run(
            [program, *options, f"--print-to-pdf={target}", source.as_uri()], check=True, capture_output=True, timeout=120
        )
        return target.read_bytes()


def scanned(pdf: bytes, dpi: int, seed: int) -> bytes:
    """The PDF as a scan without text layer: each page turned by about a degree, blurred a little, specked, in JPEG."""
    import pypdfium2

    rng = random.Random(seed)
    document = pypdfium2.PdfDocument(pdf)
    images = [_degraded(page.render(scale=dpi / 72, grayscale=True).to_pil(), rng, dpi) for page in document]
    document.close()
    out = io.BytesIO()
    images[0].save(out, "PDF", save_all=True, append_images=images[1:], resolution=dpi, quality=60)
    return out.getvalue()


def _degraded(image, rng: random.Random, dpi: int):  # type: ignore[no-untyped-def]  # PIL is an optional import here
    import numpy as np
    from PIL import Image, ImageFilter

    angle = rng.choice((-1, 1)) * rng.uniform(0.7, 1.3)
    page = image.rotate(angle, resample=Image.Resampling.BICUBIC, fillcolor=255).filter(ImageFilter.GaussianBlur(dpi / 400))
    dots = np.asarray(page).astype(np.int16)
    noise = np.random.default_rng(rng.randrange(2**32))
    dots = dots + noise.normal(0, 14, dots.shape).astype(np.int16)
    specks = noise.random(dots.shape)
    dots[specks < 0.0012] = 20
    dots[specks > 0.9995] = 250
    return Image.fromarray(np.clip(dots, 0, 255).astype(np.uint8))


def letters(folder: Path, count: int) -> list[Path]:
    """The texts of a folder that have a gold record beside them, at most `count`, evenly over their names."""
    found = [path for path in sorted(folder.glob("*.txt")) if path.with_suffix(".gold.json").exists()]
    if not 0 < count < len(found):
        return found
    return [found[n * len(found) // count] for n in range(count)]


def compared(path: Path, pdf: bytes) -> Comparison:
    """A letter's scan read and scored against its gold record, and its clean text likewise."""
    from indexer.reading import read

    gold = json.loads(path.with_suffix(".gold.json").read_text(encoding="utf-8"))
    began = worked()
    text = read_bytes(pdf, path.with_suffix(".pdf").name)
    seconds = worked() - began
    letter = read(text)
    clean = read(read_bytes(path.read_bytes(), path.name))
    wrong = tuple(f"{key}: {getattr(letter, key)}" for key in ("outcome", *DATES) if getattr(letter, key) != gold[key])
    confidence = sum(page.confidence or 0.0 for page in text.pages) / max(1, len(text.pages))
    return Comparison(path.stem, len(text.pages), seconds, confidence, wrong, _citations(letter, gold), _citations(clean, gold))


def worked() -> float:
    """Seconds that a core has worked for this process and its children (Tesseract is one), whatever else it was busy with."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def _citations(letter: Letter, gold: dict[str, list[dict[str, str]]]) -> tuple[int, int, int]:
    """Of a letter's citations: how many are right, read, and wanted."""
    from indexer.names import fold

    got = {(fold(c.company), c.date, c.cited_by) for c in letter.citations}
    wanted = {(fold(c["company"]), c["date"], c["cited_by"]) for c in gold["citations"]}
    return len(got & wanted), len(got), len(wanted)


def f1(counts: list[tuple[int, int, int]]) -> float:
    """The F1 over all letters, from (right, read, wanted)."""
    right, read, wanted = (sum(column) for column in zip(*counts, strict=True))
    return 2 * right / (read + wanted) if read + wanted else 1.0


def scans(paths: list[Path], seed: int, keep: Path | None) -> Iterator[tuple[Path, bytes]]:
    """Each letter with its scan, resolutions by turns; kept as files in `keep`."""
    for n, path in enumerate(paths):
        pdf = scanned(printed(path.read_text(encoding="utf-8")), RESOLUTIONS[n % len(RESOLUTIONS)], seed + n)
        if keep is not None:
            keep.mkdir(parents=True, exist_ok=True)
            (keep / f"{path.stem}.pdf").write_bytes(pdf)
        yield path, pdf


def main() -> None:
    """Make, read and score."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("folder", type=Path)
    arguments.add_argument("--count", type=int, default=10)
    arguments.add_argument("--seed", type=int, default=14)
    arguments.add_argument("--keep", type=Path)
    chosen = arguments.parse_args()
    made = list(scans(letters(chosen.folder, chosen.count), chosen.seed, chosen.keep))
    cores = os.cpu_count() or 1
    began = time.perf_counter()
    with ProcessPoolExecutor(cores, get_context("spawn")) as executor:
        results = list(executor.map(compared, *zip(*made, strict=True)))
    report(results, time.perf_counter() - began, cores)
    sys.exit(sum(not result.wrong for result in results) < len(results) * 0.9)


def report(results: list[Comparison], seconds: float, cores: int) -> None:
    """Print one line a letter, then the figures."""
    for result in results:
        said = "right" if not result.wrong else "; ".join(result.wrong)
        print(f"{result.name:44} {result.pages:3} pages  confidence {result.confidence:5.1f}  {said}")
    pages = sum(result.pages for result in results)
    right = sum(not result.wrong for result in results)
    print(f"outcome and dates right: {right} of {len(results)}")
    print(f"citations, F1: {f1([r.scanned for r in results]):.3f} from scans, {f1([r.clean for r in results]):.3f} clean")
    each = pages / sum(r.seconds for r in results) * 60
    print(f"{each:.0f} pages per minute of a core's work; {pages / seconds * 60:.0f} a minute in this run on {cores} cores")


if __name__ == "__main__":
    main()
