"""`kehoach plan check` and `kehoach plan show`."""

from __future__ import annotations
