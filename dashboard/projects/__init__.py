"""Projects and their keys: how they are issued, known and removed."""
