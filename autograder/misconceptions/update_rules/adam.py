"""Versions of `adam` with a slip in the averages or their correction."""

import numpy as np

from autograder.misconceptions import wrong


@wrong(
    "adam",
    hint="""The averages are used as they are, without the correction for their start at zero, so
    the first steps have the wrong length. Look for the two hats in the formula.""",
)
def no_bias_correction(w, dw, config=None):
    """Leave both corrections out."""
    config = {} if config is None else config
    lr, epsilon = config.get("learning_rate", 1e-3), config.get("epsilon", 1e-8)
    beta1, beta2 = config.get("beta1", 0.9), config.get("beta2", 0.999)
    t = config.get("t", 0) + 1
    m = beta1 * config.get("m", np.zeros_like(w)) + (1 - beta1) * dw
    v = beta2 * config.get("v", np.zeros_like(w)) + (1 - beta2) * dw**2
    config.update(m=m, v=v, t=t)
    return w - lr * m / (np.sqrt(v) + epsilon), config


@wrong(
    "adam",
    hint="""The average gradient is corrected for its start at zero, the average square is not. Both
    began at zero, and the square needs it for longer.""",
)
def only_m_corrected(w, dw, config=None):
    """Correct m and forget v."""
    config = {} if config is None else config
    lr, epsilon = config.get("learning_rate", 1e-3), config.get("epsilon", 1e-8)
    beta1, beta2 = config.get("beta1", 0.9), config.get("beta2", 0.999)
    t = config.get("t", 0) + 1
    m = beta1 * config.get("m", np.zeros_like(w)) + (1 - beta1) * dw
    v = beta2 * config.get("v", np.zeros_like(w)) + (1 - beta2) * dw**2
    config.update(m=m, v=v, t=t)
    m_hat = m / (1 - beta1**t)
    return w - lr * m_hat / (np.sqrt(v) + epsilon), config


@wrong(
    "adam",
    hint="""The average square is corrected for its start at zero, the average gradient is not. Both
    began at zero.""",
)
def only_v_corrected(w, dw, config=None):
    """Correct v and forget m."""
    config = {} if config is None else config
    lr, epsilon = config.get("learning_rate", 1e-3), config.get("epsilon", 1e-8)
    beta1, beta2 = config.get("beta1", 0.9), config.get("beta2", 0.999)
    t = config.get("t", 0) + 1
    m = beta1 * config.get("m", np.zeros_like(w)) + (1 - beta1) * dw
    v = beta2 * config.get("v", np.zeros_like(w)) + (1 - beta2) * dw**2
    config.update(m=m, v=v, t=t)
    v_hat = v / (1 - beta2**t)
    return w - lr * m / (np.sqrt(v_hat) + epsilon), config


@wrong(
    "adam",
    hint="""The averages are multiplied by the share that they have taken in. They are too small at
    first; which operation makes them larger?""",
)
def correction_inverted(w, dw, config=None):
    """Multiply where the correction divides."""
    config = {} if config is None else config
    lr, epsilon = config.get("learning_rate", 1e-3), config.get("epsilon", 1e-8)
    beta1, beta2 = config.get("beta1", 0.9), config.get("beta2", 0.999)
    t = config.get("t", 0) + 1
    m = beta1 * config.get("m", np.zeros_like(w)) + (1 - beta1) * dw
    v = beta2 * config.get("v", np.zeros_like(w)) + (1 - beta2) * dw**2
    config.update(m=m, v=v, t=t)
    m_hat, v_hat = m * (1 - beta1**t), v * (1 - beta2**t)
    return w - lr * m_hat / (np.sqrt(v_hat) + epsilon), config


