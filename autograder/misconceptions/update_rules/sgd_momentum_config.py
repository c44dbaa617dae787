"""Versions of `sgd_momentum` that go wrong with arguments, config or results."""

import numpy as np

from autograder.misconceptions import wrong


@wrong(
    "sgd_momentum",
    hint="""A rule hands back two things, the next parameter and the dict, and only the first
    arrives. The last line of your function is the place to look.""",
)
def only_next_w_returned(w, dw, config=None):
    """Forget to return config."""
    config = {} if config is None else config
    lr, mu = config.get("learning_rate", 1e-2), config.get("momentum", 0.9)
    velocity = mu * config.get("velocity", np.zeros_like(w)) - lr * dw
    config["velocity"] = velocity
    return w + velocity


@wrong(
    "sgd_momentum",
    hint="""Both results are there, but in the opposite order: the solver expects the next
    parameter first and the dict second.""",
)
def results_swapped(w, dw, config=None):
    """Return config before next_w."""
    config = {} if config is None else config
    lr, mu = config.get("learning_rate", 1e-2), config.get("momentum", 0.9)
    velocity = mu * config.get("velocity", np.zeros_like(w)) - lr * dw
    config["velocity"] = velocity
    return config, w + velocity


@wrong(
    "sgd_momentum",
    hint="""Everything is computed and then nothing is handed back. Does the function end in a
    return?""",
)
def nothing_returned(w, dw, config=None):
    """Forget the return."""
    config = {} if config is None else config
    lr, mu = config.get("learning_rate", 1e-2), config.get("momentum", 0.9)
    config["velocity"] = mu * config.get("velocity", np.zeros_like(w)) - lr * dw
    w = w + config["velocity"]


@wrong(
    "sgd_momentum",
    hint="""The velocity starts from zero in every call, so nothing is remembered. What the last
    step stored in config waits there to be read.""",
)
def velocity_never_read(w, dw, config=None):
    """Start from rest at every step."""
    config = {} if config is None else config
    lr, mu = config.get("learning_rate", 1e-2), config.get("momentum", 0.9)
    velocity = np.zeros_like(w)
    velocity = mu * velocity - lr * dw
    config["velocity"] = velocity
    return w + velocity, config


@wrong(
    "sgd_momentum",
    hint="""The velocity is kept somewhere inside your function and not in config. Then all
    parameters share one velocity; the dict is the place where each has its own.""",
)
def velocity_kept_elsewhere(w, dw, config=None, memory={}):  # noqa: B006
    """Remember the velocity between calls outside config."""
    config = {} if config is None else config
    lr, mu = config.get("learning_rate", 1e-2), config.get("momentum", 0.9)
    memory["velocity"] = mu * memory.get("velocity", np.zeros_like(w)) - lr * dw
    return w + memory["velocity"], config


@wrong(
    "sgd_momentum",
    hint="""A default such as `config={}` is made once and then shared by all calls, so one
    parameter's velocity leaks into the next. None is the default that was given, for this
    reason.""",
)
def shared_default(w, dw, config={}):  # noqa: B006
    """Use a mutable default."""
    lr, mu = config.get("learning_rate", 1e-2), config.get("momentum", 0.9)
    velocity = mu * config.get("velocity", np.zeros_like(w)) - lr * dw
    config["velocity"] = velocity
    return w + velocity, config


@wrong(
    "sgd_momentum",
    hint="""The array w itself is changed, as `+=` does. The caller may still need the old value:
    make a new array for next_w.""",
)
def w_changed_in_place(w, dw, config=None):
    """Add the velocity to the caller's array."""
    config = {} if config is None else config
    lr, mu = config.get("learning_rate", 1e-2), config.get("momentum", 0.9)
    velocity = mu * config.get("velocity", np.zeros_like(w)) - lr * dw
    config["velocity"] = velocity
    w += velocity
    return w, config


@wrong(
    "sgd_momentum",
    hint="""The caller's gradient is scaled in place, as `*=` does. Give the scaled gradient a
    name of its own.""",
)
def dw_changed_in_place(w, dw, config=None):
    """Scale the caller's gradient."""
    config = {} if config is None else config
    dw *= config.get("learning_rate", 1e-2)
    velocity = config.get("momentum", 0.9) * config.get("velocity", np.zeros_like(w)) - dw
    config["velocity"] = velocity
    return w + velocity, config


@wrong(
    "sgd_momentum",
    hint="""Learning rate and momentum are numbers written into your function, so what config
    says about them has no effect. The defaults count only where a key is missing.""",
)
def settings_ignored(w, dw, config=None):
    """Use the defaults whatever config says."""
    config = {} if config is None else config
    velocity = 0.9 * config.get("velocity", np.zeros_like(w)) - 1e-2 * dw
    config["velocity"] = velocity
    return w + velocity, config


