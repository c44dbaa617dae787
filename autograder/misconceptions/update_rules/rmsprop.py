"""Versions of `rmsprop` with a slip in the formula."""

import numpy as np

from autograder.misconceptions import wrong


@wrong(
    "rmsprop",
    hint="""Epsilon is added under the root, where it acts as 1e-4 and drowns small gradients.
    Compare the order of sum and root with the formula.""",
)
def epsilon_under_root(w, dw, config=None):
    """Add epsilon before the root is taken."""
    config = {} if config is None else config
    lr, rho = config.get("learning_rate", 1e-2), config.get("decay_rate", 0.99)
    epsilon = config.get("epsilon", 1e-8)
    cache = rho * config.get("cache", np.zeros_like(w)) + (1 - rho) * dw**2
    config["cache"] = cache
    return w - lr * dw / np.sqrt(cache + epsilon), config


@wrong(
    "rmsprop",
    hint="""Epsilon is not used, so a gradient of exactly zero gives 0 / 0. Where does it stand in
    the formula?""",
)
def epsilon_missing(w, dw, config=None):
    """Leave epsilon out."""
    config = {} if config is None else config
    lr, rho = config.get("learning_rate", 1e-2), config.get("decay_rate", 0.99)
    cache = rho * config.get("cache", np.zeros_like(w)) + (1 - rho) * dw**2
    config["cache"] = cache
    return w - lr * dw / np.sqrt(cache), config


@wrong(
    "rmsprop",
    hint="""Epsilon has got into the stored average and adds up there step by step. It belongs to
    the division only.""",
)
def epsilon_in_cache(w, dw, config=None):
    """Add epsilon to the average that is kept."""
    config = {} if config is None else config
    lr, rho = config.get("learning_rate", 1e-2), config.get("decay_rate", 0.99)
    epsilon = config.get("epsilon", 1e-8)
    cache = rho * config.get("cache", np.zeros_like(w)) + (1 - rho) * dw**2
    cache = cache + epsilon
    config["cache"] = cache
    return w - lr * dw / np.sqrt(cache), config


@wrong(
    "rmsprop",
    hint="""Epsilon is added to the quotient instead of the root: division binds more tightly than
    the plus sign. Your last line lacks a pair of brackets.""",
)
def epsilon_after_division(w, dw, config=None):
    """Forget the brackets around the denominator."""
    config = {} if config is None else config
    lr, rho = config.get("learning_rate", 1e-2), config.get("decay_rate", 0.99)
    epsilon = config.get("epsilon", 1e-8)
    cache = rho * config.get("cache", np.zeros_like(w)) + (1 - rho) * dw**2
    config["cache"] = cache
    return w - (lr * dw / np.sqrt(cache) + epsilon), config


@wrong(
    "rmsprop",
    hint="""Epsilon is added to w itself: without brackets around the denominator it is the last
    term of the line.""",
)
def epsilon_added_to_w(w, dw, config=None):
    """Forget the brackets in one long line."""
    config = {} if config is None else config
    lr, rho = config.get("learning_rate", 1e-2), config.get("decay_rate", 0.99)
    epsilon = config.get("epsilon", 1e-8)
    cache = rho * config.get("cache", np.zeros_like(w)) + (1 - rho) * dw**2
    config["cache"] = cache
    return w - lr * dw / np.sqrt(cache) + epsilon, config


@wrong(
    "rmsprop",
    hint="""The two weights of the average have changed places. The decay rate is the weight of the
    old average, and it is close to one so that the average is slow.""",
)
def decay_swapped(w, dw, config=None):
    """Give the decay rate to the new square."""
    config = {} if config is None else config
    lr, rho = config.get("learning_rate", 1e-2), config.get("decay_rate", 0.99)
    epsilon = config.get("epsilon", 1e-8)
    cache = (1 - rho) * config.get("cache", np.zeros_like(w)) + rho * dw**2
    config["cache"] = cache
    return w - lr * dw / (np.sqrt(cache) + epsilon), config


