"""Versions of `adam` that go wrong with arguments, config or results."""

import numpy as np

from autograder.misconceptions import wrong


@wrong(
    "adam",
    hint="""A rule hands back two things, the next parameter and the dict, and only the first
    arrives. The last line of your function is the place to look.""",
)
def only_next_w_returned(w, dw, config=None):
    """Forget to return config."""
    config = {} if config is None else config
    lr, epsilon = config.get("learning_rate", 1e-3), config.get("epsilon", 1e-8)
    beta1, beta2 = config.get("beta1", 0.9), config.get("beta2", 0.999)
    t = config.get("t", 0) + 1
    m = beta1 * config.get("m", np.zeros_like(w)) + (1 - beta1) * dw
    v = beta2 * config.get("v", np.zeros_like(w)) + (1 - beta2) * dw**2
    config.update(m=m, v=v, t=t)
    m_hat, v_hat = m / (1 - beta1**t), v / (1 - beta2**t)
    return w - lr * m_hat / (np.sqrt(v_hat) + epsilon)


@wrong(
    "adam",
    hint="""Both results are there, but in the opposite order: the solver expects the next parameter
    first and the dict second.""",
)
def results_swapped(w, dw, config=None):
    """Return config before next_w."""
    config = {} if config is None else config
    lr, epsilon = config.get("learning_rate", 1e-3), config.get("epsilon", 1e-8)
    beta1, beta2 = config.get("beta1", 0.9), config.get("beta2", 0.999)
    t = config.get("t", 0) + 1
    m = beta1 * config.get("m", np.zeros_like(w)) + (1 - beta1) * dw
    v = beta2 * config.get("v", np.zeros_like(w)) + (1 - beta2) * dw**2
    config.update(m=m, v=v, t=t)
    m_hat, v_hat = m / (1 - beta1**t), v / (1 - beta2**t)
    return config, w - lr * m_hat / (np.sqrt(v_hat) + epsilon)


@wrong(
    "adam",
    hint="""Everything is computed and then nothing is handed back. Does the function end in a
    return?""",
)
def nothing_returned(w, dw, config=None):
    """Forget the return."""
    config = {} if config is None else config
    lr, epsilon = config.get("learning_rate", 1e-3), config.get("epsilon", 1e-8)
    beta1, beta2 = config.get("beta1", 0.9), config.get("beta2", 0.999)
    t = config.get("t", 0) + 1
    m = beta1 * config.get("m", np.zeros_like(w)) + (1 - beta1) * dw
    v = beta2 * config.get("v", np.zeros_like(w)) + (1 - beta2) * dw**2
    config.update(m=m, v=v, t=t)
    m_hat, v_hat = m / (1 - beta1**t), v / (1 - beta2**t)
    w = w - lr * m_hat / (np.sqrt(v_hat) + epsilon)


@wrong(
    "adam",
    hint="""A default such as `config={}` is made once and then shared by all calls, so one
    parameter's averages leak into the next. None is the default that was given, for this
    reason.""",
)
def shared_default(w, dw, config={}):  # noqa: B006
    """Use a mutable default."""
    lr, epsilon = config.get("learning_rate", 1e-3), config.get("epsilon", 1e-8)
    beta1, beta2 = config.get("beta1", 0.9), config.get("beta2", 0.999)
    t = config.get("t", 0) + 1
    m = beta1 * config.get("m", np.zeros_like(w)) + (1 - beta1) * dw
    v = beta2 * config.get("v", np.zeros_like(w)) + (1 - beta2) * dw**2
    config.update(m=m, v=v, t=t)
    m_hat, v_hat = m / (1 - beta1**t), v / (1 - beta2**t)
    return w - lr * m_hat / (np.sqrt(v_hat) + epsilon), config


