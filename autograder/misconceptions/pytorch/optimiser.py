"""Versions of `module_and_optimiser` whose two do not go together as asked for."""

import torch

from autograder import solutions
from autograder.misconceptions import wrong

# The model is another answer; what these versions do with it is what counts.
ThreeLayerConvNet = solutions.load("pytorch").ThreeLayerConvNet


@wrong(
    "module_and_optimiser",
    hint="""The optimiser has momentum. This level trains by plain gradient descent, so that the
    next one can show what momentum buys.""",
)
def momentum_added(learning_rate=3e-3):
    """Add momentum."""
    model = ThreeLayerConvNet()
    return model, torch.optim.SGD(model.parameters(), lr=learning_rate, momentum=0.9)


@wrong(
    "module_and_optimiser",
    hint="""The optimiser has Nesterov's momentum, which is the next level's. Here it is plain
    gradient descent.""",
)
def nesterov_added(learning_rate=3e-3):
    """Add Nesterov's momentum."""
    model = ThreeLayerConvNet()
    optimiser = torch.optim.SGD(model.parameters(), lr=learning_rate, momentum=0.9, nesterov=True)
    return model, optimiser


@wrong(
    "module_and_optimiser",
    hint="""The optimiser has weight decay, which moves a parameter also where its gradient is
    zero. None was asked for.""",
)
def weight_decay_added(learning_rate=3e-3):
    """Add weight decay."""
    model = ThreeLayerConvNet()
    return model, torch.optim.SGD(model.parameters(), lr=learning_rate, weight_decay=1e-2)


@wrong(
    "module_and_optimiser",
    hint="""The optimiser is Adam. It would train well, but SGD was asked for.""",
)
def adam(learning_rate=3e-3):
    """Take Adam."""
    model = ThreeLayerConvNet()
    return model, torch.optim.Adam(model.parameters(), lr=learning_rate)


@wrong(
    "module_and_optimiser",
    hint="""The optimiser is AdamW, with a weight decay of its own. SGD was asked for.""",
)
def adamw(learning_rate=3e-3):
    """Take AdamW."""
    model = ThreeLayerConvNet()
    return model, torch.optim.AdamW(model.parameters(), lr=learning_rate)


@wrong(
    "module_and_optimiser",
    hint="""The optimiser is RMSProp. SGD was asked for.""",
)
def rmsprop(learning_rate=3e-3):
    """Take RMSProp."""
    model = ThreeLayerConvNet()
    return model, torch.optim.RMSprop(model.parameters(), lr=learning_rate)


@wrong(
    "module_and_optimiser",
    hint="""The learning rate is always 3e-3: the argument is not used.""",
)
def rate_of_its_own(learning_rate=3e-3):
    """Ignore the learning rate."""
    model = ThreeLayerConvNet()
    return model, torch.optim.SGD(model.parameters(), lr=3e-3)


@wrong(
    "module_and_optimiser",
    hint="""The optimiser is made without the learning rate, so that it takes one of its own.""",
)
def default_rate(learning_rate=3e-3):
    """Leave the rate to the library."""
    model = ThreeLayerConvNet()
    return model, torch.optim.SGD(model.parameters())


@wrong(
    "module_and_optimiser",
    hint="""The learning rate is divided by the size of a minibatch. The loss is a mean over it
    already.""",
)
def rate_divided_by_batch(learning_rate=3e-3):
    """Divide the rate by the batch's size."""
    model = ThreeLayerConvNet()
    return model, torch.optim.SGD(model.parameters(), lr=learning_rate / 64)


@wrong(
    "module_and_optimiser",
    hint="""The optimiser climbs: maximize turns the sign of each step.""",
)
def uphill(learning_rate=3e-3):
    """Maximise."""
    model = ThreeLayerConvNet()
    return model, torch.optim.SGD(model.parameters(), lr=learning_rate, maximize=True)


@wrong(
    "module_and_optimiser",
    hint="""The optimiser holds the parameters of fc alone, so the filters stay as they were
    drawn.""",
)
def last_layer_alone(learning_rate=3e-3):
    """Give it the last layer's parameters."""
    model = ThreeLayerConvNet()
    return model, torch.optim.SGD(model.fc.parameters(), lr=learning_rate)


@wrong(
    "module_and_optimiser",
    hint="""The optimiser does not hold the parameters of fc. model.parameters() are those of
    all layers.""",
)
def convolutions_alone(learning_rate=3e-3):
    """Give it the convolutions' parameters."""
    model = ThreeLayerConvNet()
    filters = [*model.conv1.parameters(), *model.conv2.parameters()]
    return model, torch.optim.SGD(filters, lr=learning_rate)


