import pytest

from kb_tools.corpus.nearest import Names


def names(*paths: str) -> Names:
    return Names({path: path.removesuffix(".md") for path in paths})


def test_a_moved_file_is_found_by_its_name() -> None:
    assert names("a/login.md", "b/pay.md").nearest("c/login") == "a/login.md"


def test_of_the_same_name_the_likest_folder_wins() -> None:
    found = names("account/login.md", "payments/login.md").nearest("payment/login")
    assert found == "payments/login.md"


def test_a_typo_is_found() -> None:
    assert names("faq/reset-password.md", "faq/x.md").nearest("faq/reset") is None
    assert names("faq/reset-password.md").nearest("faq/reset-pasword") == "faq/reset-password.md"


def test_case_is_no_difference() -> None:
    assert names("faq/Login.md").nearest("faq/login") == "faq/Login.md"


@pytest.mark.parametrize("wanted", ["release-7.2", "error-404"])
def test_another_number_is_another_article(wanted: str) -> None:
    assert names("release-7.1.md", "error-403.md").nearest(wanted) is None


def test_every_folder_has_an_index_so_the_folder_counts() -> None:
    paths = names("payments/index.md", "accounts/index.md")
    assert paths.nearest("acounts/index") == "accounts/index.md"
    assert paths.nearest("shipping/index") is None


@pytest.mark.parametrize(
    ("wanted", "there"),
    [
        ("enable-backups", "disable-backups"),
        ("install-the-agent", "uninstall-the-agent"),
        ("upload-a-file", "download-a-file"),
        ("importing-tickets", "exporting-tickets"),
        ("启用单点登录功能", "禁用单点登录功能"),
        ("从文件中批量导入客户", "从文件中批量导出客户"),
        ("如何安裝桌面應用程式", "如何卸載桌面應用程式"),
    ],
)
def test_the_opposite_is_no_slip(wanted: str, there: str) -> None:
    assert names(f"{there}.md").nearest(wanted) is None
    assert names(f"{there}.md", f"{wanted}s.md").nearest(wanted) == f"{wanted}s.md"


@pytest.mark.parametrize(
    ("wanted", "there"),
    [("uplaod-a-file", "upload-a-file"), ("启动单点登录功能", "启用单点登录功能")],
)
def test_a_slip_in_a_word_that_has_an_opposite_is_found(wanted: str, there: str) -> None:
    assert names(f"{there}.md").nearest(wanted) == f"{there}.md"


def test_another_subject_is_another_article() -> None:
    found = names("integrate-with-mysql.md", "connect-to-kafka.md")
    assert found.nearest("integrate-with-kafka") is None
    assert found.nearest("integrate-with-mysq") == "integrate-with-mysql.md"
