"""Versions of `rmsprop` that go wrong with arguments, config or results."""

import numpy as np

from autograder.misconceptions import wrong


@wrong(
    "rmsprop",
    hint="""A rule hands back two things, the next parameter and the dict, and only the first
    arrives. The last line of your function is the place to look.""",
)
def only_next_w_returned(w, dw, config=None):
    """Forget to return config."""
    config = {} if config is None else config
    lr, rho = config.get("learning_rate", 1e-2), config.get("decay_rate", 0.99)
    epsilon = config.get("epsilon", 1e-8)
    cache = rho * config.get("cache", np.zeros_like(w)) + (1 - rho) * dw**2
    config["cache"] = cache
    return w - lr * dw / (np.sqrt(cache) + epsilon)


@wrong(
    "rmsprop",
    hint="""Both results are there, but in the opposite order: the solver expects the next parameter
    first and the dict second.""",
)
def results_swapped(w, dw, config=None):
    """Return config before next_w."""
    config = {} if config is None else config
    lr, rho = config.get("learning_rate", 1e-2), config.get("decay_rate", 0.99)
    epsilon = config.get("epsilon", 1e-8)
    cache = rho * config.get("cache", np.zeros_like(w)) + (1 - rho) * dw**2
    config["cache"] = cache
    return config, w - lr * dw / (np.sqrt(cache) + epsilon)


@wrong(
    "rmsprop",
    hint="""Everything is computed and then nothing is handed back. Does the function end in a
    return?""",
)
def nothing_returned(w, dw, config=None):
    """Forget the return."""
    config = {} if config is None else config
    lr, rho = config.get("learning_rate", 1e-2), config.get("decay_rate", 0.99)
    epsilon = config.get("epsilon", 1e-8)
    cache = rho * config.get("cache", np.zeros_like(w)) + (1 - rho) * dw**2
    config["cache"] = cache
    w = w - lr * dw / (np.sqrt(cache) + epsilon)


@wrong(
    "rmsprop",
    hint="""The step itself is handed back as the next parameter. It says how far to go; where from
    is still missing.""",
)
def step_for_next_w(w, dw, config=None):
    """Return the step instead of the parameter after it."""
    config = {} if config is None else config
    lr, rho = config.get("learning_rate", 1e-2), config.get("decay_rate", 0.99)
    epsilon = config.get("epsilon", 1e-8)
    cache = rho * config.get("cache", np.zeros_like(w)) + (1 - rho) * dw**2
    config["cache"] = cache
    return -lr * dw / (np.sqrt(cache) + epsilon), config


@wrong(
    "rmsprop",
    hint="""The average starts from zero in every call, so nothing is remembered. What the last step
    stored in config waits there to be read.""",
)
def cache_never_read(w, dw, config=None):
    """Start the average afresh at every step."""
    config = {} if config is None else config
    lr, rho = config.get("learning_rate", 1e-2), config.get("decay_rate", 0.99)
    epsilon = config.get("epsilon", 1e-8)
    cache = (1 - rho) * dw**2
    config["cache"] = cache
    return w - lr * dw / (np.sqrt(cache) + epsilon), config


@wrong(
    "rmsprop",
    hint="""The average is kept somewhere inside your function and not in config. Then all
    parameters share one average; the dict is the place where each has its own.""",
)
def cache_kept_elsewhere(w, dw, config=None, memory={}):  # noqa: B006
    """Remember the average between calls outside config."""
    config = {} if config is None else config
    lr, rho = config.get("learning_rate", 1e-2), config.get("decay_rate", 0.99)
    epsilon = config.get("epsilon", 1e-8)
    memory["cache"] = rho * memory.get("cache", np.zeros_like(w)) + (1 - rho) * dw**2
    return w - lr * dw / (np.sqrt(memory["cache"]) + epsilon), config


@wrong(
    "rmsprop",
    hint="""A default such as `config={}` is made once and then shared by all calls, so one
    parameter's average leaks into the next. None is the default that was given, for this
    reason.""",
)
def shared_default(w, dw, config={}):  # noqa: B006
    """Use a mutable default."""
    lr, rho = config.get("learning_rate", 1e-2), config.get("decay_rate", 0.99)
    epsilon = config.get("epsilon", 1e-8)
    cache = rho * config.get("cache", np.zeros_like(w)) + (1 - rho) * dw**2
    config["cache"] = cache
    return w - lr * dw / (np.sqrt(cache) + epsilon), config


