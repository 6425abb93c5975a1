import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb_tools import config
from kb_tools.config import Config
from kb_tools.config.file import read
from kb_tools.errors import ConfigError, ReadError
from kb_tools.lint.data import table
from tests import scratch


def loaded(folder: Path, text: str, name: str = "kb.toml") -> Config:
    (folder / name).write_text(text, "utf-8")
    return config.load(folder)


def refusal(folder: Path, text: str, name: str = "kb.toml") -> ConfigError:
    with pytest.raises(ConfigError) as caught:
        loaded(folder, text, name)
    assert caught.value.path == str(folder / name)
    return caught.value


def test_without_a_file_the_folder_itself_is_the_root(tmp_path: Path) -> None:
    assert config.load(tmp_path) == Config(root=tmp_path)


@pytest.mark.parametrize(
    ("name", "head"), [("kb.toml", ""), ("pyproject.toml", "[project]\nname='x'\n[tool.kb]\n")]
)
def test_options_are_read_with_their_types(tmp_path: Path, name: str, head: str) -> None:
    prefix = "tool.kb." if head else ""
    text = f"""{head}languages = ["zh", "en"]
keys = {{ title = "question" }}
[{prefix}lint]
extend-select = ["KB105"]
per_path_ignore = {{ "zh/old/**" = ["KB3"] }}
[{prefix}suggest]
threshold = 1
"""
    got = loaded(tmp_path, text, name)
    assert got.languages == ("zh", "en")
    assert got.keys == {"title": "question"}
    assert got.lint.extend_select == ("KB105",)
    assert got.lint.per_path_ignore == {"zh/old/**": ("KB3",)}
    assert got.suggest.threshold == 1.0
    assert (got.root, got.file) == (tmp_path, tmp_path / name)


def test_the_nearest_file_wins_and_nothing_is_merged(tmp_path: Path) -> None:
    below = tmp_path / "a" / "b"
    below.mkdir(parents=True)
    (tmp_path / "kb.toml").write_text('docs = "far"\ntags = ["x"]\n')
    (tmp_path / "a" / "pyproject.toml").write_text('[tool.kb]\ndocs = "near"\n')
    got = config.load(below)
    assert (got.root, got.docs, got.tags) == (tmp_path / "a", "near", ())


def test_a_pyproject_of_another_tool_is_passed_by(tmp_path: Path) -> None:
    below = tmp_path / "a"
    below.mkdir()
    (below / "pyproject.toml").write_text("[tool.other]\ndocs = 1\n")
    assert loaded(tmp_path, 'docs = "far"').docs == "far"
    assert config.load(below).docs == "far"


def test_a_repository_ends_the_search(tmp_path: Path) -> None:
    below = tmp_path / "repository" / "sub"
    below.mkdir(parents=True)
    (tmp_path / "repository" / ".git").mkdir()
    (tmp_path / "kb.toml").write_text('docs = "far"')
    assert config.load(below) == Config(root=below)


