"""Versions of the answers to the chapter on convolution, wrong and right."""