@wrong(
    "rmsprop",
    hint="""The array w itself is changed, as `-=` does. The caller may still need the old value:
    make a new array for next_w.""",
)
def w_changed_in_place(w, dw, config=None):
    """Subtract the step from the caller's array."""
    config = {} if config is None else config
    lr, rho = config.get("learning_rate", 1e-2), config.get("decay_rate", 0.99)
    epsilon = config.get("epsilon", 1e-8)
    cache = rho * config.get("cache", np.zeros_like(w)) + (1 - rho) * dw**2
    config["cache"] = cache
    w -= lr * dw / (np.sqrt(cache) + epsilon)
    return w, config


@wrong(
    "rmsprop",
    hint="""The caller's gradient is squared in place, and so the step uses the square as well. Give
    the square a name of its own.""",
)
def dw_changed_in_place(w, dw, config=None):
    """Square the caller's gradient."""
    config = {} if config is None else config
    lr, rho = config.get("learning_rate", 1e-2), config.get("decay_rate", 0.99)
    epsilon = config.get("epsilon", 1e-8)
    dw *= dw
    cache = rho * config.get("cache", np.zeros_like(w)) + (1 - rho) * dw
    config["cache"] = cache
    return w - lr * dw / (np.sqrt(cache) + epsilon), config


@wrong(
    "rmsprop",
    hint="""The caller's gradient is scaled in place, as `*=` does. Give the scaled gradient a name
    of its own.""",
)
def dw_scaled_in_place(w, dw, config=None):
    """Scale the caller's gradient."""
    config = {} if config is None else config
    lr, rho = config.get("learning_rate", 1e-2), config.get("decay_rate", 0.99)
    epsilon = config.get("epsilon", 1e-8)
    cache = rho * config.get("cache", np.zeros_like(w)) + (1 - rho) * dw**2
    config["cache"] = cache
    dw *= lr
    return w - dw / (np.sqrt(cache) + epsilon), config


@wrong(
    "rmsprop",
    hint="""Learning rate, decay rate and epsilon are numbers written into your function, so what
    config says about them has no effect. The defaults count only where a key is missing.""",
)
def settings_ignored(w, dw, config=None):
    """Use the defaults whatever config says."""
    config = {} if config is None else config
    cache = 0.99 * config.get("cache", np.zeros_like(w)) + 0.01 * dw**2
    config["cache"] = cache
    return w - 1e-2 * dw / (np.sqrt(cache) + 1e-8), config


@wrong(
    "rmsprop",
    hint="""Epsilon is a number written into your function, so what config says about it has no
    effect. It is a setting like the other two.""",
)
def epsilon_ignored(w, dw, config=None):
    """Use epsilon's default whatever config says."""
    config = {} if config is None else config
    lr, rho = config.get("learning_rate", 1e-2), config.get("decay_rate", 0.99)
    cache = rho * config.get("cache", np.zeros_like(w)) + (1 - rho) * dw**2
    config["cache"] = cache
    return w - lr * dw / (np.sqrt(cache) + 1e-8), config


@wrong(
    "rmsprop",
    hint="""Without `decay_rate` in config your rule uses 0.9, as some libraries do. The table above
    the answer gives another default.""",
)
def default_decay_too_fast(w, dw, config=None):
    """Take another library's default for the decay rate."""
    config = {} if config is None else config
    lr, rho = config.get("learning_rate", 1e-2), config.get("decay_rate", 0.9)
    epsilon = config.get("epsilon", 1e-8)
    cache = rho * config.get("cache", np.zeros_like(w)) + (1 - rho) * dw**2
    config["cache"] = cache
    return w - lr * dw / (np.sqrt(cache) + epsilon), config


@wrong(
    "rmsprop",
    hint="""Without `learning_rate` in config your rule uses 1e-3. The table above the answer gives
    another default for this rule.""",
)
def default_rate_of_adam(w, dw, config=None):
    """Take Adam's default learning rate."""
    config = {} if config is None else config
    lr, rho = config.get("learning_rate", 1e-3), config.get("decay_rate", 0.99)
    epsilon = config.get("epsilon", 1e-8)
    cache = rho * config.get("cache", np.zeros_like(w)) + (1 - rho) * dw**2
    config["cache"] = cache
    return w - lr * dw / (np.sqrt(cache) + epsilon), config


