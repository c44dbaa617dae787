"""The learning rate of each step of the reference's training, noted on a tiny net."""

import torch
from figures.conv_challenge_answers import answers
from torch import nn

DATASET = None
SEEDS = ()
STEPS, RATE = 400, 0.4


def rates(schedule: bool) -> list[float]:
    """Return the learning rate of each step, with the schedule or constant."""
    chapter, noted = answers(), []
    train_epoch = chapter.train_epoch

    def noting(model, batches, optimizer, after_step, **more):
        def note_first():
            noted.append(optimizer.param_groups[0]["lr"])
            after_step()

        return train_epoch(model, batches, optimizer, note_first, **more)

    chapter.train_epoch = noting
    pixels, labels = torch.zeros(STEPS // 4, 3, 2, 2), torch.zeros(STEPS // 4, dtype=torch.int64)
    prepared = {"train": (pixels, labels), "val": (pixels[:1], labels[:1])}
    model = nn.Sequential(nn.Flatten(), nn.Linear(12, 10))
    settings = {"epochs": 4, "size": 1, "rate": RATE, "shift": None, "schedule": schedule}
    try:
        chapter.train_reference(prepared, model, **settings, verbose=False)
    finally:
        chapter.train_epoch = train_epoch
    return noted


def measure() -> dict:
    """Return the rates of both ways."""
    return {"constant": rates(False), "up, then down": rates(True)}
