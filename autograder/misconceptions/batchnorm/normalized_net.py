"""Wrong versions of `NormalizedNet`."""

from autograder.misconceptions import wrong
from autograder.misconceptions.batchnorm.answers import (
    batchnorm_backward,
    batchnorm_forward,
    layernorm_backward,
    layernorm_forward,
)
from layerwise.fc_net import FullyConnectedNet
from layerwise.layers import affine_backward, affine_forward, relu_backward, relu_forward


@wrong(
    "NormalizedNet",
    hint="""The ReLU comes before the normalisation. The block is affine, normalisation, ReLU,
    in this order.""",
)
class relu_before_norm(FullyConnectedNet):
    """Normalise after the ReLU."""

    def hidden_forward(self, x, layer):
        """Affine, normalisation, ReLU."""
        if self.normalization is None:
            return super().hidden_forward(x, layer)
        forward = batchnorm_forward if self.normalization == "batchnorm" else layernorm_forward
        gamma, beta = self.params[f"gamma{layer}"], self.params[f"beta{layer}"]
        a, affine = affine_forward(x, self.params[f"W{layer}"], self.params[f"b{layer}"])
        a, relu = relu_forward(a)
        out, norm = forward(a, gamma, beta, self.norm_params[layer])
        return out, (affine, norm, relu)

    def hidden_backward(self, dout, cache, layer):
        """Go back through ReLU, normalisation and affine."""
        if self.normalization is None:
            return super().hidden_backward(dout, cache, layer)
        backward = batchnorm_backward if self.normalization == "batchnorm" else layernorm_backward
        affine, norm, relu = cache
        da, dgamma, dbeta = backward(dout, norm)
        da = relu_backward(da, relu)
        dx, dw, db = affine_backward(da, affine)
        grads = {f"W{layer}": dw, f"b{layer}": db}
        grads |= {f"gamma{layer}": dgamma, f"beta{layer}": dbeta}
        return dx, grads


@wrong(
    "NormalizedNet",
    hint="""There is no ReLU in your block, so that all layers together do little more than
    one.""",
)
class no_relu(FullyConnectedNet):
    """Forget the ReLU."""

    def hidden_forward(self, x, layer):
        """Affine, normalisation, ReLU."""
        if self.normalization is None:
            return super().hidden_forward(x, layer)
        forward = batchnorm_forward if self.normalization == "batchnorm" else layernorm_forward
        gamma, beta = self.params[f"gamma{layer}"], self.params[f"beta{layer}"]
        a, affine = affine_forward(x, self.params[f"W{layer}"], self.params[f"b{layer}"])
        a, norm = forward(a, gamma, beta, self.norm_params[layer])
        return a, (affine, norm)

    def hidden_backward(self, dout, cache, layer):
        """Go back through ReLU, normalisation and affine."""
        if self.normalization is None:
            return super().hidden_backward(dout, cache, layer)
        backward = batchnorm_backward if self.normalization == "batchnorm" else layernorm_backward
        affine, norm = cache
        da, dgamma, dbeta = backward(dout, norm)
        dx, dw, db = affine_backward(da, affine)
        grads = {f"W{layer}": dw, f"b{layer}": db}
        grads |= {f"gamma{layer}": dgamma, f"beta{layer}": dbeta}
        return dx, grads


@wrong(
    "NormalizedNet",
    hint="""The gradient goes from the ReLU straight to the affine layer. What the
    normalisation does to it is missing, although dgamma and dbeta are there.""",
)
class norm_skipped_in_backward(FullyConnectedNet):
    """Pass the gradient by the normalisation."""

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
        _, dgamma, dbeta = backward(da, norm)
        dx, dw, db = affine_backward(da, affine)
        grads = {f"W{layer}": dw, f"b{layer}": db}
        grads |= {f"gamma{layer}": dgamma, f"beta{layer}": dbeta}
        return dx, grads


