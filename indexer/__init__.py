"""Understands no-action letters: zones, rules, outcome, citations, the record; resolution, graph and full-text index."""
