"""The tests."""

KEPT = "KEHOACH_TESTS_KEPT"
"""The setting with the folder where the processes of one run keep the plans they made ready."""
