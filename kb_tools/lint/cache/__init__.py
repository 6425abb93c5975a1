"""What the last check found, so that the next one looks only at what an edit touches."""