@wrong(
    "adam",
    hint="""In the correction beta is multiplied by t. At the first step that comes to the same, but
    the share forgotten after t steps is beta to the power of t.""",
)
def beta_times_t(w, dw, config=None):
    """Multiply beta by t instead of raising it to that power."""
    config = {} if config is None else config
    lr, epsilon = config.get("learning_rate", 1e-3), config.get("epsilon", 1e-8)
    beta1, beta2 = config.get("beta1", 0.9), config.get("beta2", 0.999)
    t = config.get("t", 0) + 1
    m = beta1 * config.get("m", np.zeros_like(w)) + (1 - beta1) * dw
    v = beta2 * config.get("v", np.zeros_like(w)) + (1 - beta2) * dw**2
    config.update(m=m, v=v, t=t)
    m_hat, v_hat = m / (1 - beta1 * t), v / (1 - beta2 * t)
    return w - lr * m_hat / (np.sqrt(v_hat) + epsilon), config


@wrong(
    "adam",
    hint="""The correction is that of the first step for ever, because t does not come into it. Its
    effect should fade as t grows.""",
)
def correction_without_t(w, dw, config=None):
    """Correct with beta alone."""
    config = {} if config is None else config
    lr, epsilon = config.get("learning_rate", 1e-3), config.get("epsilon", 1e-8)
    beta1, beta2 = config.get("beta1", 0.9), config.get("beta2", 0.999)
    t = config.get("t", 0) + 1
    m = beta1 * config.get("m", np.zeros_like(w)) + (1 - beta1) * dw
    v = beta2 * config.get("v", np.zeros_like(w)) + (1 - beta2) * dw**2
    config.update(m=m, v=v, t=t)
    m_hat, v_hat = m / (1 - beta1), v / (1 - beta2)
    return w - lr * m_hat / (np.sqrt(v_hat) + epsilon), config


@wrong(
    "adam",
    hint="""Each average is corrected with the decay of the other one. Which beta belongs to m, and
    which to v?""",
)
def corrected_with_other_beta(w, dw, config=None):
    """Swap the betas in the correction."""
    config = {} if config is None else config
    lr, epsilon = config.get("learning_rate", 1e-3), config.get("epsilon", 1e-8)
    beta1, beta2 = config.get("beta1", 0.9), config.get("beta2", 0.999)
    t = config.get("t", 0) + 1
    m = beta1 * config.get("m", np.zeros_like(w)) + (1 - beta1) * dw
    v = beta2 * config.get("v", np.zeros_like(w)) + (1 - beta2) * dw**2
    config.update(m=m, v=v, t=t)
    m_hat, v_hat = m / (1 - beta2**t), v / (1 - beta1**t)
    return w - lr * m_hat / (np.sqrt(v_hat) + epsilon), config


@wrong(
    "adam",
    hint="""Both averages are corrected with the decay of m. The average of the square has a decay
    of its own, and a slower one.""",
)
def one_beta_corrects_both(w, dw, config=None):
    """Correct v with beta1."""
    config = {} if config is None else config
    lr, epsilon = config.get("learning_rate", 1e-3), config.get("epsilon", 1e-8)
    beta1, beta2 = config.get("beta1", 0.9), config.get("beta2", 0.999)
    t = config.get("t", 0) + 1
    m = beta1 * config.get("m", np.zeros_like(w)) + (1 - beta1) * dw
    v = beta2 * config.get("v", np.zeros_like(w)) + (1 - beta2) * dw**2
    config.update(m=m, v=v, t=t)
    m_hat, v_hat = m / (1 - beta1**t), v / (1 - beta1**t)
    return w - lr * m_hat / (np.sqrt(v_hat) + epsilon), config


@wrong(
    "adam",
    hint="""The average square is corrected after its root has been taken. The correction belongs to
    the average itself, and the root comes last.""",
)
def v_corrected_after_root(w, dw, config=None):
    """Take the root before the correction."""
    config = {} if config is None else config
    lr, epsilon = config.get("learning_rate", 1e-3), config.get("epsilon", 1e-8)
    beta1, beta2 = config.get("beta1", 0.9), config.get("beta2", 0.999)
    t = config.get("t", 0) + 1
    m = beta1 * config.get("m", np.zeros_like(w)) + (1 - beta1) * dw
    v = beta2 * config.get("v", np.zeros_like(w)) + (1 - beta2) * dw**2
    config.update(m=m, v=v, t=t)
    m_hat, root = m / (1 - beta1**t), np.sqrt(v) / (1 - beta2**t)
    return w - lr * m_hat / (root + epsilon), config


