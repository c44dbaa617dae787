"""Versions of `adam` that keep or count something wrongly from step to step."""

import numpy as np

from autograder.misconceptions import wrong


@wrong(
    "adam",
    hint="""The number of steps is read but never raised, so it stays where it started. The first
    line of the formula says when to raise it.""",
)
def t_never_raised(w, dw, config=None):
    """Read t and leave it as it is."""
    config = {} if config is None else config
    lr, epsilon = config.get("learning_rate", 1e-3), config.get("epsilon", 1e-8)
    beta1, beta2 = config.get("beta1", 0.9), config.get("beta2", 0.999)
    t = config.get("t", 0)
    m = beta1 * config.get("m", np.zeros_like(w)) + (1 - beta1) * dw
    v = beta2 * config.get("v", np.zeros_like(w)) + (1 - beta2) * dw**2
    config.update(m=m, v=v, t=t)
    m_hat, v_hat = m / (1 - beta1**t), v / (1 - beta2**t)
    return w - lr * m_hat / (np.sqrt(v_hat) + epsilon), config


@wrong(
    "adam",
    hint="""The number of steps is raised only after it has been used, so the first step divides by
    zero. It is raised before: the first step has t = 1.""",
)
def t_raised_after_use(w, dw, config=None):
    """Raise t at the end."""
    config = {} if config is None else config
    lr, epsilon = config.get("learning_rate", 1e-3), config.get("epsilon", 1e-8)
    beta1, beta2 = config.get("beta1", 0.9), config.get("beta2", 0.999)
    t = config.get("t", 0)
    m = beta1 * config.get("m", np.zeros_like(w)) + (1 - beta1) * dw
    v = beta2 * config.get("v", np.zeros_like(w)) + (1 - beta2) * dw**2
    m_hat, v_hat = m / (1 - beta1**t), v / (1 - beta2**t)
    config.update(m=m, v=v, t=t + 1)
    return w - lr * m_hat / (np.sqrt(v_hat) + epsilon), config


@wrong(
    "adam",
    hint="""The number of steps grows by two in each call. Is there a second line that raises
    it?""",
)
def t_raised_twice(w, dw, config=None):
    """Raise t twice."""
    config = {} if config is None else config
    lr, epsilon = config.get("learning_rate", 1e-3), config.get("epsilon", 1e-8)
    beta1, beta2 = config.get("beta1", 0.9), config.get("beta2", 0.999)
    t = config.get("t", 0) + 2
    m = beta1 * config.get("m", np.zeros_like(w)) + (1 - beta1) * dw
    v = beta2 * config.get("v", np.zeros_like(w)) + (1 - beta2) * dw**2
    config.update(m=m, v=v, t=t)
    m_hat, v_hat = m / (1 - beta1**t), v / (1 - beta2**t)
    return w - lr * m_hat / (np.sqrt(v_hat) + epsilon), config


@wrong(
    "adam",
    hint="""The count of steps starts from one and is raised after use. The first step comes out
    right, but what config then holds is one more than the number of steps taken.""",
)
def t_counts_from_one(w, dw, config=None):
    """Start t from one and raise it at the end."""
    config = {} if config is None else config
    lr, epsilon = config.get("learning_rate", 1e-3), config.get("epsilon", 1e-8)
    beta1, beta2 = config.get("beta1", 0.9), config.get("beta2", 0.999)
    t = config.get("t", 1)
    m = beta1 * config.get("m", np.zeros_like(w)) + (1 - beta1) * dw
    v = beta2 * config.get("v", np.zeros_like(w)) + (1 - beta2) * dw**2
    m_hat, v_hat = m / (1 - beta1**t), v / (1 - beta2**t)
    config.update(m=m, v=v, t=t + 1)
    return w - lr * m_hat / (np.sqrt(v_hat) + epsilon), config


@wrong(
    "adam",
    hint="""The count of steps starts from one and is raised before its first use, so the first step
    has t = 2. The table says where it starts.""",
)
def t_starts_from_one(w, dw, config=None):
    """Start t from one and raise it before use."""
    config = {} if config is None else config
    lr, epsilon = config.get("learning_rate", 1e-3), config.get("epsilon", 1e-8)
    beta1, beta2 = config.get("beta1", 0.9), config.get("beta2", 0.999)
    t = config.get("t", 1) + 1
    m = beta1 * config.get("m", np.zeros_like(w)) + (1 - beta1) * dw
    v = beta2 * config.get("v", np.zeros_like(w)) + (1 - beta2) * dw**2
    config.update(m=m, v=v, t=t)
    m_hat, v_hat = m / (1 - beta1**t), v / (1 - beta2**t)
    return w - lr * m_hat / (np.sqrt(v_hat) + epsilon), config


@wrong(
    "adam",
    hint="""Every step takes itself for the first: t is 1 each time. How many steps have been taken
    stands in config.""",
)
def t_always_one(w, dw, config=None):
    """Never read t."""
    config = {} if config is None else config
    lr, epsilon = config.get("learning_rate", 1e-3), config.get("epsilon", 1e-8)
    beta1, beta2 = config.get("beta1", 0.9), config.get("beta2", 0.999)
    t = 1
    m = beta1 * config.get("m", np.zeros_like(w)) + (1 - beta1) * dw
    v = beta2 * config.get("v", np.zeros_like(w)) + (1 - beta2) * dw**2
    config.update(m=m, v=v, t=t)
    m_hat, v_hat = m / (1 - beta1**t), v / (1 - beta2**t)
    return w - lr * m_hat / (np.sqrt(v_hat) + epsilon), config


