"""The words of a decision tree's page."""

from __future__ import annotations

from kb_tools.language import Text

TREE = {
    "tree_step": Text("Question {n}", "第 {n} 个问题"),
    "tree_end": Text("What to do", "这样做"),
    "tree_back": Text("Back", "上一步"),
    "tree_again": Text("Start over", "从头开始"),
    "tree_all": Text("Show everything", "显示全部"),
    "tree_one": Text("One question at a time", "一次一个问题"),
    "tree_bar": Text("Way through the questions", "问题导航"),
    "tree_trail": Text("Your answers so far", "已经回答的问题"),
    "tree_unsolved": Text(
        "Still not solved? Send us your answers", "还没有解决？把走过的步骤发给我们"
    ),
}

TREE_TRADITIONAL = {
    "tree_step": "第 {n} 個問題",
    "tree_end": "這樣做",
    "tree_back": "上一步",
    "tree_again": "從頭開始",
    "tree_all": "顯示全部",
    "tree_one": "一次一個問題",
    "tree_bar": "問題導覽",
    "tree_trail": "已經回答的問題",
    "tree_unsolved": "還沒有解決？把走過的步驟傳給我們",
}
"""The same for readers of traditional characters."""
