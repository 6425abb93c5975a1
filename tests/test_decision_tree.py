from hypothesis import given
from hypothesis import strategies as st

from kb_tools.decision_tree import Tree, tree
from kb_tools.markdown import parse

PRINTER = """---
kind: decision-tree
---

# It does not print

Have the cable at hand.

## Is the light on? {#light}

- [Yes](#paper)
- **[No](#plug)**

## Is there paper? {#paper}

See [the tray](tray.md) first.

- [Yes](help.md)
- Not sure

## Plug it in {#plug}

1. [Open the lid](lid.md).

```text
- [no answer](#light)
```

<!-- kb:related -->

## Related articles

- [Toner](toner.md)

<!-- /kb:related -->
"""


def _tree(text: str) -> Tree:
    return tree(parse(text, "en/a.md", lang="en"))


def test_headings_are_steps_and_items_that_are_links_are_answers() -> None:
    light, paper, plug = _tree(PRINTER).steps
    assert [(a.text, a.target) for a in light.answers] == [("Yes", "#paper"), ("No", "#plug")]
    assert [(a.text, a.target) for a in paper.answers] == [("Yes", "help.md"), ("Not sure", "")]
    assert plug.answers == ()
    assert (light.asks, plug.asks, plug.empty) == (True, False, False)


def test_ways_are_followed_from_the_first_step() -> None:
    found = _tree(PRINTER)
    assert found.reached() == {"light", "paper", "plug"}
    assert found.ending() == {"light", "paper", "plug"}
    round_and_round = _tree(
        "## A? {#a}\n\n- [x](#b)\n\n## B? {#b}\n\n- [y](#a)\n\n## C {#c}\n\nFix.\n"
    )
    assert round_and_round.reached() == {"a", "b"}
    assert round_and_round.ending() == {"c"}


@given(
    st.lists(st.sampled_from(["## A {#a}", "## B?", "- [x](#a)", "- [y](b.md)", "- z", "x", ""]))
)
def test_any_text_is_a_tree_of_some_kind(lines: list[str]) -> None:
    found = _tree("\n".join(lines))
    ids = {step.id for step in found.steps}
    assert found.reached() <= ids
    assert found.ending() <= ids
