"""Versions of `ThreeLayerConvNet` that begin with other parameters."""

from autograder.misconceptions import wrong
from autograder.misconceptions.pytorch import module_right


@wrong(
    "ThreeLayerConvNet",
    hint="""The parameters are those that PyTorch draws by itself: uniform, and smaller than
    Kaiming's for a ReLU. They have to be drawn anew.""",
    like=module_right.modules_and_functions,
    change="""
    - for layer in (self.conv1, self.conv2, self.fc):
    -     nn.init.kaiming_normal_(layer.weight)
    -     nn.init.zeros_(layer.bias)
    """,
)
def own_initialisation_left():
    """Leave the parameters as PyTorch draws them."""


@wrong(
    "ThreeLayerConvNet",
    hint="""The biases are those that PyTorch draws by itself. Set them to zero.""",
    like=module_right.modules_and_functions,
    change="""
    - nn.init.zeros_(layer.bias)
    """,
)
def weights_alone():
    """Leave the biases as PyTorch draws them."""


@wrong(
    "ThreeLayerConvNet",
    hint="""conv1 and conv2 begin as they should, fc as PyTorch draws it. All three layers are
    meant.""",
    like=module_right.modules_and_functions,
    change="""
    - for layer in (self.conv1, self.conv2, self.fc):
    + for layer in (self.conv1, self.conv2):
    """,
)
def convolutions_alone():
    """Initialise the convolutions only."""


@wrong(
    "ThreeLayerConvNet",
    hint="""The weights are uniformly distributed: kaiming_uniform_ has a sister.""",
    like=module_right.modules_and_functions,
    change="""
    - nn.init.kaiming_normal_(layer.weight)
    + nn.init.kaiming_uniform_(layer.weight)
    """,
)
def kaiming_uniform():
    """Take the uniform kind."""


@wrong(
    "ThreeLayerConvNet",
    hint="""The weights are scaled by the fan-out, the outputs. The formula has the inputs.""",
    like=module_right.modules_and_functions,
    change="""
    - nn.init.kaiming_normal_(layer.weight)
    + nn.init.kaiming_normal_(layer.weight, mode="fan_out")
    """,
)
def fan_out():
    """Take the fan-out."""


@wrong(
    "ThreeLayerConvNet",
    hint="""This is Glorot's way, also called Xavier's, for layers without ReLU. Kaiming's
    variance is larger.""",
    like=module_right.modules_and_functions,
    change="""
    - nn.init.kaiming_normal_(layer.weight)
    + nn.init.xavier_normal_(layer.weight)
    """,
)
def glorot():
    """Take Glorot's formula."""


@wrong(
    "ThreeLayerConvNet",
    hint="""The variance is 1 over fan-in, as for a layer that no ReLU follows. Is a
    nonlinearity given to the library that is none?""",
    like=module_right.modules_and_functions,
    change="""
    - nn.init.kaiming_normal_(layer.weight)
    + nn.init.kaiming_normal_(layer.weight, nonlinearity="linear")
    """,
)
def gain_of_one():
    """Scale for a layer without ReLU."""


@wrong(
    "ThreeLayerConvNet",
    hint="""All weights are drawn with a standard deviation of 0.01. It should depend on the
    layer's fan-in.""",
    like=module_right.modules_and_functions,
    change="""
    - nn.init.kaiming_normal_(layer.weight)
    + nn.init.normal_(layer.weight, std=0.01)
    """,
)
def one_percent():
    """Scale by 0.01 everywhere."""


@wrong(
    "ThreeLayerConvNet",
    hint="""The biases are drawn from a normal distribution. They start at zero.""",
    like=module_right.modules_and_functions,
    change="""
    - nn.init.zeros_(layer.bias)
    + nn.init.normal_(layer.bias)
    """,
)
def biases_drawn():
    """Draw the biases too."""


@wrong(
    "ThreeLayerConvNet",
    hint="""The biases start at one instead of zero.""",
    like=module_right.modules_and_functions,
    change="""
    - nn.init.zeros_(layer.bias)
    + nn.init.ones_(layer.bias)
    """,
)
def biases_of_one():
    """Start the biases at one."""


@wrong(
    "ThreeLayerConvNet",
    hint="""A seed is set in __init__, so that all models begin alike. Set it where the training
    begins.""",
    like=module_right.modules_and_functions,
    change="""
    - super().__init__()
    + super().__init__()
    + torch.manual_seed(0)
    """,
)
def seeded():
    """Seed the stream first."""