@wrong(
    "adam",
    hint="""The array w itself is changed, as `-=` does. The caller may still need the old value:
    make a new array for next_w.""",
)
def w_changed_in_place(w, dw, config=None):
    """Subtract the step from the caller's array."""
    config = {} if config is None else config
    lr, epsilon = config.get("learning_rate", 1e-3), config.get("epsilon", 1e-8)
    beta1, beta2 = config.get("beta1", 0.9), config.get("beta2", 0.999)
    t = config.get("t", 0) + 1
    m = beta1 * config.get("m", np.zeros_like(w)) + (1 - beta1) * dw
    v = beta2 * config.get("v", np.zeros_like(w)) + (1 - beta2) * dw**2
    config.update(m=m, v=v, t=t)
    m_hat, v_hat = m / (1 - beta1**t), v / (1 - beta2**t)
    w -= lr * m_hat / (np.sqrt(v_hat) + epsilon)
    return w, config


@wrong(
    "adam",
    hint="""The caller's gradient is squared in place once m has taken it in. Give the square a name
    of its own.""",
)
def dw_changed_in_place(w, dw, config=None):
    """Square the caller's gradient."""
    config = {} if config is None else config
    lr, epsilon = config.get("learning_rate", 1e-3), config.get("epsilon", 1e-8)
    beta1, beta2 = config.get("beta1", 0.9), config.get("beta2", 0.999)
    t = config.get("t", 0) + 1
    m = beta1 * config.get("m", np.zeros_like(w)) + (1 - beta1) * dw
    dw *= dw
    v = beta2 * config.get("v", np.zeros_like(w)) + (1 - beta2) * dw
    config.update(m=m, v=v, t=t)
    m_hat, v_hat = m / (1 - beta1**t), v / (1 - beta2**t)
    return w - lr * m_hat / (np.sqrt(v_hat) + epsilon), config


@wrong(
    "adam",
    hint="""The rate, the betas and epsilon are numbers written into your function, so what config
    says about them has no effect. The defaults count only where a key is missing.""",
)
def settings_ignored(w, dw, config=None):
    """Use the defaults whatever config says."""
    config = {} if config is None else config
    t = config.get("t", 0) + 1
    m = 0.9 * config.get("m", np.zeros_like(w)) + 0.1 * dw
    v = 0.999 * config.get("v", np.zeros_like(w)) + 0.001 * dw**2
    config.update(m=m, v=v, t=t)
    m_hat, v_hat = m / (1 - 0.9**t), v / (1 - 0.999**t)
    return w - 1e-3 * m_hat / (np.sqrt(v_hat) + 1e-8), config


@wrong(
    "adam",
    hint="""Epsilon is a number written into your function, so what config says about it has no
    effect. It is a setting like the others.""",
)
def epsilon_ignored(w, dw, config=None):
    """Use epsilon's default whatever config says."""
    config = {} if config is None else config
    lr = config.get("learning_rate", 1e-3)
    beta1, beta2 = config.get("beta1", 0.9), config.get("beta2", 0.999)
    t = config.get("t", 0) + 1
    m = beta1 * config.get("m", np.zeros_like(w)) + (1 - beta1) * dw
    v = beta2 * config.get("v", np.zeros_like(w)) + (1 - beta2) * dw**2
    config.update(m=m, v=v, t=t)
    m_hat, v_hat = m / (1 - beta1**t), v / (1 - beta2**t)
    return w - lr * m_hat / (np.sqrt(v_hat) + 1e-8), config


@wrong(
    "adam",
    hint="""Without `learning_rate` in config your rule uses 1e-2, the default of the other two
    rules. The table above the answer gives Adam's own.""",
)
def default_rate_of_sgd(w, dw, config=None):
    """Take the other rules' default learning rate."""
    config = {} if config is None else config
    lr, epsilon = config.get("learning_rate", 1e-2), config.get("epsilon", 1e-8)
    beta1, beta2 = config.get("beta1", 0.9), config.get("beta2", 0.999)
    t = config.get("t", 0) + 1
    m = beta1 * config.get("m", np.zeros_like(w)) + (1 - beta1) * dw
    v = beta2 * config.get("v", np.zeros_like(w)) + (1 - beta2) * dw**2
    config.update(m=m, v=v, t=t)
    m_hat, v_hat = m / (1 - beta1**t), v / (1 - beta2**t)
    return w - lr * m_hat / (np.sqrt(v_hat) + epsilon), config


