"""Benchmarks on real knowledge bases; each starts cold, with a cache folder of its own."""

import os
import tempfile

_CACHE = tempfile.TemporaryDirectory(prefix="kb-bench-")
os.environ["XDG_CACHE_HOME"] = _CACHE.name
