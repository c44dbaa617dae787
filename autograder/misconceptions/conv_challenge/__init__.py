"""Versions of the answers to the ConvNet challenge, wrong and right."""