@wrong(
    "sgd_momentum",
    hint="""Without `momentum` in config your rule uses none at all. The table gives the default
    that counts when the key is missing.""",
)
def default_momentum_zero(w, dw, config=None):
    """Take no momentum for the default."""
    config = {} if config is None else config
    lr, mu = config.get("learning_rate", 1e-2), config.get("momentum", 0.0)
    velocity = mu * config.get("velocity", np.zeros_like(w)) - lr * dw
    config["velocity"] = velocity
    return w + velocity, config


@wrong(
    "sgd_momentum",
    hint="""Without `learning_rate` in config your rule uses 1e-3. The table above the answer
    gives another default for this rule.""",
)
def default_rate_of_adam(w, dw, config=None):
    """Take Adam's default learning rate."""
    config = {} if config is None else config
    lr, mu = config.get("learning_rate", 1e-3), config.get("momentum", 0.9)
    velocity = mu * config.get("velocity", np.zeros_like(w)) - lr * dw
    config["velocity"] = velocity
    return w + velocity, config


@wrong(
    "sgd_momentum",
    hint="""A momentum of 0 is a setting like any other, but your rule takes it for a missing key.
    In Python, `or` and `if` ask whether a number is zero, not whether it is there.""",
)
def zero_taken_for_missing(w, dw, config=None):
    """Read settings with `or`."""
    config = config or {}
    lr, mu = config.get("learning_rate") or 1e-2, config.get("momentum") or 0.9
    velocity = mu * config.get("velocity", np.zeros_like(w)) - lr * dw
    config["velocity"] = velocity
    return w + velocity, config


@wrong(
    "sgd_momentum",
    hint="""It works once config is a dict, but `config` may also be missing, and then it is
    None. Give it an empty dict first.""",
)
def config_none_forgotten(w, dw, config=None):
    """Do not expect config to be None."""
    lr, mu = config.get("learning_rate", 1e-2), config.get("momentum", 0.9)
    velocity = mu * config.get("velocity", np.zeros_like(w)) - lr * dw
    config["velocity"] = velocity
    return w + velocity, config


@wrong(
    "sgd_momentum",
    hint="""Keys of config are read as if they were always there. Each may be missing, and config
    itself may be None; then the table's default counts.""",
)
def settings_demanded(w, dw, config=None):
    """Do without defaults."""
    velocity = config.get("velocity", np.zeros_like(w))
    velocity = config["momentum"] * velocity - config["learning_rate"] * dw
    config["velocity"] = velocity
    return w + velocity, config


@wrong(
    "sgd_momentum",
    hint="""The defaults are filled in only when config is None. A dict that has some of the keys
    and lacks others needs them too.""",
)
def defaults_only_without_config(w, dw, config=None):
    """Fill in the defaults for None alone."""
    if config is None:
        config = {"learning_rate": 1e-2, "momentum": 0.9}
    velocity = config.get("velocity", np.zeros_like(w))
    velocity = config["momentum"] * velocity - config["learning_rate"] * dw
    config["velocity"] = velocity
    return w + velocity, config


@wrong(
    "sgd_momentum",
    hint="""On the very first step there is no velocity in config yet, and your rule stops there.
    The table says what it starts from.""",
)
def velocity_demanded(w, dw, config=None):
    """Expect a velocity from the first step on."""
    config = {} if config is None else config
    lr, mu = config.get("learning_rate", 1e-2), config.get("momentum", 0.9)
    velocity = mu * config["velocity"] - lr * dw
    config["velocity"] = velocity
    return w + velocity, config


@wrong(
    "sgd_momentum",
    hint="""The dict that you return holds the velocity but has lost the settings, so the next
    step falls back to the defaults.""",
)
def settings_lost(w, dw, config=None):
    """Return a dict with the state alone."""
    config = {} if config is None else config
    lr, mu = config.get("learning_rate", 1e-2), config.get("momentum", 0.9)
    velocity = mu * config.get("velocity", np.zeros_like(w)) - lr * dw
    return w + velocity, {"velocity": velocity}


@wrong(
    "sgd_momentum",
    hint="""The step is right, but the new velocity is not stored in config, so the next step
    begins with the old one.""",
)
def velocity_not_stored(w, dw, config=None):
    """Forget to store the new velocity."""
    config = {} if config is None else config
    lr, mu = config.get("learning_rate", 1e-2), config.get("momentum", 0.9)
    velocity = mu * config.get("velocity", np.zeros_like(w)) - lr * dw
    return w + velocity, config
