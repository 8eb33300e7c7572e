"""Outside systems and files: their messages turned into the things of the domain, one package or module each."""
