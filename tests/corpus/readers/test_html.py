"""HTML letters."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import Unusable
from corpus.readers import read_bytes
from tests.growth import assert_within

PAGE = b"""<!doctype html><html><head><title>No-action letter</title><style>p { color: red }</style></head>
<body><nav><a href="/">Home</a></nav><script>var p = "Dear";</script>
<p>March 4,&nbsp;2009</p><p>Re: Ashlar   Mills, Inc.<br>Incoming letter dated
January 20, 2009</p><!-- draft --><table><tr><td>Received</td><td><p>January 20, 2009</p></td></tr>
<tr><td>Deadline</td><td>December 2, 2008</td></tr></table>
<pre>Page 1
Page 2</pre><p>There appears to be <i>some</i> basis &amp; more.</p></body></html>"""


def test_blocks_rows_and_breaks() -> None:
    text = read_bytes(PAGE, "letter.html")
    assert text.content == (
        "March 4, 2009\n\nRe: Ashlar Mills, Inc.\nIncoming letter dated January 20, 2009\n\n"
        "Received | January 20, 2009\n\nDeadline | December 2, 2008\n\nPage 1\nPage 2\n\nThere appears to be some basis & more."
    )
    assert text.reader.startswith("beautifulsoup4")


@pytest.mark.parametrize(("content", "said"), [(b"%PDF-1.4 <", "is a PDF"), (b"plain words", "holds no HTML")])
def test_what_is_no_html(content: bytes, said: str) -> None:
    with pytest.raises(Unusable, match=said):
        read_bytes(content, "letter.htm")


def test_deep_nesting_is_refused_in_good_time() -> None:
    def refuse(content: bytes) -> None:
        with pytest.raises(Unusable, match="nested too deep"):
            read_bytes(content, "deep.html")

    assert_within(10, refuse, lambda size: b"<div>" * size + b"x", 20_000)


@given(st.text())
def test_any_text_in_a_paragraph_is_read_or_refused(words: str) -> None:
    try:
        read_bytes(f"<p>{words}</p>".encode("utf-8", "replace"), "a.html")
    except Unusable as refused:
        assert "\n" not in str(refused)