def test_inside_a_site_s_articles_the_site_is_the_root(tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_text("site_name: S\ndocs_dir: content\n")
    for folder in ("content/zh", "other"):
        (tmp_path / folder).mkdir(parents=True)
    assert config.load(tmp_path / "content" / "zh").root == tmp_path
    assert config.load(tmp_path).root == tmp_path
    assert config.load(tmp_path / "other").root == tmp_path / "other"


@pytest.mark.parametrize("name", ["mkdocs.yaml", "properdocs.yml"])
def test_a_site_s_file_may_have_its_other_names(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("site_name: S\ndocs_dir: content\n")
    (tmp_path / "content").mkdir()
    found = config.load(tmp_path / "content")
    assert (found.root, config.site_facts(found).site_name) == (tmp_path, "S")
    assert config.site_file(found) == tmp_path / name


def test_inside_the_docs_of_a_repository_the_repository_is_the_root(tmp_path: Path) -> None:
    for folder in (".git", "docs/zh", "src"):
        (tmp_path / folder).mkdir(parents=True)
    assert config.load(tmp_path / "docs" / "zh").root == tmp_path
    assert config.load(tmp_path / "src").root == tmp_path / "src"


def test_a_folder_named_by_the_user_is_its_own_unless_it_is_among_the_articles(
    tmp_path: Path,
) -> None:
    for folder in ("docs/zh", "fixtures/other"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "kb.toml").write_text('tags = ["x"]')
    (tmp_path / "docs/zh/a.md").write_text("# A\n")
    for inside in ("", "docs", "docs/zh", "docs/zh/a.md"):
        assert config.project(tmp_path / inside).tags == ("x",)
    other = tmp_path / "fixtures" / "other"
    assert config.project(other) == Config(root=other)
    assert config.load(other).tags == ("x",)


def test_a_file_without_a_configuration_belongs_to_the_working_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    article = tmp_path / "base" / "help" / "a.md"
    article.parent.mkdir(parents=True)
    article.write_text("# A\n", "utf-8")

    monkeypatch.chdir(tmp_path / "base")
    assert config.project(article) == Config(root=tmp_path / "base")
    assert config.project(article.parent) == Config(root=article.parent)

    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    assert config.project(article) == Config(root=article.parent)


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("\nlangauges = []", 2, "unknown option 'langauges'; did you mean 'languages'?"),
        ("[lint]\n\nselct = []", 3, "unknown option 'lint.selct'; did you mean 'lint.select'?"),
        ("select = []", 1, "unknown option 'select'; did you mean 'lint.select'?"),
        ("[suggest]\nrelated = 3", 2, "did you mean 'links.related'?"),
        ("[suggest.confidence]\nword = 1.0", 2, "did you mean 'suggest.confidence.words'?"),
        ("[tool.kb]\ndocs = ''", 1, "in kb.toml options are at the top level"),
        ('tags = "billing"', 1, "'tags' must be a list of strings: write [\"billing\"]"),
        ("tags = [\n 1,\n]", 1, "'tags' must be a string, not 1"),
        ("docs = 3", 1, "'docs' must be a string, not 3"),
        ("[suggest]\ntop = true", 2, "'suggest.top' must be a whole number, not true"),
        ("[suggest]\ntop = 0", 2, "'suggest.top' must be from 1 to 100, not 0"),
        ("suggest.threshold = 30", 1, "'suggest.threshold' must be from 0 to 1, not 30"),
        ('layout = "folders"', 1, '\'layout\' must be one of "auto", "folder", "suffix"'),
        ("keys = []", 1, "'keys' must be a table, not []"),
        ("lint = 'KB3'", 1, "'lint' must be a table, not \"KB3\""),
        ("[lint.per-path-ignore]\na = 'KB3'", 2, "'lint.per-path-ignore.a' must be a list"),
        ("[keys]\ntitel = 'q'", 2, "unknown option 'keys.titel'; did you mean 'keys.title'?"),
        ("[keys]\ntitle = 1", 2, "'keys.title' must be a string, not 1"),
        ("docs = ", 1, "not valid TOML"),
    ],
)
def test_a_mistake_is_named_with_its_line_and_remedy(
    tmp_path: Path, text: str, line: int, message: str
) -> None:
    error = refusal(tmp_path, text)
    assert message in error.message.en
    assert error.line == line
    assert any("\u4e00" <= char <= "\u9fff" for char in error.message.zh)


def test_the_line_is_the_one_in_our_own_table(tmp_path: Path) -> None:
    text = '[tool.ruff]\nexclude = ["x"]\n\n[tool.kb]\nexclude = "x"\n'
    assert refusal(tmp_path, text, "pyproject.toml").line == 5


def test_a_table_that_is_none_is_refused(tmp_path: Path) -> None:
    error = refusal(tmp_path, "[tool]\nkb = 3", "pyproject.toml")
    assert (error.line, error.message.en) == (2, "[tool.kb] must be a table")


