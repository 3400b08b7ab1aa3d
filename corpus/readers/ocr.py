"""Reads a page's image with Tesseract: straightened, freed of specks, line by line with the confidence of its words.

The one place that knows Tesseract. One thread a page: whoever reads many pages spreads them over processes.
"""

from __future__ import annotations

import os
import re
import shutil
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from corpus.errors import Unusable
from corpus.readers.setting import SetLine, SetPage, paragraphs

DPI = 300
MOST_PIXELS = 30_000_000
"""A page is drawn no larger: a letter page at 300 dpi has 8.4 million."""
PAGE_SECONDS = 180
LOST = 45.0
"""Mean confidence (0-100) below which a page may stand on its head or its side, and Tesseract is asked which."""
NOISE = 30.0
"""Signs without a word in them that are read with less confidence are specks. A word stays, however poorly it reads."""
STEEPEST = 5.0
"""Degrees up to which a page is straightened."""
PACKAGE = "install Tesseract (Debian: tesseract-ocr) and run this again"

_WORD_IN = re.compile(r"[A-Za-z]{2}|\d{2}")


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    confidence: float
    top: int
    foot: int


@lru_cache(maxsize=1)
def version() -> str | None:
    """Tesseract's version ("5.3.0"); None where it is not installed."""
    if shutil.which("tesseract") is None:
        return None
    import pytesseract

    os.environ.setdefault("OMP_THREAD_LIMIT", "1")
    return str(pytesseract.get_tesseract_version()).split("-")[0]


def read_image(image: Any, dpi: float = DPI, name: str = "image") -> SetPage:
    """The text of a page's image (a PIL image of `dpi` dots per inch) and its confidence.

    Raises Unusable where Tesseract is missing, fails or takes longer than PAGE_SECONDS.
    """
    if version() is None:
        raise Unusable(f"{name}: holds scans, and Tesseract is not installed", PACKAGE)
    page = straightened(enlarged(unspeckled(image.convert("L")), dpi))
    found = _recognised(page, name)
    if (found.confidence or 0.0) < LOST:
        turned = _turned(page, name)
        again = _recognised(straightened(turned), name) if turned is not None else found
        found = again if (again.confidence or 0.0) > (found.confidence or 0.0) else found
    return found


def enlarged(image: Any, dpi: float) -> Any:
    """The image at about DPI dots per inch: Tesseract was trained on letters of that size."""
    from PIL import Image

    if dpi > DPI * 0.85:
        return image
    return image.resize([round(side * DPI / dpi) for side in image.size], Image.Resampling.LANCZOS)


def straightened(image: Any) -> Any:
    """The image turned by the angle at which its lines are level."""
    from PIL import Image

    angle = skew(image)
    return image if abs(angle) < 0.15 else image.rotate(angle, resample=Image.Resampling.BICUBIC, fillcolor=255)


def skew(image: Any) -> float:
    """The angle in degrees, counter-clockwise, by which an image must be turned to level its lines.

    Postl's method (projection profiles): of all angles, the one at which the rows' sums of ink differ most from row to row.
    """
    import numpy as np
    from PIL import Image

    small = image.convert("L")
    small.thumbnail((850, 1100))
    ink = Image.fromarray((np.asarray(small) < 140).astype(np.uint8) * 255)

    def sharpness(angle: float) -> float:
        rows = np.asarray(ink.rotate(angle, resample=Image.Resampling.NEAREST), dtype=np.float64).sum(axis=1)
        return float(np.square(np.diff(rows)).sum())

    coarse = max(np.arange(-STEEPEST, STEEPEST + 0.01, 0.5), key=sharpness)
    return float(max(np.arange(coarse - 0.5, coarse + 0.51, 0.1), key=sharpness))


def unspeckled(image: Any) -> Any:
    """The image without ink spots of one or two dots that touch no other ink; clean pages stay as they are.

    It has to be as it was scanned: enlarged, a speck is as large as a full stop.
    """
    import numpy as np
    from PIL import Image

    grey = np.asarray(image)
    dark = grey < 170
    alone = dark & (_counted(dark) <= 2)
    if alone.sum() * 400 < dark.sum():
        return image
    return Image.fromarray(np.where(alone, np.uint8(255), grey))


def _counted(dark: Any) -> Any:
    """How many of the nine dots around each dot, itself included, are dark."""
    import numpy as np

    padded = np.pad(dark.astype(np.uint8), 1)
    height, width = dark.shape
    return sum(padded[y : y + height, x : x + width] for y in range(3) for x in range(3))


def _recognised(image: Any, name: str) -> SetPage:
    import pytesseract

    try:
        rows = pytesseract.image_to_data(
            image, lang="eng", config="--dpi 300", output_type=pytesseract.Output.DICT, timeout=PAGE_SECONDS
        )
    except RuntimeError as error:  # pytesseract raises it for a timeout and (TesseractError) for a failed run
        raise Unusable(f"{name}: Tesseract gave up on a page ({error})") from None
    return _page_of(rows)


def _page_of(rows: dict[str, list[Any]]) -> SetPage:
    lines: dict[tuple[int, int, int], list[_Word]] = {}
    for n, text in enumerate(rows["text"]):
        confidence = float(rows["conf"][n])
        if rows["level"][n] != 5 or not text.strip() or (confidence < NOISE and not _WORD_IN.search(text)):
            continue
        key = (rows["block_num"][n], rows["par_num"][n], rows["line_num"][n])
        top = int(rows["top"][n])
        lines.setdefault(key, []).append(_Word(text, confidence, top, top + int(rows["height"][n])))
    words = [word for line in lines.values() for word in line]
    if not words:
        return SetPage("", "ocr", 0.0)
    mean = sum(word.confidence * len(word.text) for word in words) / sum(len(word.text) for word in words)
    return SetPage(paragraphs([_line(line) for line in lines.values()]), "ocr", round(mean, 1))


def _line(words: list[_Word]) -> SetLine:
    """A line by the middle of its words' tops and feet: one long descender must not widen the space to the next."""
    tops, feet = sorted(word.top for word in words), sorted(word.foot for word in words)
    return SetLine(" ".join(word.text for word in words), tops[len(tops) // 2], feet[len(feet) // 2])


def _turned(image: Any, name: str) -> Any | None:
    """The image turned upright by Tesseract's own judgement; None where it stands upright or cannot be judged."""
    import pytesseract

    try:
        found = pytesseract.image_to_osd(image, output_type=pytesseract.Output.DICT, timeout=PAGE_SECONDS)
    except RuntimeError:
        return None
    turn = int(found.get("rotate", 0))
    return image.rotate(-turn, expand=True, fillcolor=255) if turn else None
