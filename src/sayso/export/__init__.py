"""Views of records that other programs read: tables, event data of the field's common forms, graphs, annotations."""
