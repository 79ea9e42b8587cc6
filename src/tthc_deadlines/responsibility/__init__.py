"""Responsibility (trách nhiệm): WHO holds a dossier, who answers for it, who made it late."""
