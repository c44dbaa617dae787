"""Versions of `sgd_momentum` with a slip in the formula."""

import numpy as np

from autograder.misconceptions import wrong


@wrong(
    "sgd_momentum",
    hint="""The velocity itself is handed back as the next parameter. It says how far to go;
    where from is still missing.""",
)
def velocity_for_next_w(w, dw, config=None):
    """Return the step instead of the parameter after it."""
    config = {} if config is None else config
    lr, mu = config.get("learning_rate", 1e-2), config.get("momentum", 0.9)
    velocity = mu * config.get("velocity", np.zeros_like(w)) - lr * dw
    config["velocity"] = velocity
    return velocity, config


@wrong(
    "sgd_momentum",
    hint="""This is Nesterov's variant, which looks ahead to where the velocity is about to
    carry w. A good rule, but not the one asked for: here w simply moves by the new velocity.""",
)
def nesterov(w, dw, config=None):
    """Take Nesterov's momentum for the plain one."""
    config = {} if config is None else config
    lr, mu = config.get("learning_rate", 1e-2), config.get("momentum", 0.9)
    velocity = mu * config.get("velocity", np.zeros_like(w)) - lr * dw
    config["velocity"] = velocity
    return w + mu * velocity - lr * dw, config


@wrong(
    "sgd_momentum",
    hint="""The velocity gathers bare gradients and the learning rate comes in only when w moves.
    Many libraries do that; in this chapter's formula the rate stands inside the velocity.""",
)
def rate_outside_velocity(w, dw, config=None):
    """Multiply by the learning rate when w moves, as PyTorch does."""
    config = {} if config is None else config
    lr, mu = config.get("learning_rate", 1e-2), config.get("momentum", 0.9)
    velocity = mu * config.get("velocity", np.zeros_like(w)) + dw
    config["velocity"] = velocity
    return w - lr * velocity, config


@wrong(
    "sgd_momentum",
    hint="""The velocity is an average of gradients, with the new one weighted by one minus the
    momentum. In this chapter's formula friction acts on the old velocity alone, and the learning
    rate stands inside.""",
)
def averaged_gradient(w, dw, config=None):
    """Keep an exponential average of the gradient as velocity."""
    config = {} if config is None else config
    lr, mu = config.get("learning_rate", 1e-2), config.get("momentum", 0.9)
    velocity = mu * config.get("velocity", np.zeros_like(w)) + (1 - mu) * dw
    config["velocity"] = velocity
    return w - lr * velocity, config


@wrong(
    "sgd_momentum",
    hint="""The push of the gradient is damped by one minus the momentum. Compare the factor of
    the gradient with the one in the formula.""",
)
def dampened(w, dw, config=None):
    """Weight the gradient's push by one minus the momentum."""
    config = {} if config is None else config
    lr, mu = config.get("learning_rate", 1e-2), config.get("momentum", 0.9)
    velocity = mu * config.get("velocity", np.zeros_like(w)) - (1 - mu) * lr * dw
    config["velocity"] = velocity
    return w + velocity, config


@wrong(
    "sgd_momentum",
    hint="""The learning rate is applied twice: once inside the velocity, where it belongs, and
    once more when w moves.""",
)
def rate_twice(w, dw, config=None):
    """Multiply by the learning rate in the velocity and again in the step."""
    config = {} if config is None else config
    lr, mu = config.get("learning_rate", 1e-2), config.get("momentum", 0.9)
    velocity = mu * config.get("velocity", np.zeros_like(w)) - lr * dw
    config["velocity"] = velocity
    return w + lr * velocity, config


@wrong(
    "sgd_momentum",
    hint="""The learning rate does not appear anywhere, so each gradient pushes with its full
    size. Where in the formula does it stand?""",
)
def rate_forgotten(w, dw, config=None):
    """Leave the learning rate out."""
    config = {} if config is None else config
    velocity = config.get("momentum", 0.9) * config.get("velocity", np.zeros_like(w)) - dw
    config["velocity"] = velocity
    return w + velocity, config


@wrong(
    "sgd_momentum",
    hint="""The friction is missing: the old velocity is taken over whole, so the ball never
    slows down. Which factor goes in front of the old velocity?""",
)
def friction_forgotten(w, dw, config=None):
    """Leave the momentum's factor out."""
    config = {} if config is None else config
    velocity = config.get("velocity", np.zeros_like(w)) - config.get("learning_rate", 1e-2) * dw
    config["velocity"] = velocity
    return w + velocity, config


