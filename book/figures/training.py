"""The four update rules on a six-layer net: the notebook's experiment, with several seeds."""

import itertools
from concurrent.futures import ThreadPoolExecutor
from functools import cache

import numpy as np
from figures.rules import Rule, compared
from figures.table import table
from IPython.display import Markdown
from matplotlib import pyplot as plt
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from layerwise import data, plots
from layerwise.fc_net import FullyConnectedNet
from layerwise.solver import Solver

DATASET = "shapes10"
LEARNING_RATES = {"SGD": 5e-3, "Momentum": 5e-3, "RMSProp": 1e-4, "Adam": 1e-3}
EPOCHS = 5
SEEDS = (0, 1, 2)


def untrained(images: dict, rule: Rule, seed: int) -> Solver:
    """Return a solver for one rule; of one seed, all rules get the same weights and batches."""
    np.random.seed(seed)
    net = FullyConnectedNet([100] * 5, weight_scale=5e-2)
    return Solver(
        net,
        images,
        update_rule=rule.step,
        optim_config={"learning_rate": LEARNING_RATES[rule.name]},
        num_epochs=EPOCHS,
        batch_size=100,
        verbose=False,
        seed=seed,
    )


@cache
def trained() -> dict[str, list[Solver]]:
    """Return the trained solvers of each rule, one for each seed."""
    images = data.load(DATASET, num_train=4000, num_val=1000, subtract_mean=True)
    solvers = {rule.name: [untrained(images, rule, seed) for seed in SEEDS] for rule in compared()}
    # Each solver has its own random stream and NumPy works outside the interpreter's lock, so
    # that threads train the same nets in less time.
    with ThreadPoolExecutor() as threads:
        list(threads.map(Solver.train, itertools.chain(*solvers.values())))
    return solvers


def curves() -> Figure:
    """Draw loss and accuracies of the four trainings from the first seed."""
    figure = plots.training_curves({name: solvers[0] for name, solvers in trained().items()})
    figure.set_size_inches(8.6, 3.4)
    for axes in figure.axes:
        axes.xaxis.set_major_locator(MaxNLocator(5, integer=True))
    plt.close(figure)  # or the page would show it twice
    return figure


def accuracies() -> Markdown:
    """Return a table: each rule's last validation accuracy, mean and spread over the seeds."""
    rows = []
    for name, solvers in trained().items():
        final = 100 * np.array([solver.val_acc_history[-1] for solver in solvers])
        loss = np.array([np.mean(solver.loss_history[-40:]) for solver in solvers])
        rows.append(
            [
                name,
                f"{LEARNING_RATES[name]:g}",
                f"{loss.mean():.2f} ± {loss.std(ddof=1):.2f}",
                f"{final.mean():.1f} ± {final.std(ddof=1):.1f} %",
            ]
        )
    return table(
        "tab-accuracies",
        f"After {EPOCHS} epochs on {DATASET}: mean and standard deviation over "
        f"{len(SEEDS)} seeds. The loss is that of the last epoch.",
        ["rule", "learning rate", "training loss", "validation accuracy"],
        rows,
    )
