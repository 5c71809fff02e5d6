"""What recording adds to one request, beside what other tools add."""
