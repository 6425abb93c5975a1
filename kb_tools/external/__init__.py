"""Addresses on other people's sites: whether they still answer."""
