"""Ctrl-C while processes start."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from kb_tools.interruption import held_back

PARENT = """
import multiprocessing, time
from kb_tools.interruption import end_with_parent

def work():
    end_with_parent()
    print("working", flush=True)
    time.sleep(60)

if __name__ == "__main__":
    multiprocessing.get_context("spawn").Process(target=work).start()
    time.sleep(60)
"""


@pytest.mark.skipif(not hasattr(signal, "pthread_sigmask"), reason="no signals are held back")
def test_ctrl_c_does_not_reach_processes_that_start() -> None:
    program = "import signal; print(signal.SIGINT in signal.pthread_sigmask(signal.SIG_BLOCK, ()))"
    worker = [sys.executable, "-c", program]

    with held_back():
        started = subprocess.run(worker, capture_output=True, text=True, check=True)
    later = subprocess.run(worker, capture_output=True, text=True, check=True)

    assert (started.stdout, later.stdout) == ("True\n", "False\n")


def test_a_worker_ends_when_its_parent_was_killed(tmp_path: Path) -> None:
    program = tmp_path / "parent.py"
    program.write_text(PARENT, "utf-8")
    with subprocess.Popen([sys.executable, program], stdout=subprocess.PIPE) as parent:
        assert parent.stdout
        assert parent.stdout.readline() == b"working\n"
        parent.kill()
        # The end of the output comes once nobody holds it any more: the worker has ended too.
        assert parent.communicate(timeout=30)[0] == b""
