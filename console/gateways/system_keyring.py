"""The system's own keeper of passwords: Windows' credentials, macOS' keychain, Secret Service or KWallet on Linux.

Keepers that write files of their own are left alone: where the system has none, nothing is kept.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from functools import cached_property

from keyring.backend import KeyringBackend
from keyring.errors import KeyringError, PasswordDeleteError

log = logging.getLogger(__name__)

SERVICE = "GridDesk"


class SystemKeyring:
    """Keeps one password a server and name; whatever goes wrong in the system's keeper is as if nothing were kept."""

    def __init__(self, kinds: Sequence[type[KeyringBackend]] | None = None) -> None:
        self._kinds = kinds

    @cached_property
    def _keeper(self) -> KeyringBackend | None:
        viable = [kind for kind in (_of_systems() if self._kinds is None else self._kinds) if kind.viable]
        return max(viable, key=lambda kind: float(kind.priority))() if viable else None

    @property
    def is_there(self) -> bool:
        return self._keeper is not None

    def password(self, place: str, name: str) -> str:
        if self._keeper is None:
            return ""
        try:
            return self._keeper.get_password(f"{SERVICE} {place}", name) or ""
        except KeyringError as error:
            log.warning("The system's keyring does not answer (%s)", type(error).__name__)
            return ""

    def keep(self, place: str, name: str, password: str) -> bool:
        if self._keeper is None:
            return False
        try:
            self._keeper.set_password(f"{SERVICE} {place}", name, password)
        except KeyringError as error:
            log.warning("The system's keyring keeps nothing (%s)", type(error).__name__)
            return False
        return True

    def forget(self, place: str, name: str) -> None:
        if self._keeper is None:
            return
        try:
            self._keeper.delete_password(f"{SERVICE} {place}", name)
        except PasswordDeleteError:
            return  # There was none.
        except KeyringError as error:
            log.warning("The system's keyring forgets nothing (%s)", type(error).__name__)


def _of_systems() -> Sequence[type[KeyringBackend]]:
    """Import the keepers that belong to a system; that takes half a second, and most starts need none."""
    from keyring.backends import SecretService, Windows, kwallet, libsecret, macOS

    return Windows.WinVaultKeyring, macOS.Keyring, SecretService.Keyring, libsecret.Keyring, kwallet.DBusKeyring
