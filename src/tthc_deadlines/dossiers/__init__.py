"""What happened to a dossier (hồ sơ): its code, its record on one line, its status."""
