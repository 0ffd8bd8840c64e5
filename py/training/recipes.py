"""The recipes: every setting of a training run in one place, each with its reason."""

import dataclasses
import math
from dataclasses import dataclass

from training.examples.image_distortion import ImageDistortion
from training.examples.stroke_distortion import StrokeDistortion


@dataclass(frozen=True)
class PenData:
    """What a recipe does with drawings, and how it distorts them and MNIST anew each epoch."""

    mnist_validation: int  # images kept for validation
    pen_copies: int  # how often an epoch shows each drawn digit, each time distorted otherwise
    letter_copies: int  # the same for drawings that are no digit
    rare_forms: float  # share of the drawn digits that are given one, where there is one
    scribbles: int  # made-up drawings that are no digit, an epoch
    wrong_cuts: int  # parts of made-up numbers that are no digit, an epoch
    no_digit_weight: float  # what a drawing that is no digit counts beside a digit
    wrong_cut_weight: float  # and what a part of a number counts
    label_smoothing: float  # share of the target that is spread over all ten digits
    images: ImageDistortion
    strokes: StrokeDistortion


@dataclass(frozen=True)
class Recipe:
    """How one network is trained."""

    name: str
    network: str  # which of `NETWORKS`
    epochs: int
    batch_size: int
    learning_rate: float  # the highest of the run
    adam: bool = False  # plain gradient descent otherwise
    weight_decay: float = 0.0  # Adam's
    warm_up: float | None = None  # epochs of rising rate before a cosine to 0; None: constant rate
    average_decay: float = 0.0  # of the running mean of the weights; 0: the last ones count
    pen: PenData | None = None  # None: MNIST as it is, and nothing else

    def rate(self, epoch: float) -> float:
        """Return the learning rate at a time in epochs, 0 to `epochs`.

        A straight rise, then half a cosine (Loshchilov and Hutter, 2017).
        """
        if self.warm_up is None:
            return self.learning_rate
        if epoch < self.warm_up:
            return self.learning_rate * epoch / self.warm_up
        progress = (epoch - self.warm_up) / (self.epochs - self.warm_up)
        return self.learning_rate * (1 + math.cos(math.pi * progress)) / 2


SEED = Recipe(
    name="seed",
    network="two layers",
    epochs=20,  # the loss still falls after them, but by less and less
    batch_size=64,  # small enough for many steps an epoch, large enough for matrix products to pay
    learning_rate=0.01,  # plain gradient descent without momentum: 0.1 is faster, 1 diverges
)

PEN = Recipe(
    name="pen",
    network="two layers",
    epochs=100,  # distorted anew each epoch, the examples never repeat: long runs pay
    batch_size=64,  # many steps count for more than smooth ones: 256 needs three times the epochs
    learning_rate=0.002,  # twice Adam's usual 0.001, which the warm-up makes safe
    adam=True,
    weight_decay=0.01,  # the distortions do most of the regularising
    warm_up=1,  # until Adam's running values mean something
    average_decay=0.999,  # a mean over about one epoch: less noise than any single step
    pen=PenData(
        mnist_validation=5_000,
        pen_copies=2,  # 14,600 drawn digits beside 55,000 scanned ones; more are no better
        letter_copies=2,
        rare_forms=0.12,  # more reads more of them, but costs so small a network MNIST
        scribbles=2_000,
        wrong_cuts=1_500,
        no_digit_weight=0.4,  # refuses more than 0.1 does, and costs the digits nothing
        # Two digits are easily told from one; but some parts look like digits, and must not win.
        wrong_cut_weight=0.02,
        label_smoothing=0.02,  # about 1 % of the labels are wrong
        # So few neurons underfit: twice as strong costs MNIST 0.2 points.
        images=ImageDistortion(
            rotation=3,
            stretch=0.05,
            slant=0.03,
            shift=0.25,
            elastic=0.65,
            smoothness=4,
            thickness=0.3,
        ),
        # Twice as strong costs MNIST 0.15 points and helps no unseen writer.
        strokes=StrokeDistortion(
            rotation=6,
            stretch=0.15,
            slant=0.05,  # `ink` takes it away again, all but what bends
            bend=0.045,
            thinnest=1.6,
            thickest=3.0,
        ),
    ),
)

CONVOLUTIONAL = dataclasses.replace(
    PEN,
    name="convolutional",
    network="convolutional",
    epochs=30,  # it learns faster than two layers do: 60 are no better
    pen=dataclasses.replace(
        PEN.pen,
        wrong_cut_weight=0.4,  # it has the room to tell them from digits
    ),
)

RECIPES = {recipe.name: recipe for recipe in (SEED, PEN, CONVOLUTIONAL)}