@wrong(
    "adam",
    hint="""Without `beta2` in config your rule uses 0.99. The table above the answer gives a slower
    default.""",
)
def default_beta2_too_fast(w, dw, config=None):
    """Take 0.99 for the default of beta2."""
    config = {} if config is None else config
    lr, epsilon = config.get("learning_rate", 1e-3), config.get("epsilon", 1e-8)
    beta1, beta2 = config.get("beta1", 0.9), config.get("beta2", 0.99)
    t = config.get("t", 0) + 1
    m = beta1 * config.get("m", np.zeros_like(w)) + (1 - beta1) * dw
    v = beta2 * config.get("v", np.zeros_like(w)) + (1 - beta2) * dw**2
    config.update(m=m, v=v, t=t)
    m_hat, v_hat = m / (1 - beta1**t), v / (1 - beta2**t)
    return w - lr * m_hat / (np.sqrt(v_hat) + epsilon), config


@wrong(
    "adam",
    hint="""The learning rate is read at the first step and then kept under a key of your own, so a
    later change in config goes unnoticed. Read it afresh in each call.""",
)
def rate_kept_from_first_call(w, dw, config=None):
    """Remember the learning rate of the first call."""
    config = {} if config is None else config
    lr = config.setdefault("rate", config.get("learning_rate", 1e-3))
    beta1, beta2 = config.get("beta1", 0.9), config.get("beta2", 0.999)
    t = config.get("t", 0) + 1
    m = beta1 * config.get("m", np.zeros_like(w)) + (1 - beta1) * dw
    v = beta2 * config.get("v", np.zeros_like(w)) + (1 - beta2) * dw**2
    config.update(m=m, v=v, t=t)
    m_hat, v_hat = m / (1 - beta1**t), v / (1 - beta2**t)
    return w - lr * m_hat / (np.sqrt(v_hat) + config.get("epsilon", 1e-8)), config


@wrong(
    "adam",
    hint="""A setting of 0 is a setting like any other, but your rule takes it for a missing key. In
    Python, `or` and `if` ask whether a number is zero, not whether it is there.""",
)
def zero_taken_for_missing(w, dw, config=None):
    """Read settings with `or`."""
    config = config or {}
    lr, epsilon = config.get("learning_rate") or 1e-3, config.get("epsilon") or 1e-8
    beta1, beta2 = config.get("beta1") or 0.9, config.get("beta2") or 0.999
    t = config.get("t", 0) + 1
    m = beta1 * config.get("m", np.zeros_like(w)) + (1 - beta1) * dw
    v = beta2 * config.get("v", np.zeros_like(w)) + (1 - beta2) * dw**2
    config.update(m=m, v=v, t=t)
    m_hat, v_hat = m / (1 - beta1**t), v / (1 - beta2**t)
    return w - lr * m_hat / (np.sqrt(v_hat) + epsilon), config


@wrong(
    "adam",
    hint="""It works once config is a dict, but `config` may also be missing, and then it is None.
    Give it an empty dict first.""",
)
def config_none_forgotten(w, dw, config=None):
    """Do not expect config to be None."""
    lr, epsilon = config.get("learning_rate", 1e-3), config.get("epsilon", 1e-8)
    beta1, beta2 = config.get("beta1", 0.9), config.get("beta2", 0.999)
    t = config.get("t", 0) + 1
    m = beta1 * config.get("m", np.zeros_like(w)) + (1 - beta1) * dw
    v = beta2 * config.get("v", np.zeros_like(w)) + (1 - beta2) * dw**2
    config.update(m=m, v=v, t=t)
    m_hat, v_hat = m / (1 - beta1**t), v / (1 - beta2**t)
    return w - lr * m_hat / (np.sqrt(v_hat) + epsilon), config


