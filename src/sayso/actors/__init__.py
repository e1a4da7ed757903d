"""Who: mentions of persons, groups, states and institutions, and the actors that they mean."""