@wrong(
    "NormalizedNet",
    hint="""The backward does not stop the gradient where the ReLU was zero.""",
)
class relu_skipped_in_backward(FullyConnectedNet):
    """Pass the gradient by the ReLU."""

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
        affine, norm, _ = cache
        da, dgamma, dbeta = backward(dout, norm)
        dx, dw, db = affine_backward(da, affine)
        grads = {f"W{layer}": dw, f"b{layer}": db}
        grads |= {f"gamma{layer}": dgamma, f"beta{layer}": dbeta}
        return dx, grads


@wrong(
    "NormalizedNet",
    hint="""The backward goes through the steps in the order of the forward. The last step of
    the forward is the first to go back through.""",
)
class backward_in_forward_order(FullyConnectedNet):
    """Undo the normalisation before the ReLU."""

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
        da, dgamma, dbeta = backward(dout, norm)
        da = relu_backward(da, relu)
        dx, dw, db = affine_backward(da, affine)
        grads = {f"W{layer}": dw, f"b{layer}": db}
        grads |= {f"gamma{layer}": dgamma, f"beta{layer}": dbeta}
        return dx, grads


@wrong(
    "NormalizedNet",
    hint="""The layer's scale and shift are handed to the normalisation in the wrong order.""",
)
class gamma_and_beta_swapped(FullyConnectedNet):
    """Give beta for gamma."""

    def hidden_forward(self, x, layer):
        """Affine, normalisation, ReLU."""
        if self.normalization is None:
            return super().hidden_forward(x, layer)
        forward = batchnorm_forward if self.normalization == "batchnorm" else layernorm_forward
        gamma, beta = self.params[f"gamma{layer}"], self.params[f"beta{layer}"]
        a, affine = affine_forward(x, self.params[f"W{layer}"], self.params[f"b{layer}"])
        a, norm = forward(a, beta, gamma, self.norm_params[layer])
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


@wrong(
    "NormalizedNet",
    hint="""The gradients of gamma and beta stand under each other's name.""",
)
class gradients_swapped(FullyConnectedNet):
    """Swap the gradients of gamma and beta."""

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
        grads |= {f"gamma{layer}": dbeta, f"beta{layer}": dgamma}
        return dx, grads


@wrong(
    "NormalizedNet",
    hint="""The gradients of gamma and beta are missing from the dict, so they would never
    learn.""",
)
class gamma_without_gradient(FullyConnectedNet):
    """Return W and b alone."""

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
        da, _, _ = backward(da, norm)
        dx, dw, db = affine_backward(da, affine)
        grads = {f"W{layer}": dw, f"b{layer}": db}
        return dx, grads


@wrong(
    "NormalizedNet",
    hint="""The gradient of the bias is set to zero. That is right before batch normalisation,
    where the bias has no effect, but not before layer normalisation.""",
)
class bias_without_gradient(FullyConnectedNet):
    """Give zeros for the bias."""

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
        grads = {f"W{layer}": dw, f"b{layer}": 0 * db}
        grads |= {f"gamma{layer}": dgamma, f"beta{layer}": dbeta}
        return dx, grads


@wrong(
    "NormalizedNet",
    hint="""Every layer uses the scale and shift of the first. Where is the layer's number
    missing?""",
)
class first_gamma_for_all(FullyConnectedNet):
    """Use the first layer's gamma and beta."""

    def hidden_forward(self, x, layer):
        """Affine, normalisation, ReLU."""
        if self.normalization is None:
            return super().hidden_forward(x, layer)
        forward = batchnorm_forward if self.normalization == "batchnorm" else layernorm_forward
        gamma, beta = self.params["gamma1"], self.params["beta1"]
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


@wrong(
    "NormalizedNet",
    hint="""All layers share one dict of running averages, so each overwrites what another has
    stored. Each layer has a dict of its own.""",
)
class one_norm_param_for_all(FullyConnectedNet):
    """Share the running averages."""

    def hidden_forward(self, x, layer):
        """Affine, normalisation, ReLU."""
        if self.normalization is None:
            return super().hidden_forward(x, layer)
        forward = batchnorm_forward if self.normalization == "batchnorm" else layernorm_forward
        gamma, beta = self.params[f"gamma{layer}"], self.params[f"beta{layer}"]
        a, affine = affine_forward(x, self.params[f"W{layer}"], self.params[f"b{layer}"])
        a, norm = forward(a, gamma, beta, self.norm_params[1])
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


