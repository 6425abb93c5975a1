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


def test_another_subject_is_another_article() -> None:
    found = names("integrate-with-mysql.md", "connect-to-kafka.md")
    assert found.nearest("integrate-with-kafka") is None
    assert found.nearest("integrate-with-mysq") == "integrate-with-mysql.md"
