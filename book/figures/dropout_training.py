"""A net with and without dropout on 500 images: the notebook's experiment, with several seeds."""

from functools import cache

import numpy as np
from figures.dropout_answers import answers
from figures.table import table
from IPython.display import Markdown
from matplotlib import pyplot as plt
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from layerwise import data, plots
from layerwise.solver import Solver

DATASET = "shapes10"
KEEP = (1, 0.25)
EPOCHS = 25
SEEDS = (0, 1, 2)


@cache
def trained() -> dict[float, list[Solver]]:
    """Return the trained solvers of each keep probability, one for each seed."""
    images = data.load(DATASET, num_train=500, num_val=1000, subtract_mean=True)
    # One after the other: masks and weights are drawn from one stream, NumPy's global one.
    return {keep: [_train(images, keep, seed) for seed in SEEDS] for keep in KEEP}


def _train(images: dict, keep: float, seed: int) -> Solver:
    np.random.seed(seed)
    solver = Solver(
        answers().DropoutNet([500], dropout=keep),
        images,
        optim_config={"learning_rate": 3e-4},
        num_epochs=EPOCHS,
        batch_size=100,
        verbose=False,
        seed=seed,
    )
    solver.train()
    return solver


def curves() -> Figure:
    """Draw loss and accuracies of the two trainings from the first seed."""
    figure = plots.training_curves({f"keep {keep}": runs[0] for keep, runs in trained().items()})
    figure.set_size_inches(8.6, 3.4)
    for axes in figure.axes:
        axes.xaxis.set_major_locator(MaxNLocator(5, integer=True))
    plt.close(figure)  # or the page would show it twice
    return figure


def accuracies() -> Markdown:
    """Return a table: the last accuracies and their gap, mean and spread over the seeds."""
    rows = []
    for keep, solvers in trained().items():
        training = 100 * np.array([solver.train_acc_history[-1] for solver in solvers])
        validation = 100 * np.array([solver.val_acc_history[-1] for solver in solvers])
        columns = (training, validation, training - validation)
        rows.append([f"{keep:g}", *(f"{c.mean():.1f} ± {c.std(ddof=1):.1f}" for c in columns)])
    return table(
        "tab-dropout-accuracies",
        f"After {EPOCHS} epochs on 500 images of {DATASET}, in per cent: mean and standard "
        f"deviation over {len(SEEDS)} seeds.",
        ["keep probability", "training", "validation", "gap"],
        rows,
    )
