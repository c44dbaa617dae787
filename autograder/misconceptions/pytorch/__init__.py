"""Versions of the answers to the chapter on PyTorch, wrong and right."""
