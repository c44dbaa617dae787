"""Versions of `build_model` whose scores in eval mode depend on chance or company."""

from autograder.misconceptions import wrong
from autograder.misconceptions.conv_challenge import build_model_right


@wrong(
    "build_model",
    hint="""F.dropout drops also in eval mode unless it is told the mode:
    training=self.training, or use nn.Dropout.""",
    like=build_model_right.one_class,
    change="""
    - x = x.mean(dim=(2, 3))
    + x = F.dropout(x.mean(dim=(2, 3)), 0.5)
    """,
)
def dropout_always():
    """Drop in every mode."""


@wrong(
    "build_model",
    hint="""Noise is added to the images in every mode. In eval mode an image must always get
    the same scores.""",
    like=build_model_right.one_class,
    change="""
    - x = F.relu(self.norm1(self.conv1(x)))
    + x = x + 0.1 * torch.randn_like(x)
    + x = F.relu(self.norm1(self.conv1(x)))
    """,
)
def noise_always():
    """Add noise in every mode."""


@wrong(
    "build_model",
    hint="""Images are mirrored by chance in every mode. Augmentation is for training alone.""",
    like=build_model_right.one_class,
    change="""
    - x = F.relu(self.norm1(self.conv1(x)))
    + mirrored = torch.rand(len(x)) < 0.5
    + x = torch.where(mirrored[:, None, None, None], x.flip(3), x)
    + x = F.relu(self.norm1(self.conv1(x)))
    """,
)
def mirrored_always():
    """Mirror in every mode."""


@wrong(
    "build_model",
    hint="""Batchnorm keeps no running statistics, so that in eval mode too it normalises by the
    minibatch.""",
    like=build_model_right.one_class,
    change="""
    - self.norm1 = nn.BatchNorm2d(16)
    + self.norm1 = nn.BatchNorm2d(16, track_running_stats=False)
    """,
)
def no_running_statistics():
    """Keep no running statistics."""


@wrong(
    "build_model",
    hint="""The mean over the minibatch is subtracted from the images in forward. Their
    preparation has been done, by the training images' mean.""",
    like=build_model_right.one_class,
    change="""
    - x = F.relu(self.norm1(self.conv1(x)))
    + x = x - x.mean(dim=0, keepdim=True)
    + x = F.relu(self.norm1(self.conv1(x)))
    """,
)
def batch_mean_subtracted():
    """Subtract the minibatch's mean."""


@wrong(
    "build_model",
    hint="""The images are divided by the standard deviation of their minibatch in forward.""",
    like=build_model_right.one_class,
    change="""
    - x = F.relu(self.norm1(self.conv1(x)))
    + x = x / x.std()
    + x = F.relu(self.norm1(self.conv1(x)))
    """,
)
def batch_scaled():
    """Divide by the minibatch's deviation."""


@wrong(
    "build_model",
    hint="""Each image is weighed against the others of its minibatch. The weights must come
    from the image itself.""",
    like=build_model_right.one_class,
    change="""
    - x = x.mean(dim=(2, 3))
    + x = x.mean(dim=(2, 3))
    + x = x * len(x) * x.sum(dim=1, keepdim=True).softmax(dim=0)
    """,
)
def softmax_attention_over_images():
    """Weigh images against each other."""
