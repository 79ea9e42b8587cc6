"""File notes (bản giải trình): one dossier told whole, for the file and for whoever asks."""
