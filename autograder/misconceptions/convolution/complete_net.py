"""Wrong versions of `convnet_loss`."""

from autograder.misconceptions import wrong
from autograder.misconceptions.convolution import complete_net_right


@wrong(
    "convnet_loss",
    hint="""The biases have an L2 term. Only the three weights have one.""",
    like=complete_net_right.layer_by_layer,
    change="""
    - weights = ("W1", "W2", "W3")
    + weights = tuple(params)
    """,
)
def biases_regularised():
    """Put an L2 term on the biases too."""


@wrong(
    "convnet_loss",
    hint="""The L2 term of the loss lacks its factor one half, so that it does not fit its
    gradient.""",
    like=complete_net_right.layer_by_layer,
    change="""
    - loss += 0.5 * reg * sum(np.sum(params[name] ** 2) for name in weights)
    + loss += reg * sum(np.sum(params[name] ** 2) for name in weights)
    """,
)
def half_forgotten():
    """Leave out the factor one half in the loss."""


@wrong(
    "convnet_loss",
    hint="""The factor one half has stayed in the gradient. The derivative of the square brings a
    2 that cancels it.""",
    like=complete_net_right.layer_by_layer,
    change="""
    - grads[name] = grads[name] + reg * params[name]
    + grads[name] = grads[name] + 0.5 * reg * params[name]
    """,
)
def half_in_the_gradient():
    """Keep the factor one half in the gradient."""


@wrong(
    "convnet_loss",
    hint="""The L2 term is twice as strong as asked for, in the loss and in the gradients.""",
    like=complete_net_right.layer_by_layer,
    change="""
    - loss += 0.5 * reg * sum(np.sum(params[name] ** 2) for name in weights)
    + loss += reg * sum(np.sum(params[name] ** 2) for name in weights)

    - grads[name] = grads[name] + reg * params[name]
    + grads[name] = grads[name] + 2 * reg * params[name]
    """,
)
def twice_as_strong():
    """Use reg times the squared weights."""


@wrong(
    "convnet_loss",
    hint="""The L2 term is in the gradients but not in the loss.""",
    like=complete_net_right.layer_by_layer,
    change="""
    - loss += 0.5 * reg * sum(np.sum(params[name] ** 2) for name in weights)
    + loss += 0.0 * reg * sum(np.sum(params[name] ** 2) for name in weights)
    """,
)
def loss_not_regularised():
    """Leave the L2 term out of the loss."""


@wrong(
    "convnet_loss",
    hint="""The L2 term is in the loss but not in the gradients.""",
    like=complete_net_right.layer_by_layer,
    change="""
    - grads[name] = grads[name] + reg * params[name]
    + grads[name] = grads[name] + 0 * params[name]
    """,
)
def gradient_not_regularised():
    """Leave the L2 term out of the gradients."""


@wrong(
    "convnet_loss",
    hint="""reg has no influence. The loss and the gradients of the weights each have an L2
    term.""",
    like=complete_net_right.layer_by_layer,
    change="""
    - weights = ("W1", "W2", "W3")
    + reg = 0.0
    + weights = ("W1", "W2", "W3")
    """,
)
def not_regularised():
    """Ignore reg."""


@wrong(
    "convnet_loss",
    hint="""The filters W1 have no L2 term. They are weights like the others.""",
    like=complete_net_right.layer_by_layer,
    change="""
    - weights = ("W1", "W2", "W3")
    + weights = ("W2", "W3")
    """,
)
def filters_not_regularised():
    """Leave the filters out of the L2 term."""


@wrong(
    "convnet_loss",
    hint="""The ReLU after the convolution is missing, in the forward and in the backward
    pass.""",
    like=complete_net_right.layer_by_layer,
    change="""
    - h, relu1 = relu_forward(h)
    + _, relu1 = relu_forward(np.abs(h) + 1)
    """,
)
def first_relu_forgotten():
    """Leave out the ReLU after the convolution."""


@wrong(
    "convnet_loss",
    hint="""The ReLU between the two affine layers is missing; together they are then no more than
    one.""",
    like=complete_net_right.layer_by_layer,
    change="""
    - h, relu2 = relu_forward(h)
    + _, relu2 = relu_forward(np.abs(h) + 1)
    """,
)
def second_relu_forgotten():
    """Leave out the ReLU between the affine layers."""


@wrong(
    "convnet_loss",
    hint="""There is a ReLU on the scores. The last affine layer is followed by nothing but the
    loss.""",
    like=complete_net_right.layer_by_layer,
    change="""
    - scores, affine2 = affine_forward(h, params["W3"], params["b3"])
    + scores, affine2 = affine_forward(h, params["W3"], params["b3"])
    + scores = np.maximum(scores, 0)
    """,
)
def relu_on_scores():
    """Put a ReLU on the scores."""


@wrong(
    "convnet_loss",
    hint="""Without labels the function returns probabilities. The scores themselves are asked
    for.""",
    like=complete_net_right.layer_by_layer,
    change="""
    - return scores
    + odds = np.exp(scores - scores.max(axis=1, keepdims=True))
    + return odds / odds.sum(axis=1, keepdims=True)
    """,
)
def probabilities_for_scores():
    """Return probabilities when there are no labels."""


@wrong(
    "convnet_loss",
    hint="""The backward pass leaves out the ReLU after the convolution: where it gave zero, the
    gradient is zero too.""",
    like=complete_net_right.layer_by_layer,
    change="""
    - h, relu1 = relu_forward(h)
    + h, _ = relu_forward(h)

    - dh = relu_backward(dh, relu1)
    """,
)
def relu_missing_on_the_way_back():
    """Go back past the first ReLU."""


@wrong(
    "convnet_loss",
    hint="""The loss is the batch's sum. softmax_loss gives the mean, and so it should stay.""",
    like=complete_net_right.layer_by_layer,
    change="""
    - loss, dh = softmax_loss(scores, y)
    + loss, dh = softmax_loss(scores, y)
    + loss, dh = loss * len(X), dh * len(X)
    """,
)
def loss_of_the_whole_batch():
    """Sum the loss over the batch."""
