"""DOOR: the editors' pages. A view checks, calls one verb of `flow`, and answers; pages show the contract's objects."""
