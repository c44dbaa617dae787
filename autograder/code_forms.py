"""Python code, written in one way: what is the same for a computer looks the same here."""

import ast
import contextlib

from autograder import notebook

#: Functions of fewer parts say nothing.
FUNCTION = 30


def statements(source):
    """Return the simple statements and the heads of loops and the like, written in one way.

    Of what is not Python there are none.
    """
    found = set()
    for node in ast.walk(_parsed(source)):
        if isinstance(node, ast.stmt) and not _is_docstring(node):
            found.add(ast.unparse(_head(node)))
    return found


def forms(source):
    """Return the forms of a source's functions: what they do, whatever they call their names."""
    found = set()
    for node in ast.walk(_parsed(source)):
        if isinstance(node, ast.FunctionDef) and sum(1 for _ in ast.walk(node)) >= FUNCTION:
            found.add(_form(node))
    return found


def _parsed(source):
    for parse in (ast.parse, notebook.tree):  # the latter knows magics, and takes far longer
        with contextlib.suppress(SyntaxError, ValueError):
            return parse(source)
    return ast.Module([], [])


def _is_docstring(node):
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _head(node):
    """Return a statement without the statements in it."""
    if not hasattr(node, "body"):
        return node
    fields = {name: value for name, value in ast.iter_fields(node)}
    empty = [ast.copy_location(ast.Pass(), node)]
    fields |= {"body": empty} | {n: [] for n in ("orelse", "finalbody", "handlers") if n in fields}
    if isinstance(node, ast.Try | ast.TryStar):
        fields["finalbody"] = empty
    return ast.copy_location(type(node)(**fields), node)


class _Renamed(ast.NodeTransformer):
    """Numbers the names that a function binds, in the order in which they come."""

    def __init__(self, own):
        self.numbers = {name: f"n{number}" for number, name in enumerate(own)}

    def visit_Name(self, node):
        """Rename a variable."""
        return ast.Name(self.numbers.get(node.id, node.id), node.ctx)

    def visit_arg(self, node):
        """Rename a parameter, and forget what its type is said to be."""
        return ast.arg(self.numbers.get(node.arg, node.arg))

    def visit_FunctionDef(self, node):
        """Leave out a function's name, docstring, decorators and types."""
        node = self.generic_visit(node)
        body = [part for part in node.body if not _is_docstring(part)] or [ast.Pass()]
        return ast.FunctionDef("f", node.args, body, [], None, None)


def _form(function):
    own = [a.arg for a in ast.walk(function.args) if isinstance(a, ast.arg)]
    walked = (node for node in ast.walk(function) if isinstance(node, ast.Name))
    own += [name.id for name in walked if isinstance(name.ctx, ast.Store)]
    tree = ast.parse(ast.unparse(function)).body[0]  # a copy, without what is only layout
    return ast.dump(_Renamed(dict.fromkeys(own)).visit(tree))
