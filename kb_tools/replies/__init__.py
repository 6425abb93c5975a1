"""Answers to customers, made from articles: what helps, where it stands, what to do if not."""
