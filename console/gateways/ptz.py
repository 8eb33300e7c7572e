"""Cameras moved from afar: a thread of its own speaks to them, and no call of the desk's waits for one."""

from __future__ import annotations

import asyncio
import logging
import threading
import time
from collections.abc import Awaitable, Callable, Coroutine
from typing import TYPE_CHECKING

from console.domain.ptz import Call, Hand, Motion, Preset, PtzAddress, PtzRefused, PtzTold

if TYPE_CHECKING:
    from console.gateways.onvif_ptz import OnvifPtz

Ask = Callable[["OnvifPtz"], Awaitable[tuple[Preset, ...]]]

log = logging.getLogger(__name__)

CALL_S = 1.5
OPEN_S = 6.0
IDLE_S = 60.0
"""A camera that nobody has moved for this long is spoken to no more."""
LEAVE_S = 4.0
"""At the end, so long is waited for the last stop to be answered."""


class PtzRemote:
    """Takes orders from any thread and returns at once; ``told`` is called on the thread of the cameras.

    The thread starts with the first order. A hand is given up 2 s after ``hold`` was last called: also when the
    thread that calls it hangs.
    """

    def __init__(
        self,
        told: Callable[[PtzTold], None],
        *,
        seconds: Callable[[], float] = time.monotonic,
        call_s: float = CALL_S,
        open_s: float = OPEN_S,
    ) -> None:
        self._told = told
        self._seconds = seconds
        self._call_s = call_s
        self._open_s = open_s
        self._loop: asyncio.AbstractEventLoop | None = None
        self._ends: asyncio.Event | None = None
        self._cameras: dict[PtzAddress, _Camera] = {}

    def hold(self, address: PtzAddress, motion: Motion) -> None:
        """Move a camera from now on; say it again while the key is down."""
        felt_s = self._seconds()
        self._post(lambda: self._camera(address).hold(felt_s, motion))

    def release(self, address: PtzAddress) -> None:
        """Let a camera stand still."""
        self._post(lambda: self._camera(address).release())

    def ask_presets(self, address: PtzAddress) -> None:
        """Ask which views a camera keeps; ``told`` tells them, or why not."""
        self._post(lambda: self._camera(address).ask(lambda session: session.presets()))

    def go_to(self, address: PtzAddress, token: str) -> None:
        """Let a camera go to a view that it keeps."""
        self._post(lambda: self._camera(address).ask(lambda session: _go_to(session, token)))

    def keep_preset(self, address: PtzAddress, name: str, token: str = "") -> None:
        """Let a camera keep its present view under a name, with a token in place of that one."""
        self._post(lambda: self._camera(address).ask(lambda session: _keep(session, name, token)))

    def close(self) -> None:
        """Let every camera stand still, and end. The thread goes on for at most 4 s until they have answered."""
        if self._loop is not None and self._ends is not None:
            self._loop.call_soon_threadsafe(self._ends.set)
            self._loop = None

    def _tell(self, told: PtzTold) -> None:
        # After the end nobody is there to hear it, and the last stops go on all the same.
        if self._loop is not None:
            self._told(told)

    def _post(self, do: Callable[[], None]) -> None:
        if self._loop is None:
            self._loop, self._ends = asyncio.new_event_loop(), asyncio.Event()
            # Not a daemon: the last stop is sent also when the console ends.
            threading.Thread(target=self._run, args=(self._loop, self._ends), name="ptz").start()
        self._loop.call_soon_threadsafe(do)

    def _run(self, loop: asyncio.AbstractEventLoop, ends: asyncio.Event) -> None:
        asyncio.set_event_loop(loop)
        try:
            loop.run_until_complete(self._serve(ends))
        finally:
            loop.close()

    async def _serve(self, ends: asyncio.Event) -> None:
        await ends.wait()
        cameras, self._cameras = list(self._cameras.values()), {}
        await asyncio.gather(*(camera.leave() for camera in cameras))

    def _camera(self, address: PtzAddress) -> _Camera:
        camera = self._cameras.get(address)
        if camera is None or camera.is_over:
            camera = self._cameras[address] = _Camera(
                address, self._tell, self._seconds, call_s=self._call_s, open_s=self._open_s
            )
        return camera


