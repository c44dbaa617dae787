"""A checkpoint: all that a training is at one moment, as plain values for `layerwise.archive`."""

import numpy as np

from layerwise import optim, snapshot

#: Arguments of the Solver that a checkpoint keeps.
SETTINGS = ("lr_decay", "batch_size", "num_epochs", "num_train_samples", "num_val_samples", "seed")
#: What the Solver has measured so far.
HISTORIES = ("loss_history", "train_acc_history", "val_acc_history")
#: How far the training is.
POSITION = ("epoch", "position", "best_val_acc")


def take(solver):
    """All that a solver needs to go on later.

    Parameters
    ----------
    solver : Solver
        Before, between or after trainings.

    Returns
    -------
    dict
        Settings, histories, the rule's state for each parameter, the latest and the best
        parameters, and the state of NumPy's global stream. The rule itself is a function, of
        which only a registered name can be kept.
    """
    return {
        "rule": optim.name_of(solver.optimiser.rule),
        "shapes": _shapes(solver),
        "settings": {name: getattr(solver, name) for name in SETTINGS},
        "state": {name: getattr(solver, name) for name in HISTORIES + POSITION},
        "configs": solver.optimiser.configs,
        "latest": solver.latest or snapshot.take(solver.model),
        "best": solver.best,
        "global_stream": np.random.get_state(legacy=False),
    }


def put(checkpoint, solver):
    """Bring a fresh solver to where a checkpoint was taken.

    Parameters
    ----------
    checkpoint : dict
        What `take` returned.
    solver : Solver
        Made with the checkpoint's settings. The best parameters, where there are some, go into
        its model, as after training.

    Raises
    ------
    ValueError
        When the solver's data or model have other shapes; nothing is changed then.
    """
    if checkpoint["shapes"] != _shapes(solver):
        raise ValueError(
            f"Got X_train and X_val of shapes {_shapes(solver)}; expected "
            f"{checkpoint['shapes']}, as in the saved training."
        )
    snapshot.check_fit(checkpoint["latest"], solver.model)
    for name, value in checkpoint["state"].items():
        setattr(solver, name, value)
    solver.optimiser.configs = checkpoint["configs"]
    solver.latest, solver.best = checkpoint["latest"], checkpoint["best"]
    snapshot.put(solver.best or solver.latest, solver.model)
    np.random.set_state(checkpoint["global_stream"])


def _shapes(solver):
    return (solver.X_train.shape, solver.X_val.shape)
