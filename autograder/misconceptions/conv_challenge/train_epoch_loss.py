"""Versions of `train_epoch` that return another loss, or call after_step otherwise."""

from autograder.misconceptions import wrong
from autograder.misconceptions.conv_challenge import train_epoch_right


@wrong(
    "train_epoch",
    hint="""The loss is the mean over the minibatches. The last may be smaller, so weigh each by
    its number of images.""",
    like=train_epoch_right.with_a_loss_module,
    change="""
    - losses += loss.item() * y.shape[0]
    - images += y.shape[0]
    + losses += loss.item()
    + images += 1
    """,
)
def mean_of_batch_means():
    """Average over the minibatches."""


@wrong(
    "train_epoch",
    hint="""The losses of all images are added up; their mean is asked for.""",
    like=train_epoch_right.with_a_loss_module,
    change="""
    - return losses / images
    + return losses
    """,
)
def sum_of_losses():
    """Return the sum."""


@wrong(
    "train_epoch",
    hint="""The mean losses of the minibatches are added up and then divided by the number of
    images, so that the result is far too small.""",
    like=train_epoch_right.with_a_loss_module,
    change="""
    - losses += loss.item() * y.shape[0]
    + losses += loss.item()
    """,
)
def sum_of_means_by_images():
    """Divide a sum of means by the images."""


@wrong(
    "train_epoch",
    hint="""The loss of the last minibatch is returned. Those of the whole epoch are asked
    for.""",
    like=train_epoch_right.with_a_loss_module,
    change="""
    - return losses / images
    + return loss.item()
    """,
)
def last_loss():
    """Return the last loss."""


@wrong(
    "train_epoch",
    hint="""The loss of the first minibatch is returned.""",
    like=train_epoch_right.with_a_loss_module,
    change="""
    - losses += loss.item() * y.shape[0]
    + losses = losses or loss.item()

    - return losses / images
    + return losses
    """,
)
def first_loss():
    """Return the first loss."""


@wrong(
    "train_epoch",
    hint="""The loss is weighed by the size of the last minibatch, for all of them.""",
    like=train_epoch_right.with_a_loss_module,
    change="""
    - losses += loss.item() * y.shape[0]
    + losses += loss.item()

    - return losses / images
    + return losses * y.shape[0] / images
    """,
)
def weighed_by_the_last():
    """Multiply by the last size."""


@wrong(
    "train_epoch",
    hint="""The loss is a tensor, with the graphs of all steps behind it. loss.item() is a plain
    number.""",
    like=train_epoch_right.with_a_loss_module,
    change="""
    - losses += loss.item() * y.shape[0]
    + losses += loss * y.shape[0]
    """,
)
def tensor_returned():
    """Return a tensor."""


@wrong(
    "train_epoch",
    hint="""Nothing is returned. The loop needs the epoch's loss.""",
    like=train_epoch_right.with_a_loss_module,
    change="""
    - return losses / images
    + return None
    """,
)
def nothing_returned():
    """Return nothing."""


@wrong(
    "train_epoch",
    hint="""The loss is computed anew after the step. Asked for is the one that the step
    used.""",
    like=train_epoch_right.with_a_loss_module,
    change="""
    - losses += loss.item() * y.shape[0]
    + losses += criterion(model(x), y).item() * y.shape[0]
    """,
)
def loss_after_the_step():
    """Measure after the step."""


@wrong(
    "train_epoch",
    hint="""The loss that is returned has no label smoothing. It is to be the one that the steps
    use.""",
    like=train_epoch_right.with_a_loss_module,
    change="""
    - losses += loss.item() * y.shape[0]
    + losses += nn.functional.cross_entropy(scores, y).item() * y.shape[0]
    """,
)
def plain_loss_returned():
    """Return the loss without smoothing."""


@wrong(
    "train_epoch",
    hint="""label_smoothing is not used: the loss is the plain one.""",
    like=train_epoch_right.with_a_loss_module,
    change="""
    - criterion = nn.CrossEntropyLoss(label_smoothing=label_smoothing)
    + criterion = nn.CrossEntropyLoss()
    """,
)
def smoothing_ignored():
    """Ignore label smoothing."""


