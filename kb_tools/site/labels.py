"""The words of the site's own furniture, in both languages."""

from __future__ import annotations

from kb_tools.language import Text

KINDS = {
    "faq": Text("Question", "常见问题"),
    "troubleshooting": Text("Troubleshooting", "故障排查"),
    "howto": Text("How-to", "操作指南"),
    "known-issue": Text("Known issue", "已知问题"),
    "reference": Text("Reference", "参考"),
    "playbook": Text("Playbook", "处理手册"),
}

STATUSES = {
    "draft": Text("Draft", "草稿"),
    "validated": Text("Checked, not yet published", "已审核，未发布"),
    "archived": Text("Archived", "已归档"),
}

LABELS = {
    "all_articles": Text("All articles, A–Z", "全部文章（按字母）"),
    "articles": Text("articles", "篇文章"),
    "article": Text("article", "篇文章"),
    "browse": Text("Browse by topic", "按主题浏览"),
    "choose_language": Text("Language", "语言"),
    "contents": Text("On this page", "本页内容"),
    "copied": Text("Link copied", "链接已复制"),
    "copy_failed": Text("Copy it from here:", "请从这里复制："),
    "copy_link": Text("Copy permanent link", "复制永久链接"),
    "edit": Text("Suggest an edit", "改进此页"),
    "featured": Text("Most people come for", "大家常来查的"),
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
    "missing": Text("This page is not here", "没有找到这个页面"),
    "missing_help": Text(
        "It may have moved. These articles come closest to the address you asked for:",
        "它可能已经移走。下面几篇与您访问的地址最接近：",
    ),
    "missing_none": Text(
        "Search above, or look through all articles.", "请在上方搜索，或查看全部文章。"
    ),
    "more_in": Text("All {count} in {title}", "{title}：全部 {count} 篇"),
    "other_symbols": Text("Other", "其他"),
    "page": Text("This page", "关于本页"),
    "reviewed": Text("Last reviewed", "上次复核"),
    "search": Text("Search", "搜索"),
    "skip": Text("Skip to the answer", "跳到正文"),
    "untranslated": Text("home page; this article is not translated", "首页；本文尚无译文"),
    "theme_auto": Text("Follow the system's light or dark", "跟随系统深浅色"),
    "theme_light": Text("Light", "浅色"),
    "theme_dark": Text("Dark", "深色"),
    "more_articles": Text("More articles", "更多文章"),
    "some_articles": Text("Articles", "文章"),
    "moved": Text("This article has moved:", "这篇文章已移至："),
}

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
    text = LABELS[name].to(lang)
    return text.format(**values) if values else text


def kind(name: str, lang: str) -> str:
    """Return an article's kind as readers call it; "" for a kind that is not ours."""
    known = KINDS.get(name)
    return known.to(lang) if known else ""


def language_name(lang: str) -> str:
    """Return a language's own name, or its tag."""
    return LANGUAGE_NAMES.get(lang) or LANGUAGE_NAMES.get(lang.partition("-")[0], lang)
