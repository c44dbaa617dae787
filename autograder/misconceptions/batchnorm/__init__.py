"""Versions of the answers to the chapter on normalisation, wrong and right."""
