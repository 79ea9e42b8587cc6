"""The register (sổ theo dõi hồ sơ): WHERE dossiers are kept, in one SQLite file."""
