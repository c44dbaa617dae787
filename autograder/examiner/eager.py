"""Spares a check's oracle the compiler of torch, which takes seconds to import and is not used.

The first optimizer of torch that a process makes imports `torch._dynamo`, only to say that its
steps are not to be compiled. Where nothing else has imported it, a module stands in that says the
same; whoever asks it for more gets the real one.
"""

import importlib
import sys
import types

_NAME = "torch._dynamo"


def install():
    """Put the stand-in in its place, in a process that has torch and not yet the compiler."""
    if "torch" not in sys.modules or _NAME in sys.modules:
        return
    sys.modules[_NAME] = sys.modules["torch"]._dynamo = _StandIn(_NAME)


class _StandIn(types.ModuleType):
    """What torch's optimizers ask of the compiler, where nothing is compiled."""

    @staticmethod
    def disable(function, *_, **__):
        """Return a function that is not compiled in any case."""
        return function

    @staticmethod
    def graph_break(*_, **__):
        """Do nothing: there is no graph to break."""

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        if sys.modules.get(_NAME) is self:
            del sys.modules[_NAME]
        return getattr(importlib.import_module(_NAME), name)
