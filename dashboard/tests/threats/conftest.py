"""The host's project and its recorder, for every test of this folder."""

from dashboard.tests.capture.recorder import configure, journal_folder, recorder

__all__ = ["configure", "journal_folder", "recorder"]
