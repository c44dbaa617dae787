"""Versions of `build_model` that end in something other than scores."""

from autograder.misconceptions import wrong
from autograder.misconceptions.conv_challenge import build_model_right


@wrong(
    "build_model",
    hint="""A softmax stands at the end. F.cross_entropy takes the softmax itself: of
    probabilities it takes one more, and the loss cannot fall below 1.46.""",
    like=build_model_right.chain_with_a_detour,
    change="""
    - nn.Linear(128, 10),
    + nn.Linear(128, 10),
    + nn.Softmax(dim=1),
    """,
)
def softmax_at_the_end():
    """End in a softmax."""


@wrong(
    "build_model",
    hint="""A softmax over dim 0 stands at the end: it compares the images of a minibatch with
    each other.""",
    like=build_model_right.chain_with_a_detour,
    change="""
    - nn.Linear(128, 10),
    + nn.Linear(128, 10),
    + nn.Softmax(dim=0),
    """,
)
def softmax_over_images():
    """End in a softmax over the images."""


@wrong(
    "build_model",
    hint="""A sigmoid stands at the end and squeezes all scores between 0 and 1.""",
    like=build_model_right.chain_with_a_detour,
    change="""
    - nn.Linear(128, 10),
    + nn.Linear(128, 10),
    + nn.Sigmoid(),
    """,
)
def sigmoid_at_the_end():
    """End in a sigmoid."""


@wrong(
    "build_model",
    hint="""A tanh stands at the end and squeezes all scores between -1 and 1, too close to each
    other for a certain answer.""",
    like=build_model_right.chain_with_a_detour,
    change="""
    - nn.Linear(128, 10),
    + nn.Linear(128, 10),
    + nn.Tanh(),
    """,
)
def tanh_at_the_end():
    """End in a tanh."""


@wrong(
    "build_model",
    hint="""A ReLU stands after the last layer. Scores may be negative, and where they are, no
    gradient would come back.""",
    like=build_model_right.chain_with_a_detour,
    change="""
    - nn.Linear(128, 10),
    + nn.Linear(128, 10),
    + nn.ReLU(),
    """,
)
def relu_at_the_end():
    """End in a ReLU."""


@wrong(
    "build_model",
    hint="""The scores of each image are scaled to a length of 1 at the end, so that none can
    get beyond 1.""",
    like=build_model_right.chain_with_a_detour,
    change="""
    - return nn.Sequential(*layers)
    +
    + class Unit(nn.Module):
    +     def forward(self, x):
    +         return nn.functional.normalize(x, dim=1)
    +
    + return nn.Sequential(*layers, Unit())
    """,
)
def norm_over_the_scores():
    """Scale the scores to unit length."""


@wrong(
    "build_model",
    hint="""There are eleven scores for an image. The classes are numbered from 0 to 9, so there
    are ten.""",
    like=build_model_right.chain_with_a_detour,
    change="""
    - nn.Linear(128, 10),
    + nn.Linear(128, 11),
    """,
)
def eleven_classes():
    """Count one class too many."""


@wrong(
    "build_model",
    hint="""The last layer is missing: 128 numbers come out for each image. A linear layer makes
    ten scores of them.""",
    like=build_model_right.chain_with_a_detour,
    change="""
    - nn.Linear(128, 10),
    + nn.Identity(),
    """,
)
def features_returned():
    """Leave the last layer out."""


@wrong(
    "build_model",
    hint="""The net returns labels. Scores are asked for: labels have no gradient.""",
    like=build_model_right.chain_with_a_detour,
    change="""
    - return nn.Sequential(*layers)
    +
    + class Labels(nn.Module):
    +     def forward(self, x):
    +         return x.argmax(dim=1)
    +
    + return nn.Sequential(*layers, Labels())
    """,
)
def labels_returned():
    """Return labels."""


@wrong(
    "build_model",
    hint="""The net returns a tuple of the scores and its features. The scores alone are asked
    for.""",
    like=build_model_right.chain_with_a_detour,
    change="""
    - return nn.Sequential(*layers)
    +
    + class Pair(nn.Sequential):
    +     def forward(self, x):
    +         features = nn.Sequential(*self[:-1])(x)
    +         return self[-1](features), features
    +
    + return Pair(*layers)
    """,
)
def pair_returned():
    """Return the features too."""


@wrong(
    "build_model",
    hint="""The scores are squeezed, so that those of a single image lose their first
    dimension.""",
    like=build_model_right.chain_with_a_detour,
    change="""
    - return nn.Sequential(*layers)
    +
    + class Squeezed(nn.Module):
    +     def forward(self, x):
    +         return x.squeeze()
    +
    + return nn.Sequential(*layers, Squeezed())
    """,
)
def squeezed():
    """Squeeze the scores."""


@wrong(
    "build_model",
    hint="""The maps are not flattened, so that the linear layer meets a last dimension of
    1.""",
    like=build_model_right.chain_with_a_detour,
    change="""
    - nn.Flatten(start_dim=1),
    + nn.Identity(),
    """,
)
def not_flattened():
    """Leave flatten out."""


@wrong(
    "build_model",
    hint="""The parameters are float64, and the images that come are float32.""",
    like=build_model_right.chain_with_a_detour,
    change="""
    - return nn.Sequential(*layers)
    + return nn.Sequential(*layers).double()
    """,
)
def double_parameters():
    """Turn the parameters into float64."""


@wrong(
    "build_model",
    hint="""What is returned is a class, and no model has been made of it. Call it: Net().""",
    like=build_model_right.chain_with_a_detour,
    change="""
    - return nn.Sequential(*layers)
    +
    + class Net(nn.Sequential):
    +     def __init__(self):
    +         super().__init__(*layers)
    +
    + return Net
    """,
)
def class_returned():
    """Return the class."""
