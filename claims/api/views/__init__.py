"""A view checks, calls one verb, and answers with the contract's object."""
