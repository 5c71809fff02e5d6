"""The traffic that everything is measured with."""
