"""A self-service knowledge base as code: lint, cross-link, suggest, build."""

from kb_tools.language import Text

__version__ = "0.1.0"

PUBLIC: dict[str, tuple[str, Text]] = {
    "load": (
        "kb_tools.config",
        Text(
            "Read the configuration that holds for a folder.",
            "读取某个目录适用的配置。",
        ),
    ),
    "KnowledgeBase": (
        "kb_tools.corpus",
        Text(
            "All articles of a docs folder: `KnowledgeBase.load(config)` reads the disk,"
            " `KnowledgeBase.from_texts({path: text})` needs none.",
            "文档目录中的全部文章：`KnowledgeBase.load(config)` 读取磁盘，"
            "`KnowledgeBase.from_texts({path: text})` 不需要磁盘。",
        ),
    ),
    "parse": (
        "kb_tools.markdown",
        Text(
            "Turn Markdown into an Article, as Python-Markdown renders it; never fails.",
            "把 Markdown 解析为 Article，与 Python-Markdown 的渲染一致；从不失败。",
        ),
    ),
    "Article": (
        "kb_tools.article",
        Text(
            "One Markdown file as data: what it says, and where it says it.",
            "一个 Markdown 文件的数据形式：写了什么，写在哪里。",
        ),
    ),
    "Diagnostic": (
        "kb_tools.diagnostic",
        Text(
            "A finding about an article, with the fix where there is one.",
            "关于文章的一条发现；可以修复时附有修复方法。",
        ),
    ),
    "KbError": (
        "kb_tools.errors",
        Text(
            "What stops kb_tools: who did what, where, and what to do about it.",
            "使 kb_tools 无法继续的错误：谁做了什么、在哪里、该怎么办。",
        ),
    ),
    "read": (
        "kb_tools.tickets.read",
        Text(
            "Yield the tickets of any help desk's file, and what could not be used.",
            "逐条读出任意工单系统文件中的工单，以及无法使用的记录。",
        ),
    ),
    "Ticket": (
        "kb_tools.tickets.ticket",
        Text(
            "One customer's question, whichever desk it came from.",
            "客户的一个问题，不论来自哪个系统。",
        ),
    ),
    "redact": (
        "kb_tools.tickets.redact",
        Text(
            "Take personal data and secrets out of the texts of one ticket.",
            "去除一张工单中的个人信息和密钥。",
        ),
    ),
}
"""The public names: each with the module that has it, and what it does in one sentence."""
