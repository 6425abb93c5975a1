"""What readers and colleagues wrote to us: kept in a database, redacted, exported, forgotten."""
