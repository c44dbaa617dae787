"""A fully-connected net of any depth, with a hidden block that can be replaced."""

import itertools

import numpy as np

from layerwise.layers import (
    affine_backward,
    affine_forward,
    relu_backward,
    relu_forward,
    softmax_loss,
)

#: What a net can be told to normalise its hidden blocks with.
NORMALIZATIONS = (None, "batchnorm", "layernorm")


class FullyConnectedNet:
    """A net of L affine layers with a ReLU after each but the last, and a softmax loss.

    What a sample goes through::

        {affine → [batchnorm or layernorm] → ReLU → [dropout]} × (L - 1) → affine → softmax

    The base class does the hidden block {...} without the parts in brackets. A subclass adds
    them by overriding `hidden_forward` and `hidden_backward`; their parameters and switches
    (`gamma1`, `beta1`, ..., `norm_params`, `dropout_param`) are made ready here.

    Weights are drawn layer by layer from NumPy's global stream (``np.random.seed``), as
    ``weight_scale * np.random.randn(inputs, outputs)``; biases and betas are 0, gammas 1.

    Parameters
    ----------
    hidden_dims : sequence of int
        Width of each hidden layer; an empty one makes a linear classifier.
    input_dim : int
        Numbers in a sample, D.
    num_classes : int
        C.
    normalization : None, "batchnorm" or "layernorm"
        What a subclass puts between a hidden layer and its ReLU.
    dropout : float
        Probability of keeping a unit, 0 < dropout <= 1; 1 adds no dropout.
    reg : float
        Strength λ of the L2 term ½ λ Σ W² over the weight matrices alone.
    weight_scale : float
        Standard deviation of the initial weights.
    dtype : numpy.float32 or numpy.float64
        Type of the parameters and of all that is computed.
    seed : int, optional
        Seed of the dropout masks alone.

    Raises
    ------
    TypeError, ValueError
        When a setting is out of its range.
    NotImplementedError
        When normalization or dropout is asked of the base class, which does neither.

    Attributes
    ----------
    params : dict of str to ndarray
        ``W1`` of shape (D, hidden_dims[0]), ``b1``, and so on to ``W{L}``, ``b{L}``; with a
        normalization also ``gamma1``, ``beta1``, ..., ``gamma{L-1}``, ``beta{L-1}``.
    norm_params : dict of int to dict
        With a normalization, ``{layer: {"mode": "train"}}`` for each hidden layer; else empty.
    dropout_param : dict
        With dropout, ``{"mode": "train", "p": dropout}``, and ``"seed"`` when given; else empty.

    Examples
    --------
    >>> np.random.seed(0)
    >>> net = FullyConnectedNet([20, 30], input_dim=12)
    >>> net.loss(np.ones((5, 3, 2, 2))).shape
    (5, 10)
    """

    def __init__(
        self,
        hidden_dims,
        input_dim=3 * 32 * 32,
        num_classes=10,
        normalization=None,
        dropout=1,
        reg=0.0,
        weight_scale=1e-2,
        dtype=np.float32,
        seed=None,
    ):
        """Draw the parameters."""
        self.normalization = normalization
        self.dropout = dropout
        self.reg = reg
        self.dtype = np.dtype(dtype)
        if not np.iterable(hidden_dims):
            raise TypeError(
                f"FullyConnectedNet got hidden_dims={hidden_dims!r}; expected a list of widths, "
                f"such as [100, 100]."
            )
        dims = [input_dim, *hidden_dims, num_classes]
        self.num_layers = len(dims) - 1
        self._check_settings(dims)

        self.params = {}
        for layer, (inputs, outputs) in enumerate(itertools.pairwise(dims), start=1):
            weights = weight_scale * np.random.randn(inputs, outputs)
            self.params[f"W{layer}"] = weights.astype(self.dtype)
            self.params[f"b{layer}"] = np.zeros(outputs, self.dtype)
            if normalization and layer < self.num_layers:
                self.params[f"gamma{layer}"] = np.ones(outputs, self.dtype)
                self.params[f"beta{layer}"] = np.zeros(outputs, self.dtype)

        self._images = None
        self.norm_params, self.dropout_param = {}, {}
        if normalization:
            self.norm_params = {layer: {"mode": "train"} for layer in range(1, self.num_layers)}
        if dropout < 1:
            self.dropout_param = {"mode": "train", "p": dropout}
            if seed is not None:
                self.dropout_param["seed"] = seed

    def hidden_forward(self, x, layer):
        """Compute a hidden block: affine, then ReLU. Override it to put more in between.

        Parameters
        ----------
        x : ndarray of shape (N, ...)
            The samples for the first block, for the others what the block before gave.
        layer : int
            From 1 to L - 1; the block's parameters are ``self.params[f"W{layer}"]`` and so on.

        Returns
        -------
        out : ndarray of shape (N, hidden_dims[layer - 1])
        cache : object
            Whatever `hidden_backward` needs.
        """
        a, affine_cache = affine_forward(x, self.params[f"W{layer}"], self.params[f"b{layer}"])
        out, relu_cache = relu_forward(a)
        return out, (affine_cache, relu_cache)

    def hidden_backward(self, dout, cache, layer):
        """Gradients of `hidden_forward`, without the L2 term.

        Parameters
        ----------
        dout : ndarray of shape (N, hidden_dims[layer - 1])
            Gradient of the loss with respect to the block's output.
        cache : object
            The one that `hidden_forward` returned.
        layer : int
            From 1 to L - 1.

        Returns
        -------
        dx : ndarray of the shape of the block's input
        grads : dict of str to ndarray
            A gradient for each parameter of the block, such as ``{"W1": ..., "b1": ...}``.
        """
        affine_cache, relu_cache = cache
        da = relu_backward(dout, relu_cache)
        dx, dw, db = affine_backward(da, affine_cache, need_dx=affine_cache[0] is not self._images)
        return dx, {f"W{layer}": dw, f"b{layer}": db}

    def loss(self, X, y=None):
        """Scores of the samples; with labels, the loss and its gradients instead.

        Parameters
        ----------
        X : ndarray of shape (N, d1, ..., dk)
            Samples; each is flattened to D = d1 · ... · dk numbers.
        y : ndarray of shape (N,), optional
            Integer labels. Without them normalisation and dropout are in mode "test".

        Returns
        -------
        scores : ndarray of shape (N, C)
            When `y` is None.
        loss, grads : float and dict of str to ndarray
            When `y` is given: the softmax loss plus the L2 term, and a gradient for each
            parameter.

        Raises
        ------
        ValueError
            When shapes or labels are wrong, or a gradient is missing or misshapen.
        """
        self._set_mode("test" if y is None else "train")
        images = h = np.asarray(X, self.dtype)
        last, caches, shapes = self.num_layers, {}, {}
        for layer in range(1, last):
            shapes[layer] = h.shape
            result = self.hidden_forward(h, layer)
            h, caches[layer] = _pair(result, "hidden_forward", "(out, cache)")
        scores, cache = affine_forward(h, self.params[f"W{last}"], self.params[f"b{last}"])
        if y is None:
            return scores

        loss, dscores = softmax_loss(scores, y)
        dh, dw, db = affine_backward(dscores, cache, need_dx=last > 1)
        grads = {f"W{last}": dw, f"b{last}": db}
        # The images do not learn: without the gradient with respect to them, the first layer,
        # which is the largest, does a third less. An overridden block gets all it may expect.
        if type(self).hidden_backward is FullyConnectedNet.hidden_backward:
            self._images = images
        for layer in range(last - 1, 0, -1):
            result = self.hidden_backward(dh, caches[layer], layer)
            dh, block_grads = _pair(result, "hidden_backward", "(dx, grads)")
            if layer > 1 and np.shape(dh) != shapes[layer]:
                raise ValueError(
                    f"hidden_backward returned dx of shape {np.shape(dh)} for layer {layer}; "
                    f"expected {shapes[layer]}, the shape of the block's input."
                )
            grads.update(block_grads)
        self._images = None
        self._check_gradients(grads)
        return loss + self._regularise(grads), grads

    def _regularise(self, grads):
        """Add the gradient λ W of the L2 term to `grads`, and return the term ½ λ Σ W²."""
        if self.reg == 0:
            return 0.0
        term = 0.0
        for layer in range(1, self.num_layers + 1):
            w = self.params[f"W{layer}"]
            term += 0.5 * self.reg * float(np.vdot(w, w))
            grads[f"W{layer}"] += self.reg * w
        return term

    def _set_mode(self, mode):
        for norm_param in self.norm_params.values():
            norm_param["mode"] = mode
        if self.dropout_param:
            self.dropout_param["mode"] = mode

    def _check_settings(self, dims):
        if any(not isinstance(dim, int | np.integer) or dim < 1 for dim in dims):
            raise ValueError(
                f"FullyConnectedNet got the sizes {dims} (input_dim, hidden_dims, num_classes); "
                f"expected whole numbers of 1 or more."
            )
        if self.dtype not in (np.float32, np.float64):
            raise ValueError(
                f"FullyConnectedNet got dtype {self.dtype}; expected float32 or float64."
            )
        if not self.reg >= 0:
            raise ValueError(f"FullyConnectedNet got reg={self.reg}; expected 0 or more.")
        if self.normalization not in NORMALIZATIONS:
            raise ValueError(
                f"FullyConnectedNet got normalization={self.normalization!r}; expected one of "
                f"{NORMALIZATIONS}."
            )
        if not 0 < self.dropout <= 1:
            raise ValueError(
                f"FullyConnectedNet got dropout={self.dropout}; expected the probability of "
                f"keeping a unit, 0 < dropout <= 1."
            )
        plain = type(self).hidden_forward is FullyConnectedNet.hidden_forward
        if plain and (self.normalization or self.dropout < 1):
            raise NotImplementedError(
                f"FullyConnectedNet got normalization={self.normalization!r} and "
                f"dropout={self.dropout}, but its hidden block is affine and ReLU alone: override "
                f"hidden_forward and hidden_backward in a subclass that does them."
            )

    def _check_gradients(self, grads):
        for name in grads.keys() - self.params.keys():
            raise ValueError(
                f"hidden_backward returned a gradient for {name!r}, which is no parameter; "
                f"expected names from {sorted(self.params)}."
            )
        for name, param in self.params.items():
            if name not in grads:
                raise ValueError(
                    f"hidden_backward returned no gradient for {name!r}; expected an array of "
                    f"shape {param.shape} under that name."
                )
            if np.shape(grads[name]) != param.shape:
                raise ValueError(
                    f"hidden_backward returned a gradient of shape {np.shape(grads[name])} for "
                    f"{name!r}; expected {param.shape}, the shape of the parameter."
                )
            grads[name] = np.asarray(grads[name], self.dtype)


def _pair(result, name, expected):
    if not isinstance(result, tuple) or len(result) != 2:
        raise TypeError(f"{name} returned a {type(result).__name__}; expected the pair {expected}.")
    return result
