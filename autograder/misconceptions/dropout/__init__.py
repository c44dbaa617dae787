"""Versions of the answers to the chapter on dropout, wrong and right."""
