"""Right versions of `DropoutNet`, written differently from the solution."""

import numpy as np

from autograder.misconceptions import right
from autograder.misconceptions.dropout.pair import dropout_backward, dropout_forward
from layerwise.fc_net import FullyConnectedNet


@right("DropoutNet")
class own_layers(FullyConnectedNet):
    """Call the library's layers instead of the base class's block."""

    def hidden_forward(self, x, layer):
        """Compute the block."""
        from layerwise import layers

        a, fc = layers.affine_forward(x, self.params[f"W{layer}"], self.params[f"b{layer}"])
        h, relu = layers.relu_forward(a)
        if self.dropout_param:
            out, drop = dropout_forward(h, self.dropout_param)
            return out, {"fc": fc, "relu": relu, "drop": drop}
        return h, {"fc": fc, "relu": relu}

    def hidden_backward(self, dout, cache, layer):
        """Gradients of the block."""
        from layerwise import layers

        if "drop" in cache:
            dout = dropout_backward(dout, cache["drop"])
        dx, dw, db = layers.affine_backward(layers.relu_backward(dout, cache["relu"]), cache["fc"])
        return dx, {f"W{layer}": dw, f"b{layer}": db}


@right("DropoutNet")
class dropout_before_relu(FullyConnectedNet):
    """Drop before the ReLU: for a mask that is never negative that is the same."""

    def hidden_forward(self, x, layer):
        """Compute the block."""
        from layerwise import layers

        a, fc = layers.affine_forward(x, self.params[f"W{layer}"], self.params[f"b{layer}"])
        drop = None
        if self.dropout_param:
            a, drop = dropout_forward(a, self.dropout_param)
        out, relu = layers.relu_forward(a)
        return out, (fc, drop, relu)

    def hidden_backward(self, dout, cache, layer):
        """Gradients of the block."""
        from layerwise import layers

        fc, drop, relu = cache
        da = layers.relu_backward(dout, relu)
        if drop is not None:
            da = dropout_backward(da, drop)
        dx, dw, db = layers.affine_backward(da, fc)
        return dx, {f"W{layer}": dw, f"b{layer}": db}


@right("DropoutNet")
class written_out(FullyConnectedNet):
    """Write the block out in NumPy, with no call of the pair."""

    def hidden_forward(self, x, layer):
        """Compute the block."""
        flat = x.reshape(len(x), -1)
        h = np.maximum(0, flat @ self.params[f"W{layer}"] + self.params[f"b{layer}"])
        factor = np.ones_like(h)
        if self.dropout_param.get("mode") == "train":
            if "seed" in self.dropout_param:
                np.random.seed(self.dropout_param["seed"])
            factor = np.random.rand(*h.shape) < self.dropout
            factor = (factor / self.dropout).astype(h.dtype)
        return h * factor, [x, h > 0, factor]

    def hidden_backward(self, dout, cache, layer):
        """Gradients of the block."""
        x, active, factor = cache
        da = dout * factor * active
        dw = x.reshape(len(x), -1).T @ da
        dx = (da @ self.params[f"W{layer}"].T).reshape(x.shape)
        return dx, {f"W{layer}": dw, f"b{layer}": da.sum(axis=0)}


@right("DropoutNet")
class masks_by_layer(FullyConnectedNet):
    """Keep the caches on the net, by layer."""

    def hidden_forward(self, x, layer):
        """Compute the block."""
        out, block_cache = super().hidden_forward(x, layer)
        if not hasattr(self, "kept"):
            self.kept = {}
        self.kept.pop(layer, None)
        if self.dropout_param:
            out, self.kept[layer] = dropout_forward(out, dict(self.dropout_param))
        return out, block_cache

    def hidden_backward(self, dout, cache, layer):
        """Gradients of the block."""
        if layer in self.kept:
            dout = dropout_backward(dout, self.kept[layer])
        return super().hidden_backward(dout, cache, layer)
