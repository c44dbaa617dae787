"""A stand-in for Colab's own module: a cell that asks for it goes on, and nothing is done.

A student who works in Colab has ``from google.colab import drive`` above an answer. Without the
module the whole cell would fail, and the answer below be lost.
"""

import importlib.abc
import importlib.machinery
import sys
import types

_NAME = "google.colab"


def install():
    """Let ``google.colab`` be imported in this process where there is none."""
    sys.meta_path.append(_Finder())


class _Finder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Finds the module after everybody else; ``google`` alone belongs to other packages too."""

    def find_spec(self, name, path=None, target=None):
        if name in ("google", _NAME) or name.startswith(f"{_NAME}."):
            return importlib.machinery.ModuleSpec(name, self, is_package=True)
        return None

    def create_module(self, spec):
        return _Module(spec.name) if spec.name.startswith(_NAME) else None

    def exec_module(self, module):
        pass


class _Module(types.ModuleType):
    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return _Nothing(f"{self.__name__}.{name}")


class _Nothing:
    """Whatever the module would have there; to be called, or to be asked for more of it."""

    def __init__(self, name):
        self._name = name

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return _Nothing(f"{self._name}.{name}")

    def __call__(self, *args, **kwargs):
        print(f"{self._name} does nothing while a notebook is graded.", file=sys.stderr)
        return {} if self._name == f"{_NAME}.files.upload" else None
