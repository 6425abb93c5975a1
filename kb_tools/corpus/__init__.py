"""All articles together: by path, by id, by language, and where a link leads."""

from kb_tools.corpus.knowledge_base import KnowledgeBase
from kb_tools.corpus.reading import Fault, Progress
from kb_tools.corpus.resolution import Resolution, Status

__all__ = ["Fault", "KnowledgeBase", "Progress", "Resolution", "Status"]
