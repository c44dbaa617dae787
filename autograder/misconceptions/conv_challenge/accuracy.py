"""Versions of `accuracy` that measure in another mode, or count otherwise."""

from autograder.misconceptions import wrong
from autograder.misconceptions.conv_challenge import accuracy_right


@wrong(
    "accuracy",
    hint="""The model is not put in eval mode. Batchnorm then normalises by the minibatch and
    dropout drops, so that what you measure is not the net that you will use.""",
    like=accuracy_right.with_try_and_counts,
    change="""
    - model.eval()
    - hits = []
    + hits = []
    """,
)
def no_eval_mode():
    """Leave eval() out."""


@wrong(
    "accuracy",
    hint="""The model is put in train mode for the measuring, in place of eval mode.""",
    like=accuracy_right.with_try_and_counts,
    change="""
    - model.eval()
    - hits = []
    + model.train()
    + hits = []
    """,
)
def in_train_mode():
    """Measure in train mode."""


@wrong(
    "accuracy",
    hint="""eval mode is set after the first minibatch, so that this one is measured in train
    mode.""",
    like=accuracy_right.with_try_and_counts,
    change="""
    - model.eval()
    - hits = []
    + hits = []

    - hits += (model(x).max(dim=1).indices == y).tolist()
    + hits += (model(x).max(dim=1).indices == y).tolist()
    + model.eval()
    """,
)
def eval_after_the_first():
    """Set eval mode within the loop."""


@wrong(
    "accuracy",
    hint="""The model is left in eval mode. It was in train mode when it came, and a training
    that goes on would go on in the wrong mode.""",
    like=accuracy_right.with_try_and_counts,
    change="""
    - finally:
    -     model.train(was_training)
    + finally:
    +     pass
    """,
)
def mode_not_restored():
    """Leave it in eval mode."""


@wrong(
    "accuracy",
    hint="""The model is put in train mode afterwards also where it came in eval mode.""",
    like=accuracy_right.with_try_and_counts,
    change="""
    - finally:
    -     model.train(was_training)
    + finally:
    +     model.train()
    """,
)
def always_back_to_train():
    """Always return to train mode."""


@wrong(
    "accuracy",
    hint="""The mode is restored after the first minibatch, while the others are still to
    come.""",
    like=accuracy_right.with_try_and_counts,
    change="""
    - hits += (model(x).max(dim=1).indices == y).tolist()
    + hits += (model(x).max(dim=1).indices == y).tolist()
    + model.train(was_training)
    """,
)
def mode_restored_within_the_loop():
    """Restore the mode too soon."""


@wrong(
    "accuracy",
    hint="""A graph is made for every minibatch and thrown away: torch.no_grad() is missing.""",
    like=accuracy_right.with_try_and_counts,
    change="""
    - with torch.no_grad():
    + with torch.enable_grad():
    """,
)
def graph_made():
    """Leave no_grad out."""


@wrong(
    "accuracy",
    hint="""The accuracies of the minibatches are averaged. The last may be smaller, and its
    images would count more.""",
    like=accuracy_right.with_try_and_counts,
    change="""
    - hits += (model(x).max(dim=1).indices == y).tolist()
    + hits.append((model(x).max(dim=1).indices == y).double().mean().item())
    """,
)
def mean_of_batch_accuracies():
    """Average over the minibatches."""


@wrong(
    "accuracy",
    hint="""The accuracies of the minibatches are added up, and can come to more than 1.""",
    like=accuracy_right.with_try_and_counts,
    change="""
    - hits += (model(x).max(dim=1).indices == y).tolist()
    + hits.append((model(x).max(dim=1).indices == y).double().mean().item())

    - return sum(hits) / len(hits)
    + return sum(hits)
    """,
)
def sum_of_batch_accuracies():
    """Add up the minibatches."""


@wrong(
    "accuracy",
    hint="""The number of right answers is returned, not their share.""",
    like=accuracy_right.with_try_and_counts,
    change="""
    - return sum(hits) / len(hits)
    + return float(sum(hits))
    """,
)
def count_returned():
    """Return the number."""


@wrong(
    "accuracy",
    hint="""The accuracy is in percent. A number from 0 to 1 is asked for.""",
    like=accuracy_right.with_try_and_counts,
    change="""
    - return sum(hits) / len(hits)
    + return 100 * sum(hits) / len(hits)
    """,
)
def percent_returned():
    """Return percent."""


