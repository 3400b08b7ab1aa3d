"""Answers: query language, ranking, support, check, export, rendering and the command line."""
