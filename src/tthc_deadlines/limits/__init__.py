"""How long a procedure may take (thời hạn giải quyết): limits, wordings, counting."""
