"""The command line: thin functions over the packages, one error handler. The one place that knows Typer."""
