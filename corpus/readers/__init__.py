"""One reader per file format: bytes in, `Text` out. Serves `add`, `parse` and `check` alike."""
