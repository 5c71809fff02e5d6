"""Demo data: made-up traffic that takes the same way as real requests, and its removal."""
