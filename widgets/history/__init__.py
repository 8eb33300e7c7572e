"""The board at any past moment, to be looked at and played again; nothing can be ordered there."""
