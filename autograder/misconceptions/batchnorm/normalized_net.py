"""Wrong versions of `NormalizedNet`."""

from autograder.misconceptions import wrong
from autograder.misconceptions.batchnorm import normalized_net_right


@wrong(
    "NormalizedNet",
    hint="""The ReLU comes before the normalisation. The block is affine, normalisation, ReLU,
    in this order.""",
    like=normalized_net_right.ThreeSteps,
    change="""
    - a, norm = forward(a, gamma, beta, self.norm_params[layer])
    - out, relu = relu_forward(a)
    + a, relu = relu_forward(a)
    + out, norm = forward(a, gamma, beta, self.norm_params[layer])

    - da = relu_backward(dout, relu)
    - da, dgamma, dbeta = backward(da, norm)
    + da, dgamma, dbeta = backward(dout, norm)
    + da = relu_backward(da, relu)
    """,
)
def relu_before_norm():
    """Normalise after the ReLU."""


@wrong(
    "NormalizedNet",
    hint="""There is no ReLU in your block, so that all layers together do little more than
    one.""",
    like=normalized_net_right.ThreeSteps,
    change="""
    - out, relu = relu_forward(a)
    - return out, (affine, norm, relu)
    + return a, (affine, norm)

    - affine, norm, relu = cache
    - da = relu_backward(dout, relu)
    - da, dgamma, dbeta = backward(da, norm)
    + affine, norm = cache
    + da, dgamma, dbeta = backward(dout, norm)
    """,
)
def no_relu():
    """Forget the ReLU."""


@wrong(
    "NormalizedNet",
    hint="""The gradient goes from the ReLU straight to the affine layer. What the
    normalisation does to it is missing, although dgamma and dbeta are there.""",
    like=normalized_net_right.ThreeSteps,
    change="""
    - da, dgamma, dbeta = backward(da, norm)
    + _, dgamma, dbeta = backward(da, norm)
    """,
)
def norm_skipped_in_backward():
    """Pass the gradient by the normalisation."""


@wrong(
    "NormalizedNet",
    hint="""The backward does not stop the gradient where the ReLU was zero.""",
    like=normalized_net_right.ThreeSteps,
    change="""
    - affine, norm, relu = cache
    - da = relu_backward(dout, relu)
    - da, dgamma, dbeta = backward(da, norm)
    + affine, norm, _ = cache
    + da, dgamma, dbeta = backward(dout, norm)
    """,
)
def relu_skipped_in_backward():
    """Pass the gradient by the ReLU."""


@wrong(
    "NormalizedNet",
    hint="""The backward goes through the steps in the order of the forward. The last step of
    the forward is the first to go back through.""",
    like=normalized_net_right.ThreeSteps,
    change="""
    - da = relu_backward(dout, relu)
    - da, dgamma, dbeta = backward(da, norm)
    + da, dgamma, dbeta = backward(dout, norm)
    + da = relu_backward(da, relu)
    """,
)
def backward_in_forward_order():
    """Undo the normalisation before the ReLU."""


@wrong(
    "NormalizedNet",
    hint="""The layer's scale and shift are handed to the normalisation in the wrong order.""",
    like=normalized_net_right.ThreeSteps,
    change="""
    - a, norm = forward(a, gamma, beta, self.norm_params[layer])
    + a, norm = forward(a, beta, gamma, self.norm_params[layer])
    """,
)
def gamma_and_beta_swapped():
    """Give beta for gamma."""


@wrong(
    "NormalizedNet",
    hint="""The gradients of gamma and beta stand under each other's name.""",
    like=normalized_net_right.ThreeSteps,
    change="""
    - grads |= {f"gamma{layer}": dgamma, f"beta{layer}": dbeta}
    + grads |= {f"gamma{layer}": dbeta, f"beta{layer}": dgamma}
    """,
)
def gradients_swapped():
    """Swap the gradients of gamma and beta."""


@wrong(
    "NormalizedNet",
    hint="""The gradients of gamma and beta are missing from the dict, so they would never
    learn.""",
    like=normalized_net_right.ThreeSteps,
    change="""
    - da, dgamma, dbeta = backward(da, norm)
    + da, _, _ = backward(da, norm)

    - grads |= {f"gamma{layer}": dgamma, f"beta{layer}": dbeta}
    """,
)
def gamma_without_gradient():
    """Return W and b alone."""


@wrong(
    "NormalizedNet",
    hint="""The gradient of the bias is set to zero. That is right before batch normalisation,
    where the bias has no effect, but not before layer normalisation.""",
    like=normalized_net_right.ThreeSteps,
    change="""
    - grads = {f"W{layer}": dw, f"b{layer}": db}
    + grads = {f"W{layer}": dw, f"b{layer}": 0 * db}
    """,
)
def bias_without_gradient():
    """Give zeros for the bias."""


