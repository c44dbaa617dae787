"""Versions of the answers to the chapter on update rules, wrong and right."""
