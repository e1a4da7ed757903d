"""How parties stand to one another: signed ties between actors."""