def test_a_file_in_another_encoding_is_refused(tmp_path: Path) -> None:
    (tmp_path / "kb.toml").write_bytes('tags = ["标签"]'.encode("gb18030"))
    with pytest.raises(ConfigError, match="save this file as UTF-8"):
        config.load(tmp_path)


def test_every_option_has_a_sentence_in_both_languages() -> None:
    found = {key: text for key, _, text in config.options(config.Config)}
    assert {"docs", "lint.select", "suggest.threshold", "site.permalinks"} <= found.keys()
    for text in found.values():
        assert text.en.endswith(".")
        assert text.zh.endswith("。")


def test_every_default_may_be_written_down() -> None:
    written = "\n".join(f"{key} = {toml(value)}" for key, value, _ in config.options(config.Config))
    got = read(tomllib.loads(written), Path("kb.toml"))
    assert got == Config()


def toml(value: object) -> str:
    if isinstance(value, tuple):
        return f"[{', '.join(map(toml, value))}]"
    if hasattr(value, "keys"):
        return "{}"
    return f"{value!r}".replace("True", "true").replace("False", "false")


KEYS = st.sampled_from(["docs", "lint", "tags", "suggest", "top", "x", "layout", "keys", "select"])
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3),
    max_leaves=6,
)


@given(st.dictionaries(KEYS, VALUES, max_size=4))
def test_any_table_is_read_or_refused(file_in_a_folder: Path, table: dict[str, object]) -> None:
    try:
        assert isinstance(read(table, file_in_a_folder), Config)
    except ConfigError as error:
        assert error.path == str(file_in_a_folder)


@pytest.fixture(scope="module")
def file_in_a_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("any") / "kb.toml"
    file.write_text("", "utf-8")
    return file


def test_every_key_that_the_checks_know_can_have_a_name_of_another_tool(tmp_path: Path) -> None:
    lines = [f"{key} = 'x-{key}'" for key in table("keys")["ours"]]
    (tmp_path / "kb.toml").write_text("[keys]\n" + "\n".join(lines), "utf-8")
    assert len(config.load(tmp_path).keys) == len(lines)


@pytest.mark.parametrize(
    "text",
    [
        'languages = ["zh", "en"]\nconverted = { zh-Hant = "zh" }',
        'languages = ["zh", "en", "zh-Hant"]\nconverted = { zh-Hant = "zh" }',
        '[languages]\nzh = {}\nen = {}\nzh-Hant.from = "zh"',
    ],
)
def test_a_language_that_is_made_is_among_the_languages(tmp_path: Path, text: str) -> None:
    got = loaded(tmp_path, text)
    assert (got.languages, got.converted) == (("zh", "en", "zh-Hant"), {"zh-Hant": "zh"})


@pytest.mark.parametrize("name", ["../..", "..", "/", "../outside"])
def test_articles_outside_the_project_are_refused_with_file_and_line(
    tmp_path: Path, name: str
) -> None:
    scratch.write(tmp_path, {"outside/a.md": "# A\n"})
    file = tmp_path / "inside/kb.toml"
    scratch.write(tmp_path, {"inside/kb.toml": f'# ours\ndocs = "{name}"\n'})
    with pytest.raises(ConfigError, match="outside the project") as told:
        config.load(file.parent)
    assert (told.value.path, told.value.line) == (str(file), 2)


def test_articles_elsewhere_in_the_same_repository_are_of_the_project(tmp_path: Path) -> None:
    scratch.write(tmp_path, {"docs/a.md": "# A\n", "tools/kb.toml": 'docs = "../docs"\n'})
    (tmp_path / ".git").mkdir()
    assert config.docs_root(config.load(tmp_path / "tools")).resolve() == tmp_path / "docs"


def test_a_site_whose_articles_are_outside_the_project_is_refused(tmp_path: Path) -> None:
    site = "site_name: A\ndocs_dir: ../outside\n"
    scratch.write(tmp_path, {"outside/a.md": "# A\n", "inside/mkdocs.yml": site})
    with pytest.raises(ReadError, match="outside the project"):
        config.docs_root(config.load(tmp_path / "inside"))
