#!/usr/bin/env python3
"""Read the handwritten numbers in pictures: photos, scans, screenshots.

    python3 py/read.py photo.jpg                    its numbers, one a line, from top to bottom
    python3 py/read.py photos/ scan.png             a picture a line: its name, then its numbers
    python3 py/read.py - < photo.jpg                standard input
    python3 py/read.py --json photos/               a JSON object a line: boxes, probabilities, …
    python3 py/read.py --show read.png photo.jpg    and writes the picture with boxes and digits

PNG, JPEG (turned as the camera was held), WebP, GIF, TIFF and BMP; of a folder all of these that
lie in it, by name. A number that is not sure is followed by "(not sure; or 2020)"; where there is
none, "no number found". Exit code: 0 when every picture was opened, 1 when one was not, which has
a line on standard error.
"""

import argparse
import io
import json
import os
import sys
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

from training import packages
from training.learning import blas

# Now: NumPy's first import reads them, once. With a thread for each core it takes twice the time:
# they wait for one another, for products that small.
os.environ.update(blas.settings())

with packages.missing_ones_named("read.py", {"numpy": "numpy", "PIL": "pillow"}):
    from pictures import telling
    from pictures.files import files
    from pictures.opening import UnreadableError, opened
    from pixelpredict import Recognizer, WeightsError

ROOT = Path(__file__).resolve().parent.parent
STANDARD_INPUT = Path("-")
# A name may hold what would begin a line or steer the terminal: \n, \x1b.
CONTROLS = {code: repr(chr(code))[1:-1] for code in (*range(32), *range(127, 160))}
NOBODY_LISTENS = 141  # the exit code of any command whose pipe is closed: 128 and SIGPIPE


def main(arguments: list[str] | None = None) -> int:
    """Run the script; return its exit code."""
    options = _options(arguments)
    for stream in (sys.stdout, sys.stderr):
        if stream:  # a name may hold what no terminal can show
            stream.reconfigure(errors="backslashreplace")
    try:
        return read(options.pictures, options.weights, options.json, options.show)
    except BrokenPipeError:
        # As Python's documentation of SIGPIPE advises: else it complains when it flushes at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return NOBODY_LISTENS
    except (WeightsError, OSError) as error:
        print(f"read.py: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nread.py: stopped", file=sys.stderr)
        return 130


def read(pictures: list[Path], weights: Path, as_json: bool, show: Path | None) -> int:
    """Print what is read in files and folders; return the exit code.

    show: where the only picture is written with what was read. Raises WeightsError, OSError when
    that picture cannot be written, and BrokenPipeError when nobody takes what is printed.
    """
    recognizer = Recognizer.load(weights)
    alone = len(pictures) == 1 and not pictures[0].is_dir()
    found, missing = files(pictures)
    code = 1 if missing else 0
    for line in missing:
        print(f"read.py: {line}".translate(CONTROLS), file=sys.stderr)
    found, write = _with_a_bar(found)
    for path in found:
        name = "standard input" if path == STANDARD_INPUT else str(path).translate(CONTROLS)
        try:
            picture = opened(_standard_input() if path == STANDARD_INPUT else path)
        except UnreadableError as error:
            write(f"read.py: {name}: {error}".translate(CONTROLS), file=sys.stderr)
            code = 1
            continue
        reading = recognizer.read_image(picture.pixels)
        numbers = telling.numbers(reading)
        if as_json:
            write(json.dumps(telling.record(str(path), picture, reading)), file=sys.stdout)
        else:
            write("\n".join(numbers) if alone else f"{name}: {', '.join(numbers)}", file=sys.stdout)
        if show:
            from pictures import showing  # not before: fonts and drawing cost time

            showing.show(picture, reading, show)
    return code


def _standard_input() -> io.BytesIO:
    try:
        with open(0, "rb", closefd=False) as file:
            return io.BytesIO(file.read())
    except OSError as error:  # it is closed, or a folder
        raise UnreadableError(f"it cannot be opened ({error.strerror})") from None


def _with_a_bar(found: list[Path]) -> tuple[Iterable[Path], Callable[..., None]]:
    """Return the files, with a progress bar for several on a terminal, and how to write beside it.

    Where tqdm is not installed there is no bar.
    """
    write = partial(print, flush=True)
    if len(found) < 2 or not sys.stderr.isatty():
        return found, write
    try:
        from tqdm import tqdm
    except ModuleNotFoundError:
        return found, write

    def beside(text: str, file: io.TextIOBase) -> None:
        with tqdm.external_write_mode(file):
            write(text, file=file)

    return tqdm(found, "reading", leave=False, unit=" pictures"), beside


def _picture(name: str) -> Path:
    if not name:  # of a script's variable that was never set; as a path it is the folder here
        raise argparse.ArgumentTypeError("a name is empty")
    path = Path(name)
    return path.absolute() if path == STANDARD_INPUT and name != "-" else path  # ./- is a file


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "pictures", type=_picture, nargs="+", metavar="PICTURE",
        help="file, folder, or - for standard input",
    )
    parser.add_argument(
        "--json", action="store_true", help="print all that was read, a JSON object a line"
    )
    parser.add_argument(
        "--show", type=Path, metavar="OUT.png",
        help="write the picture with boxes and digits on it (one picture only)",
    )
    parser.add_argument(
        "--weights", type=Path, default=ROOT / "weights", metavar="DIR",
        help="folder that train.py wrote (default: weights)",
    )
    options = parser.parse_args(arguments)
    if options.show:
        if len(options.pictures) > 1 or options.pictures[0].is_dir():
            parser.error("--show goes with one picture")
        if options.show.suffix.lower() != ".png":
            parser.error("--show OUT.png: a name that ends in .png")
        if options.show.resolve() == options.pictures[0].resolve():
            parser.error("--show OUT.png: another name than the picture's, which would be lost")
    return options


if __name__ == "__main__":
    sys.exit(main())
