"""The pictures of a training run. Each function returns one matplotlib figure.

Everything is told apart by lightness, line style or a written number as well as by colour, so
that a black and white print loses nothing.
"""

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import LogLocator, MaxNLocator, NullLocator
from numpy.typing import NDArray

from pixelpredict.convolution import ConvolutionalNetwork
from pixelpredict.network import CLASSES, Network
from training.report.evaluation import calibration_error

plt.rcParams.update({
    "figure.dpi": 120,
    "figure.constrained_layout.use": True,
    "font.size": 10,
    "axes.grid": True,
    "axes.axisbelow": True,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "grid.color": "0.9",
    "legend.frameon": False,
})

# Name in history.npy: legend, colour, line style, marker. The colours differ in lightness too.
_SETS = {
    "train": ("MNIST, training", "#9ecae1", "-", "d"),
    "val": ("MNIST, validation", "#4292c6", "--", "s"),
    "test": ("MNIST, test", "#08306b", "-", "o"),
    "pen_val": ("pen digits, validation", "#d95f0e", "-.", "^"),
    "pendigits_val": ("pendigits, validation", "#7f2704", (0, (1, 1)), "v"),
    "drawn_val": ("pen digits, held back", "#fdae6b", (0, (5, 1)), "X"),
}
# Name in model.json: name in history.npy.
_FIGURES = {
    "mnist_test": "test", "mnist_validation": "val",
    "pen_validation": "pen_val", "pendigits_validation": "pendigits_val",
    "drawn_validation": "drawn_val",
}


def learning_curves(history: NDArray) -> Figure:
    """Draw loss and accuracy over epochs, from history.npy's structured array.

    Both scales are logarithmic, accuracy's in the share of mistakes: the last epochs differ by
    little where the first differ by much.
    """
    figure, (left, right) = plt.subplots(1, 2, figsize=(9, 3.8))
    epochs = np.arange(1, len(history) + 1)
    for name, (label, colour, style, _) in _SETS.items():
        if f"{name}_loss" in history.dtype.names:
            look = {"color": colour, "linestyle": style, "linewidth": 2, "label": label}
            left.plot(epochs, history[f"{name}_loss"], **look)
            # A network without a mistake would have no place on the scale.
            right.plot(epochs, np.maximum(100 * (1 - history[f"{name}_acc"]), 0.01), **look)
    left.set(xlabel="epoch", ylabel="cross-entropy (nats)", title="Loss")
    right.set(xlabel="epoch", ylabel="read right (%)", title="Accuracy")
    for axes in (left, right):
        axes.set_yscale("log")
        axes.yaxis.set_major_locator(LogLocator(subs=(1, 1.5, 2, 3, 5, 7), numticks=20))
        axes.yaxis.set_minor_locator(NullLocator())
        axes.xaxis.set_major_locator(MaxNLocator(integer=True, steps=[1, 2, 5, 10]))
    left.yaxis.set_major_formatter(lambda loss, _: f"{loss:g}")
    right.yaxis.set_major_formatter(lambda mistakes, _: f"{100 - mistakes:g}")
    right.invert_yaxis()
    right.legend(loc="lower right")
    return figure


def confusion_matrix(counts: NDArray[np.integer]) -> Figure:
    """Draw how often each digit was read as which; counts (10, 10), true digits in rows."""
    mistakes = counts.copy()
    np.fill_diagonal(mistakes, 0)
    darkest = max(mistakes.max(), 1)
    figure, axes = plt.subplots(figsize=(6, 5.6))
    axes.imshow(mistakes, cmap="Greys", vmin=0, vmax=1.3 * darkest)
    for (truth, answer), count in np.ndenumerate(counts):
        right = truth == answer
        dark = not right and count > 0.7 * darkest
        axes.text(
            answer, truth, f"{count:,}" if count else "·", ha="center", va="center", fontsize=8,
            color="white" if dark else "0.2", weight="bold" if right else "normal",
        )
    share = np.trace(counts) / counts.sum()
    axes.set(
        xticks=range(CLASSES), yticks=range(CLASSES), xlabel="answer", ylabel="true digit",
        title=f"{share:.2%} of {counts.sum():,} read right; darker: more mistakes",
    )
    axes.grid(visible=False)
    axes.spines[:].set_visible(False)
    axes.tick_params(length=0)
    return figure


