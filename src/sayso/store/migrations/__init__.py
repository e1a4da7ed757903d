"""Migrations of the store's schema, run by :mod:`sayso.store.migrate` through alembic."""
