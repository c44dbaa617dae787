"""Versions of `ThreeLayerConvNet` that lose the scores or their graph."""

from autograder.misconceptions import wrong
from autograder.misconceptions.pytorch import module_right


@wrong(
    "ThreeLayerConvNet",
    hint="""fc gets maps of four dimensions. Flatten each image's to one row first.""",
    like=module_right.modules_and_functions,
    change="""
    - return self.fc(x.flatten(start_dim=1))
    + return self.fc(x)
    """,
)
def flatten_missing():
    """Hand the maps to fc."""


@wrong(
    "ThreeLayerConvNet",
    hint="""forward flattens the whole batch into one row. Keep the first dimension, the images.""",
    like=module_right.modules_and_functions,
    change="""
    - return self.fc(x.flatten(start_dim=1))
    + return self.fc(x.flatten())
    """,
)
def batch_flattened_too():
    """Flatten all dimensions."""


@wrong(
    "ThreeLayerConvNet",
    hint="""forward returns nothing. The scores have to be handed back.""",
    like=module_right.modules_and_functions,
    change="""
    - return self.fc(x.flatten(start_dim=1))
    + x = self.fc(x.flatten(start_dim=1))
    """,
)
def return_forgotten():
    """Forget to return."""


@wrong(
    "ThreeLayerConvNet",
    hint="""forward computes under torch.no_grad, or detaches its result, so no gradient can be
    had. Keep that for measuring accuracy.""",
    like=module_right.modules_and_functions,
    change="""
    - x = F.relu(self.conv1(x))
    - x = F.relu(self.conv2(x))
    - return self.fc(x.flatten(start_dim=1))
    + with torch.no_grad():
    +     x = F.relu(self.conv1(x))
    +     x = F.relu(self.conv2(x))
    +     return self.fc(x.flatten(start_dim=1))
    """,
)
def scores_detached():
    """Compute under no_grad."""


@wrong(
    "ThreeLayerConvNet",
    hint="""The graph is cut before fc, so conv1 and conv2 never learn. There is nothing to
    detach in a forward pass.""",
    like=module_right.modules_and_functions,
    change="""
    - return self.fc(x.flatten(start_dim=1))
    + return self.fc(x.detach().flatten(start_dim=1))
    """,
)
def features_detached():
    """Detach what goes into fc."""


@wrong(
    "ThreeLayerConvNet",
    hint="""The graph is cut after conv1, which therefore gets no gradient.""",
    like=module_right.modules_and_functions,
    change="""
    - x = F.relu(self.conv1(x))
    + x = F.relu(self.conv1(x)).detach()
    """,
)
def first_maps_detached():
    """Detach what conv1 returns."""
