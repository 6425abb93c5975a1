"""The reference pages of the documentation, made from what they document."""
