"""Versions of `build_model` whose parameters are not found, not learnt, or too many."""

from autograder.misconceptions import wrong
from autograder.misconceptions.conv_challenge import build_model_right


@wrong(
    "build_model",
    hint="""Every call returns the same model, made once. Then a model that you keep for
    comparison changes with the one that you train.""",
    like=build_model_right.one_class,
    change="""
    - return Net()
    + if not hasattr(torch, "_kept_model"):
    +     torch._kept_model = Net()
    + return torch._kept_model
    """,
)
def same_model_twice():
    """Return one model for ever."""


@wrong(
    "build_model",
    hint="""The seed is set within build_model, so that all models start with the same
    parameters.""",
    like=build_model_right.one_class,
    change="""
    - return Net()
    + torch.manual_seed(0)
    + return Net()
    """,
)
def seeded():
    """Seed the parameters."""


@wrong(
    "build_model",
    hint="""Layers stand in a plain Python list, where model.parameters() does not find them.
    nn.ModuleList is a list that registers.""",
    like=build_model_right.one_class,
    change="""
    - self.conv2 = nn.Conv2d(16, 32, 3, stride=2, padding=1)
    - self.norm2 = nn.BatchNorm2d(32)
    + self.more = [nn.Conv2d(16, 32, 3, stride=2, padding=1), nn.BatchNorm2d(32)]

    - x = F.relu(self.norm2(self.conv2(x)))
    + x = F.relu(self.more[1](self.more[0](x)))
    """,
)
def layers_in_a_list():
    """Keep layers in a list."""


@wrong(
    "build_model",
    hint="""The last layer's weights are a plain tensor, which is neither saved nor trained.
    nn.Parameter registers them.""",
    like=build_model_right.one_class,
    change="""
    - self.fc = nn.Linear(32, 10)
    + self.w = 0.1 * torch.randn(32, 10)

    - return self.fc(x)
    + return x @ self.w
    """,
)
def plain_tensor_weights():
    """Keep weights in a tensor."""


@wrong(
    "build_model",
    hint="""A layer is made anew in each forward, with new parameters that nobody trains. Make
    it in __init__.""",
    like=build_model_right.one_class,
    change="""
    - return self.fc(x)
    + return nn.Linear(32, 10)(x)
    """,
)
def layers_made_in_forward():
    """Make a layer in forward."""


@wrong(
    "build_model",
    hint="""The first filters are frozen: requires_grad is False, and no gradient reaches
    them.""",
    like=build_model_right.one_class,
    change="""
    - return Net()
    + model = Net()
    + model.conv1.weight.requires_grad_(False)
    + return model
    """,
)
def frozen_filters():
    """Freeze the first filters."""


@wrong(
    "build_model",
    hint="""detach cuts the graph between the convolutions and the last layer, so that the
    filters learn nothing.""",
    like=build_model_right.one_class,
    change="""
    - x = x.mean(dim=(2, 3))
    + x = x.mean(dim=(2, 3)).detach()
    """,
)
def detached():
    """Cut the graph."""


@wrong(
    "build_model",
    hint="""forward computes under torch.no_grad(), so that no graph is made. That is for
    measuring, outside the model.""",
    like=build_model_right.one_class,
    change="""
    - x = F.relu(self.norm1(self.conv1(x)))
    - x = F.relu(self.norm2(self.conv2(x)))
    - x = x.mean(dim=(2, 3))
    - return self.fc(x)
    + with torch.no_grad():
    +     x = F.relu(self.norm1(self.conv1(x)))
    +     x = F.relu(self.norm2(self.conv2(x)))
    +     x = x.mean(dim=(2, 3))
    +     return self.fc(x)
    """,
)
def no_grad_in_forward():
    """Compute without a graph."""


@wrong(
    "build_model",
    hint="""A layer is made and never used, so that no gradient reaches its parameters.""",
    like=build_model_right.one_class,
    change="""
    - self.fc = nn.Linear(32, 10)
    + self.fc = nn.Linear(32, 10)
    + self.spare = nn.Linear(32, 10)
    """,
)
def unused_layer():
    """Leave a layer unused."""


@wrong(
    "build_model",
    hint="""All weights start at zero. Then all filters are alike, get the same gradient or
    none, and stay alike.""",
    like=build_model_right.one_class,
    change="""
    - return Net()
    + model = Net()
    + for parameter in model.parameters():
    +     nn.init.zeros_(parameter)
    + return model
    """,
)
def all_zeros():
    """Start at zero."""


@wrong(
    "build_model",
    hint="""The images go nowhere: the scores are made of something else, so that nothing can be
    learnt of them.""",
    like=build_model_right.one_class,
    change="""
    - x = x.mean(dim=(2, 3))
    + x = 0 * x.mean(dim=(2, 3))
    """,
)
def input_ignored():
    """Multiply by zero."""