@wrong(
    "sgd_momentum",
    hint="""The momentum multiplies the new push as well as the old velocity. Only what was there
    before should lose speed; a pair of brackets may be in the way.""",
)
def friction_on_gradient_too(w, dw, config=None):
    """Let friction act on the present push too."""
    config = {} if config is None else config
    lr, mu = config.get("learning_rate", 1e-2), config.get("momentum", 0.9)
    velocity = mu * (config.get("velocity", np.zeros_like(w)) - lr * dw)
    config["velocity"] = velocity
    return w + velocity, config


@wrong(
    "sgd_momentum",
    hint="""Learning rate and momentum have changed places: one belongs to the gradient, the
    other to the old velocity.""",
)
def rate_and_momentum_swapped(w, dw, config=None):
    """Take the momentum for the learning rate and the other way round."""
    config = {} if config is None else config
    lr, mu = config.get("learning_rate", 1e-2), config.get("momentum", 0.9)
    velocity = lr * config.get("velocity", np.zeros_like(w)) - mu * dw
    config["velocity"] = velocity
    return w + velocity, config


@wrong(
    "sgd_momentum",
    hint="""The gradient pushes uphill: it is added where the formula subtracts it, so the loss
    will climb. Look at the sign in the velocity.""",
)
def gradient_added(w, dw, config=None):
    """Slip in the sign of the gradient."""
    config = {} if config is None else config
    lr, mu = config.get("learning_rate", 1e-2), config.get("momentum", 0.9)
    velocity = mu * config.get("velocity", np.zeros_like(w)) + lr * dw
    config["velocity"] = velocity
    return w + velocity, config


@wrong(
    "sgd_momentum",
    hint="""The velocity is right, but w moves against it. The minus sign has already been spent
    inside the velocity.""",
)
def velocity_subtracted(w, dw, config=None):
    """Slip in the sign of the step."""
    config = {} if config is None else config
    lr, mu = config.get("learning_rate", 1e-2), config.get("momentum", 0.9)
    velocity = mu * config.get("velocity", np.zeros_like(w)) - lr * dw
    config["velocity"] = velocity
    return w - velocity, config


@wrong(
    "sgd_momentum",
    hint="""Your velocity points uphill and is then subtracted. From rest that comes to the same,
    but the stored velocity has the opposite sign of the one that the formula defines.""",
)
def velocity_uphill(w, dw, config=None):
    """Keep the velocity with the opposite sign."""
    config = {} if config is None else config
    lr, mu = config.get("learning_rate", 1e-2), config.get("momentum", 0.9)
    velocity = mu * config.get("velocity", np.zeros_like(w)) + lr * dw
    config["velocity"] = velocity
    return w - velocity, config


@wrong(
    "sgd_momentum",
    hint="""w moves by the velocity of the step before, as if it were added before it is updated.
    Have a look at the order of your lines.""",
)
def old_velocity_used(w, dw, config=None):
    """Move before the velocity is updated."""
    config = {} if config is None else config
    lr, mu = config.get("learning_rate", 1e-2), config.get("momentum", 0.9)
    velocity = config.get("velocity", np.zeros_like(w))
    next_w = w + velocity
    config["velocity"] = mu * velocity - lr * dw
    return next_w, config


@wrong(
    "sgd_momentum",
    hint="""This is plain gradient descent so far: the velocity is stored for later, but w does
    not move by it.""",
)
def plain_step(w, dw, config=None):
    """Keep a velocity but step along the gradient alone."""
    config = {} if config is None else config
    lr, mu = config.get("learning_rate", 1e-2), config.get("momentum", 0.9)
    config["velocity"] = mu * config.get("velocity", np.zeros_like(w)) - lr * dw
    return w - lr * dw, config


@wrong(
    "sgd_momentum",
    hint="""Where the gradient is zero everywhere your rule returns at once. The ball has speed all
    the same: it rolls on, and friction slows it down.""",
)
def stops_without_gradient(w, dw, config=None):
    """Skip a step whose gradient is zero."""
    config = {} if config is None else config
    if not np.any(dw):
        return w.copy(), config
    lr, mu = config.get("learning_rate", 1e-2), config.get("momentum", 0.9)
    velocity = mu * config.get("velocity", np.zeros_like(w)) - lr * dw
    config["velocity"] = velocity
    return w + velocity, config
