"""Gradient checks: the gradient from formulas against the one from small differences.

A ReLU has a kink at 0: where a small step crosses it, the difference is right and yet not the
gradient. So check at inputs that keep a distance from it, which `away_from_kink` gives, and
keep `h` small.
"""

from dataclasses import dataclass

import numpy as np


def numeric_gradient(f, x, df=None, h=1e-5):
    """Gradient of f at x by centred differences, in float64.

    Each of its numbers takes two calls of f::

        grad_i = Σ_j df_j · (f_j(x + h e_i) - f_j(x - h e_i)) / 2h

    Parameters
    ----------
    f : callable
        Takes the array x, and returns a number or an array.
    x : ndarray of any shape
        Of floats. A float64 array is changed in place for each call, so f may also read it from
        elsewhere (a net's parameters), and is as it was in the end. Of another float type,
        f gets a float64 copy and must use that.
    df : ndarray of the shape of f's output, optional
        Gradient of the loss with respect to f's output; needed when that is an array.
    h : float
        Step.

    Returns
    -------
    ndarray of the shape of x, float64

    Raises
    ------
    TypeError
        When x is not of floats (a step of h would be lost), or f computes in less than float64.
    ValueError
        When `df` does not have the shape of f's output, or h is not positive.

    Examples
    --------
    >>> numeric_gradient(lambda x: (x**2).sum(), np.array([1.0, -3.0])).round(6).tolist()
    [2.0, -6.0]
    """
    x = np.asarray(x)
    if not np.issubdtype(x.dtype, np.floating):
        raise TypeError(
            f"numeric_gradient got x of type {x.dtype}, in which a step of {h} is lost; expected "
            f"floats, so pass x.astype(float)."
        )
    if not h > 0:
        raise ValueError(f"numeric_gradient got the step h={h}; expected a positive number.")
    if x.dtype != np.float64 or not x.flags.writeable:
        x = x.astype(np.float64)
    before = x.copy()
    grad = np.empty_like(x)
    try:
        for i in np.ndindex(x.shape):
            x[i] = before[i] + h
            plus = _output(f, x, df)
            x[i] = before[i] - h
            minus = _output(f, x, df)
            x[i] = before[i]
            grad[i] = (plus - minus).sum() / (2 * h)
    finally:
        x[...] = before
    return grad


def relative_error(a, b):
    """Largest relative error: ``max_i |a_i - b_i| / max(|a_i| + |b_i|, 1e-8)``.

    Parameters
    ----------
    a, b : array_like of the same shape
        For example an analytic and a numeric gradient.

    Returns
    -------
    float
        NaN when either holds a NaN, which no ``<`` lets pass.

    Raises
    ------
    ValueError
        When the shapes differ; nothing is broadcast.

    Examples
    --------
    >>> relative_error([1.0, 2.0], [1.0, 6.0])
    0.5
    """
    a, b = _same_shape(a, b, "relative_error")
    return float(_relative_errors(a, b).max(initial=0.0))


@dataclass(frozen=True)
class Comparison:
    """How far an analytic gradient is from a numeric one; ``print`` it for a sentence.

    Attributes
    ----------
    name : str
        The gradient's name.
    passed : bool
        Whether every element is within the tolerance.
    error : float
        Relative error of the worst element.
    index : tuple of int
        Where the worst element is.
    analytic, numeric : float
        Its two values.
    """

    name: str
    passed: bool
    error: float
    index: tuple
    analytic: float
    numeric: float

    def __str__(self):
        """Say it in a sentence."""
        verdict = "agrees" if self.passed else "does NOT agree"
        where = f"[{', '.join(map(str, self.index))}]" if self.index else ""
        return (
            f"{self.name} {verdict} with the numeric gradient: the worst relative error is "
            f"{self.error:.1e}, at {self.name}{where}, analytic {self.analytic:.9g} against "
            f"numeric {self.numeric:.9g}."
        )


