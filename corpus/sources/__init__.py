"""Sources: where letters are listed. Pure functions from a page to what it refers to; no module here opens a connection.

The pages' HTML is not fixed and was never promised, so that they are read by their links and the words around them; the words
and addresses stand in `data/addresses.json`, which a user can replace in HOME/data. What a date, a rule or a chart's answer
looks like is the indexer's knowledge, handed in as `Readers`.
"""

from corpus.sources.addresses import Addresses, Readers, load
from corpus.sources.listing import Listed, read_page

__all__ = ["Addresses", "Listed", "Readers", "load", "read_page"]
