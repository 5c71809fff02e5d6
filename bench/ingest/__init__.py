"""How fast what waits in journals becomes rows, beside Django's bulk_create."""
