"""Versions of `DropoutNet` whose block leaves dropout out, or puts it in the wrong place."""

from autograder.misconceptions import wrong
from autograder.misconceptions.dropout.pair import dropout_backward, dropout_forward
from layerwise.fc_net import FullyConnectedNet


@wrong(
    "DropoutNet",
    hint="""The gradient goes back past the dropout layer. `hidden_backward` has to undo the
    block in the opposite order: dropout first, then ReLU and the affine layer.""",
)
class gradient_not_dropped(FullyConnectedNet):
    """Drop units on the way forward alone."""

    def hidden_forward(self, x, layer):
        """Compute the block."""
        out, block_cache = super().hidden_forward(x, layer)
        if not self.dropout_param:
            return out, (block_cache, None)
        out, dropout_cache = dropout_forward(out, self.dropout_param)
        return out, (block_cache, dropout_cache)

    def hidden_backward(self, dout, cache, layer):
        """Gradients of the block."""
        return super().hidden_backward(dout, cache[0], layer)


@wrong(
    "DropoutNet",
    hint="""The blocks are those of the plain net: nothing is dropped. Put dropout behind what
    `super().hidden_forward` returns.""",
)
class nothing_dropped(FullyConnectedNet):
    """Leave dropout out."""

    def hidden_forward(self, x, layer):
        """Compute the block."""
        return super().hidden_forward(x, layer)

    def hidden_backward(self, dout, cache, layer):
        """Gradients of the block."""
        return super().hidden_backward(dout, cache, layer)


@wrong(
    "DropoutNet",
    hint="""Dropout stands in front of the affine layer, so inputs of the net are dropped and
    the last block's units are not. It belongs behind the ReLU.""",
)
class inputs_dropped(FullyConnectedNet):
    """Put dropout in front of the affine layer."""

    def hidden_forward(self, x, layer):
        """Compute the block."""
        if not self.dropout_param:
            out, block_cache = super().hidden_forward(x, layer)
            return out, (block_cache, None)
        x, dropout_cache = dropout_forward(x, self.dropout_param)
        out, block_cache = super().hidden_forward(x, layer)
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
    hint="""Units are dropped at test time too. The net has set the mode in
    `self.dropout_param`; hand the dict on as it is.""",
)
class dropped_at_test_time_too(FullyConnectedNet):
    """Force the training mode."""

    def hidden_forward(self, x, layer):
        """Compute the block."""
        out, block_cache = super().hidden_forward(x, layer)
        if not self.dropout_param:
            return out, (block_cache, None)
        out, dropout_cache = dropout_forward(out, {**self.dropout_param, "mode": "train"})
        return out, (block_cache, dropout_cache)

    def hidden_backward(self, dout, cache, layer):
        """Gradients of the block."""
        block_cache, dropout_cache = cache
        if dropout_cache is not None:
            dout = dropout_backward(dout, dropout_cache)
        return super().hidden_backward(dout, block_cache, layer)


@wrong(
    "DropoutNet",
    hint="""The settings are put together anew and the seed is lost on the way. Hand
    `self.dropout_param` on as it is.""",
)
class seed_lost(FullyConnectedNet):
    """Build the settings anew, without the seed."""

    def hidden_forward(self, x, layer):
        """Compute the block."""
        out, block_cache = super().hidden_forward(x, layer)
        if not self.dropout_param:
            return out, (block_cache, None)
        out, dropout_cache = dropout_forward(
            out, {"mode": self.dropout_param["mode"], "p": self.dropout}
        )
        return out, (block_cache, dropout_cache)

    def hidden_backward(self, dout, cache, layer):
        """Gradients of the block."""
        block_cache, dropout_cache = cache
        if dropout_cache is not None:
            dout = dropout_backward(dout, dropout_cache)
        return super().hidden_backward(dout, block_cache, layer)


@wrong(
    "DropoutNet",
    hint="""Each block gets a seed of its own. A sensible wish, but here every block sets the
    seed that is in `self.dropout_param`, so that everybody's net computes the same.""",
)
class seed_for_each_layer(FullyConnectedNet):
    """Change the seed from layer to layer."""

    def hidden_forward(self, x, layer):
        """Compute the block."""
        out, block_cache = super().hidden_forward(x, layer)
        if not self.dropout_param:
            return out, (block_cache, None)
        param = dict(self.dropout_param)
        if "seed" in param:
            param["seed"] = param["seed"] % 2**30 + layer
        out, dropout_cache = dropout_forward(out, param)
        return out, (block_cache, dropout_cache)

    def hidden_backward(self, dout, cache, layer):
        """Gradients of the block."""
        block_cache, dropout_cache = cache
        if dropout_cache is not None:
            dout = dropout_backward(dout, dropout_cache)
        return super().hidden_backward(dout, block_cache, layer)


@wrong(
    "DropoutNet",
    hint="""The block drops as many units as it should keep: 1 - p is handed on. In the net
    too, `dropout` is the probability of keeping.""",
)
class keep_and_drop_exchanged(FullyConnectedNet):
    """Hand on the probability of dropping."""

    def hidden_forward(self, x, layer):
        """Compute the block."""
        out, block_cache = super().hidden_forward(x, layer)
        if not self.dropout_param:
            return out, (block_cache, None)
        out, dropout_cache = dropout_forward(
            out, {**self.dropout_param, "p": 1 - self.dropout_param["p"]}
        )
        return out, (block_cache, dropout_cache)

    def hidden_backward(self, dout, cache, layer):
        """Gradients of the block."""
        block_cache, dropout_cache = cache
        if dropout_cache is not None:
            dout = dropout_backward(dout, dropout_cache)
        return super().hidden_backward(dout, block_cache, layer)


@wrong(
    "DropoutNet",
    hint="""Only the first hidden layer has dropout. Every hidden block drops units.""",
)
class first_block_only(FullyConnectedNet):
    """Drop in the first block alone."""

    def hidden_forward(self, x, layer):
        """Compute the block."""
        out, block_cache = super().hidden_forward(x, layer)
        if not self.dropout_param or layer > 1:
            return out, (block_cache, None)
        out, dropout_cache = dropout_forward(out, self.dropout_param)
        return out, (block_cache, dropout_cache)

    def hidden_backward(self, dout, cache, layer):
        """Gradients of the block."""
        block_cache, dropout_cache = cache
        if dropout_cache is not None:
            dout = dropout_backward(dout, dropout_cache)
        return super().hidden_backward(dout, block_cache, layer)


@wrong(
    "DropoutNet",
    hint="""The last hidden block has no dropout. It is only the last affine layer, which
    belongs to no block, that goes without.""",
)
class not_in_last_block(FullyConnectedNet):
    """Have no dropout in the last hidden block."""

    def hidden_forward(self, x, layer):
        """Compute the block."""
        out, block_cache = super().hidden_forward(x, layer)
        if not self.dropout_param or layer == self.num_layers - 1:
            return out, (block_cache, None)
        out, dropout_cache = dropout_forward(out, self.dropout_param)
        return out, (block_cache, dropout_cache)

    def hidden_backward(self, dout, cache, layer):
        """Gradients of the block."""
        block_cache, dropout_cache = cache
        if dropout_cache is not None:
            dout = dropout_backward(dout, dropout_cache)
        return super().hidden_backward(dout, block_cache, layer)
