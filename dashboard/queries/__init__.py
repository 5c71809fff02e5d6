"""Reading: one question a function."""
