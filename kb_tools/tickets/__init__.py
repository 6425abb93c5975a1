"""Tickets as data, and how to clean them."""