@wrong(
    "adam",
    hint="""The number of steps is raised and used, but not stored, so the next call counts from the
    same place again. It belongs to the state, like m and v.""",
)
def t_not_stored(w, dw, config=None):
    """Forget to store t."""
    config = {} if config is None else config
    lr, epsilon = config.get("learning_rate", 1e-3), config.get("epsilon", 1e-8)
    beta1, beta2 = config.get("beta1", 0.9), config.get("beta2", 0.999)
    t = config.get("t", 0) + 1
    m = beta1 * config.get("m", np.zeros_like(w)) + (1 - beta1) * dw
    v = beta2 * config.get("v", np.zeros_like(w)) + (1 - beta2) * dw**2
    config.update(m=m, v=v)
    m_hat, v_hat = m / (1 - beta1**t), v / (1 - beta2**t)
    return w - lr * m_hat / (np.sqrt(v_hat) + epsilon), config


@wrong(
    "adam",
    hint="""The corrected averages end up in config and are corrected again at the next step. The
    hats are for this step only; the plain averages are kept.""",
)
def corrected_averages_stored(w, dw, config=None):
    """Store m_hat and v_hat."""
    config = {} if config is None else config
    lr, epsilon = config.get("learning_rate", 1e-3), config.get("epsilon", 1e-8)
    beta1, beta2 = config.get("beta1", 0.9), config.get("beta2", 0.999)
    t = config.get("t", 0) + 1
    m = beta1 * config.get("m", np.zeros_like(w)) + (1 - beta1) * dw
    v = beta2 * config.get("v", np.zeros_like(w)) + (1 - beta2) * dw**2
    m_hat, v_hat = m / (1 - beta1**t), v / (1 - beta2**t)
    config.update(m=m_hat, v=v_hat, t=t)
    return w - lr * m_hat / (np.sqrt(v_hat) + epsilon), config


@wrong(
    "adam",
    hint="""m and v are the same array under two names, so filling the one fills the other. Each
    needs zeros of its own.""",
)
def one_array_for_both(w, dw, config=None):
    """Let m and v share their zeros."""
    config = {} if config is None else config
    lr, epsilon = config.get("learning_rate", 1e-3), config.get("epsilon", 1e-8)
    beta1, beta2 = config.get("beta1", 0.9), config.get("beta2", 0.999)
    t = config.get("t", 0) + 1
    zeros = np.zeros_like(w)
    m, v = config.get("m", zeros), config.get("v", zeros)
    m *= beta1
    m += (1 - beta1) * dw
    v *= beta2
    v += (1 - beta2) * dw**2
    config.update(m=m, v=v, t=t)
    m_hat, v_hat = m / (1 - beta1**t), v / (1 - beta2**t)
    return w - lr * m_hat / (np.sqrt(v_hat) + epsilon), config


@wrong(
    "adam",
    hint="""Both averages start from zero in every call, so nothing is remembered. What the last
    step stored in config waits there to be read.""",
)
def averages_never_read(w, dw, config=None):
    """Start both averages afresh at every step."""
    config = {} if config is None else config
    lr, epsilon = config.get("learning_rate", 1e-3), config.get("epsilon", 1e-8)
    beta1, beta2 = config.get("beta1", 0.9), config.get("beta2", 0.999)
    t = config.get("t", 0) + 1
    m, v = (1 - beta1) * dw, (1 - beta2) * dw**2
    config.update(m=m, v=v, t=t)
    m_hat, v_hat = m / (1 - beta1**t), v / (1 - beta2**t)
    return w - lr * m_hat / (np.sqrt(v_hat) + epsilon), config


@wrong(
    "adam",
    hint="""m, v and t are kept somewhere inside your function and not in config. Then all
    parameters share them; the dict is the place where each has its own.""",
)
def state_kept_elsewhere(w, dw, config=None, memory={}):  # noqa: B006
    """Remember the state between calls outside config."""
    config = {} if config is None else config
    lr, epsilon = config.get("learning_rate", 1e-3), config.get("epsilon", 1e-8)
    beta1, beta2 = config.get("beta1", 0.9), config.get("beta2", 0.999)
    t = memory.get("t", 0) + 1
    m = beta1 * memory.get("m", np.zeros_like(w)) + (1 - beta1) * dw
    v = beta2 * memory.get("v", np.zeros_like(w)) + (1 - beta2) * dw**2
    memory.update(m=m, v=v, t=t)
    m_hat, v_hat = m / (1 - beta1**t), v / (1 - beta2**t)
    return w - lr * m_hat / (np.sqrt(v_hat) + epsilon), config


@wrong(
    "adam",
    hint="""Where m is missing, v and t are started afresh as well, even if config has them. Each of
    the three has a default of its own.""",
)
def state_starts_together(w, dw, config=None):
    """Take the whole state for missing when m is."""
    config = {} if config is None else config
    lr, epsilon = config.get("learning_rate", 1e-3), config.get("epsilon", 1e-8)
    beta1, beta2 = config.get("beta1", 0.9), config.get("beta2", 0.999)
    if "m" not in config:
        config.update(m=np.zeros_like(w), v=np.zeros_like(w), t=0)
    t = config["t"] + 1
    m = beta1 * config["m"] + (1 - beta1) * dw
    v = beta2 * config["v"] + (1 - beta2) * dw**2
    config.update(m=m, v=v, t=t)
    m_hat, v_hat = m / (1 - beta1**t), v / (1 - beta2**t)
    return w - lr * m_hat / (np.sqrt(v_hat) + epsilon), config