@wrong(
    "NormalizedNet",
    hint="""Each batch gets a new dict, and the running averages go with the old one. In mode
    test nothing is left of the training.""",
)
class fresh_norm_param(FullyConnectedNet):
    """Make a new dict for each batch."""

    def hidden_forward(self, x, layer):
        """Affine, normalisation, ReLU."""
        if self.normalization is None:
            return super().hidden_forward(x, layer)
        forward = batchnorm_forward if self.normalization == "batchnorm" else layernorm_forward
        gamma, beta = self.params[f"gamma{layer}"], self.params[f"beta{layer}"]
        a, affine = affine_forward(x, self.params[f"W{layer}"], self.params[f"b{layer}"])
        a, norm = forward(a, gamma, beta, {"mode": self.norm_params[layer]["mode"]})
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


@wrong(
    "NormalizedNet",
    hint="""Your block normalises in mode train whatever the base class has set. A label then
    depends on the other images of its batch.""",
)
class always_train(FullyConnectedNet):
    """Always pass mode train."""

    def hidden_forward(self, x, layer):
        """Affine, normalisation, ReLU."""
        if self.normalization is None:
            return super().hidden_forward(x, layer)
        forward = batchnorm_forward if self.normalization == "batchnorm" else layernorm_forward
        gamma, beta = self.params[f"gamma{layer}"], self.params[f"beta{layer}"]
        a, affine = affine_forward(x, self.params[f"W{layer}"], self.params[f"b{layer}"])
        a, norm = forward(a, gamma, beta, self.norm_params[layer] | {"mode": "train"})
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


@wrong(
    "NormalizedNet",
    hint="""With layernorm your net does batch normalisation too. The attribute normalization
    says which of the two is wanted.""",
)
class batchnorm_for_layernorm(FullyConnectedNet):
    """Use batchnorm for both."""

    def hidden_forward(self, x, layer):
        """Affine, normalisation, ReLU."""
        if self.normalization is None:
            return super().hidden_forward(x, layer)
        forward = batchnorm_forward
        gamma, beta = self.params[f"gamma{layer}"], self.params[f"beta{layer}"]
        a, affine = affine_forward(x, self.params[f"W{layer}"], self.params[f"b{layer}"])
        a, norm = forward(a, gamma, beta, self.norm_params[layer])
        out, relu = relu_forward(a)
        return out, (affine, norm, relu)

    def hidden_backward(self, dout, cache, layer):
        """Go back through ReLU, normalisation and affine."""
        if self.normalization is None:
            return super().hidden_backward(dout, cache, layer)
        backward = batchnorm_backward
        affine, norm, relu = cache
        da = relu_backward(dout, relu)
        da, dgamma, dbeta = backward(da, norm)
        dx, dw, db = affine_backward(da, affine)
        grads = {f"W{layer}": dw, f"b{layer}": db}
        grads |= {f"gamma{layer}": dgamma, f"beta{layer}": dbeta}
        return dx, grads


@wrong(
    "NormalizedNet",
    hint="""With batchnorm your net does layer normalisation. The attribute normalization says
    which of the two is wanted.""",
)
class layernorm_for_batchnorm(FullyConnectedNet):
    """Use layernorm for both."""

    def hidden_forward(self, x, layer):
        """Affine, normalisation, ReLU."""
        if self.normalization is None:
            return super().hidden_forward(x, layer)
        forward = layernorm_forward
        gamma, beta = self.params[f"gamma{layer}"], self.params[f"beta{layer}"]
        a, affine = affine_forward(x, self.params[f"W{layer}"], self.params[f"b{layer}"])
        a, norm = forward(a, gamma, beta, self.norm_params[layer])
        out, relu = relu_forward(a)
        return out, (affine, norm, relu)

    def hidden_backward(self, dout, cache, layer):
        """Go back through ReLU, normalisation and affine."""
        if self.normalization is None:
            return super().hidden_backward(dout, cache, layer)
        backward = layernorm_backward
        affine, norm, relu = cache
        da = relu_backward(dout, relu)
        da, dgamma, dbeta = backward(da, norm)
        dx, dw, db = affine_backward(da, affine)
        grads = {f"W{layer}": dw, f"b{layer}": db}
        grads |= {f"gamma{layer}": dgamma, f"beta{layer}": dbeta}
        return dx, grads


