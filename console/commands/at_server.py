"""A command of the shell at a city's server: signed in by the keyring's password, or one that is typed."""

from __future__ import annotations

from console.commands.standing import password_of
from console.gateways.system_keyring import SystemKeyring
from console.ports import Store
from console.server_sign_in import Server, open_for_command


def opened(server: Server, name: str) -> Store:
    """Open the server's database for a role of that name, unless the address names another.

    Raises:
        ServerOutage, Refused: with the reason.
    """
    return open_for_command(server, SystemKeyring(), name, password_of)
