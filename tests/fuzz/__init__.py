"""The API against its own OpenAPI schema, by schemathesis: a little in the tests, a lot with `make fuzz`."""
