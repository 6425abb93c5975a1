from kb_tools.config import Config, LinksConfig
from kb_tools.corpus import KnowledgeBase
from kb_tools.links import section
from kb_tools.links.related import ranked, related

LISTED = "\n<!-- kb:related -->\n\n## Related articles\n\n{}\n\n<!-- /kb:related -->\n"
TEXTS = {
    "reset.md": "# Reset your password\n\nOpen the sign-in page and reset the password.\n",
    "change.md": "# Change your password\n\nOpen settings and change the password.\n",
    "rules.md": "# Password rules\n\nA password has twelve characters.\n",
    "invoice.md": "# Download an invoice\n\nOpen billing and download the invoice.\n",
    "refund.md": "# Get a refund for an invoice\n\nOpen billing, choose the invoice, refund.\n",
    "vat.md": "# VAT number on the invoice\n\nOpen billing and add the number.\n",
}


def lists(texts, settings=Config()):
    kb = KnowledgeBase.from_texts(texts, settings)
    return {path: [a.path for a in found] for path, found in related(kb).items()}


def test_articles_about_the_same_things_belong_together() -> None:
    found = lists(TEXTS)
    assert set(found["reset.md"][:2]) == {"change.md", "rules.md"}
    assert found["refund.md"] == ["invoice.md"]


def test_the_list_has_no_more_than_configured_but_every_pinned_one() -> None:
    settings = Config(links=LinksConfig(related=1))
    assert len(lists(TEXTS, settings)["reset.md"]) == 1
    pinned = {**TEXTS, "reset.md": "---\nrelated: [vat.md, invoice.md]\n---\n" + TEXTS["reset.md"]}
    assert lists(pinned, settings)["reset.md"][:2] == ["vat.md", "invoice.md"]
    assert len(lists(pinned, settings)["reset.md"]) == 3


def test_what_the_text_links_to_already_is_not_offered_again() -> None:
    linked = {**TEXTS, "reset.md": TEXTS["reset.md"] + "\n[Rules](rules.md)\n"}
    assert "rules.md" not in lists(linked)["reset.md"]


def test_living_entries_stay_and_keep_their_order() -> None:
    entries = "- [Rules](rules.md)\n- [Change](change.md)"
    swapped = "- [Change](change.md)\n- [Rules](rules.md)"
    for block in (entries, swapped):
        kept = {**TEXTS, "reset.md": TEXTS["reset.md"] + LISTED.format(block)}
        wanted = [line.partition("(")[2][:-1] for line in block.split("\n")]
        assert lists(kept)["reset.md"][:2] == wanted


def test_an_entry_that_has_gone_or_has_no_kinship_makes_room() -> None:
    block = LISTED.format("- [Old](gone.md)\n- [VAT](vat.md)\n- [Rules](rules.md)")
    texts = {**TEXTS, "reset.md": TEXTS["reset.md"] + block}
    texts["vat.md"] = "# 增值税\n\n完全不同的内容。\n"
    found = lists(texts)["reset.md"]
    assert found[0] == "rules.md"
    assert "vat.md" not in found


def test_a_new_article_does_not_push_out_the_ones_that_are_good_enough() -> None:
    settings = Config(links=LinksConfig(related=2))
    before = {
        **TEXTS,
        "reset.md": TEXTS["reset.md"] + LISTED.format("- [Rules](rules.md)\n- [Change](change.md)"),
    }
    better = {"again.md": "# Reset your password again\n\nReset the password on the page.\n"}
    assert lists({**before, **better}, settings)["reset.md"] == ["rules.md", "change.md"]


def test_the_written_list_does_not_feed_back_into_the_score() -> None:
    kb = KnowledgeBase.from_texts(TEXTS)
    listed = TEXTS["reset.md"] + LISTED.format("- [VAT number on the invoice](vat.md)")
    again = kb.with_texts({"reset.md": listed})
    scores = [
        [(k.article.path, round(k.score, 9)) for k in ranked(b)["vat.md"]] for b in (kb, again)
    ]
    assert scores[0] == scores[1]


def test_drafts_other_languages_and_narrower_audiences_are_left_out() -> None:
    texts = {f"en/{path}": text for path, text in TEXTS.items()}
    texts["en/change.md"] = "---\nstatus: draft\n---\n" + TEXTS["change.md"]
    texts["en/rules.md"] = "---\naudience: internal\n---\n" + TEXTS["rules.md"]
    texts["zh/reset.md"] = TEXTS["reset.md"]
    found = lists(texts)
    assert found["en/reset.md"] == []
    assert found["en/rules.md"] == ["en/reset.md"]


def test_a_link_from_there_and_common_neighbours_bring_articles_nearer() -> None:
    far = {**TEXTS, "vat.md": TEXTS["vat.md"] + "\nSee [the password](reset.md).\n"}

    def score(texts):
        kin = ranked(KnowledgeBase.from_texts(texts))["reset.md"]
        return next((k.score for k in kin if k.article.path == "vat.md"), 0.0)

    assert score(far) > score(TEXTS) + 0.05


def test_another_product_is_further_away() -> None:
    def product(name):
        return {
            "a.md": "---\nproduct: Mail\n---\n" + TEXTS["reset.md"],
            "b.md": f"---\nproduct: {name}\n---\n" + TEXTS["change.md"],
        }

    scores = {
        name: ranked(KnowledgeBase.from_texts(product(name)))["a.md"][0].score
        for name in ("Mail", "Shop")
    }
    assert scores["Mail"] > scores["Shop"] + 0.05


def test_an_authors_own_section_is_recognised_in_three_scripts() -> None:
    for heading in ("Related reading", "See also", "相关阅读", "相關文章", "延伸阅读"):
        kb = KnowledgeBase.from_texts({"a.md": f"# A\n\n## {heading}\n\n- x\n"})
        assert section.authors_own(kb.articles["a.md"])
    kb = KnowledgeBase.from_texts({"a.md": "# A" + LISTED.format("- [B](b.md)")})
    assert not section.authors_own(kb.articles["a.md"])


def test_a_landing_page_is_no_related_article_but_a_lone_index_page_is() -> None:
    landing = {"pass/index.md": "# Password\n\nReset your password, change your password.\n"}
    inside = {f"pass/{path}": text for path, text in TEXTS.items()}
    assert "pass/index.md" not in lists({**inside, **landing})["pass/reset.md"]
    assert "pass/index.md" in lists({**TEXTS, **landing})["reset.md"]
