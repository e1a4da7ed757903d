"""One module a migration, named by its number. A migration is never changed once it is released."""