@wrong(
    "adam",
    hint="""Keys of config are read as if they were always there. Each may be missing, and config
    itself may be None; then the table's default counts.""",
)
def settings_demanded(w, dw, config=None):
    """Do without defaults."""
    lr, epsilon = config["learning_rate"], config["epsilon"]
    beta1, beta2 = config["beta1"], config["beta2"]
    t = config.get("t", 0) + 1
    m = beta1 * config.get("m", np.zeros_like(w)) + (1 - beta1) * dw
    v = beta2 * config.get("v", np.zeros_like(w)) + (1 - beta2) * dw**2
    config.update(m=m, v=v, t=t)
    m_hat, v_hat = m / (1 - beta1**t), v / (1 - beta2**t)
    return w - lr * m_hat / (np.sqrt(v_hat) + epsilon), config


@wrong(
    "adam",
    hint="""The defaults are filled in only when config is None. A dict that has some of the keys
    and lacks others needs them too.""",
)
def defaults_only_without_config(w, dw, config=None):
    """Fill in the defaults for None alone."""
    if config is None:
        config = {"learning_rate": 1e-3, "beta1": 0.9, "beta2": 0.999, "epsilon": 1e-8}
    lr, epsilon = config["learning_rate"], config["epsilon"]
    beta1, beta2 = config["beta1"], config["beta2"]
    t = config.get("t", 0) + 1
    m = beta1 * config.get("m", np.zeros_like(w)) + (1 - beta1) * dw
    v = beta2 * config.get("v", np.zeros_like(w)) + (1 - beta2) * dw**2
    config.update(m=m, v=v, t=t)
    m_hat, v_hat = m / (1 - beta1**t), v / (1 - beta2**t)
    return w - lr * m_hat / (np.sqrt(v_hat) + epsilon), config


@wrong(
    "adam",
    hint="""On the very first step there are no m, v and t in config yet, and your rule stops there.
    The table says what they start from.""",
)
def state_demanded(w, dw, config=None):
    """Expect m, v and t from the first step on."""
    config = {} if config is None else config
    lr, epsilon = config.get("learning_rate", 1e-3), config.get("epsilon", 1e-8)
    beta1, beta2 = config.get("beta1", 0.9), config.get("beta2", 0.999)
    t = config["t"] + 1
    m = beta1 * config["m"] + (1 - beta1) * dw
    v = beta2 * config["v"] + (1 - beta2) * dw**2
    config.update(m=m, v=v, t=t)
    m_hat, v_hat = m / (1 - beta1**t), v / (1 - beta2**t)
    return w - lr * m_hat / (np.sqrt(v_hat) + epsilon), config


@wrong(
    "adam",
    hint="""The dict that you return holds m, v and t but has lost the settings, so the next step
    falls back to the defaults.""",
)
def settings_lost(w, dw, config=None):
    """Return a dict with the state alone."""
    config = {} if config is None else config
    lr, epsilon = config.get("learning_rate", 1e-3), config.get("epsilon", 1e-8)
    beta1, beta2 = config.get("beta1", 0.9), config.get("beta2", 0.999)
    t = config.get("t", 0) + 1
    m = beta1 * config.get("m", np.zeros_like(w)) + (1 - beta1) * dw
    v = beta2 * config.get("v", np.zeros_like(w)) + (1 - beta2) * dw**2
    m_hat, v_hat = m / (1 - beta1**t), v / (1 - beta2**t)
    return w - lr * m_hat / (np.sqrt(v_hat) + epsilon), {"m": m, "v": v, "t": t}


@wrong(
    "adam",
    hint="""The step is right, but the new m, v and t are not stored in config, so the next step
    begins from the old ones.""",
)
def state_not_stored(w, dw, config=None):
    """Forget to store the state."""
    config = {} if config is None else config
    lr, epsilon = config.get("learning_rate", 1e-3), config.get("epsilon", 1e-8)
    beta1, beta2 = config.get("beta1", 0.9), config.get("beta2", 0.999)
    t = config.get("t", 0) + 1
    m = beta1 * config.get("m", np.zeros_like(w)) + (1 - beta1) * dw
    v = beta2 * config.get("v", np.zeros_like(w)) + (1 - beta2) * dw**2
    m_hat, v_hat = m / (1 - beta1**t), v / (1 - beta2**t)
    return w - lr * m_hat / (np.sqrt(v_hat) + epsilon), config
