"""The form index and document numbers."""

from corpus.sources import edgar, load
from corpus.sources.slugs import Slug, of_address
from tests.corpus.sources.reading import PAGES


def test_scans_of_paper_letters_are_found_by_their_form() -> None:
    index = (PAGES / "form-index.txt").read_text(encoding="utf-8")
    assert edgar.is_index(index)
    found = [(r.company, r.date, r.form, r.url) for r in edgar.scans(index, "https://www.sec.gov/i", load())]
    folder = "https://www.sec.gov/Archives/edgar/data/"
    assert found == [
        ("ASHLAR MILLS INC", "2008-02-14", "scan", folder + "1900001/999999999708000101/scanned.pdf"),
        ("BEXLEY RAIL CORP /DE/", "2008-03-03", "scan", folder + "1900002/999999999708000102/scanned.pdf"),
    ]


def test_another_text_is_no_index() -> None:
    assert not edgar.is_index("<html>Not found</html>")


def test_four_indexes_a_year() -> None:
    assert [url[-18:] for url in edgar.indexes(load(), 2008)] == [f"2008/QTR{n}/form.idx" for n in (1, 2, 3, 4)]


def test_a_document_number_is_an_address() -> None:
    assert edgar.document_number("SEC staff letter of March 3, 2008, document 08052351") == "08052351"
    assert edgar.document_number("document of 2008") is None
    assert edgar.document_address("08052351", load()) == "https://www.sec.gov/Archives/edgar/vprr/0805/08052351.pdf"


def test_names_of_files_tell_date_and_form() -> None:
    folder = "https://www.sec.gov/x/"
    assert of_address(folder + "tarrantashlar121917-14a8.pdf") == Slug("2017-12-19")
    assert of_address(folder + "fundeaton122413-14a8-incoming.pdf") == Slug("2013-12-24", "incoming")
    assert of_address(folder + "ncpprberkshire123025.pdf") == Slug("2025-12-30")
    assert of_address(folder + "scanned.pdf") == Slug()
    assert of_address(folder + "ashlar991399.pdf") == Slug()