@wrong(
    "train_epoch",
    hint="""The labels are smoothed by 0.1 whatever label_smoothing says.""",
    like=train_epoch_right.with_a_loss_module,
    change="""
    - criterion = nn.CrossEntropyLoss(label_smoothing=label_smoothing)
    + criterion = nn.CrossEntropyLoss(label_smoothing=0.1)
    """,
)
def smoothing_always():
    """Always smooth."""


@wrong(
    "train_epoch",
    hint="""The smoothed share goes to the other classes alone. In the formula it goes to all K,
    the label's own among them.""",
    like=train_epoch_right.with_a_loss_module,
    change="""
    - loss = criterion(scores, y)
    + log_p = scores.log_softmax(dim=1)
    + own = log_p[torch.arange(len(y)), y]
    + others = (log_p.sum(dim=1) - own) / (scores.shape[1] - 1)
    + loss = -((1 - label_smoothing) * own + label_smoothing * others).mean()
    """,
)
def smoothing_over_the_others():
    """Smooth over the other classes."""


@wrong(
    "train_epoch",
    hint="""The loss over all classes is added without taking the same share from the label's
    own.""",
    like=train_epoch_right.with_a_loss_module,
    change="""
    - loss = criterion(scores, y)
    + log_p = scores.log_softmax(dim=1)
    + own = log_p[torch.arange(len(y)), y]
    + loss = -(own + label_smoothing * log_p.mean(dim=1)).mean()
    """,
)
def smoothing_added():
    """Do not take the share away."""


@wrong(
    "train_epoch",
    hint="""after_step is never called, so that no schedule would move.""",
    like=train_epoch_right.with_a_loss_module,
    change="""
    - optimiser.step()
    - if after_step is not None:
    -     after_step()
    + optimiser.step()
    """,
)
def after_step_ignored():
    """Never call it."""


@wrong(
    "train_epoch",
    hint="""after_step is called once at the end of the epoch. It belongs behind every step.""",
    like=train_epoch_right.with_a_loss_module,
    change="""
    - if after_step is not None:
    -     after_step()
    - losses += loss.item() * y.shape[0]
    + losses += loss.item() * y.shape[0]

    - return losses / images
    + if after_step is not None:
    +     after_step()
    + return losses / images
    """,
)
def after_step_once_an_epoch():
    """Call it once an epoch."""


@wrong(
    "train_epoch",
    hint="""after_step is called before the optimiser's step: a schedule would be one step
    ahead, and an average one behind.""",
    like=train_epoch_right.with_a_loss_module,
    change="""
    - optimiser.step()
    - if after_step is not None:
    -     after_step()
    + if after_step is not None:
    +     after_step()
    + optimiser.step()
    """,
)
def after_step_before_the_step():
    """Call it before the step."""


@wrong(
    "train_epoch",
    hint="""after_step is called twice for each step.""",
    like=train_epoch_right.with_a_loss_module,
    change="""
    - if after_step is not None:
    -     after_step()
    + if after_step is not None:
    +     after_step()
    +     after_step()
    """,
)
def after_step_twice():
    """Call it twice."""


@wrong(
    "train_epoch",
    hint="""after_step is called also where it is None.""",
    like=train_epoch_right.with_a_loss_module,
    change="""
    - if after_step is not None:
    -     after_step()
    + after_step()
    """,
)
def after_step_must_be_there():
    """Call it without a look."""


@wrong(
    "train_epoch",
    hint="""after_step is called with the loss. It takes no arguments.""",
    like=train_epoch_right.with_a_loss_module,
    change="""
    - if after_step is not None:
    -     after_step()
    + if after_step is not None:
    +     after_step(loss.item())
    """,
)
def after_step_given_the_loss():
    """Hand it the loss."""


@wrong(
    "train_epoch",
    hint="""The number of minibatches is asked for by len, which a generator does not have.""",
    like=train_epoch_right.with_a_loss_module,
    change="""
    - return losses / images
    + assert len(batches) > 0
    + return losses / images
    """,
)
def length_asked_for():
    """Ask for the length."""


@wrong(
    "train_epoch",
    hint="""The minibatches are gone through once more for the loss. A generator is used up by
    then.""",
    like=train_epoch_right.with_a_loss_module,
    change="""
    - losses += loss.item() * y.shape[0]

    - return losses / images
    + for x, y in batches:
    +     losses += criterion(model(x), y).item() * y.shape[0]
    + return losses / images
    """,
)
def gone_through_twice():
    """Go through the minibatches twice."""
