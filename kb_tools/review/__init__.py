"""What a change does to a knowledge base, for those who review it."""
