"""The words of the site's own furniture, in both languages."""

from __future__ import annotations

from kb_tools.language import Text
from kb_tools.site.ask_words import ASK, ASK_TRADITIONAL
from kb_tools.site.tree_words import TREE, TREE_TRADITIONAL

KINDS = {
    "faq": Text("Question", "常见问题"),
    "troubleshooting": Text("Troubleshooting", "故障排查"),
    "howto": Text("How-to", "操作指南"),
    "known-issue": Text("Known issue", "已知问题"),
    "reference": Text("Reference", "参考"),
    "playbook": Text("Playbook", "处理手册"),
    "decision-tree": Text("Step by step", "一步步排查"),
}

STATUSES = {
    "draft": Text("Draft", "草稿"),
    "validated": Text("Checked, not yet published", "已审核，未发布"),
    "archived": Text("Archived", "已归档"),
}

LABELS = {
    **ASK,
    **TREE,
    "all_articles": Text("All articles, A–Z", "全部文章（按字母）"),
    "articles": Text("articles", "篇文章"),
    "article": Text("article", "篇文章"),
    "behind": Text(
        "The original has changed since this was translated:", "本文翻译之后，原文改过："
    ),
    "comma": Text(", ", "、"),
    "untranslated": Text(
        "This article has not been translated yet. Here it is as it was written:",
        "本文还没有中文版，以下是原文：",
    ),
    "browse": Text("Browse by topic", "按主题浏览"),
    "close": Text("Close", "关闭"),
    "contact": Text("Contact us", "联系我们"),
    "contents": Text("On this page", "本页内容"),
    "copied": Text("Link copied", "链接已复制"),
    "copy_failed": Text("Copy it from here:", "请从这里复制："),
    "copy_link": Text("Copy permanent link", "复制永久链接"),
    "edit": Text("Suggest an edit", "改进此页"),
    "feed": Text("What is new (feed)", "更新订阅"),
    "featured": Text("Most people come for", "大家常来查的"),
    "follow": Text("Follow updates", "订阅进展"),
    "hint": Text("For example: the code never arrives", "例如：收不到验证码"),
    "home": Text("Home", "首页"),
    "home_title": Text("What went wrong?", "您遇到了什么问题？"),
    "in_section": Text("In this topic", "本主题的文章"),
    "internal_article": Text(
        "Internal: for colleagues only. Do not send this page to customers.",
        "内部文章：仅供同事查阅，请勿发给客户。",
    ),
    "internal_block": Text("Internal, for colleagues only", "内部内容，仅供同事查阅"),
    "known_issues": Text("Known issues", "已知问题"),
    "linked_from": Text("Linked from", "引用本文的文章"),
    "missing": Text("Page not found", "没有找到这个页面"),
    "missing_help": Text(
        "It may have moved. These articles come closest to the address you asked for:",
        "它可能已经移走。下面几篇与您访问的地址最接近：",
    ),
    "missing_none": Text(
        "Search above, or look through all articles.", "请在上方搜索，或查看全部文章。"
    ),
    "more_in": Text("All {count} in {title}", "{title}：全部 {count} 篇"),
    "other_symbols": Text("Other", "其他"),
    "path": Text("You are here", "当前位置"),
    "play": Text("Play the video", "播放视频"),
    "play_from": Text("Playing loads it from {host}.", "播放时才会从 {host} 加载。"),
    "reviewed": Text("Last reviewed", "上次复核"),
    "search": Text("Search", "搜索"),
    "skip": Text("Skip to content", "跳到正文"),
    "status_page": Text("Service status", "服务状态"),
    "more_articles": Text("More articles", "更多文章"),
    "some_articles": Text("Articles", "文章"),
    "transcript": Text("Transcript", "文字稿"),
    "watch_at": Text("Watch it at {host} (new tab)", "在 {host} 上观看（新标签页）"),
    "zoom": Text("Enlarge the picture", "放大图片"),
    "moved": Text("This article has moved:", "这篇文章已移至："),
}

TRADITIONAL = {
    **ASK_TRADITIONAL,
    **TREE_TRADITIONAL,
    "all_articles": "全部文章（按字母）",
    "article": "篇文章",
    "articles": "篇文章",
    "behind": "本文翻譯之後，原文改過：",
    "comma": "、",
    "untranslated": "本文還沒有中文版，以下是原文：",
    "browse": "依主題瀏覽",
    "close": "關閉",
    "contact": "聯絡我們",
    "contents": "本頁內容",
    "copied": "已複製連結",
    "copy_failed": "請從這裡複製：",
    "copy_link": "複製永久連結",
    "edit": "改進此頁",
    "featured": "大家常來查的",
    "feed": "訂閱更新",
    "follow": "訂閱進展",
    "hint": "例如：收不到驗證碼",
    "home": "首頁",
    "home_title": "您遇到了什麼問題？",
    "in_section": "本主題的文章",
    "internal_article": "內部文章：僅供同事查閱，請勿傳給客戶。",
    "internal_block": "內部內容，僅供同事查閱",
    "known_issues": "已知問題",
    "linked_from": "引用本文的文章",
    "missing": "找不到這個頁面",
    "missing_help": "它可能已經移走。以下幾篇與您造訪的網址最接近：",
    "missing_none": "請在上方搜尋，或查看全部文章。",
    "more_articles": "更多文章",
    "more_in": "{title}：全部 {count} 篇",
    "moved": "這篇文章已移至：",
    "other_symbols": "其他",
    "path": "目前位置",
    "play": "播放影片",
    "play_from": "播放時才會從 {host} 載入。",
    "reviewed": "上次審閱",
    "some_articles": "文章",
    "search": "搜尋",
    "skip": "跳到正文",
    "status_page": "服務狀態",
    "transcript": "逐字稿",
    "watch_at": "在 {host} 上觀看（新分頁）",
    "zoom": "放大圖片",
    "faq": "常見問題",
    "troubleshooting": "疑難排解",
    "howto": "操作指南",
    "known-issue": "已知問題",
    "reference": "參考",
    "playbook": "處理手冊",
    "decision-tree": "逐步排查",
}
"""The same for readers of traditional characters, in the words they use."""

LANGUAGE_NAMES = {
    "de": "Deutsch",
    "en": "English",
    "es": "Español",
    "fr": "Français",
    "it": "Italiano",
    "ja": "日本語",
    "ko": "한국어",
    "pt": "Português",
    "ru": "Русский",
    "vi": "Tiếng Việt",
    "zh": "简体中文",
    "zh-Hant": "繁體中文",
}
"""Each language in its own words, so that its readers recognise it."""


def label(name: str, lang: str, **values: object) -> str:
    """Return one label in the reader's language, its fields filled in."""
    text = (lang == "zh-Hant" and TRADITIONAL.get(name)) or LABELS[name].to(lang)
    return text.format(**values) if values else text


def kind(name: str, lang: str) -> str:
    """Return an article's kind as readers call it; "" for a kind that is not ours."""
    known = KINDS.get(name)
    if known is None:
        return ""
    return TRADITIONAL[name] if lang == "zh-Hant" else known.to(lang)


def language_name(lang: str) -> str:
    """Return a language's own name, or its tag."""
    return LANGUAGE_NAMES.get(lang) or LANGUAGE_NAMES.get(lang.partition("-")[0], lang)
