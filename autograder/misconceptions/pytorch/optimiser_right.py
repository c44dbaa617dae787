"""Right versions of `module_and_optimiser`, written differently from the solution."""

import torch

from autograder import solutions
from autograder.misconceptions import right

# The model is another answer; what these versions do with it is what counts.
ThreeLayerConvNet = solutions.load("pytorch").ThreeLayerConvNet


@right("module_and_optimiser")
def groups_of_parameters(learning_rate=3e-3):
    """Give a group of parameters for each layer."""
    net = ThreeLayerConvNet()
    groups = [{"params": layer.parameters()} for layer in net.children()]
    return net, torch.optim.SGD(groups, lr=learning_rate)


@right("module_and_optimiser")
def defaults_written_out(learning_rate=3e-3):
    """Write the defaults out, and name the parameters."""
    net = ThreeLayerConvNet().train()
    parameters = [p for _, p in net.named_parameters() if p.requires_grad]
    optimiser = torch.optim.SGD(
        parameters, learning_rate, momentum=0, dampening=0, weight_decay=0, nesterov=False
    )
    return (net, optimiser)


@right("module_and_optimiser")
def rate_set_afterwards(learning_rate=3e-3):
    """Set the rate in the optimiser's groups."""
    net = ThreeLayerConvNet()
    sgd = torch.optim.SGD(list(net.parameters()), lr=1.0)
    for group in sgd.param_groups:
        group["lr"] = learning_rate
    return net, sgd


@right("module_and_optimiser")
def one_by_one(learning_rate=3e-3):
    """Add the layers one by one."""
    net = ThreeLayerConvNet()
    sgd = torch.optim.SGD(net.fc.parameters(), lr=learning_rate, foreach=False)
    sgd.add_param_group({"params": net.conv1.parameters()})
    sgd.add_param_group({"params": net.conv2.parameters()})
    return net, sgd
