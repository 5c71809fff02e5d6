"""How fast the dashboard answers, beside the same sums over raw rows."""