@wrong(
    "rmsprop",
    hint="""The division uses the average from before this gradient. The text under the table says
    which of the two it should be.""",
)
def old_cache_used(w, dw, config=None):
    """Divide by the root of the old average."""
    config = {} if config is None else config
    lr, rho = config.get("learning_rate", 1e-2), config.get("decay_rate", 0.99)
    epsilon = config.get("epsilon", 1e-8)
    cache = config.get("cache", np.zeros_like(w))
    next_w = w - lr * dw / (np.sqrt(cache) + epsilon)
    config["cache"] = rho * cache + (1 - rho) * dw**2
    return next_w, config


@wrong(
    "rmsprop",
    hint="""The average takes in the gradient as it is, so it can turn negative and has no root
    then. What does it average in the formula?""",
)
def gradient_not_squared(w, dw, config=None):
    """Average the gradient instead of its square."""
    config = {} if config is None else config
    lr, rho = config.get("learning_rate", 1e-2), config.get("decay_rate", 0.99)
    epsilon = config.get("epsilon", 1e-8)
    cache = rho * config.get("cache", np.zeros_like(w)) + (1 - rho) * dw
    config["cache"] = cache
    return w - lr * dw / (np.sqrt(cache) + epsilon), config


@wrong(
    "rmsprop",
    hint="""The average takes in the size of the gradient where the formula has its square, and then
    a root follows that fits only a square.""",
)
def absolute_gradient(w, dw, config=None):
    """Average the gradient's absolute value."""
    config = {} if config is None else config
    lr, rho = config.get("learning_rate", 1e-2), config.get("decay_rate", 0.99)
    epsilon = config.get("epsilon", 1e-8)
    cache = rho * config.get("cache", np.zeros_like(w)) + (1 - rho) * np.abs(dw)
    config["cache"] = cache
    return w - lr * dw / (np.sqrt(cache) + epsilon), config


@wrong(
    "rmsprop",
    hint="""The squares are added up and nothing is ever forgotten: that is AdaGrad, whose steps
    shrink for good. RMSProp lets the old average fade.""",
)
def squares_added_up(w, dw, config=None):
    """Add up the squares as AdaGrad does."""
    config = {} if config is None else config
    lr = config.get("learning_rate", 1e-2)
    epsilon = config.get("epsilon", 1e-8)
    cache = config.get("cache", np.zeros_like(w)) + dw**2
    config["cache"] = cache
    return w - lr * dw / (np.sqrt(cache) + epsilon), config


@wrong(
    "rmsprop",
    hint="""The old average fades, but the new square comes in with its full weight, so the sum
    settles far too high. Which factor goes in front of the square?""",
)
def new_weight_forgotten(w, dw, config=None):
    """Weight the new square by one."""
    config = {} if config is None else config
    lr, rho = config.get("learning_rate", 1e-2), config.get("decay_rate", 0.99)
    epsilon = config.get("epsilon", 1e-8)
    cache = rho * config.get("cache", np.zeros_like(w)) + dw**2
    config["cache"] = cache
    return w - lr * dw / (np.sqrt(cache) + epsilon), config


@wrong(
    "rmsprop",
    hint="""The step is divided by the average itself. Before the division something is still to be
    done to it, so that its units are those of a gradient.""",
)
def root_forgotten(w, dw, config=None):
    """Divide by the average without its root."""
    config = {} if config is None else config
    lr, rho = config.get("learning_rate", 1e-2), config.get("decay_rate", 0.99)
    epsilon = config.get("epsilon", 1e-8)
    cache = rho * config.get("cache", np.zeros_like(w)) + (1 - rho) * dw**2
    config["cache"] = cache
    return w - lr * dw / (cache + epsilon), config


@wrong(
    "rmsprop",
    hint="""There is one average for the whole array, so the largest gradients set the pace of all
    others. The square is taken number by number and stays an array of the shape of w.""",
)
def one_average_for_all(w, dw, config=None):
    """Average the square over the whole array."""
    config = {} if config is None else config
    lr, rho = config.get("learning_rate", 1e-2), config.get("decay_rate", 0.99)
    epsilon = config.get("epsilon", 1e-8)
    cache = rho * config.get("cache", np.zeros_like(w)) + (1 - rho) * np.mean(dw**2)
    config["cache"] = cache
    return w - lr * dw / (np.sqrt(cache) + epsilon), config


