"""Many dossiers at once (nhiều hồ sơ): judging records, counting how they stand."""
