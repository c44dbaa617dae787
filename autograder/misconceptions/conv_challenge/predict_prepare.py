"""Versions of `predict` that prepare the images otherwise, or use other weights."""

from autograder.misconceptions import wrong
from autograder.misconceptions.conv_challenge import predict_right


@wrong(
    "predict",
    hint="""The images go into the net as they come, from 0 to 255. It was trained on images
    with a mean near 0 and a standard deviation near 1.""",
    like=predict_right.in_one_go,
    change="""
    - x = (x - mean) / std
    + x = x * 1.0
    """,
)
def not_prepared():
    """Do not prepare."""


@wrong(
    "predict",
    hint="""The images are scaled to 0 to 1. They must be treated as in training, by the saved
    mean and standard deviation.""",
    like=predict_right.in_one_go,
    change="""
    - x = (x - mean) / std
    + x = x / 255
    """,
)
def scaled_to_one():
    """Divide by 255."""


@wrong(
    "predict",
    hint="""The mean is subtracted, but nothing is divided by the standard deviation.""",
    like=predict_right.in_one_go,
    change="""
    - x = (x - mean) / std
    + x = x - mean
    """,
)
def mean_alone():
    """Subtract alone."""


@wrong(
    "predict",
    hint="""The images are divided by 255 and then by a mean and standard deviation that belong
    to images from 0 to 255.""",
    like=predict_right.in_one_go,
    change="""
    - x = (x - mean) / std
    + x = (x / 255 - mean) / std
    """,
)
def scaled_twice():
    """Mix two scales."""


@wrong(
    "predict",
    hint="""The images are prepared by their own mean and standard deviation. Then a label
    depends on the other images in the array: use the training images' numbers from the
    file.""",
    like=predict_right.in_one_go,
    change="""
    - x = (x - mean) / std
    + x = (x - x.mean(dim=(0, 2, 3), keepdim=True)) / x.std(dim=(0, 2, 3), keepdim=True)
    """,
)
def own_statistics():
    """Use the array's own statistics."""


@wrong(
    "predict",
    hint="""The mean image of the array is subtracted, so that of a single image nothing is
    left.""",
    like=predict_right.in_one_go,
    change="""
    - x = (x - mean) / std
    + x = (x - x.mean(dim=0)) / std
    """,
)
def images_mean_subtracted():
    """Subtract the mean of the array's images."""


@wrong(
    "predict",
    hint="""The array of images is changed: a tensor made by from_numpy shares its memory, and
    -= works in place.""",
    like=predict_right.in_one_go,
    change="""
    - x = (x - mean) / std
    + x -= mean
    + x /= std
    """,
)
def changed_in_place():
    """Prepare in place."""


@wrong(
    "predict",
    hint="""The array is reshaped to (N, 32, 32, 3) and back as if the channels stood last,
    which tears the images apart.""",
    like=predict_right.in_one_go,
    change="""
    - x = torch.from_numpy(images)
    + x = torch.from_numpy(images.reshape(len(images), 32, 32, 3)).permute(0, 3, 1, 2)
    """,
)
def reshaped_to_channels_last():
    """Reshape as if channels were last."""


@wrong(
    "predict",
    hint="""The images are turned upside down.""",
    like=predict_right.in_one_go,
    change="""
    - x = torch.from_numpy(images)
    + x = torch.from_numpy(images).flip(2)
    """,
)
def upside_down():
    """Turn the images upside down."""


@wrong(
    "predict",
    hint="""Rows and columns of the images have changed places.""",
    like=predict_right.in_one_go,
    change="""
    - x = torch.from_numpy(images)
    + x = torch.from_numpy(images).transpose(2, 3)
    """,
)
def rows_and_columns_swapped():
    """Swap rows and columns."""


@wrong(
    "predict",
    hint="""The file is read, but its tensors are not loaded into the model: load_state_dict is
    missing.""",
    like=predict_right.in_one_go,
    change="""
    - model.load_state_dict(tensors)
    + assert tensors
    """,
)
def weights_not_loaded():
    """Do not load the weights."""


@wrong(
    "predict",
    hint="""The last layer keeps its first, untrained values: its names are not among those that
    are loaded.""",
    like=predict_right.in_one_go,
    change="""
    - model.load_state_dict(tensors)
    + own = model.state_dict()
    + last = list(own)[-2:]
    + tensors = {**tensors, **{name: own[name] for name in last}}
    + model.load_state_dict(tensors)
    """,
)
def last_layer_not_loaded():
    """Leave the last layer untrained."""


@wrong(
    "predict",
    hint="""The parameters are loaded and the running statistics of batchnorm are not. A
    state_dict holds both.""",
    like=predict_right.in_one_go,
    change="""
    - model.load_state_dict(tensors)
    + named = {name: p for name, p in tensors.items() if "running" not in name}
    + model.load_state_dict(named, strict=False)
    """,
)
def running_statistics_not_loaded():
    """Leave out the running statistics."""


@wrong(
    "predict",
    hint="""Noise is added to the images, as in training, and the same image gets another label
    the next time.""",
    like=predict_right.in_one_go,
    change="""
    - x = (x - mean) / std
    + x = (x - mean) / std
    + x = x + torch.randn_like(x)
    """,
)
def noise_added():
    """Add noise."""


@wrong(
    "predict",
    hint="""The labels of the first call are given again in every later one.""",
    like=predict_right.in_one_go,
    change="""
    - labels = scores.argmax(dim=1)
    + labels = scores.argmax(dim=1)
    + labels = torch.__dict__.setdefault("_first_labels", labels)
    """,
)
def first_answer_remembered():
    """Remember the first answer."""
