"""A snapshot of what a model has learnt: its parameters, and running averages where it has them."""

import copy


def take(model):
    """Copy what a model has learnt.

    Parameters
    ----------
    model : object
        With `params`, a dict of arrays, and maybe `norm_params`, a dict of dicts.

    Returns
    -------
    dict
        ``params`` and ``norm_params``.
    """
    norm_params = getattr(model, "norm_params", {})
    return copy.deepcopy({"params": model.params, "norm_params": norm_params})


def put(snapshot, model):
    """Put copies of a snapshot's arrays into a model.

    Parameters
    ----------
    snapshot : dict
        What `take` returned.
    model : object
        One that the snapshot fits, see `check_fit`; it is changed.
    """
    snapshot = copy.deepcopy(snapshot)
    model.params.update(snapshot["params"])
    if snapshot["norm_params"]:
        model.norm_params.update(snapshot["norm_params"])


def check_fit(snapshot, model):
    """See that a model has the parameters of a snapshot.

    Parameters
    ----------
    snapshot : dict
        What `take` returned.
    model : object
        With `params`, a dict of arrays.

    Raises
    ------
    ValueError
        When a parameter is missing on either side, or differs in shape or type.
    """
    expected = {name: (w.shape, str(w.dtype)) for name, w in snapshot["params"].items()}
    got = {name: (w.shape, str(w.dtype)) for name, w in model.params.items()}
    for name in sorted(expected.keys() | got.keys()):
        if got.get(name) != expected.get(name):
            raise ValueError(
                f"Got a model whose parameter {name!r} is {got.get(name)}; expected "
                f"{expected.get(name)} (shape and type), as in the saved training."
            )
