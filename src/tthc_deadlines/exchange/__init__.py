"""How others connect (kết nối): files of dossiers in, results out."""
