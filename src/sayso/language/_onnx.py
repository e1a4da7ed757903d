"""onnxruntime, with its telemetry off: importing it would else leave a database in the user's cache folder."""

import os

os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")

import onnxruntime  # it looks at the environment while it is imported

__all__ = ["onnxruntime"]
