"""The process that started this one: a worker that outlived it would keep the address for nobody.

It ends its workers when it stops. Killed it cannot, and a new start would find the port taken.
"""

from __future__ import annotations

import multiprocessing
import os
import shutil
import signal
import threading
from multiprocessing.process import BaseProcess


def end_with_parent(shared: str | None) -> None:
    """Stop as one is asked to stop, once the process that started this one is gone.

    `shared` is the folder that it made for its workers, and would have removed.
    """
    if parent := multiprocessing.parent_process():
        threading.Thread(target=_stop_after, args=(parent, shared), daemon=True).start()


def _stop_after(parent: BaseProcess, shared: str | None) -> None:
    parent.join()
    if shared:
        shutil.rmtree(shared, ignore_errors=True)
    os.kill(os.getpid(), signal.SIGTERM)
