"""Files of requests that others logged: read, checked, and handed to the writer as a journal."""