@wrong(
    "adam",
    hint="""The two decays have changed places: beta1 belongs to the gradient's average and beta2,
    the slower one, to that of its square.""",
)
def betas_swapped(w, dw, config=None):
    """Average m with beta2 and v with beta1."""
    config = {} if config is None else config
    lr, epsilon = config.get("learning_rate", 1e-3), config.get("epsilon", 1e-8)
    beta1, beta2 = config.get("beta1", 0.9), config.get("beta2", 0.999)
    t = config.get("t", 0) + 1
    m = beta2 * config.get("m", np.zeros_like(w)) + (1 - beta2) * dw
    v = beta1 * config.get("v", np.zeros_like(w)) + (1 - beta1) * dw**2
    config.update(m=m, v=v, t=t)
    m_hat, v_hat = m / (1 - beta2**t), v / (1 - beta1**t)
    return w - lr * m_hat / (np.sqrt(v_hat) + epsilon), config


@wrong(
    "adam",
    hint="""In both averages the two weights have changed places. Beta is the weight of the old
    average; the new value comes in with the small rest.""",
)
def decay_swapped(w, dw, config=None):
    """Give beta to the new value."""
    config = {} if config is None else config
    lr, epsilon = config.get("learning_rate", 1e-3), config.get("epsilon", 1e-8)
    beta1, beta2 = config.get("beta1", 0.9), config.get("beta2", 0.999)
    t = config.get("t", 0) + 1
    m = (1 - beta1) * config.get("m", np.zeros_like(w)) + beta1 * dw
    v = (1 - beta2) * config.get("v", np.zeros_like(w)) + beta2 * dw**2
    config.update(m=m, v=v, t=t)
    m_hat, v_hat = m / (1 - beta1**t), v / (1 - beta2**t)
    return w - lr * m_hat / (np.sqrt(v_hat) + epsilon), config


@wrong(
    "adam",
    hint="""Gradient and square come in with their full weight, so what is kept are sums rather than
    averages. Which factors go in front of them?""",
)
def new_weights_forgotten(w, dw, config=None):
    """Weight the new values by one."""
    config = {} if config is None else config
    lr, epsilon = config.get("learning_rate", 1e-3), config.get("epsilon", 1e-8)
    beta1, beta2 = config.get("beta1", 0.9), config.get("beta2", 0.999)
    t = config.get("t", 0) + 1
    m = beta1 * config.get("m", np.zeros_like(w)) + dw
    v = beta2 * config.get("v", np.zeros_like(w)) + dw**2
    config.update(m=m, v=v, t=t)
    m_hat, v_hat = m / (1 - beta1**t), v / (1 - beta2**t)
    return w - lr * m_hat / (np.sqrt(v_hat) + epsilon), config


@wrong(
    "adam",
    hint="""The second average takes in the gradient as it is, so it can turn negative and has no
    root then. What does it average in the formula?""",
)
def v_not_squared(w, dw, config=None):
    """Average the gradient in v as well."""
    config = {} if config is None else config
    lr, epsilon = config.get("learning_rate", 1e-3), config.get("epsilon", 1e-8)
    beta1, beta2 = config.get("beta1", 0.9), config.get("beta2", 0.999)
    t = config.get("t", 0) + 1
    m = beta1 * config.get("m", np.zeros_like(w)) + (1 - beta1) * dw
    v = beta2 * config.get("v", np.zeros_like(w)) + (1 - beta2) * dw
    config.update(m=m, v=v, t=t)
    m_hat, v_hat = m / (1 - beta1**t), v / (1 - beta2**t)
    return w - lr * m_hat / (np.sqrt(v_hat) + epsilon), config


