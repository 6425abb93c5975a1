"""How much of personal data the redaction finds, and how much else it takes."""
