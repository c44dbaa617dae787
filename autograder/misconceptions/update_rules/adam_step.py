"""Versions of `adam` whose averages are right and whose step is not."""

import numpy as np

from autograder.misconceptions import wrong


@wrong(
    "adam",
    hint="""Epsilon is added under the root, where it acts as 1e-4 and drowns small gradients.
    Compare the order of sum and root with the formula.""",
)
def epsilon_under_root(w, dw, config=None):
    """Add epsilon before the root is taken."""
    config = {} if config is None else config
    lr, epsilon = config.get("learning_rate", 1e-3), config.get("epsilon", 1e-8)
    beta1, beta2 = config.get("beta1", 0.9), config.get("beta2", 0.999)
    t = config.get("t", 0) + 1
    m = beta1 * config.get("m", np.zeros_like(w)) + (1 - beta1) * dw
    v = beta2 * config.get("v", np.zeros_like(w)) + (1 - beta2) * dw**2
    config.update(m=m, v=v, t=t)
    m_hat, v_hat = m / (1 - beta1**t), v / (1 - beta2**t)
    return w - lr * m_hat / np.sqrt(v_hat + epsilon), config


@wrong(
    "adam",
    hint="""The two corrections are folded into the learning rate, but then epsilon meets the
    uncorrected root and is too large in the first steps. In the formula it is added to the root of
    the corrected average.""",
)
def epsilon_before_correction(w, dw, config=None):
    """Fold the correction into the rate and leave epsilon as it is."""
    config = {} if config is None else config
    lr, epsilon = config.get("learning_rate", 1e-3), config.get("epsilon", 1e-8)
    beta1, beta2 = config.get("beta1", 0.9), config.get("beta2", 0.999)
    t = config.get("t", 0) + 1
    m = beta1 * config.get("m", np.zeros_like(w)) + (1 - beta1) * dw
    v = beta2 * config.get("v", np.zeros_like(w)) + (1 - beta2) * dw**2
    config.update(m=m, v=v, t=t)
    rate = lr * np.sqrt(1 - beta2**t) / (1 - beta1**t)
    return w - rate * m / (np.sqrt(v) + epsilon), config


@wrong(
    "adam",
    hint="""Epsilon is not used, so a gradient of exactly zero gives 0 / 0. Where does it stand in
    the formula?""",
)
def epsilon_missing(w, dw, config=None):
    """Leave epsilon out."""
    config = {} if config is None else config
    lr = config.get("learning_rate", 1e-3)
    beta1, beta2 = config.get("beta1", 0.9), config.get("beta2", 0.999)
    t = config.get("t", 0) + 1
    m = beta1 * config.get("m", np.zeros_like(w)) + (1 - beta1) * dw
    v = beta2 * config.get("v", np.zeros_like(w)) + (1 - beta2) * dw**2
    config.update(m=m, v=v, t=t)
    m_hat, v_hat = m / (1 - beta1**t), v / (1 - beta2**t)
    return w - lr * m_hat / np.sqrt(v_hat), config


@wrong(
    "adam",
    hint="""Epsilon has got into the stored average of the square and adds up there step by step. It
    belongs to the division only.""",
)
def epsilon_in_v(w, dw, config=None):
    """Add epsilon to the average that is kept."""
    config = {} if config is None else config
    lr, epsilon = config.get("learning_rate", 1e-3), config.get("epsilon", 1e-8)
    beta1, beta2 = config.get("beta1", 0.9), config.get("beta2", 0.999)
    t = config.get("t", 0) + 1
    m = beta1 * config.get("m", np.zeros_like(w)) + (1 - beta1) * dw
    v = beta2 * config.get("v", np.zeros_like(w)) + (1 - beta2) * dw**2 + epsilon
    config.update(m=m, v=v, t=t)
    m_hat, v_hat = m / (1 - beta1**t), v / (1 - beta2**t)
    return w - lr * m_hat / np.sqrt(v_hat), config


@wrong(
    "adam",
    hint="""Epsilon is added to the quotient instead of the root: division binds more tightly than
    the plus sign. Your last line lacks a pair of brackets.""",
)
def epsilon_after_division(w, dw, config=None):
    """Forget the brackets around the denominator."""
    config = {} if config is None else config
    lr, epsilon = config.get("learning_rate", 1e-3), config.get("epsilon", 1e-8)
    beta1, beta2 = config.get("beta1", 0.9), config.get("beta2", 0.999)
    t = config.get("t", 0) + 1
    m = beta1 * config.get("m", np.zeros_like(w)) + (1 - beta1) * dw
    v = beta2 * config.get("v", np.zeros_like(w)) + (1 - beta2) * dw**2
    config.update(m=m, v=v, t=t)
    m_hat, v_hat = m / (1 - beta1**t), v / (1 - beta2**t)
    return w - lr * (m_hat / np.sqrt(v_hat) + epsilon), config


