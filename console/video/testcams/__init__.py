"""Test cameras: ready-made street scenes, or the user's own clips, served over real RTSP on the loopback address."""

from __future__ import annotations

from console.video.testcams.cameras import CamerasNotStarted, TestCameras
from console.video.testcams.faults import Fault

__all__ = ["CamerasNotStarted", "Fault", "TestCameras"]
