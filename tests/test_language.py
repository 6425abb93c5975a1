import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb_tools.language import Text, guess, is_tag, normal


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        ("zh", "zh"),
        ("zh-CN", "zh"),
        ("zh_Hans_CN", "zh"),
        ("zh-Hant-HK", "zh-Hant"),
        ("zh_TW.UTF-8", "zh-Hant"),
        ("pt_br", "pt-BR"),
        ("sr-latn", "sr-Latn"),
        ("de_DE@euro", "de-DE"),
    ],
)
def test_tags_have_one_form(tag: str, expected: str) -> None:
    assert normal(tag) == expected


@given(st.text(max_size=12))
def test_normal_is_stable(tag: str) -> None:
    assert normal(normal(tag)) == normal(tag)


@pytest.mark.parametrize(
    "name", ["zh", "en", "zh-Hans", "zh-CN", "zh_TW", "pt-BR", "yue", "zh-hant"]
)
def test_language_tags_are_recognised(name: str) -> None:
    assert is_tag(name)


@pytest.mark.parametrize("name", ["", "faq", "api", "br", "dm", "ZH", "zhs", "en-", "zh.md", "to"])
def test_other_names_are_no_tags(name: str) -> None:
    assert not is_tag(name)


@pytest.mark.parametrize(
    ("text", "languages", "expected"),
    [
        ("收不到验证码，一直登不上", (), "zh"),
        ("收不到驗證碼，這個帳號一直登不進去", (), "zh-Hant"),
        ("收不到驗證碼，這個帳號一直登不進去", ("zh", "en"), "zh"),
        ("需要幫助？查看本教學的 README 文件", ("zh", "zh-Hant"), "zh-Hant"),
        ("使用 kubectl apply 部署 TiDB 集群并检查 Pod 状态", (), "zh"),
        ("The page stays blank", (), "en"),
        ("The button 设置 stays grey after you have opened the page", (), "en"),
        ("La page reste blanche", ("zh", "fr"), "fr"),
        ("Ｔｈｅ　ｐａｇｅ", ("zh", "en"), "en"),
        ("次の行に記号を入力すると、見出しを作成できます。", ("zh", "en"), "en"),
        ("次の行に記号を入力すると、見出しを作成できます。", ("zh", "ja"), "ja"),
        ("商标“の”在店名里很常见，不影响登录", (), "zh"),
        ("", ("zh", "en"), "zh"),
        ("", (), "en"),
        ("12:30", ("zh", "en"), "zh"),
    ],
)
def test_the_language_of_a_text_is_told_by_its_characters(
    text: str, languages: tuple[str, ...], expected: str
) -> None:
    assert guess(text, languages) == expected


def test_a_sentence_is_filled_in_both_languages() -> None:
    text = Text("no '{name}'", "没有“{name}”").format(name="{x}")
    assert (text.to("en"), text.to("zh-CN"), text.to("fr")) == ("no '{x}'", "没有“{x}”", "no '{x}'")