def compare(analytic, numeric, name="gradient", rtol=1e-6, atol=1e-9):
    """Compare two gradients, and find their worst element.

    An element passes when ``|a - n| <= atol + rtol · max(|a|, |n|)``. The absolute part is for
    gradients that are 0 in truth, such as that of a bias before batch normalisation, where
    rounding leaves some 1e-11.

    Parameters
    ----------
    analytic, numeric : array_like of the same shape
        The gradient from formulas, and the one from `numeric_gradient`.
    name : str
        What to call the gradient, such as "dW1".
    rtol, atol : float
        Relative and absolute tolerance.

    Returns
    -------
    Comparison

    Raises
    ------
    ValueError
        When the shapes differ, or there is nothing to compare.

    Examples
    --------
    >>> print(compare([1.0, 2.0], [1.0, -2.0], name="dw"))
    dw does NOT agree with the numeric gradient: the worst relative error is 1.0e+00, at dw[1], \
analytic 2 against numeric -2.
    """
    a, n = _same_shape(analytic, numeric, f"The comparison of {name}")
    if a.size == 0:
        raise ValueError(f"The comparison of {name} got empty arrays; expected some numbers.")
    with np.errstate(invalid="ignore"):
        excess = np.abs(a - n) / (atol + rtol * np.maximum(np.abs(a), np.abs(n)))
    index = tuple(int(i) for i in np.unravel_index(excess.argmax(), a.shape))  # NaN is largest
    error = float(_relative_errors(a, n)[index])
    passed = bool(excess[index] <= 1)
    return Comparison(name, passed, error, index, float(a[index]), float(n[index]))


def check_model(model, X, y, h=1e-5, rtol=1e-5, atol=1e-8):
    """Check the gradient of every parameter of a model.

    Parameters
    ----------
    model : object
        With float64 `params` and ``loss(X, y) -> (loss, grads)``, which must not be random (give
        dropout a seed). A small one: it takes two losses for every number in `params`.
    X : ndarray of shape (N, ...)
        A few samples.
    y : ndarray of shape (N,)
        Their labels.
    h, rtol, atol : float
        As for `numeric_gradient` and `compare`.

    Returns
    -------
    list of Comparison
        One for each parameter.

    Raises
    ------
    TypeError
        When a parameter is not float64.
    """
    for name, w in model.params.items():
        if w.dtype != np.float64:
            raise TypeError(
                f"check_model got the parameter {name!r} of type {w.dtype}; expected float64, so "
                f"make the model with dtype=np.float64."
            )
    _, grads = model.loss(X, y)
    return [
        compare(
            grads[name],
            numeric_gradient(lambda _: model.loss(X, y)[0], w, h=h),
            name,
            rtol,
            atol,
        )
        for name, w in model.params.items()
    ]


def away_from_kink(x, kink=0.0, gap=1e-2):
    """Move the numbers that are too near a kink out to a distance from it.

    Parameters
    ----------
    x : ndarray of any shape
        Of floats.
    kink : float
        0 for a ReLU.
    gap : float
        Least distance to keep; many times the step h.

    Returns
    -------
    ndarray of the shape of x
        A copy. A number stays on its side of the kink; one that is exactly on it goes above.

    Examples
    --------
    >>> away_from_kink(np.array([-0.5, -0.001, 0.0, 2.0])).tolist()
    [-0.5, -0.01, 0.01, 2.0]
    """
    near = np.abs(x - kink) < gap
    return np.where(near, np.where(x < kink, kink - gap, kink + gap), x).astype(x.dtype)


def _output(f, x, df):
    """f(x), weighted with df, as a float64 array of its own (f may return x itself)."""
    out = np.asarray(f(x))
    if np.issubdtype(out.dtype, np.floating) and out.dtype.itemsize < 8:
        raise TypeError(
            f"numeric_gradient got {out.dtype} numbers from f, too coarse for differences of a "
            f"small step; expected float64, so make all that f uses float64."
        )
    if df is None and out.size != 1:
        raise ValueError(
            f"numeric_gradient got an output of shape {out.shape} from f and no df; expected df, "
            f"the gradient of the loss with respect to that output."
        )
    if df is not None and np.shape(df) != out.shape:
        raise ValueError(
            f"numeric_gradient got df of shape {np.shape(df)}; expected {out.shape}, the shape "
            f"of f's output."
        )
    weight = 1.0 if df is None else np.asarray(df, np.float64)
    return out.astype(np.float64) * weight


def _relative_errors(a, b):
    with np.errstate(invalid="ignore"):
        return np.abs(a - b) / np.maximum(np.abs(a) + np.abs(b), 1e-8)


def _same_shape(a, b, what):
    a, b = np.asarray(a, np.float64), np.asarray(b, np.float64)
    if a.shape != b.shape:
        raise ValueError(f"{what} got shapes {a.shape} and {b.shape}; expected the same shape.")
    return a, b
