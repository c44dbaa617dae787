"""Training: minibatches, an update rule, learning-rate decay, histories, the best parameters."""

import warnings

import numpy as np

from layerwise import archive, checkpoint, samples, snapshot
from layerwise.layers import NonFiniteError
from layerwise.optimiser import Optimiser
from layerwise.progress import Progress


class Solver:
    """Train a model on a data set.

    An epoch is a real pass: the training samples are shuffled afresh and cut into minibatches,
    so each is used exactly once; the last minibatch is shorter when `batch_size` does not divide
    their number.

    Parameters
    ----------
    model : object
        With `params`, a dict of arrays, and ``loss(X, y=None)``, which returns the scores, or
        with labels the loss and a dict of gradients under the names of the parameters.
    data : dict
        ``X_train``, ``y_train``, ``X_val``, ``y_val``, as `layerwise.data.load` gives them.
    update_rule : str or callable
        A name that `layerwise.optim` knows, or ``rule(w, dw, config) -> (next_w, config)``.
    optim_config : dict, optional
        Hyperparameters of the rule; each parameter gets a copy, where the rule keeps its state.
    lr_decay : float
        The learning rate is multiplied by this after each epoch.
    batch_size, num_epochs : int
        Samples in a minibatch, and passes over the training samples.
    num_train_samples, num_val_samples : int or None
        Measure accuracies on so many samples, chosen afresh each time; None takes all.
    print_every : int, optional
        Print the loss every so many minibatches.
    verbose : bool
        False prints nothing at all.
    seed : int, optional
        Makes the order of the samples reproducible, apart from NumPy's global stream.

    Raises
    ------
    TypeError, ValueError
        When the data or a setting is not as described.

    Attributes
    ----------
    loss_history : list of float
        The loss of each minibatch.
    train_acc_history, val_acc_history : list of float
        Accuracies (fractions) at the start and after each epoch.
    best_val_acc : float
        The highest of them.
    """

    def __init__(
        self,
        model,
        data,
        *,
        update_rule="sgd",
        optim_config=None,
        lr_decay=1.0,
        batch_size=100,
        num_epochs=10,
        num_train_samples=1000,
        num_val_samples=None,
        print_every=None,
        verbose=True,
        seed=None,
    ):
        """Look at the data and the settings; nothing is trained yet."""
        self.model = model
        self.X_train, self.y_train = samples.take(data, "train")
        self.X_val, self.y_val = samples.take(data, "val")
        self.optimiser = Optimiser(update_rule, optim_config, model.params)
        if not lr_decay > 0:
            raise ValueError(f"Solver got lr_decay={lr_decay}; expected a positive number.")
        self.lr_decay = float(lr_decay)
        self.batch_size = _whole("batch_size", batch_size)
        self.num_epochs = _whole("num_epochs", num_epochs, least=0)
        self.num_train_samples = _whole("num_train_samples", num_train_samples, optional=True)
        self.num_val_samples = _whole("num_val_samples", num_val_samples, optional=True)
        self.print_every = _whole("print_every", print_every, optional=True)
        self.verbose = verbose
        seed = _whole("seed", seed, least=0, optional=True)
        self.seed = np.random.SeedSequence(seed).entropy  # drawn from the system for None

        self.epoch = 0  # epochs that are complete
        self.position = 0  # samples of the present epoch that are used up
        self.loss_history, self.train_acc_history, self.val_acc_history = [], [], []
        self.best_val_acc = 0.0
        self.best = self.latest = None  # snapshots

    @property
    def best_params(self):
        """Copies of the parameters with the best validation accuracy; empty before training."""
        return self.best["params"] if self.best else {}

    def train(self, num_epochs=None):
        """Train, then put the best parameters into the model.

        Called again, it goes on from the latest parameters (not the best), in the middle of an
        epoch if it was interrupted there. When the loss is NaN or infinite, training stops with
        a warning. Either way the histories and the best parameters so far are kept.

        Parameters
        ----------
        num_epochs : int, optional
            How many more epochs; by default, up to the solver's `num_epochs` in all.
        """
        last = self.num_epochs
        if num_epochs is not None:
            last = self.epoch + _whole("num_epochs", num_epochs, least=0)
        if self.epoch >= last and len(self.val_acc_history) > self.epoch:
            if self.verbose:
                print(
                    f"All {last} epochs are done; train(num_epochs=...) goes on for so many more."
                )
            return
        if self.latest:
            snapshot.put(self.latest, self.model)
            self.latest = None
        progress = Progress(self._num_batches(last), self.verbose)
        try:
            while True:
                if len(self.val_acc_history) <= self.epoch:
                    self._record_accuracies(progress)
                if self.epoch >= last or not self._train_epoch(progress):
                    break
        finally:
            progress.close()
            self.latest = snapshot.take(self.model)
            if self.best:
                snapshot.put(self.best, self.model)

    def check_accuracy(self, X, y, num_samples=None, batch_size=100):
        """Fraction of samples for which the right class has the highest score.

        Parameters
        ----------
        X : ndarray of shape (N, d1, ..., dk)
            Samples.
        y : ndarray of shape (N,)
            Integer labels.
        num_samples : int, optional
            Measure on a random choice of this many.
        batch_size : int
            Samples that go through the model at once.

        Returns
        -------
        float
            Between 0 and 1. A sample with a NaN among its scores counts as wrong.

        Raises
        ------
        ValueError
            When there are no samples, or not as many labels.
        """
        X, y = np.asarray(X), np.asarray(y)
        batch_size = _whole("batch_size", batch_size)
        num_samples = _whole("num_samples", num_samples, optional=True)
        if len(X) != len(y) or len(y) == 0:
            raise ValueError(
                f"check_accuracy got {len(X)} samples and {len(y)} labels; expected as many of "
                f"both, 1 or more."
            )
        if num_samples is not None and num_samples < len(X):
            rng = np.random.default_rng([self.seed, self.epoch, 1])
            chosen = rng.choice(len(X), num_samples, replace=False)
            X, y = X[chosen], y[chosen]
        right = 0
        for start in range(0, len(X), batch_size):
            with np.errstate(over="ignore", invalid="ignore"):
                scores = self.model.loss(X[start : start + batch_size])
            predicted = np.where(np.isnan(scores).any(axis=1), -1, scores.argmax(axis=1))
            right += int(np.sum(predicted == y[start : start + batch_size]))
        return right / len(X)

    def save(self, path):
        """Write a checkpoint, from which `resume` goes on exactly as if there had been no break.

        Parameters
        ----------
        path : str or pathlib.Path
            File to write, by custom ``.npz``. It holds arrays and text, no pickle, and takes the
            place of a former one only once it is complete.

        Raises
        ------
        OSError
            When the file cannot be written.
        """
        archive.write(path, checkpoint.take(self))

    @classmethod
    def resume(cls, path, model, data, *, update_rule=None, print_every=None, verbose=True):
        """Take up a training from a checkpoint; `train` then goes on with it.

        NumPy's global stream, from which dropout draws, is set back as well.

        Parameters
        ----------
        path : str or pathlib.Path
            What `save` wrote.
        model : object
            A model of the same sizes; its parameters are replaced.
        data : dict
            The same data.
        update_rule : callable, optional
            Needed when the rule was a function that `layerwise.optim` does not know by name.
        print_every : int, optional
            Print the loss every so many minibatches.
        verbose : bool
            False prints nothing at all.

        Returns
        -------
        Solver

        Raises
        ------
        FileNotFoundError, ValueError
            When there is no such file, or it does not fit the model or the data.
        """
        saved = archive.read(path)
        rule = update_rule or saved["rule"]
        if rule is None:
            raise ValueError(f"{path} was trained with a function; pass the same as update_rule.")
        solver = cls(
            model,
            data,
            update_rule=rule,
            print_every=print_every,
            verbose=verbose,
            **saved["settings"],
        )
        checkpoint.put(saved, solver)
        return solver

    def _train_epoch(self, progress):
        """Finish the present epoch; False when the loss was not finite."""
        # A generator for each epoch needs no state, so an epoch can be taken up in its middle.
        order = np.random.default_rng([self.seed, self.epoch]).permutation(len(self.X_train))
        while self.position < len(order):
            batch = order[self.position : self.position + self.batch_size]
            if not self._step(batch):
                return False
            self.position += len(batch)
            progress.step()
            if self.print_every and len(self.loss_history) % self.print_every == 0:
                progress.line(
                    f"minibatch {len(self.loss_history)}: loss {self.loss_history[-1]:.4f}"
                )
        self.epoch, self.position = self.epoch + 1, 0
        if self.lr_decay != 1:
            self.optimiser.decay(self.lr_decay)
        return True

    def _step(self, batch):
        """Update the parameters once; False, and no update, when the loss is not finite."""
        try:
            with np.errstate(over="ignore", invalid="ignore"):
                loss, grads = self.model.loss(self.X_train[batch], self.y_train[batch])
        except NonFiniteError:
            loss = np.nan
        if np.isfinite(loss):
            self.optimiser.step(self.model.params, grads)
            self.loss_history.append(float(loss))
            return True
        self.loss_history.append(float(loss))
        warnings.warn(
            f"Training stopped in epoch {self.epoch + 1}: the loss of minibatch "
            f"{len(self.loss_history)} is {loss}; expected a finite number, so try a lower "
            f"learning rate or a smaller weight_scale.",
            RuntimeWarning,
            stacklevel=4,
        )
        return False

    def _record_accuracies(self, progress):
        train_acc = self.check_accuracy(self.X_train, self.y_train, self.num_train_samples)
        val_acc = self.check_accuracy(self.X_val, self.y_val, self.num_val_samples)
        self.train_acc_history.append(train_acc)
        self.val_acc_history.append(val_acc)
        if not self.best or val_acc > self.best_val_acc:
            self.best_val_acc, self.best = val_acc, snapshot.take(self.model)
        progress.accuracies(self.epoch, train_acc, val_acc)

    def _num_batches(self, last):
        per_epoch = -(-len(self.X_train) // self.batch_size)
        return max(0, (last - self.epoch) * per_epoch - self.position // self.batch_size)


def _whole(name, value, least=1, optional=False):
    if optional and value is None:
        return None
    if not isinstance(value, int | np.integer) or value < least:
        raise ValueError(f"Solver got {name}={value!r}; expected a whole number, {least} or more.")
    return int(value)
