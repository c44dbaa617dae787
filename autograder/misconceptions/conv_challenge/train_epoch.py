"""Versions of `train_epoch` whose steps are not those of gradient descent."""

from autograder.misconceptions import wrong
from autograder.misconceptions.conv_challenge import train_epoch_right


@wrong(
    "train_epoch",
    hint="""The gradients are not zeroed within the loop. backward adds to what is there, so
    that each step uses the sum of all gradients so far.""",
    like=train_epoch_right.with_a_loss_module,
    change="""
    - optimiser.zero_grad()
    - scores = model(x)
    + scores = model(x)
    """,
)
def no_zero_grad():
    """Leave zero_grad out."""


@wrong(
    "train_epoch",
    hint="""zero_grad stands between backward and step, so that the step finds no gradient.""",
    like=train_epoch_right.with_a_loss_module,
    change="""
    - loss.backward()
    - optimiser.step()
    + loss.backward()
    + optimiser.zero_grad()
    + optimiser.step()
    """,
)
def zeroed_before_the_step():
    """Zero the gradients before the step."""


@wrong(
    "train_epoch",
    hint="""The step comes before backward and uses the gradient of the minibatch before, or
    none.""",
    like=train_epoch_right.with_a_loss_module,
    change="""
    - optimiser.zero_grad()
    - scores = model(x)
    + scores = model(x)

    - loss.backward()
    - optimiser.step()
    + optimiser.step()
    + optimiser.zero_grad()
    + loss.backward()
    """,
)
def step_before_backward():
    """Step before backward."""


@wrong(
    "train_epoch",
    hint="""The optimiser's step is missing: nothing is learnt.""",
    like=train_epoch_right.with_a_loss_module,
    change="""
    - loss.backward()
    - optimiser.step()
    + loss.backward()
    """,
)
def no_step():
    """Leave the step out."""


@wrong(
    "train_epoch",
    hint="""backward is missing, so that the step has no gradient to go by.""",
    like=train_epoch_right.with_a_loss_module,
    change="""
    - loss.backward()
    - optimiser.step()
    + optimiser.step()
    """,
)
def no_backward():
    """Leave backward out."""


@wrong(
    "train_epoch",
    hint="""There is one step at the end of the epoch. Each minibatch is to have its own.""",
    like=train_epoch_right.with_a_loss_module,
    change="""
    - optimiser.zero_grad()
    - scores = model(x)
    + scores = model(x)

    - optimiser.step()
    - if after_step is not None:
    -     after_step()
    - losses += loss.item() * y.shape[0]
    + losses += loss.item() * y.shape[0]

    - return losses / images
    + optimiser.step()
    + if after_step is not None:
    +     after_step()
    + return losses / images
    """,
)
def one_step_an_epoch():
    """Take one step with the sum of the gradients."""


@wrong(
    "train_epoch",
    hint="""There are two steps for each minibatch.""",
    like=train_epoch_right.with_a_loss_module,
    change="""
    - loss.backward()
    - optimiser.step()
    + loss.backward()
    + optimiser.step()
    + optimiser.step()
    """,
)
def two_steps():
    """Step twice."""


@wrong(
    "train_epoch",
    hint="""A softmax stands before the cross-entropy, which takes the softmax itself. The
    gradients get small, and the loss cannot fall below 1.46 with ten classes.""",
    like=train_epoch_right.with_a_loss_module,
    change="""
    - scores = model(x)
    + scores = nn.functional.softmax(model(x), dim=1)
    """,
)
def softmax_before_the_loss():
    """Take the softmax twice."""


@wrong(
    "train_epoch",
    hint="""A sigmoid stands before the cross-entropy, which wants the scores as they are.""",
    like=train_epoch_right.with_a_loss_module,
    change="""
    - scores = model(x)
    + scores = torch.sigmoid(model(x))
    """,
)
def sigmoid_before_the_loss():
    """Squash the scores first."""


@wrong(
    "train_epoch",
    hint="""The model is not put in train mode. It stays in the mode in which it came, and in
    eval mode batchnorm gathers no statistics.""",
    like=train_epoch_right.with_a_loss_module,
    change="""
    - model.train()
    - losses, images = 0.0, 0
    + losses, images = 0.0, 0
    """,
)
def never_in_train_mode():
    """Leave train() out."""


@wrong(
    "train_epoch",
    hint="""The model is trained in eval mode. Batchnorm then uses its running averages and
    never updates them.""",
    like=train_epoch_right.with_a_loss_module,
    change="""
    - model.train()
    - losses, images = 0.0, 0
    + model.eval()
    + losses, images = 0.0, 0
    """,
)
def in_eval_mode():
    """Train in eval mode."""


@wrong(
    "train_epoch",
    hint="""The model gets into eval mode after the first minibatch: put it in train mode and
    leave it there.""",
    like=train_epoch_right.with_a_loss_module,
    change="""
    - optimiser.step()
    - if after_step is not None:
    + optimiser.step()
    + model.eval()
    + if after_step is not None:
    """,
)
def train_mode_for_the_first():
    """Change to eval mode within the loop."""


@wrong(
    "train_epoch",
    hint="""The gradient is that of the sum over the minibatch's images. The mean is asked for,
    so that the rate does not depend on the size of a minibatch.""",
    like=train_epoch_right.with_a_loss_module,
    change="""
    - loss.backward()
    - optimiser.step()
    + (loss * y.shape[0]).backward()
    + optimiser.step()
    """,
)
def loss_summed_over_images():
    """Sum over the images."""


@wrong(
    "train_epoch",
    hint="""The loss is that of each minibatch's first image.""",
    like=train_epoch_right.with_a_loss_module,
    change="""
    - scores = model(x)
    - loss = criterion(scores, y)
    + scores = model(x)
    + loss = criterion(scores[:1], y[:1])
    """,
)
def first_image_alone():
    """Take the first image alone."""


@wrong(
    "train_epoch",
    hint="""return stands inside the loop, so that the epoch ends after the first minibatch.""",
    like=train_epoch_right.with_a_loss_module,
    change="""
    - images += y.shape[0]
    + images += y.shape[0]
    + return losses / images
    """,
)
def first_batch_alone():
    """Return within the loop."""


@wrong(
    "train_epoch",
    hint="""The last, smaller minibatch is left out.""",
    like=train_epoch_right.with_a_loss_module,
    change="""
    - for x, y in batches:
    + batches = list(batches)
    + for x, y in batches[:-1] or batches:
    """,
)
def last_batch_dropped():
    """Leave the last minibatch out."""


@wrong(
    "train_epoch",
    hint="""The function makes an optimiser of its own and does not use the one that it is
    given.""",
    like=train_epoch_right.with_a_loss_module,
    change="""
    - model.train()
    + optimiser = torch.optim.SGD(model.parameters(), lr=0.01)
    + model.train()
    """,
)
def rate_of_its_own():
    """Make another optimiser."""


@wrong(
    "train_epoch",
    hint="""The gradients are cut off before the step. That may help elsewhere, but the steps
    are to be those of the optimiser with the whole gradient.""",
    like=train_epoch_right.with_a_loss_module,
    change="""
    - loss.backward()
    - optimiser.step()
    + loss.backward()
    + nn.utils.clip_grad_norm_(model.parameters(), 0.01)
    + optimiser.step()
    """,
)
def gradients_clipped():
    """Clip the gradients."""
