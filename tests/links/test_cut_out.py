import pytest

from kb_tools.links.cut_out import cut_out
from kb_tools.links.phrases import Found


def place(text: str, words: str) -> Found:
    start = text.index(words)
    return Found(start, start + len(words), words.lower())


@pytest.mark.parametrize(
    ("text", "words", "longer"),
    [
        ("可以为所有组件配置代理服务器。", "组件配置", ""),  # what is done for the components
        ("把客户数据导出到文件。", "数据导出", ""),
        ("点击**确认** (Disable)。", "Disable", ""),  # what a label is called elsewhere
        ("另见组件配置文件说明。", "组件配置", "配置文件说明"),  # the beginning of another name
        ("另见 Audit Plugin 的说明。", "Audit", ""),  # a longer name
        ("发布 2.0 RC3 版。", "RC3", ""),
        ("可查看日志备份的状态。", "查看日志", ""),  # the object goes on
        ("来自定义 Pod 容器的配置。", "自定义 Pod", ""),
        ("Only one panel can be open.", "panel", ""),  # a word like any other
        ("| color | Progress bar color |", "Progress", ""),
        ("Safe Browsing and Certificate\nTransparency need it.", "Certificate", ""),
    ],
)
def test_words_are_cut_out_of_what_is_said(text: str, words: str, longer: str) -> None:
    others = [place(text, longer)] if longer else []
    assert cut_out(text, place(text, words), others)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("另见组件配置。", "组件配置"),
        ("为此需要了解组件配置的方法。", "组件配置"),
        ("不支持对临时表执行写入。", "临时表"),
        ("另见 Audit 的说明。", "Audit"),
        ("Read Backup Codes First today.", "Backup Codes"),
        ("然后升级 TiDB Operator。", "升级 TiDB Operator"),
        ("在部署 TiDB Operator 时指定。", "部署 TiDB Operator"),
        ("Open the Tray and the TiUP shell.", "Tray"),
        ("The icon is a NativeImage of any size.", "NativeImage"),
        ("**确认**之后另见 (组件配置)。", "组件配置"),
    ],
)
def test_a_name_by_itself_is_whole(text: str, words: str) -> None:
    assert not cut_out(text, place(text, words), [place(text, words)])