@wrong(
    "NormalizedNet",
    hint="""Every layer uses the scale and shift of the first. Where is the layer's number
    missing?""",
    like=normalized_net_right.ThreeSteps,
    change="""
    - gamma, beta = self.params[f"gamma{layer}"], self.params[f"beta{layer}"]
    + gamma, beta = self.params["gamma1"], self.params["beta1"]
    """,
)
def first_gamma_for_all():
    """Use the first layer's gamma and beta."""


@wrong(
    "NormalizedNet",
    hint="""All layers share one dict of running averages, so each overwrites what another has
    stored. Each layer has a dict of its own.""",
    like=normalized_net_right.ThreeSteps,
    change="""
    - a, norm = forward(a, gamma, beta, self.norm_params[layer])
    + a, norm = forward(a, gamma, beta, self.norm_params[1])
    """,
)
def one_norm_param_for_all():
    """Share the running averages."""


@wrong(
    "NormalizedNet",
    hint="""Each batch gets a new dict, and the running averages go with the old one. In mode
    test nothing is left of the training.""",
    like=normalized_net_right.ThreeSteps,
    change="""
    - a, norm = forward(a, gamma, beta, self.norm_params[layer])
    + a, norm = forward(a, gamma, beta, {"mode": self.norm_params[layer]["mode"]})
    """,
)
def fresh_norm_param():
    """Make a new dict for each batch."""


@wrong(
    "NormalizedNet",
    hint="""Your block normalises in mode train whatever the base class has set. A label then
    depends on the other images of its batch.""",
    like=normalized_net_right.ThreeSteps,
    change="""
    - a, norm = forward(a, gamma, beta, self.norm_params[layer])
    + a, norm = forward(a, gamma, beta, self.norm_params[layer] | {"mode": "train"})
    """,
)
def always_train():
    """Always pass mode train."""


@wrong(
    "NormalizedNet",
    hint="""With layernorm your net does batch normalisation too. The attribute normalization
    says which of the two is wanted.""",
    like=normalized_net_right.ThreeSteps,
    change="""
    - forward = batchnorm_forward if self.normalization == "batchnorm" else layernorm_forward
    + forward = batchnorm_forward

    - backward = batchnorm_backward if self.normalization == "batchnorm" else layernorm_backward
    + backward = batchnorm_backward
    """,
)
def batchnorm_for_layernorm():
    """Use batchnorm for both."""


@wrong(
    "NormalizedNet",
    hint="""With batchnorm your net does layer normalisation. The attribute normalization says
    which of the two is wanted.""",
    like=normalized_net_right.ThreeSteps,
    change="""
    - forward = batchnorm_forward if self.normalization == "batchnorm" else layernorm_forward
    + forward = layernorm_forward

    - backward = batchnorm_backward if self.normalization == "batchnorm" else layernorm_backward
    + backward = layernorm_backward
    """,
)
def layernorm_for_batchnorm():
    """Use layernorm for both."""


@wrong(
    "NormalizedNet",
    hint="""Without a normalisation your block looks for a gamma that is not there. When
    normalization is None, the block is that of the base class.""",
    like=normalized_net_right.ThreeSteps,
    change="""
    - if self.normalization is None:
    -     return super().hidden_forward(x, layer)

    - if self.normalization is None:
    -     return super().hidden_backward(dout, cache, layer)
    """,
)
def normalization_demanded():
    """Forget that there may be none."""


@wrong(
    "NormalizedNet",
    hint="""Nothing is normalised: gamma and beta never come into the output.""",
    like=normalized_net_right.ThreeSteps,
    change="""
    - a, norm = forward(a, gamma, beta, self.norm_params[layer])
    + _, norm = forward(a, gamma, beta, self.norm_params[layer])

    - da, dgamma, dbeta = backward(da, norm)
    + _, dgamma, dbeta = backward(da, norm)
    """,
)
def no_normalisation():
    """Leave the normalisation out."""


@wrong(
    "NormalizedNet",
    hint="""The L2 term is in the gradients twice: the base class adds it, so the block leaves
    it out.""",
    like=normalized_net_right.ThreeSteps,
    change="""
    - grads = {f"W{layer}": dw, f"b{layer}": db}
    + grads = {f"W{layer}": dw + self.reg * self.params[f"W{layer}"], f"b{layer}": db}
    """,
)
def penalty_twice():
    """Add the L2 term in the block."""


@wrong(
    "NormalizedNet",
    hint="""The gradients are divided by the number of samples. The loss was a mean already,
    so its gradient comes down divided.""",
    like=normalized_net_right.ThreeSteps,
    change="""
    - grads = {f"W{layer}": dw, f"b{layer}": db}
    + grads = {f"W{layer}": dw / len(dout), f"b{layer}": db / len(dout)}
    """,
)
def gradient_divided_again():
    """Divide by N once more."""
