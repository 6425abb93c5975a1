import kb_tools.markdown

if not hasattr(kb_tools.markdown, "parse"):
    collect_ignore = ["test_knowledge_base.py", "test_resolution.py"]
