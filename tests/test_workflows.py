"""What GitHub runs is what anyone can run: make targets, with no logic of their own."""

import re

import pytest
import yaml

WORKFLOWS = ("links", "release", "site", "test")
ACTIONS = re.compile(r"actions/[a-z-]+@v\d+")
COMMAND = re.compile(r"make ([a-z]+)(?: [A-Z]+=\$\{\{ github\.ref_name \}\})?")


@pytest.fixture(params=WORKFLOWS)
def workflow(request, root):
    """A workflow, as it is in its file."""
    path = root / ".github" / "workflows" / f"{request.param}.yml"
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def steps_of(workflow):
    return [step for job in workflow["jobs"].values() for step in job["steps"]]


def test_there_are_no_others(root):
    found = {path.stem for path in (root / ".github" / "workflows").iterdir()}
    assert found == set(WORKFLOWS)


def test_a_step_is_one_make_target_or_one_of_github_s_own_actions(workflow, root):
    targets = set(re.findall(r"^([a-z]+):", (root / "Makefile").read_text(encoding="utf-8"), re.M))
    for step in steps_of(workflow):
        assert ("run" in step) != ("uses" in step)
        if "uses" in step:
            assert ACTIONS.fullmatch(step["uses"])
        else:
            match = COMMAND.fullmatch(step["run"])
            assert match and match[1] in targets, step["run"]
        assert "if" not in step


def test_a_workflow_may_do_no_more_than_it_needs_and_ends(workflow):
    writes = [name for name, kind in workflow["permissions"].items() if kind == "write"]
    assert writes == (["contents"] if workflow["name"] == "release" else [])
    assert all(job["timeout-minutes"] <= 90 for job in workflow["jobs"].values())


def test_the_site_and_the_release_are_made_when_a_version_is_tagged(root):
    for name in ("release", "site"):
        text = (root / ".github" / "workflows" / f"{name}.yml").read_text(encoding="utf-8")
        assert yaml.load(text, yaml.BaseLoader)["on"]["push"] == {"tags": ["v*"]}
