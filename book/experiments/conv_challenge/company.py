"""What the company in a minibatch does to one image's score, in train mode and in eval mode."""

import copy
from functools import cache

import numpy as np
import torch
from figures.conv_challenge_answers import answers
from figures.conv_challenge_net import net
from torch import nn

from layerwise import data

DATASET = "shapes10"
SEEDS = (0,)
TRAIN, EPOCHS, COMPANIES, COMPANY = 1_500, 2, 25, 7


@cache
def trained() -> tuple[nn.Module, dict]:
    """Return the net of three blocks after a short training, and the prepared images."""
    chapter = answers()
    prepared = chapter.prepare(data.load(DATASET, num_train=TRAIN, num_val=600, num_test=0))
    torch.manual_seed(*SEEDS)
    settings = {"epochs": EPOCHS, "size": 50, "rate": 0.1, "shift": None, "average": None}
    model, _ = chapter.train_reference(prepared, net(), **settings, verbose=False)
    return model, prepared


def companies() -> dict[str, list[torch.Tensor]]:
    """Return other images to sit beside the first validation image: three kinds of company."""
    images, labels = trained()[1]["val"]
    rng = np.random.default_rng(*SEEDS)

    def drawn(places):
        return [images[rng.choice(places, COMPANY, replace=False)] for _ in range(COMPANIES)]

    others = np.arange(1, len(images))
    alike = np.array([place for place in others if labels[place] == labels[0]])
    any_of_all = drawn(others)
    return {
        "any images": any_of_all,
        "all of its class": drawn(alike),
        "any, but brighter": [company + 1.5 for company in any_of_all],
    }


def score(mode: str, company: torch.Tensor) -> float:
    """Return the first validation image's score for its label, in this company."""
    model, prepared = trained()
    images, labels = prepared["val"]
    model = copy.deepcopy(model)  # in train mode, even looking moves the running statistics
    model.train(mode == "train")
    with torch.no_grad():
        scores = model(torch.cat([images[:1], company]))
    return scores[0, labels[0]].item()


def measure() -> dict:
    """Return the scores by mode and by kind of company."""
    return {
        mode: {kind: [score(mode, one) for one in group] for kind, group in companies().items()}
        for mode in ("train", "eval")
    }