class _Camera:
    """What is done with one camera, on the thread of the cameras."""

    def __init__(
        self,
        address: PtzAddress,
        told: Callable[[PtzTold], None],
        seconds: Callable[[], float],
        *,
        call_s: float,
        open_s: float,
    ) -> None:
        self._address = address
        self._told = told
        self._seconds = seconds
        self._call_s = call_s
        self._open_s = open_s
        self._hand = Hand()
        self._asked: list[Ask] = []
        self._woken = asyncio.Event()
        self._leaves = self._is_open = self._is_over = False
        self._move: asyncio.Task[None] | None = None
        self._sending: set[asyncio.Task[None]] = set()
        self._life = asyncio.create_task(self._live())

    @property
    def is_over(self) -> bool:
        """Whether nothing more is done with it: it did not answer, or was not needed any more."""
        return self._is_over

    def hold(self, felt_s: float, motion: Motion) -> None:
        """Move; ``felt_s`` is when the hand was felt."""
        self._hand.hold(felt_s, motion)
        self._woken.set()

    def release(self) -> None:
        """Stand still."""
        self._hand.release(self._seconds())
        self._woken.set()

    def ask(self, ask: Ask) -> None:
        """Do something else than move, one after the other."""
        self._asked.append(ask)
        self._woken.set()

    async def leave(self) -> None:
        """Stand still and end."""
        self._leaves = True
        self.release()
        if not self._is_open and not self._is_over:
            # It was still being found, and never moved.
            self._life.cancel()
        await asyncio.wait({self._life}, timeout=LEAVE_S)
        if not self._life.done():
            log.warning("%s does not answer that it has stopped", self._address.host)
            self._life.cancel()
            await asyncio.wait({self._life})

    async def _live(self) -> None:
        session: OnvifPtz | None = None
        try:
            # Reading the protocol's own definitions takes seconds; the loop goes on meanwhile.
            opened = await asyncio.to_thread(_load)
            session = opened(self._address, within_s=self._call_s)
            await session.open(self._open_s)
            self._is_open = True
            self._told(PtzTold(self._address))
            await self._serve(session)
        except PtzRefused as why:
            self._told(PtzTold(self._address, fault=why.fault))
        finally:
            self._is_over = True
            for task in self._sending:
                task.cancel()
            await asyncio.gather(*self._sending, return_exceptions=True)
            if session is not None:
                await session.close()

    async def _serve(self, session: OnvifPtz) -> None:
        used_s = self._seconds()
        while True:
            now_s = self._seconds()
            while (call := self._hand.next(now_s)) is not None:
                self._send(session, call)
            if self._asked and self._hand.is_at_rest and not self._sending:
                self._begin(self._do(session, self._asked.pop(0)))
            at_rest = self._hand.is_at_rest and not self._sending
            if not at_rest:
                used_s = now_s
            if at_rest and (self._leaves or now_s - used_s >= IDLE_S):
                return
            wakes_s = min(self._hand.wakes_at(now_s), used_s + IDLE_S if at_rest else float("inf"))
            await self._wait(wakes_s - now_s)

    def _send(self, session: OnvifPtz, call: Call) -> None:
        if call.is_stop:
            if self._move is not None:
                # A stop waits for nothing.
                self._move.cancel()
            task = self._begin(self._call(session, call))
        else:
            task = self._move = self._begin(self._call(session, call))
        # Also of one that was given up before it began.
        task.add_done_callback(lambda ended: self._hand.lost(self._seconds(), call) if ended.cancelled() else None)

    async def _call(self, session: OnvifPtz, call: Call) -> None:
        try:
            await (session.stop() if call.is_stop else session.move(call.motion))
        except PtzRefused as why:
            self._hand.lost(self._seconds(), call)
            self._told(PtzTold(self._address, fault=why.fault))
            if why.was_heard and not call.is_stop:
                self._hand.release(self._seconds())
        else:
            self._hand.answered(self._seconds(), call)

    async def _do(self, session: OnvifPtz, ask: Ask) -> None:
        try:
            self._told(PtzTold(self._address, presets=await ask(session)))
        except PtzRefused as why:
            self._told(PtzTold(self._address, fault=why.fault))

    def _begin(self, work: Coroutine[None, None, None]) -> asyncio.Task[None]:
        task = asyncio.create_task(work)
        self._sending.add(task)
        task.add_done_callback(self._ended)
        return task

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._sending.discard(task)
        if task is self._move:
            self._move = None
        self._woken.set()

    async def _wait(self, for_s: float) -> None:
        try:
            async with asyncio.timeout(max(0.0, for_s)):
                await self._woken.wait()
        except TimeoutError:
            return
        self._woken.clear()


def _load() -> type[OnvifPtz]:
    from console.gateways.onvif_ptz import OnvifPtz

    return OnvifPtz


async def _go_to(session: OnvifPtz, token: str) -> tuple[Preset, ...]:
    await session.go_to(token)
    return await session.presets()


async def _keep(session: OnvifPtz, name: str, token: str) -> tuple[Preset, ...]:
    await session.keep(name, token)
    return await session.presets()
