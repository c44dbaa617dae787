"""Right versions of `NormalizedNet`, written differently from the solution."""

import numpy as np

from autograder.misconceptions import right
from autograder.misconceptions.batchnorm.answers import (
    batchnorm_backward,
    batchnorm_forward,
    layernorm_backward,
    layernorm_forward,
)
from layerwise.fc_net import FullyConnectedNet
from layerwise.layers import affine_backward, affine_forward, relu_backward, relu_forward


@right("NormalizedNet")
class ThreeSteps(FullyConnectedNet):
    """Take three steps; most wrong versions are this one with a line changed."""

    def hidden_forward(self, x, layer):
        """Affine, normalisation, ReLU."""
        if self.normalization is None:
            return super().hidden_forward(x, layer)
        forward = batchnorm_forward if self.normalization == "batchnorm" else layernorm_forward
        gamma, beta = self.params[f"gamma{layer}"], self.params[f"beta{layer}"]
        a, affine = affine_forward(x, self.params[f"W{layer}"], self.params[f"b{layer}"])
        a, norm = forward(a, gamma, beta, self.norm_params[layer])
        out, relu = relu_forward(a)
        return out, (affine, norm, relu)

    def hidden_backward(self, dout, cache, layer):
        """Go back through ReLU, normalisation and affine."""
        if self.normalization is None:
            return super().hidden_backward(dout, cache, layer)
        backward = batchnorm_backward if self.normalization == "batchnorm" else layernorm_backward
        affine, norm, relu = cache
        da = relu_backward(dout, relu)
        da, dgamma, dbeta = backward(da, norm)
        dx, dw, db = affine_backward(da, affine)
        grads = {f"W{layer}": dw, f"b{layer}": db}
        grads |= {f"gamma{layer}": dgamma, f"beta{layer}": dbeta}
        return dx, grads


@right("NormalizedNet")
class OneBranch(FullyConnectedNet):
    """Treat the norm as one step among three that may be missing."""

    def hidden_forward(self, x, layer):
        """Affine, perhaps a normalisation, ReLU; the cache is a dict."""
        cache = {}
        h, cache["affine"] = affine_forward(x, self.params[f"W{layer}"], self.params[f"b{layer}"])
        if self.normalization:
            norm = {"batchnorm": batchnorm_forward, "layernorm": layernorm_forward}
            scale = self.params[f"gamma{layer}"], self.params[f"beta{layer}"]
            h, cache["norm"] = norm[self.normalization](h, *scale, self.norm_params[layer])
        h, cache["relu"] = relu_forward(h)
        return h, cache

    def hidden_backward(self, dout, cache, layer):
        """Go back through the steps that are there."""
        grads, dh = {}, relu_backward(dout, cache["relu"])
        if self.normalization:
            norm = {"batchnorm": batchnorm_backward, "layernorm": layernorm_backward}
            dh, grads[f"gamma{layer}"], grads[f"beta{layer}"] = norm[self.normalization](
                dh, cache["norm"]
            )
        dx, grads[f"W{layer}"], grads[f"b{layer}"] = affine_backward(dh, cache["affine"])
        return dx, grads


@right("NormalizedNet")
class WithoutTheLibrary(FullyConnectedNet):
    """Write affine and ReLU out."""

    def hidden_forward(self, x, layer):
        """Multiply, normalise, and cut off at zero."""
        rows = x.reshape(len(x), -1)
        a, norm = rows @ self.params["W" + str(layer)] + self.params["b" + str(layer)], None
        if self.normalization is not None:
            forward = layernorm_forward if self.normalization == "layernorm" else batchnorm_forward
            gamma, beta = self.params["gamma" + str(layer)], self.params["beta" + str(layer)]
            a, norm = forward(a, gamma, beta, self.norm_params[layer])
        return a * (a > 0), (x.shape, rows, norm, a > 0)

    def hidden_backward(self, dout, cache, layer):
        """Undo it in the other order."""
        shape, rows, norm, positive = cache
        grads, da = {}, np.where(positive, dout, 0)
        if norm is not None:
            back = layernorm_backward if self.normalization == "layernorm" else batchnorm_backward
            da, dgamma, dbeta = back(da, norm)
            grads.update({"gamma" + str(layer): dgamma, "beta" + str(layer): dbeta})
        grads.update({"W" + str(layer): rows.T.dot(da), "b" + str(layer): np.sum(da, axis=0)})
        return da.dot(self.params["W" + str(layer)].T).reshape(shape), grads


@right("NormalizedNet")
class OwnLayers(FullyConnectedNet):
    """Build the net on normalisations of its own, with methods for them."""

    def _statistics(self, a, layer):
        if self.normalization == "layernorm":
            return a.mean(axis=1, keepdims=True), a.var(axis=1, keepdims=True)
        param = self.norm_params[layer]
        if param["mode"] == "train":
            for key, value in (("running_mean", a.mean(axis=0)), ("running_var", a.var(axis=0))):
                param[key] = 0.9 * param.get(key, 0) + 0.1 * value
            return a.mean(axis=0, keepdims=True), a.var(axis=0, keepdims=True)
        return param["running_mean"], param["running_var"]

    def hidden_forward(self, x, layer):
        """Affine, normalisation, ReLU."""
        if not self.normalization:
            return FullyConnectedNet.hidden_forward(self, x, layer)
        a, affine = affine_forward(x, self.params[f"W{layer}"], self.params[f"b{layer}"])
        if self.normalization == "batchnorm" and self.norm_params[layer]["mode"] == "test":
            self.norm_params[layer].setdefault("running_mean", np.zeros(a.shape[1]))
            self.norm_params[layer].setdefault("running_var", np.zeros(a.shape[1]))
        mean, var = self._statistics(a, layer)
        std = np.sqrt(var + 1e-5)
        a_hat = (a - mean) / std
        out = np.maximum(0, self.params[f"gamma{layer}"] * a_hat + self.params[f"beta{layer}"])
        return out, (affine, a_hat, std, out)

    def hidden_backward(self, dout, cache, layer):
        """Go back through all three."""
        if not self.normalization:
            return FullyConnectedNet.hidden_backward(self, dout, cache, layer)
        affine, a_hat, std, out = cache
        axis = 1 if self.normalization == "layernorm" else 0
        dy = dout * (out > 0)
        dh = dy * self.params[f"gamma{layer}"]
        along = (dh * a_hat).mean(axis=axis, keepdims=True)
        da = (dh - dh.mean(axis=axis, keepdims=True) - a_hat * along) / std
        dx, dw, db = affine_backward(da, affine)
        grads = {f"W{layer}": dw, f"b{layer}": db}
        return dx, grads | {f"gamma{layer}": (dy * a_hat).sum(0), f"beta{layer}": dy.sum(0)}
