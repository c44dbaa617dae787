"""What the notebooks of the Layerwise course take as given.

Import the modules by name, as the notebooks do::

    from layerwise import checks, data, fc_net, gradient_check, layers, plots, solver
"""

__version__ = "0.1.0"
