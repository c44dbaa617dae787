"""Versions of `DropoutNet` that go wrong on the way back, or with the settings."""

from autograder.misconceptions import wrong
from autograder.misconceptions.dropout.pair import dropout_backward, dropout_forward
from layerwise.fc_net import FullyConnectedNet


@wrong(
    "DropoutNet",
    hint="""The mask is stored on the net, where the next block overwrites it. Each block's
    cache has to hold its own.""",
)
class cache_on_the_net(FullyConnectedNet):
    """Keep the mask as an attribute of the net."""

    def hidden_forward(self, x, layer):
        """Compute the block."""
        out, block_cache = super().hidden_forward(x, layer)
        self.kept = None
        if self.dropout_param:
            out, self.kept = dropout_forward(out, self.dropout_param)
        return out, block_cache

    def hidden_backward(self, dout, cache, layer):
        """Gradients of the block."""
        if self.kept is not None:
            dout = dropout_backward(dout, self.kept)
        return super().hidden_backward(dout, cache, layer)


@wrong(
    "DropoutNet",
    hint="""The gradient is sent through `dropout_forward`, which draws a new mask unless there
    is a seed. `dropout_backward` with the cache uses the old one.""",
)
class dropped_anew_on_the_way_back(FullyConnectedNet):
    """Call the forward on the gradient."""

    def hidden_forward(self, x, layer):
        """Compute the block."""
        out, block_cache = super().hidden_forward(x, layer)
        if not self.dropout_param:
            return out, (block_cache, None)
        out, dropout_cache = dropout_forward(out, self.dropout_param)
        return out, (block_cache, dropout_cache)

    def hidden_backward(self, dout, cache, layer):
        """Gradients of the block."""
        block_cache, dropout_cache = cache
        if dropout_cache is not None:
            dout, _ = dropout_forward(dout, self.dropout_param)
        return super().hidden_backward(dout, block_cache, layer)


@wrong(
    "DropoutNet",
    hint="""On the way back dropout comes after the affine layer, on a gradient of another
    shape. What came last on the way forward comes first on the way back.""",
)
class wrong_order_on_the_way_back(FullyConnectedNet):
    """Undo dropout last."""

    def hidden_forward(self, x, layer):
        """Compute the block."""
        out, block_cache = super().hidden_forward(x, layer)
        if not self.dropout_param:
            return out, (block_cache, None)
        out, dropout_cache = dropout_forward(out, self.dropout_param)
        return out, (block_cache, dropout_cache)

    def hidden_backward(self, dout, cache, layer):
        """Gradients of the block."""
        block_cache, dropout_cache = cache
        dx, grads = super().hidden_backward(dout, block_cache, layer)
        if dropout_cache is not None:
            dx = dropout_backward(dx, dropout_cache)
        return dx, grads


@wrong(
    "DropoutNet",
    hint="""A net with `dropout=1` has an empty `self.dropout_param`, and reading the mode from
    it fails. Then the block has no dropout.""",
)
class settings_always_read(FullyConnectedNet):
    """Take it for granted that there are settings."""

    def hidden_forward(self, x, layer):
        """Compute the block."""
        out, block_cache = super().hidden_forward(x, layer)
        param = {"mode": self.dropout_param["mode"], **self.dropout_param}
        out, dropout_cache = dropout_forward(out, param)
        return out, (block_cache, dropout_cache)

    def hidden_backward(self, dout, cache, layer):
        """Gradients of the block."""
        block_cache, dropout_cache = cache
        dout = dropout_backward(dout, dropout_cache)
        return super().hidden_backward(dout, block_cache, layer)


@wrong(
    "DropoutNet",
    hint="""Every block drops twice, so fewer units are left than p says and those are scaled
    by 1/p twice.""",
)
class dropped_twice(FullyConnectedNet):
    """Drop before and after the ReLU's block."""

    def hidden_forward(self, x, layer):
        """Compute the block."""
        out, block_cache = super().hidden_forward(x, layer)
        if not self.dropout_param:
            return out, (block_cache, None, None)
        out, first = dropout_forward(out, self.dropout_param)
        out, second = dropout_forward(out, self.dropout_param)
        return out, (block_cache, first, second)

    def hidden_backward(self, dout, cache, layer):
        """Gradients of the block."""
        block_cache, first, second = cache
        if first is not None:
            dout = dropout_backward(dropout_backward(dout, second), first)
        return super().hidden_backward(dout, block_cache, layer)


@wrong(
    "DropoutNet",
    hint="""The block is affine and dropout, with no ReLU in between, so the net is a linear
    one.""",
)
class relu_forgotten(FullyConnectedNet):
    """Have no ReLU in the block."""

    def hidden_forward(self, x, layer):
        """Compute the block."""
        w, b = self.params[f"W{layer}"], self.params[f"b{layer}"]
        out = x.reshape(len(x), -1) @ w + b
        if not self.dropout_param:
            return out, (x, None)
        out, dropout_cache = dropout_forward(out, self.dropout_param)
        return out, (x, dropout_cache)

    def hidden_backward(self, dout, cache, layer):
        """Gradients of the block."""
        x, dropout_cache = cache
        if dropout_cache is not None:
            dout = dropout_backward(dout, dropout_cache)
        dx = (dout @ self.params[f"W{layer}"].T).reshape(x.shape)
        dw = x.reshape(len(x), -1).T @ dout
        return dx, {f"W{layer}": dw, f"b{layer}": dout.sum(axis=0)}


@wrong(
    "DropoutNet",
    hint="""The gradient of the L2 term is added in the block and once more by the net. The
    block's gradients go without it.""",
)
class l2_term_twice(FullyConnectedNet):
    """Add the L2 term in the block."""

    def hidden_forward(self, x, layer):
        """Compute the block."""
        out, block_cache = super().hidden_forward(x, layer)
        if not self.dropout_param:
            return out, (block_cache, None)
        out, dropout_cache = dropout_forward(out, self.dropout_param)
        return out, (block_cache, dropout_cache)

    def hidden_backward(self, dout, cache, layer):
        """Gradients of the block."""
        block_cache, dropout_cache = cache
        if dropout_cache is not None:
            dout = dropout_backward(dout, dropout_cache)
        dx, grads = super().hidden_backward(dout, block_cache, layer)
        grads[f"W{layer}"] = grads[f"W{layer}"] + self.reg * self.params[f"W{layer}"]
        return dx, grads


@wrong(
    "DropoutNet",
    hint="""The block always keeps half of its units. The probability stands in
    `self.dropout_param`.""",
)
class keep_half(FullyConnectedNet):
    """Write a keep probability of a half into the code."""

    def hidden_forward(self, x, layer):
        """Compute the block."""
        out, block_cache = super().hidden_forward(x, layer)
        if not self.dropout_param:
            return out, (block_cache, None)
        out, dropout_cache = dropout_forward(out, {**self.dropout_param, "p": 0.5})
        return out, (block_cache, dropout_cache)

    def hidden_backward(self, dout, cache, layer):
        """Gradients of the block."""
        block_cache, dropout_cache = cache
        if dropout_cache is not None:
            dout = dropout_backward(dout, dropout_cache)
        return super().hidden_backward(dout, block_cache, layer)
