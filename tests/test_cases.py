"""The table of cases names tests that exist."""

import ast
import re

from autograder import course, misconceptions


def test_every_case_has_tests_and_these_exist(root):
    text = (root / "tests" / "CASES.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (\d+)\. .*\|([^|]*)\|$", text, re.MULTILINE)
    assert len({number for number, _ in rows}) == len(rows) >= 31
    bank = {f"{v.of}.{v.name}" for c in course.chapters() for v in misconceptions.load(c)}
    for number, cell in rows:
        tests = re.findall(r"`([^`]+)`", cell)
        assert tests, f"case {number} names no test"
        for test in tests:
            if test.startswith("bank: "):
                assert test.removeprefix("bank: ") in bank, f"case {number}: {test}"
                continue
            path, _, name = test.partition("::")
            tree = ast.parse((root / "tests" / path).read_text(encoding="utf-8"))
            functions = {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
            assert not name or name in functions, f"case {number}: there is no {test}"
