"""What readers and colleagues told us: kept in a database, redacted, exported, forgotten."""
