"""Plug-ins of nbgrader, one job each; `nbgrader_config.py` names them."""
