"""What the agents' page says, in both languages."""

from __future__ import annotations

from kb_tools.language import Text

WORDS: dict[str, Text] = {
    "title": Text("Answer a ticket", "回复工单"),
    "ticket": Text("Paste the ticket", "粘贴工单"),
    "hint": Text(
        "The customer's own words; error messages help most", "客户的原话；报错原文最有用"
    ),
    "settings": Text("Settings", "设置"),
    "key": Text("API key, kept in this tab only", "API 密钥，只保存在这个标签页"),
    "reply_lang": Text("Language of the reply", "回复的语言"),
    "as_customer": Text("as the customer writes", "和客户一致"),
    "format": Text("Written for", "回复的格式"),
    "plain": Text("plain text", "纯文本"),
    "found": Text("Articles", "文章"),
    "none_fits": Text("None fits", "都不合适"),
    "article": Text("Article", "文章内容"),
    "write": Text("Write the reply", "写回复"),
    "copy_link": Text("Copy link", "复制链接"),
    "open": Text("Open page", "打开页面"),
    "reply": Text("Reply (edit as needed)", "回复（可以修改）"),
    "copy": Text("Copy reply", "复制回复"),
    "keys": Text("Keyboard shortcuts", "快捷键"),
    "close": Text("Close", "关闭"),
    "key_ticket": Text("to the ticket, to paste another one", "回到工单，粘贴下一张"),
    "key_go": Text("from the ticket to the articles", "从工单到文章列表"),
    "key_move": Text("next, previous article", "下一篇、上一篇文章"),
    "key_number": Text("article of that number", "第几篇文章"),
    "key_write": Text("write the reply", "写回复"),
    "key_copy": Text("copy the reply", "复制回复"),
    "key_link": Text("copy the link", "复制链接"),
    "key_none": Text("none fits", "都不合适"),
    "key_help": Text("show these shortcuts", "显示快捷键"),
    "other": Text("中文", "English"),
    "waiting": Text("Suggestions appear as you paste.", "粘贴后马上显示推荐。"),
    "searching": Text("Looking …", "正在查找……"),
    "count": Text("{n} found", "找到 {n} 篇"),
    "none": Text("No article fits.", "没有合适的文章。"),
    "offline": Text("The service does not answer; try again.", "服务没有应答，请重试。"),
    "copied": Text("Copied.", "已复制。"),
    "copy_here": Text("Copy it from here.", "请从这里复制。"),
    "noted": Text(
        "Recorded as a gap. Thank you: a writer will see it.",
        "已记为缺口，谢谢；写文章的人会看到。",
    ),
    "not_noted": Text("It could not be recorded: {why}", "没有记下来：{why}"),
    "colleagues": Text("for colleagues only", "仅供内部查看"),
    "colleagues_reply": Text(
        "This article is for colleagues only; a customer must not be sent it.",
        "这篇文章仅供内部查看，不能发给客户。",
    ),
    "score": Text("{n}% likely", "可能性 {n}%"),
    "because": Text("Why", "理由"),
}
"""Each word by the name under which page and script ask for it."""