@wrong(
    "NormalizedNet",
    hint="""Without a normalisation your block looks for a gamma that is not there. When
    normalization is None, the block is that of the base class.""",
)
class normalization_demanded(FullyConnectedNet):
    """Forget that there may be none."""

    def hidden_forward(self, x, layer):
        """Affine, normalisation, ReLU."""
        forward = batchnorm_forward if self.normalization == "batchnorm" else layernorm_forward
        gamma, beta = self.params[f"gamma{layer}"], self.params[f"beta{layer}"]
        a, affine = affine_forward(x, self.params[f"W{layer}"], self.params[f"b{layer}"])
        a, norm = forward(a, gamma, beta, self.norm_params[layer])
        out, relu = relu_forward(a)
        return out, (affine, norm, relu)

    def hidden_backward(self, dout, cache, layer):
        """Go back through ReLU, normalisation and affine."""
        backward = batchnorm_backward if self.normalization == "batchnorm" else layernorm_backward
        affine, norm, relu = cache
        da = relu_backward(dout, relu)
        da, dgamma, dbeta = backward(da, norm)
        dx, dw, db = affine_backward(da, affine)
        grads = {f"W{layer}": dw, f"b{layer}": db}
        grads |= {f"gamma{layer}": dgamma, f"beta{layer}": dbeta}
        return dx, grads


@wrong(
    "NormalizedNet",
    hint="""Nothing is normalised: gamma and beta never come into the output.""",
)
class no_normalisation(FullyConnectedNet):
    """Leave the normalisation out."""

    def hidden_forward(self, x, layer):
        """Affine, normalisation, ReLU."""
        if self.normalization is None:
            return super().hidden_forward(x, layer)
        forward = batchnorm_forward if self.normalization == "batchnorm" else layernorm_forward
        gamma, beta = self.params[f"gamma{layer}"], self.params[f"beta{layer}"]
        a, affine = affine_forward(x, self.params[f"W{layer}"], self.params[f"b{layer}"])
        _, norm = forward(a, gamma, beta, self.norm_params[layer])
        out, relu = relu_forward(a)
        return out, (affine, norm, relu)

    def hidden_backward(self, dout, cache, layer):
        """Go back through ReLU, normalisation and affine."""
        if self.normalization is None:
            return super().hidden_backward(dout, cache, layer)
        backward = batchnorm_backward if self.normalization == "batchnorm" else layernorm_backward
        affine, norm, relu = cache
        da = relu_backward(dout, relu)
        _, dgamma, dbeta = backward(da, norm)
        dx, dw, db = affine_backward(da, affine)
        grads = {f"W{layer}": dw, f"b{layer}": db}
        grads |= {f"gamma{layer}": dgamma, f"beta{layer}": dbeta}
        return dx, grads


@wrong(
    "NormalizedNet",
    hint="""The L2 term is in the gradients twice: the base class adds it, so the block leaves
    it out.""",
)
class penalty_twice(FullyConnectedNet):
    """Add the L2 term in the block."""

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
        grads = {f"W{layer}": dw + self.reg * self.params[f"W{layer}"], f"b{layer}": db}
        grads |= {f"gamma{layer}": dgamma, f"beta{layer}": dbeta}
        return dx, grads


@wrong(
    "NormalizedNet",
    hint="""The gradients are divided by the number of samples. The loss was a mean already,
    so its gradient comes down divided.""",
)
class gradient_divided_again(FullyConnectedNet):
    """Divide by N once more."""

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
        grads = {f"W{layer}": dw / len(dout), f"b{layer}": db / len(dout)}
        grads |= {f"gamma{layer}": dgamma, f"beta{layer}": dbeta}
        return dx, grads