@wrong(
    "accuracy",
    hint="""The share of the wrong answers is returned.""",
    like=accuracy_right.with_try_and_counts,
    change="""
    - return sum(hits) / len(hits)
    + return 1 - sum(hits) / len(hits)
    """,
)
def error_returned():
    """Return the error rate."""


@wrong(
    "accuracy",
    hint="""The accuracy is a tensor; a plain float is asked for.""",
    like=accuracy_right.with_try_and_counts,
    change="""
    - return sum(hits) / len(hits)
    + return torch.tensor(hits).double().mean()
    """,
)
def tensor_returned():
    """Return a tensor."""


@wrong(
    "accuracy",
    hint="""The accuracy is that of the last minibatch: what came before is thrown away.""",
    like=accuracy_right.with_try_and_counts,
    change="""
    - hits += (model(x).max(dim=1).indices == y).tolist()
    + hits = (model(x).max(dim=1).indices == y).tolist()
    """,
)
def last_batch_alone():
    """Keep the last minibatch alone."""


@wrong(
    "accuracy",
    hint="""The loop ends after the first minibatch.""",
    like=accuracy_right.with_try_and_counts,
    change="""
    - hits += (model(x).max(dim=1).indices == y).tolist()
    + hits += (model(x).max(dim=1).indices == y).tolist()
    + break
    """,
)
def first_batch_alone():
    """Stop after the first minibatch."""


@wrong(
    "accuracy",
    hint="""A last minibatch that is smaller is left out.""",
    like=accuracy_right.with_try_and_counts,
    change="""
    - for x, y in batches:
    + batches = list(batches)
    + for x, y in [b for b in batches if len(b[1]) == len(batches[0][1])]:
    """,
)
def small_batch_left_out():
    """Leave small minibatches out."""


@wrong(
    "accuracy",
    hint="""The number of right answers is divided by the number of minibatches times the size
    of the first, as if all had that size.""",
    like=accuracy_right.with_try_and_counts,
    change="""
    - hits = []
    + hits, sizes = [], []

    - hits += (model(x).max(dim=1).indices == y).tolist()
    + hits += (model(x).max(dim=1).indices == y).tolist()
    + sizes.append(len(y))

    - return sum(hits) / len(hits)
    + return sum(hits) / (len(sizes) * sizes[0])
    """,
)
def divided_by_batch_size():
    """Divide by an assumed number."""


@wrong(
    "accuracy",
    hint="""The class with the lowest score is taken for the answer.""",
    like=accuracy_right.with_try_and_counts,
    change="""
    - hits += (model(x).max(dim=1).indices == y).tolist()
    + hits += (model(x).min(dim=1).indices == y).tolist()
    """,
)
def lowest_score():
    """Take the lowest score."""


@wrong(
    "accuracy",
    hint="""An answer counts as right when the label is among the two highest scores. Only the
    highest counts.""",
    like=accuracy_right.with_try_and_counts,
    change="""
    - hits += (model(x).max(dim=1).indices == y).tolist()
    + hits += (model(x).topk(2).indices == y[:, None]).any(dim=1).tolist()
    """,
)
def among_the_first_two():
    """Count the first two."""


@wrong(
    "accuracy",
    hint="""The mean probability of the right class is returned, after a softmax. Count right
    answers.""",
    like=accuracy_right.with_try_and_counts,
    change="""
    - hits += (model(x).max(dim=1).indices == y).tolist()
    + hits += model(x).softmax(dim=1)[torch.arange(len(y)), y].tolist()
    """,
)
def mean_probability():
    """Average probabilities."""


@wrong(
    "accuracy",
    hint="""The number of minibatches is asked for by len, which a generator does not have.""",
    like=accuracy_right.with_try_and_counts,
    change="""
    - return sum(hits) / len(hits)
    + return sum(hits) / len(hits) if len(batches) else 0.0
    """,
)
def length_asked_for():
    """Ask for the length."""


@wrong(
    "accuracy",
    hint="""The accuracy is rounded to two digits.""",
    like=accuracy_right.with_try_and_counts,
    change="""
    - return sum(hits) / len(hits)
    + return round(sum(hits) / len(hits), 2)
    """,
)
def rounded():
    """Round."""
