"""From a record to committed rows: the journal, the writer, and what it adds on the way."""
