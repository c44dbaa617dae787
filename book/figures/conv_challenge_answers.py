"""The solutions of the challenge, for its figures."""

import contextlib
import io
from types import ModuleType

import torch

from autograder import solutions


def answers() -> ModuleType:
    """Return the chapter's functions, to be run on the processor whatever else there is."""
    with contextlib.redirect_stdout(io.StringIO()):  # the notebook's first cell says it is ready
        chapter = solutions.load("conv_challenge")
    chapter.DEVICE = torch.device("cpu")
    return chapter
