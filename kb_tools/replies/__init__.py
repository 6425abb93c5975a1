"""Replies to customers, made from articles: what helps, its address, what to do if it does not."""
