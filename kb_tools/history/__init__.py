"""What git remembers of a knowledge base, as values."""