@wrong(
    "rmsprop",
    hint="""A setting of 0 is a setting like any other, but your rule takes it for a missing key. In
    Python, `or` and `if` ask whether a number is zero, not whether it is there.""",
)
def zero_taken_for_missing(w, dw, config=None):
    """Read settings with `or`."""
    config = config or {}
    lr, rho = config.get("learning_rate") or 1e-2, config.get("decay_rate") or 0.99
    epsilon = config.get("epsilon") or 1e-8
    cache = rho * config.get("cache", np.zeros_like(w)) + (1 - rho) * dw**2
    config["cache"] = cache
    return w - lr * dw / (np.sqrt(cache) + epsilon), config


@wrong(
    "rmsprop",
    hint="""It works once config is a dict, but `config` may also be missing, and then it is None.
    Give it an empty dict first.""",
)
def config_none_forgotten(w, dw, config=None):
    """Do not expect config to be None."""
    lr, rho = config.get("learning_rate", 1e-2), config.get("decay_rate", 0.99)
    epsilon = config.get("epsilon", 1e-8)
    cache = rho * config.get("cache", np.zeros_like(w)) + (1 - rho) * dw**2
    config["cache"] = cache
    return w - lr * dw / (np.sqrt(cache) + epsilon), config


@wrong(
    "rmsprop",
    hint="""Keys of config are read as if they were always there. Each may be missing, and config
    itself may be None; then the table's default counts.""",
)
def settings_demanded(w, dw, config=None):
    """Do without defaults."""
    lr, rho, epsilon = config["learning_rate"], config["decay_rate"], config["epsilon"]
    cache = rho * config.get("cache", np.zeros_like(w)) + (1 - rho) * dw**2
    config["cache"] = cache
    return w - lr * dw / (np.sqrt(cache) + epsilon), config


@wrong(
    "rmsprop",
    hint="""The defaults are filled in only when config is None. A dict that has some of the keys
    and lacks others needs them too.""",
)
def defaults_only_without_config(w, dw, config=None):
    """Fill in the defaults for None alone."""
    if config is None:
        config = {"learning_rate": 1e-2, "decay_rate": 0.99, "epsilon": 1e-8}
    lr, rho, epsilon = config["learning_rate"], config["decay_rate"], config["epsilon"]
    cache = rho * config.get("cache", np.zeros_like(w)) + (1 - rho) * dw**2
    config["cache"] = cache
    return w - lr * dw / (np.sqrt(cache) + epsilon), config


@wrong(
    "rmsprop",
    hint="""On the very first step there is no average in config yet, and your rule stops there. The
    table says what it starts from.""",
)
def cache_demanded(w, dw, config=None):
    """Expect an average from the first step on."""
    config = {} if config is None else config
    lr, rho = config.get("learning_rate", 1e-2), config.get("decay_rate", 0.99)
    epsilon = config.get("epsilon", 1e-8)
    cache = rho * config["cache"] + (1 - rho) * dw**2
    config["cache"] = cache
    return w - lr * dw / (np.sqrt(cache) + epsilon), config


@wrong(
    "rmsprop",
    hint="""The dict that you return holds the average but has lost the settings, so the next step
    falls back to the defaults.""",
)
def settings_lost(w, dw, config=None):
    """Return a dict with the state alone."""
    config = {} if config is None else config
    lr, rho = config.get("learning_rate", 1e-2), config.get("decay_rate", 0.99)
    epsilon = config.get("epsilon", 1e-8)
    cache = rho * config.get("cache", np.zeros_like(w)) + (1 - rho) * dw**2
    return w - lr * dw / (np.sqrt(cache) + epsilon), {"cache": cache}


@wrong(
    "rmsprop",
    hint="""The step is right, but the new average is not stored in config, so the next step begins
    with the old one.""",
)
def cache_not_stored(w, dw, config=None):
    """Forget to store the new average."""
    config = {} if config is None else config
    lr, rho = config.get("learning_rate", 1e-2), config.get("decay_rate", 0.99)
    epsilon = config.get("epsilon", 1e-8)
    cache = rho * config.get("cache", np.zeros_like(w)) + (1 - rho) * dw**2
    return w - lr * dw / (np.sqrt(cache) + epsilon), config