@wrong(
    "module_and_optimiser",
    hint="""The optimiser holds the weights but not the biases, which then stay at zero.""",
)
def weights_alone(learning_rate=3e-3):
    """Give it the weights."""
    model = ThreeLayerConvNet()
    weights = [model.conv1.weight, model.conv2.weight, model.fc.weight]
    return model, torch.optim.SGD(weights, lr=learning_rate)


@wrong(
    "module_and_optimiser",
    hint="""The optimiser holds the parameters of another model than the one returned. Make the
    model once, and give its name.""",
)
def another_model_s_parameters(learning_rate=3e-3):
    """Make a second model for the optimiser."""
    optimiser = torch.optim.SGD(ThreeLayerConvNet().parameters(), lr=learning_rate)
    return ThreeLayerConvNet(), optimiser


@wrong(
    "module_and_optimiser",
    hint="""The optimiser holds copies of the parameters, so what it steps is not what the model
    uses.""",
)
def copies_of_the_parameters(learning_rate=3e-3):
    """Give it copies."""
    model = ThreeLayerConvNet()
    copies = [p.detach().clone().requires_grad_() for p in model.parameters()]
    return model, torch.optim.SGD(copies, lr=learning_rate)


@wrong(
    "module_and_optimiser",
    hint="""model.parameters() is a generator and can be gone through once. Counting has used it
    up, so that the optimiser gets nothing.""",
)
def parameters_used_up(learning_rate=3e-3):
    """Count the parameters first."""
    model = ThreeLayerConvNet()
    parameters = model.parameters()
    assert sum(p.numel() for p in parameters) > 0
    return model, torch.optim.SGD(parameters, lr=learning_rate)


@wrong(
    "module_and_optimiser",
    hint="""The filters do not require a gradient, as if they had been trained before. Nothing
    is frozen here.""",
)
def frozen_filters(learning_rate=3e-3):
    """Switch the filters' gradients off."""
    model = ThreeLayerConvNet()
    model.conv1.requires_grad_(False)
    model.conv2.requires_grad_(False)
    return model, torch.optim.SGD(model.parameters(), lr=learning_rate)


@wrong(
    "module_and_optimiser",
    hint="""The two come in the wrong order: first the model, then its optimiser.""",
)
def optimiser_first(learning_rate=3e-3):
    """Return the optimiser first."""
    model = ThreeLayerConvNet()
    return torch.optim.SGD(model.parameters(), lr=learning_rate), model


@wrong(
    "module_and_optimiser",
    hint="""Only the model is returned. Return its optimiser with it, as a tuple.""",
)
def model_alone(learning_rate=3e-3):
    """Return the model alone."""
    model = ThreeLayerConvNet()
    torch.optim.SGD(model.parameters(), lr=learning_rate)
    return model


@wrong(
    "module_and_optimiser",
    hint="""Only the optimiser is returned, and the model that it steps is lost.""",
)
def optimiser_alone(learning_rate=3e-3):
    """Return the optimiser alone."""
    model = ThreeLayerConvNet()
    return torch.optim.SGD(model.parameters(), lr=learning_rate)


@wrong(
    "module_and_optimiser",
    hint="""The class itself is taken for a model. Call it to have one made.""",
)
def class_for_model(learning_rate=3e-3):
    """Return the class."""
    model = ThreeLayerConvNet
    return model, torch.optim.SGD(model.parameters(), lr=learning_rate)


@wrong(
    "module_and_optimiser",
    hint="""A softmax is put after the model, so that it is no longer a ThreeLayerConvNet and
    returns no scores.""",
)
def softmax_put_after(learning_rate=3e-3):
    """Put a softmax after the model."""
    model = torch.nn.Sequential(ThreeLayerConvNet(), torch.nn.Softmax(dim=1))
    return model, torch.optim.SGD(model.parameters(), lr=learning_rate)


@wrong(
    "module_and_optimiser",
    hint="""Each call returns the same model, trained as far as it is. Make a new one in the
    function.""",
)
def one_model_for_all_calls(learning_rate=3e-3):
    """Keep the model between calls."""
    if "the_only_model" not in globals():
        globals()["the_only_model"] = ThreeLayerConvNet()
    model = globals()["the_only_model"]
    return model, torch.optim.SGD(model.parameters(), lr=learning_rate)
