"""The catalog in the home: documents, letters, citations and measures. The one place that knows SQLite."""