@wrong(
    "adam",
    hint="""The second average is fed with the square of the first. It should take in the square of
    the present gradient.""",
)
def v_from_m(w, dw, config=None):
    """Average the square of m."""
    config = {} if config is None else config
    lr, epsilon = config.get("learning_rate", 1e-3), config.get("epsilon", 1e-8)
    beta1, beta2 = config.get("beta1", 0.9), config.get("beta2", 0.999)
    t = config.get("t", 0) + 1
    m = beta1 * config.get("m", np.zeros_like(w)) + (1 - beta1) * dw
    v = beta2 * config.get("v", np.zeros_like(w)) + (1 - beta2) * m**2
    config.update(m=m, v=v, t=t)
    m_hat, v_hat = m / (1 - beta1**t), v / (1 - beta2**t)
    return w - lr * m_hat / (np.sqrt(v_hat) + epsilon), config


@wrong(
    "adam",
    hint="""The second average continues from the first one's old value: in its line m stands where
    v should.""",
)
def v_continues_m(w, dw, config=None):
    """Read m where v is meant."""
    config = {} if config is None else config
    lr, epsilon = config.get("learning_rate", 1e-3), config.get("epsilon", 1e-8)
    beta1, beta2 = config.get("beta1", 0.9), config.get("beta2", 0.999)
    t = config.get("t", 0) + 1
    m = beta1 * config.get("m", np.zeros_like(w)) + (1 - beta1) * dw
    v = beta2 * config.get("m", np.zeros_like(w)) + (1 - beta2) * dw**2
    config.update(m=m, v=v, t=t)
    m_hat, v_hat = m / (1 - beta1**t), v / (1 - beta2**t)
    return w - lr * m_hat / (np.sqrt(v_hat) + epsilon), config


@wrong(
    "adam",
    hint="""The step goes along the present gradient, so the average that you keep in m is never
    used. That would be RMSProp with a correction.""",
)
def gradient_for_m(w, dw, config=None):
    """Step along the gradient instead of its average."""
    config = {} if config is None else config
    lr, epsilon = config.get("learning_rate", 1e-3), config.get("epsilon", 1e-8)
    beta1, beta2 = config.get("beta1", 0.9), config.get("beta2", 0.999)
    t = config.get("t", 0) + 1
    m = beta1 * config.get("m", np.zeros_like(w)) + (1 - beta1) * dw
    v = beta2 * config.get("v", np.zeros_like(w)) + (1 - beta2) * dw**2
    config.update(m=m, v=v, t=t)
    v_hat = v / (1 - beta2**t)
    return w - lr * dw / (np.sqrt(v_hat) + epsilon), config


@wrong(
    "adam",
    hint="""The step is divided by the average square itself. Before the division something is still
    to be done to it, so that its units are those of a gradient.""",
)
def root_forgotten(w, dw, config=None):
    """Divide without the root."""
    config = {} if config is None else config
    lr, epsilon = config.get("learning_rate", 1e-3), config.get("epsilon", 1e-8)
    beta1, beta2 = config.get("beta1", 0.9), config.get("beta2", 0.999)
    t = config.get("t", 0) + 1
    m = beta1 * config.get("m", np.zeros_like(w)) + (1 - beta1) * dw
    v = beta2 * config.get("v", np.zeros_like(w)) + (1 - beta2) * dw**2
    config.update(m=m, v=v, t=t)
    m_hat, v_hat = m / (1 - beta1**t), v / (1 - beta2**t)
    return w - lr * m_hat / (v_hat + epsilon), config


@wrong(
    "adam",
    hint="""There is one average square for the whole array, so the largest gradients set the pace
    of all others. The square is taken number by number.""",
)
def one_v_for_all(w, dw, config=None):
    """Average the square over the whole array."""
    config = {} if config is None else config
    lr, epsilon = config.get("learning_rate", 1e-3), config.get("epsilon", 1e-8)
    beta1, beta2 = config.get("beta1", 0.9), config.get("beta2", 0.999)
    t = config.get("t", 0) + 1
    m = beta1 * config.get("m", np.zeros_like(w)) + (1 - beta1) * dw
    v = beta2 * config.get("v", np.zeros_like(w)) + (1 - beta2) * np.mean(dw**2)
    config.update(m=m, v=v, t=t)
    m_hat, v_hat = m / (1 - beta1**t), v / (1 - beta2**t)
    return w - lr * m_hat / (np.sqrt(v_hat) + epsilon), config