def reliability(sets: dict[str, list[dict[str, float]]]) -> Figure:
    """Draw how often answers given with some confidence are right.

    sets: what `training.report.evaluation.reliability` returned, by the names in model.json.
    """
    figure, (upper, lower) = plt.subplots(
        2, 1, figsize=(5.4, 5.8), sharex=True, height_ratios=[3, 1]
    )
    upper.plot([0, 100], [0, 100], color="0.6", linestyle=":", label="perfect")
    for name, ranges in sets.items():
        label, colour, style, marker = _SETS[_FIGURES[name]]
        used = [entry for entry in ranges if entry["answers"]]
        confidence = [100 * entry["confidence"] for entry in used]
        look = {"color": colour, "linestyle": style, "marker": marker, "markersize": 5}
        look["label"] = f"{label} (off by {calibration_error(ranges):.1%} on average)"
        upper.plot(confidence, [100 * entry["accuracy"] for entry in used], **look)
        lower.plot(confidence, [entry["answers"] for entry in used], **look)
    upper.set(xlim=(0, 102), ylim=(0, 102), ylabel="of these right (%)", title="Reliability")
    upper.legend(loc="upper left", fontsize=8)
    lower.set(xlabel="confidence (%)", ylabel="answers", yscale="log")
    return figure


def hidden_neurons(network: Network) -> Figure:
    """Draw each hidden neuron's weights: light where ink excites it, dark where ink calms it.

    The neurons stand in the order of the digit that they speak for most, written above them.
    """
    favourite = network.W2.argmax(axis=0)
    order = np.lexsort([-network.W2.max(axis=0), favourite])
    tiles = network.W1[order]
    strongest = np.quantile(np.abs(tiles), 0.995, axis=1, keepdims=True)  # but for a stray few
    tiles = tiles / np.maximum(strongest, 1e-9)
    figure, axes = plt.subplots(figsize=(10, 6.2))
    _mosaic(axes, (np.clip(tiles, -1, 1) + 1) / 2, 16, 8, [f"{favourite[n]}" for n in order])
    axes.set_title(
        "What each hidden neuron looks for"
        " (light: ink speaks for it, dark: against; above: its digit)", fontsize=10,
    )
    return figure


def filters(network: ConvolutionalNetwork) -> Figure:
    """Draw the first layer's filters: light where ink excites them, dark where ink calms them."""
    each = network.K1[..., 0]  # (16, 5, 5)
    strongest = np.abs(each).max(axis=(1, 2), keepdims=True)
    shades = (each / np.maximum(strongest, 1e-9) + 1) / 2
    magnified = np.kron(shades, np.ones((5, 5)))
    tiles = np.pad(magnified, ((0, 0), (1, 2), (1, 2)), constant_values=1)
    figure, axes = plt.subplots(figsize=(10, 3.6))
    _mosaic(axes, tiles, 8, 14, [f"{number}" for number in range(1, len(tiles) + 1)])
    axes.set_title(
        "The first layer's filters of 5 × 5 pixels (light: ink speaks for it, dark: against)",
        fontsize=10,
    )
    return figure


def worst_mistakes(
    images: NDArray[np.uint8], labels: NDArray[np.integer], probabilities: NDArray[np.floating]
) -> Figure:
    """Draw the 40 images whose right digit got the lowest probability among the misread ones.

    images: (n, 784), 0 = paper to 255 = ink; labels: (n,); probabilities: (n, 10).
    """
    answers = probabilities.argmax(axis=1)
    wrong = np.flatnonzero(answers != labels)
    worst = wrong[np.argsort(probabilities[wrong, labels[wrong]], kind="stable")][:40]
    captions = [f"{labels[n]}, read {answers[n]}\n({probabilities[n].max():.0%})" for n in worst]
    figure, axes = plt.subplots(figsize=(10, 5.4))
    _mosaic(axes, 1 - images[worst] / 255, 10, 14, captions)
    axes.set_title(
        f"The worst of {len(wrong):,} mistakes on {len(labels):,} images", fontsize=10
    )
    return figure


def _mosaic(
    axes: Axes, tiles: NDArray[np.floating], columns: int, gap: int, captions: list[str]
) -> None:
    """Draw tiles (n, 784), 0 = black to 1 = white, in rows, each under its caption.

    gap: pixels above a tile. One picture, as 128 axes would take ten seconds.
    """
    rows = max(1, -(-len(tiles) // columns))
    picture = np.ones((rows * (28 + gap), columns * 32))
    for number, (tile, caption) in enumerate(zip(tiles, captions, strict=True)):
        top, left = number // columns * (28 + gap) + gap, number % columns * 32 + 2
        picture[top : top + 28, left : left + 28] = tile.reshape(28, 28)
        axes.text(left + 14, top - 1.5, caption, fontsize=8, ha="center", va="bottom")
    axes.imshow(picture, cmap="gray", vmin=0, vmax=1, interpolation="nearest")
    axes.axis("off")
