"""Versions of `ThreeLayerConvNet` whose forward computes something else."""

from autograder.misconceptions import wrong
from autograder.misconceptions.pytorch import module_right


@wrong(
    "ThreeLayerConvNet",
    hint="""There is no ReLU after conv1. Without one, conv1 and conv2 are together no more than
    one larger convolution.""",
    like=module_right.modules_and_functions,
    change="""
    - x = F.relu(self.conv1(x))
    + x = self.conv1(x)
    """,
)
def relu_missing_after_first():
    """Leave the first ReLU out."""


@wrong(
    "ThreeLayerConvNet",
    hint="""There is no ReLU after conv2: fc is to see nothing that is negative.""",
    like=module_right.modules_and_functions,
    change="""
    - x = F.relu(self.conv2(x))
    + x = self.conv2(x)
    """,
)
def relu_missing_after_second():
    """Leave the second ReLU out."""


@wrong(
    "ThreeLayerConvNet",
    hint="""forward has no ReLU at all, so that the whole net is one linear map. A layer does
    not bring its own.""",
    like=module_right.modules_and_functions,
    change="""
    - x = F.relu(self.conv1(x))
    - x = F.relu(self.conv2(x))
    - return self.fc(x.flatten(start_dim=1))
    + return self.fc(self.conv2(self.conv1(x)).flatten(start_dim=1))
    """,
)
def no_relu():
    """Leave both out."""


@wrong(
    "ThreeLayerConvNet",
    hint="""A ReLU follows fc, so that no score can be negative. Return what fc returns.""",
    like=module_right.modules_and_functions,
    change="""
    - return self.fc(x.flatten(start_dim=1))
    + return F.relu(self.fc(x.flatten(start_dim=1)))
    """,
)
def relu_on_scores():
    """Put a ReLU after every layer."""


@wrong(
    "ThreeLayerConvNet",
    hint="""forward returns probabilities. The softmax is part of F.cross_entropy, which wants
    scores.""",
    like=module_right.modules_and_functions,
    change="""
    - return self.fc(x.flatten(start_dim=1))
    + return F.softmax(self.fc(x.flatten(start_dim=1)), dim=1)
    """,
)
def softmax_on_scores():
    """Put a softmax at the end."""


@wrong(
    "ThreeLayerConvNet",
    hint="""forward returns logarithms of probabilities. That goes with F.nll_loss, while
    F.cross_entropy wants scores.""",
    like=module_right.modules_and_functions,
    change="""
    - return self.fc(x.flatten(start_dim=1))
    + return F.log_softmax(self.fc(x.flatten(start_dim=1)), dim=1)
    """,
)
def log_softmax_on_scores():
    """Put a logarithm of a softmax at the end."""


@wrong(
    "ThreeLayerConvNet",
    hint="""Each ReLU stands before its convolution, so the image loses all that is negative,
    and fc gets what is.""",
    like=module_right.modules_and_functions,
    change="""
    - x = F.relu(self.conv1(x))
    - x = F.relu(self.conv2(x))
    + x = self.conv1(F.relu(x))
    + x = self.conv2(F.relu(x))
    """,
)
def relu_before_convolution():
    """Put each ReLU before its convolution."""


@wrong(
    "ThreeLayerConvNet",
    hint="""The maps are permuted before they are flattened, so that the numbers meet other
    weights of fc. Flatten them as they lie.""",
    like=module_right.modules_and_functions,
    change="""
    - return self.fc(x.flatten(start_dim=1))
    + return self.fc(x.permute(0, 2, 3, 1).flatten(start_dim=1))
    """,
)
def filters_last():
    """Bring the filters to the end before flattening."""