@wrong(
    "adam",
    hint="""w moves up the gradient: the step is added where the formula subtracts it.""",
)
def step_added(w, dw, config=None):
    """Slip in the sign of the step."""
    config = {} if config is None else config
    lr, epsilon = config.get("learning_rate", 1e-3), config.get("epsilon", 1e-8)
    beta1, beta2 = config.get("beta1", 0.9), config.get("beta2", 0.999)
    t = config.get("t", 0) + 1
    m = beta1 * config.get("m", np.zeros_like(w)) + (1 - beta1) * dw
    v = beta2 * config.get("v", np.zeros_like(w)) + (1 - beta2) * dw**2
    config.update(m=m, v=v, t=t)
    m_hat, v_hat = m / (1 - beta1**t), v / (1 - beta2**t)
    return w + lr * m_hat / (np.sqrt(v_hat) + epsilon), config


@wrong(
    "adam",
    hint="""The division uses the largest average square so far. That is a variant called AMSGrad;
    here the average may fall again.""",
)
def largest_v_kept(w, dw, config=None):
    """Take AMSGrad for Adam."""
    config = {} if config is None else config
    lr, epsilon = config.get("learning_rate", 1e-3), config.get("epsilon", 1e-8)
    beta1, beta2 = config.get("beta1", 0.9), config.get("beta2", 0.999)
    t = config.get("t", 0) + 1
    m = beta1 * config.get("m", np.zeros_like(w)) + (1 - beta1) * dw
    v = beta2 * config.get("v", np.zeros_like(w)) + (1 - beta2) * dw**2
    config.update(m=m, v=v, t=t)
    m_hat, v_hat = m / (1 - beta1**t), v / (1 - beta2**t)
    config["largest"] = v_hat = np.maximum(config.get("largest", v_hat), v_hat)
    return w - lr * m_hat / (np.sqrt(v_hat) + epsilon), config


@wrong(
    "adam",
    hint="""The average gradient is mixed once more with the present one, as Nesterov's variant of
    Adam does. The step asked for uses the corrected average alone.""",
)
def looks_ahead(w, dw, config=None):
    """Take Nesterov's variant for Adam."""
    config = {} if config is None else config
    lr, epsilon = config.get("learning_rate", 1e-3), config.get("epsilon", 1e-8)
    beta1, beta2 = config.get("beta1", 0.9), config.get("beta2", 0.999)
    t = config.get("t", 0) + 1
    m = beta1 * config.get("m", np.zeros_like(w)) + (1 - beta1) * dw
    v = beta2 * config.get("v", np.zeros_like(w)) + (1 - beta2) * dw**2
    config.update(m=m, v=v, t=t)
    m_hat, v_hat = m / (1 - beta1**t), v / (1 - beta2**t)
    m_hat = beta1 * m_hat + (1 - beta1) * dw / (1 - beta1**t)
    return w - lr * m_hat / (np.sqrt(v_hat) + epsilon), config


@wrong(
    "adam",
    hint="""Each step also shrinks w a little, as weight decay does. That is AdamW; the rule asked
    for moves w by the gradient's averages only.""",
)
def weights_decay(w, dw, config=None):
    """Add weight decay, as AdamW does."""
    config = {} if config is None else config
    lr, epsilon = config.get("learning_rate", 1e-3), config.get("epsilon", 1e-8)
    beta1, beta2 = config.get("beta1", 0.9), config.get("beta2", 0.999)
    t = config.get("t", 0) + 1
    m = beta1 * config.get("m", np.zeros_like(w)) + (1 - beta1) * dw
    v = beta2 * config.get("v", np.zeros_like(w)) + (1 - beta2) * dw**2
    config.update(m=m, v=v, t=t)
    m_hat, v_hat = m / (1 - beta1**t), v / (1 - beta2**t)
    step = m_hat / (np.sqrt(v_hat) + epsilon) + 0.01 * w
    return w - lr * step, config


@wrong(
    "adam",
    hint="""Where the gradient is zero everywhere your rule returns at once. That is a step like any
    other: t grows, both averages fade, and w still moves by what m remembers.""",
)
def waits_without_gradient(w, dw, config=None):
    """Skip a step whose gradient is zero."""
    config = {} if config is None else config
    if not np.any(dw):
        return w.copy(), config
    lr, epsilon = config.get("learning_rate", 1e-3), config.get("epsilon", 1e-8)
    beta1, beta2 = config.get("beta1", 0.9), config.get("beta2", 0.999)
    t = config.get("t", 0) + 1
    m = beta1 * config.get("m", np.zeros_like(w)) + (1 - beta1) * dw
    v = beta2 * config.get("v", np.zeros_like(w)) + (1 - beta2) * dw**2
    config.update(m=m, v=v, t=t)
    m_hat, v_hat = m / (1 - beta1**t), v / (1 - beta2**t)
    return w - lr * m_hat / (np.sqrt(v_hat) + epsilon), config
