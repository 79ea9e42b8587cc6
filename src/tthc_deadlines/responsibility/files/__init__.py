"""Files of an organisation (tệp dữ liệu tổ chức): TOML, or a folder of CSV, read strictly."""
