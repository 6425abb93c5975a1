"""Ctrl-C while processes start."""

from __future__ import annotations

import signal
import subprocess
import sys

import pytest

from kb_tools.interruption import held_back


@pytest.mark.skipif(not hasattr(signal, "pthread_sigmask"), reason="no signals are held back")
def test_ctrl_c_does_not_reach_processes_that_start() -> None:
    program = "import signal; print(signal.SIGINT in signal.pthread_sigmask(signal.SIG_BLOCK, ()))"
    worker = [sys.executable, "-c", program]

    with held_back():
        started = subprocess.run(worker, capture_output=True, text=True, check=True)
    later = subprocess.run(worker, capture_output=True, text=True, check=True)

    assert (started.stdout, later.stdout) == ("True\n", "False\n")
