"""The office (cả cơ quan): what is unassigned, who did how much, over many dossiers at once."""
