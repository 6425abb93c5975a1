"""What one build publishes, as the generator's configuration says it."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

from kb_tools import config as configuration
from kb_tools.config import Config
from kb_tools.corpus import KnowledgeBase, reading
from kb_tools.corpus.reading import Fault
from kb_tools.language import Text
from kb_tools.site import behind, listing_pages, page_meta, theme, traditional
from kb_tools.site.edition import Edition, edition
from kb_tools.site.exclusions import left_out
from kb_tools.site.stand_ins import stand_ins


@dataclass(frozen=True, slots=True)
class Published:
    """An edition, which of its base's paths were converted, and the files that are no articles.

    Of the files that are `left_out` the generator makes nothing by itself.
    """

    edition: Edition
    converted: frozenset[str]
    faults: tuple[Fault, ...]
    left_out: frozenset[str]

    def unwritten(self, *, look: bool) -> Iterator[tuple[str, str]]:
        """Yield the path and Markdown of each page that is in no file."""
        if look:
            yield from listing_pages.made_pages(self.edition)
        articles = self.edition.kb.articles
        yield from ((path, articles[path].text) for path in sorted(self.converted & {*articles}))
        yield from ((path, one.article.text) for path, one in self.edition.stand_ins.items())

    def warnings(self) -> Iterator[Text]:
        """Yield what the generator warns of: what is not on the site, and links cut for that."""
        for fault in self.faults:
            yield Text(
                f"'{fault.path}' is not on the site: {fault.message.en}",
                f"“{fault.path}”不在网站上：{fault.message.zh}",
            )
        yield from (one.message for one in self.edition.severed)

    def withdraw(self, files: Any, config: Any, *, look: bool, selective: bool) -> None:  # noqa: ANN401
        """Take out of MkDocs' `files` what does not go onto the site."""
        for file in [*files]:
            shown = self.shows(file, config.docs_dir, look=look, selective=selective)
            if not shown or (look and theme.unread(file, config)):
                files.remove(file)

    def shows(self, file: Any, docs: str, *, look: bool, selective: bool) -> bool:  # noqa: ANN401
        """Tell whether a file of MkDocs' goes onto the site; `docs` is the folder of articles."""
        path = file.src_uri
        if path != reading.spelt(path):  # no address can be made of it
            return False
        if file.src_dir != docs or path in self.edition.hidden:
            return path not in self.edition.hidden
        if file.is_documentation_page():
            return not look or path in self.edition.kb.articles or path in self.left_out
        shown = path in self.edition.media or path == self.edition.kb.config.site.logo
        return shown or not selective

    def rearranged(self, places: Mapping[str, str], nav: object) -> Published:
        """Return all as other plugins have arranged it.

        Articles are at `places`, as `SiteFacts.moved` says it, in the navigation `nav`.
        """
        old = self.edition
        nav = page_meta.pruned(nav, old.hidden) if old.linked_shelves else None
        if not places and nav == old.nav:
            return self
        kb = dataclasses.replace(old.kb, facts=dataclasses.replace(old.kb.facts, moved=places))
        return dataclasses.replace(self, edition=dataclasses.replace(old, kb=kb, nav=nav))

    def revised(self, path: str, text: str) -> tuple[Published, tuple[str, ...]]:
        """Return all with an article's new text, and the pages it makes; none for a whole build."""
        shown = self.edition.revised(path, text)
        if shown is None:
            return self, ()
        made = traditional.again(shown.kb, path)
        twins = self.converted & made.keys()
        standing = {at for at, one in shown.stand_ins.items() if one.original.path == path}
        for twin in twins:
            shown = shown.revised(twin, made[twin]) or shown
        return dataclasses.replace(self, edition=shown), (path, *sorted(twins | standing))


def published(
    config: Any,  # noqa: ANN401 - MkDocs' own
    audience: str,
    given: Config | None,
    *,
    look: bool,
    added: Mapping[str, str] = MappingProxyType({}),
) -> Published:
    """Read the articles. `given` is our configuration; without it, it is that of the mkdocs.yml.

    `added` are the texts, by path, of files that plugins bring from elsewhere.
    """
    everything = KnowledgeBase.load(given or settings(config))
    everything = everything.with_files(added) if added else everything
    out = left_out(everything.files, config)
    written = _without(everything, out)
    # The addresses are those that this build gives, whatever the file says.
    facts = dataclasses.replace(written.facts, use_directory_urls=config.use_directory_urls)
    whole = traditional.completed(dataclasses.replace(written, facts=facts))
    chosen = edition(whole, audience)
    chosen = dataclasses.replace(
        chosen,
        behind=behind.behind(chosen.kb),
        linked_shelves=look,
        nav=page_meta.pruned(config.nav, chosen.hidden) if look else None,
        stand_ins=stand_ins(chosen.kb) if look else {},
    )
    converted = frozenset(whole.articles.keys() - written.articles.keys())
    faults = tuple(fault for fault in written.faults if fault.reason != "case-clash")
    return Published(chosen, converted, faults, out)


def _without(kb: KnowledgeBase, out: frozenset[str]) -> KnowledgeBase:
    """Return the base without what the generator makes no pages of: nothing may lead there."""
    kept = MappingProxyType({p: a for p, a in kb.articles.items() if p not in out})
    return dataclasses.replace(kb, articles=kept, files=kb.files - out) if out else kb


def settings(config: Any) -> Config:  # noqa: ANN401 - MkDocs' own
    """Return kb_tools' own configuration for the site of a mkdocs.yml."""
    file = Path(config.config_file_path or "mkdocs.yml").resolve()
    found = configuration.load(file.parent)
    return dataclasses.replace(found, mkdocs=str(file), docs=config.docs_dir)
