"""The linter: rules, the engine that runs them, and the formats that print what they find."""
