"""Asking addresses on the web: many sites at once, each site one question at a time.

Nothing but HTTP and HTTPS is asked, robots.txt is respected, and addresses of private networks
are left alone unless that is wanted: an article from outside must not make a build server look
around in its own network.
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
import urllib.error
import urllib.request
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlsplit
from urllib.robotparser import RobotFileParser

from kb_tools import __version__
from kb_tools.external.answer import Answer

AGENT = f"kb_tools/{__version__} (link check)"
_GONE = (404, 410)
_MANY = 8
_ROBOTS = 500_000
"""Bytes of a robots.txt that are read."""


@dataclass(frozen=True, slots=True)
class Manners:
    """How to ask: seconds to wait for an answer and between two questions to one site."""

    timeout: float = 10.0
    pause: float = 0.2
    private: bool = False
    """Whether addresses in private networks are asked, too."""


def ask(
    addresses: Iterable[str], manners: Manners, sleep: Callable[[float], None]
) -> Iterator[tuple[str, Answer]]:
    """Yield each address with its answer, as they come."""
    by_site: dict[str, list[str]] = defaultdict(list)
    for address in dict.fromkeys(addresses):
        by_site[urlsplit(address).netloc].append(address)
    with ThreadPoolExecutor(_MANY) as pool:
        tasks = [pool.submit(_site, urls, manners, sleep) for urls in by_site.values()]
        try:
            for task in as_completed(tasks):
                yield from task.result()
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


def settled(answers: Mapping[str, Answer]) -> dict[str, Answer]:
    """Return the answers; where nobody answered at all, the fault is our own network's."""
    heard = any(a.state == "alive" or a.reason.isdigit() for a in answers.values())
    return {
        url: answer if heard or answer.reason != "host" else Answer("unknown", "network")
        for url, answer in answers.items()
    }


def _site(
    addresses: Sequence[str], manners: Manners, sleep: Callable[[float], None]
) -> list[tuple[str, Answer]]:
    opener = urllib.request.build_opener(_Redirects(manners))
    opener.addheaders = [("User-Agent", AGENT), ("Accept", "*/*")]
    robots = _robots(addresses[0], opener, manners)
    out: list[tuple[str, Answer]] = []
    for address in addresses:
        if not robots.can_fetch(AGENT, address):
            out.append((address, Answer("unknown", "robots")))
            continue
        if out:
            sleep(manners.pause)
        out.append((address, _answer(address, opener, manners)))
    return out


def _robots(
    address: str, opener: urllib.request.OpenerDirector, manners: Manners
) -> RobotFileParser:
    parts = urlsplit(address)
    parser = RobotFileParser()
    try:
        _refuse_private(address, manners)
        request = urllib.request.Request(f"{parts.scheme}://{parts.netloc}/robots.txt")  # noqa: S310
        with opener.open(request, timeout=manners.timeout) as answer:
            parser.parse(answer.read(_ROBOTS).decode("utf-8", "replace").splitlines())
    except (OSError, ValueError, http.client.HTTPException):
        parser.parse([])
    return parser


def _answer(address: str, opener: urllib.request.OpenerDirector, manners: Manners) -> Answer:
    """Return the answer to HEAD, or to GET where that is not what one wants to hear."""
    answer = _once("HEAD", address, opener, manners)
    if answer.reason.isdigit():
        answer = _once("GET", address, opener, manners)
    return answer


def _once(
    method: str, address: str, opener: urllib.request.OpenerDirector, manners: Manners
) -> Answer:
    try:
        _refuse_private(address, manners)
        url = quote(address, safe="%/:=&?~#+!$,;'@()*[]")
        request = urllib.request.Request(url, method=method)  # noqa: S310 - http and https only
        with opener.open(request, timeout=manners.timeout):
            return Answer("alive")
    except urllib.error.HTTPError as error:
        error.close()
        return Answer("dead" if error.code in _GONE else "unknown", str(error.code))
    except urllib.error.URLError as error:
        return _refused(error.reason)
    except (OSError, ValueError, http.client.HTTPException) as error:
        return _refused(error)


def _refused(reason: object) -> Answer:
    if isinstance(reason, _PrivateError):
        return Answer("unknown", "private")
    if isinstance(reason, socket.gaierror):
        return Answer("dead", "host")
    if isinstance(reason, ssl.SSLCertVerificationError):
        return Answer("dead", "certificate")
    return Answer("unknown", "connection")


class _PrivateError(ValueError):
    """An address of a private network, which is not asked."""


def _refuse_private(address: str, manners: Manners) -> None:
    """Raise an error where the host's name leads into a private network; a proxy sees to that."""
    parts = urlsplit(address)
    host = parts.hostname or ""
    if manners.private or parts.scheme in urllib.request.getproxies():
        return
    found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    if not all(ipaddress.ip_address(info[4][0]).is_global for info in found):
        raise _PrivateError(host)


class _Redirects(urllib.request.HTTPRedirectHandler):
    """Follows redirects to the web only."""

    def __init__(self, manners: Manners) -> None:
        self._manners = manners

    def redirect_request(self, *given: Any) -> urllib.request.Request | None:  # noqa: ANN401
        """Return the next request; ValueError for one that must not be made."""
        new = str(given[-1])
        if urlsplit(new).scheme not in ("http", "https"):
            raise ValueError(new)
        _refuse_private(new, self._manners)
        return super().redirect_request(*given)