@wrong(
    "rmsprop",
    hint="""The whole gradient's length is used where the formula squares number by number. Each
    number in w has an average of its own.""",
)
def norm_for_square(w, dw, config=None):
    """Take the square of the gradient's norm."""
    config = {} if config is None else config
    lr, rho = config.get("learning_rate", 1e-2), config.get("decay_rate", 0.99)
    epsilon = config.get("epsilon", 1e-8)
    cache = rho * config.get("cache", np.zeros_like(w)) + (1 - rho) * np.sum(dw**2)
    config["cache"] = cache
    return w - lr * dw / (np.sqrt(cache) + epsilon), config


@wrong(
    "rmsprop",
    hint="""Every number moves by the rate over the root, in whichever direction: the gradient is
    missing from the numerator.""",
)
def gradient_left_out(w, dw, config=None):
    """Leave the gradient out of the numerator."""
    config = {} if config is None else config
    lr, rho = config.get("learning_rate", 1e-2), config.get("decay_rate", 0.99)
    epsilon = config.get("epsilon", 1e-8)
    cache = rho * config.get("cache", np.zeros_like(w)) + (1 - rho) * dw**2
    config["cache"] = cache
    return w - lr / (np.sqrt(cache) + epsilon), config


@wrong(
    "rmsprop",
    hint="""The learning rate does not appear in the step, so each number moves by about one. Where
    in the formula does it stand?""",
)
def rate_forgotten(w, dw, config=None):
    """Leave the learning rate out."""
    config = {} if config is None else config
    rho = config.get("decay_rate", 0.99)
    epsilon = config.get("epsilon", 1e-8)
    cache = rho * config.get("cache", np.zeros_like(w)) + (1 - rho) * dw**2
    config["cache"] = cache
    return w - dw / (np.sqrt(cache) + epsilon), config


@wrong(
    "rmsprop",
    hint="""w moves up the gradient: the step is added where the formula subtracts it.""",
)
def step_added(w, dw, config=None):
    """Slip in the sign of the step."""
    config = {} if config is None else config
    lr, rho = config.get("learning_rate", 1e-2), config.get("decay_rate", 0.99)
    epsilon = config.get("epsilon", 1e-8)
    cache = rho * config.get("cache", np.zeros_like(w)) + (1 - rho) * dw**2
    config["cache"] = cache
    return w + lr * dw / (np.sqrt(cache) + epsilon), config


@wrong(
    "rmsprop",
    hint="""The step is fine, but it is the root that ends up in config. The next step expects the
    average itself there, before the root.""",
)
def root_stored(w, dw, config=None):
    """Store the root instead of the average."""
    config = {} if config is None else config
    lr, rho = config.get("learning_rate", 1e-2), config.get("decay_rate", 0.99)
    epsilon = config.get("epsilon", 1e-8)
    cache = rho * config.get("cache", np.zeros_like(w)) + (1 - rho) * dw**2
    config["cache"] = np.sqrt(cache)
    return w - lr * dw / (np.sqrt(cache) + epsilon), config


@wrong(
    "rmsprop",
    hint="""Where the gradient is zero everywhere your rule returns at once. It is true that w stays
    then, but the average of the squares fades at every step.""",
)
def waits_without_gradient(w, dw, config=None):
    """Skip a step whose gradient is zero."""
    config = {} if config is None else config
    if not np.any(dw):
        return w.copy(), config
    lr, rho = config.get("learning_rate", 1e-2), config.get("decay_rate", 0.99)
    epsilon = config.get("epsilon", 1e-8)
    cache = rho * config.get("cache", np.zeros_like(w)) + (1 - rho) * dw**2
    config["cache"] = cache
    return w - lr * dw / (np.sqrt(cache) + epsilon), config
