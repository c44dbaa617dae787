"""What training shows while it runs: a tqdm bar where tqdm is installed, else plain lines."""

import sys


class Progress:
    """A bar over the iterations of a training, with the latest accuracies beside it.

    Everything goes to standard output, since text on standard error looks like a failure in
    a notebook.

    Parameters
    ----------
    total : int
        Iterations to come.
    verbose : bool
        False shows nothing at all.
    """

    def __init__(self, total, verbose=True):
        """Open the bar."""
        self.verbose = verbose
        self.bar = None
        if verbose:
            try:
                from tqdm import tqdm
            except ImportError:
                return
            self.bar = tqdm(total=total, file=sys.stdout, unit="batch", dynamic_ncols=True)

    def step(self):
        """Count one iteration."""
        if self.bar is not None:
            self.bar.update()

    def accuracies(self, epoch, train_acc, val_acc):
        """Show the accuracies at the end of an epoch.

        Parameters
        ----------
        epoch : int
            Epochs that are complete.
        train_acc, val_acc : float
            Fractions, from 0 to 1.
        """
        if self.bar is not None:
            self.bar.set_description(f"epoch {epoch}", refresh=False)
            self.bar.set_postfix_str(f"train {train_acc:.3f}, val {val_acc:.3f}")
        else:
            train, val = f"training accuracy {train_acc:.3f}", f"validation accuracy {val_acc:.3f}"
            self.line(f"epoch {epoch}: {train}, {val}")

    def line(self, text):
        """Show a line of text, above the bar where there is one.

        Parameters
        ----------
        text : str
            The line, without its end.
        """
        if self.bar is not None:
            self.bar.write(text, file=sys.stdout)
        elif self.verbose:
            print(text, flush=True)

    def close(self):
        """Leave the bar as it stands."""
        if self.bar is not None:
            self.bar.close()
