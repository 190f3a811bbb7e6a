"""A dataset's files: read whole, checked by every rule, turned into typed frames."""
