"""The reference of the library names everything that is public, and says all of it."""

import ast
import importlib
import inspect
import re
import textwrap

import api_reference
import pytest

MODULES = [name for name in api_reference.modules() if name != "layerwise"]

# What two modules have is described once.
PASSED_ON = {
    "layerwise.parts.Parts": "layerwise.checks.Parts",
    "layerwise.checks.results": "layerwise.parts.results",
    "layerwise.data.cache.DataUnavailableError": "layerwise.data.DataUnavailableError",
}


@pytest.fixture(scope="module")
def described(root):
    """The modules that each page of the reference describes."""
    return {
        path.stem: api_reference.DESCRIBED.findall(path.read_text(encoding="utf-8"))
        for path in sorted((root / "book").glob("api_*.md"))
    }


def functions():
    """Yield the public functions, methods and classes of the library, with their full names."""
    for name in MODULES:
        module = importlib.import_module(name)
        for member in api_reference.public(module):
            value = getattr(module, member)
            if inspect.isfunction(value):
                yield f"{name}.{member}", inspect.unwrap(value)
            elif inspect.isclass(value) and value.__module__.startswith("layerwise"):
                yield f"{name}.{member}", value
                for own, method in vars(value).items():
                    method = getattr(method, "__func__", method)
                    if not own.startswith("_") and inspect.isfunction(method):
                        yield f"{name}.{member}.{own}", method


FUNCTIONS = dict(functions())


def sections(value):
    """Return the sections of a docstring in numpydoc's form, by their titles."""
    text = inspect.getdoc(value) or ""
    parts = re.split(r"^(\w[\w ]*)\n-+$", text, flags=re.MULTILINE)
    return {"": parts[0], **dict(zip(parts[1::2], parts[2::2], strict=True))}


def entries(section):
    """Return the names that a section of a docstring explains."""
    heads = re.findall(r"^(\S[^:\n]*)", section, re.MULTILINE)
    return {name.strip(" *") for head in heads for name in head.split(",")}


def own_nodes(tree):
    """Yield the nodes of a function, without those of functions within it."""
    for node in ast.iter_child_nodes(tree):
        if not isinstance(node, ast.FunctionDef | ast.Lambda | ast.ClassDef):
            yield node
            yield from own_nodes(node)


def body(function):
    return ast.parse(textwrap.dedent(inspect.getsource(function))).body[0]


def test_each_module_is_described_on_one_page(described):
    listed = [name for names in described.values() for name in names]
    assert sorted(listed) == sorted(MODULES)


def test_the_overview_lists_each_page_of_the_reference(described, root):
    overview = (root / "book" / "api.md").read_text(encoding="utf-8")
    listed = re.findall(r"```\{module-table\} (.*)", overview)
    assert sorted(" ".join(listed).split()) == sorted(described)


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_docstring_begins_with_a_sentence(name):
    first = inspect.getdoc(FUNCTIONS[name]).split("\n\n")[0]
    assert first.endswith((".", ":", "...")), first


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_docstring_names_each_parameter(name):
    value = FUNCTIONS[name]
    if inspect.isclass(value) and issubclass(value, BaseException):
        return
    told = sections(value)
    explained = entries(told.get("Parameters", "")) | entries(told.get("Attributes", ""))
    asked = {
        parameter for parameter in inspect.signature(value).parameters
        if parameter not in ("self", "cls")
    }  # fmt: skip
    assert asked <= explained


@pytest.mark.parametrize("name", [n for n, v in FUNCTIONS.items() if inspect.isfunction(v)])
def test_a_docstring_says_what_is_returned_and_what_can_be_raised(name):
    told, tree = sections(FUNCTIONS[name]), body(FUNCTIONS[name])
    nodes = list(own_nodes(tree))
    returns = [n for n in nodes if isinstance(n, ast.Return) and n.value is not None]
    returns = [n for n in returns if not (isinstance(n.value, ast.Constant) and not n.value.value)]
    assert bool(returns) <= ("Returns" in told)
    raised = {
        node.exc.func.id
        for node in nodes
        if isinstance(node, ast.Raise)
        and isinstance(node.exc, ast.Call)
        and isinstance(node.exc.func, ast.Name)
        and node.exc.func.id[0].isupper()
    }
    assert raised <= entries(told.get("Raises", ""))


def test_the_type_of_an_array_says_its_shape():
    without = []
    for name, value in FUNCTIONS.items():
        for title in ("Parameters", "Returns"):
            section = sections(value).get(title, "")
            for entry in re.split(r"\n(?=\S)", section):
                head = entry.strip().split("\n")[0]
                is_array = re.search(r"(^|: )(ndarray|array_like)\b", head)
                if is_array and "shape" not in entry.lower():
                    without.append(f"{name}: {head}")
    assert without == []


def test_names_in_quotes_become_links_where_the_reference_has_them():
    place = "layerwise.layers.affine_forward"
    linked = api_reference.linked
    assert linked("See `affine_backward`.", place) == (
        "See :py:obj:`affine_backward <layerwise.layers.affine_backward>`."
    )
    assert linked("`layerwise.data.load`", place).endswith("<layerwise.data.load>`")
    assert linked("`x` and ``y``", place) == "``x`` and ``y``"
    assert linked(":py:obj:`x`", place) == ":py:obj:`x`"


def test_a_method_is_found_beside_another_of_its_class():
    place = "layerwise.solver.Solver.save"
    assert api_reference.linked("`resume`", place) == (
        ":py:obj:`resume <layerwise.solver.Solver.resume>`"
    )


def test_public_names_are_those_that_a_module_defines():
    layers = importlib.import_module("layerwise.layers")
    names = api_reference.public(layers)
    assert {"affine_forward", "NonFiniteError"} <= set(names)
    assert not {"np", "math"} & set(names)
    assert not [name for name in names if name.startswith("_")]


@pytest.mark.slow
def test_the_built_reference_describes_every_public_name(pages, described):
    ids = {
        tag["id"]
        for page in described
        for tag in pages[f"book/{page}.html"].article.select("dt.sig[id], [id^=module-]")
    }
    for module in MODULES:
        assert f"module-{module}" in ids
        for name in api_reference.public(importlib.import_module(module)):
            assert PASSED_ON.get(f"{module}.{name}", f"{module}.{name}") in ids


@pytest.mark.slow
def test_a_constant_s_value_is_shown_where_it_is_short(pages):
    constants = pages["book/api_data.html"].select("dl.data dt.sig")
    told = {dt["id"].rpartition(".")[2]: dt.get_text().split("=", 1) for dt in constants}
    assert len(told["COS"]) == 1  # a hundred numbers
    assert told["NAMES"][1].strip().startswith("('cifar10', ")
    assert max(len("".join(text)) for text in told.values()) < 260


@pytest.mark.slow
def test_the_built_reference_shows_sections_and_no_raw_markup(pages, described):
    for page in described:
        article = pages[f"book/{page}.html"].article
        assert article.select("dl.py.function dl.field-list")
        prose = article.get_text()
        assert not re.search(r"----|:py:\w+:|:param|^\.\. ", prose, re.MULTILINE)
        assert article.select(".system-message, .problematic") == []
