"""Versions of `predict` that return something other than one label an image."""

from autograder.misconceptions import wrong
from autograder.misconceptions.conv_challenge import predict_right


@wrong(
    "predict",
    hint="""The model is in train mode. Batchnorm then normalises by the images that happen to
    be in the array: call model.eval().""",
    like=predict_right.in_one_go,
    change="""
    - model.eval()
    - x = torch.from_numpy(images)
    + x = torch.from_numpy(images)
    """,
)
def no_eval_mode():
    """Leave eval() out."""


@wrong(
    "predict",
    hint="""predict returns the scores of all classes. The label is the number of the class with
    the highest one.""",
    like=predict_right.in_one_go,
    change="""
    - return labels.numpy()
    + return scores.numpy()
    """,
)
def scores_returned():
    """Return the scores."""


@wrong(
    "predict",
    hint="""predict returns the probability of each class. The label is the number of the most
    probable one.""",
    like=predict_right.in_one_go,
    change="""
    - return labels.numpy()
    + return scores.softmax(dim=1).numpy()
    """,
)
def probabilities_returned():
    """Return probabilities."""


@wrong(
    "predict",
    hint="""predict returns a row of zeros and a one for each image. What is asked for is the
    place of the one.""",
    like=predict_right.in_one_go,
    change="""
    - return labels.numpy()
    + return torch.nn.functional.one_hot(labels, 10).numpy()
    """,
)
def one_hot_returned():
    """Return one-hot rows."""


@wrong(
    "predict",
    hint="""predict returns how high the highest score is. What is asked for is which class has
    it.""",
    like=predict_right.in_one_go,
    change="""
    - return labels.numpy()
    + return scores.max(dim=1).values.numpy()
    """,
)
def highest_scores_returned():
    """Return the highest scores."""


@wrong(
    "predict",
    hint="""The labels stand in a column, an array of shape (N, 1).""",
    like=predict_right.in_one_go,
    change="""
    - labels = scores.argmax(dim=1)
    + labels = scores.argmax(dim=1, keepdim=True)
    """,
)
def column_returned():
    """Keep the dimension of the classes."""


@wrong(
    "predict",
    hint="""The labels are a tensor. .numpy() makes an array of it.""",
    like=predict_right.in_one_go,
    change="""
    - return labels.numpy()
    + return labels
    """,
)
def tensor_returned():
    """Return a tensor."""


@wrong(
    "predict",
    hint="""The labels are in a list; an array is asked for.""",
    like=predict_right.in_one_go,
    change="""
    - return labels.numpy()
    + return labels.tolist()
    """,
)
def list_returned():
    """Return a list."""


@wrong(
    "predict",
    hint="""The labels have decimal points. They are the numbers of classes, so whole numbers
    are asked for.""",
    like=predict_right.in_one_go,
    change="""
    - return labels.numpy()
    + return labels.float().numpy()
    """,
)
def floats_returned():
    """Return floats."""


@wrong(
    "predict",
    hint="""For a single image predict returns a bare number. An array of shape (1,) is asked
    for.""",
    like=predict_right.in_one_go,
    change="""
    - return labels.numpy()
    + return labels.squeeze().numpy()
    """,
)
def squeezed():
    """Squeeze the labels."""


@wrong(
    "predict",
    hint="""For each class predict returns the image that scores highest, where for each image
    the class is asked for. Look at dim.""",
    like=predict_right.in_one_go,
    change="""
    - labels = scores.argmax(dim=1)
    + labels = scores.argmax(dim=0)
    """,
)
def argmax_over_images():
    """Take argmax along the wrong dimension."""


@wrong(
    "predict",
    hint="""The class with the lowest score is taken.""",
    like=predict_right.in_one_go,
    change="""
    - labels = scores.argmax(dim=1)
    + labels = scores.argmin(dim=1)
    """,
)
def lowest_scores():
    """Take argmin."""


@wrong(
    "predict",
    hint="""The classes are numbered from 1 to 10. They are numbered from 0 to 9.""",
    like=predict_right.in_one_go,
    change="""
    - labels = scores.argmax(dim=1)
    + labels = scores.argmax(dim=1) + 1
    """,
)
def counted_from_one():
    """Count from one."""


@wrong(
    "predict",
    hint="""The label is looked for among the features: the scores are cut off before the last
    layer.""",
    like=predict_right.in_one_go,
    change="""
    - scores = model(x)
    + scores = model[:-1](x)[:, :10]
    """,
)
def last_layer_forgotten():
    """Leave the last layer out."""


@wrong(
    "predict",
    hint="""Images that do not fill the last minibatch get no label.""",
    like=predict_right.in_one_go,
    change="""
    - scores = model(x)
    + full = [some for some in x.split(8) if len(some) == 8]
    + scores = torch.cat([model(some) for some in full or [x]])
    """,
)
def full_batches_alone():
    """Drop the last minibatch."""


@wrong(
    "predict",
    hint="""Only the first hundred images get a label: the loop returns too soon.""",
    like=predict_right.in_one_go,
    change="""
    - scores = model(x)
    + scores = model(x[:100])
    """,
)
def first_batch_alone():
    """Return after the first minibatch."""


@wrong(
    "predict",
    hint="""The images are shuffled before they get their labels, as in training, so that the
    labels are in another order than the images.""",
    like=predict_right.in_one_go,
    change="""
    - x = torch.from_numpy(images)
    + x = torch.from_numpy(images)[torch.randperm(len(images))]
    """,
)
def shuffled():
    """Shuffle the images."""


@wrong(
    "predict",
    hint="""The labels are sorted. Each belongs to the image at its place.""",
    like=predict_right.in_one_go,
    change="""
    - labels = scores.argmax(dim=1)
    + labels = scores.argmax(dim=1).sort().values
    """,
)
def sorted_labels():
    """Sort the labels."""


@wrong(
    "predict",
    hint="""predict uses the model of the training cell, which is not run when the notebook is
    graded. Build it with build_model and load the file.""",
    like=predict_right.in_one_go,
    change="""
    - model = build_model()
    - model.load_state_dict(tensors)
    - model.eval()
    + model = trained_model
    + model.load_state_dict(tensors)
    + model.eval()
    """,
)
def training_cells_model():
    """Use the training cell's model."""


@wrong(
    "predict",
    hint="""The mean and the standard deviation are still in the dict that load_state_dict gets,
    which knows no such parameters. Take them out with pop.""",
    like=predict_right.in_one_go,
    change="""
    - mean = tensors.pop("mean").reshape(1, 3, 1, 1)
    - std = tensors.pop("std").reshape(1, 3, 1, 1)
    + mean = tensors["mean"].reshape(1, 3, 1, 1)
    + std = tensors["std"].reshape(1, 3, 1, 1)
    """,
)
def mean_and_std_left_in():
    """Leave them in."""
