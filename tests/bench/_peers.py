"""The same network in ONNX Runtime Web and in TensorFlow.js: the smallest page for each.

Both come from npm, for this bench alone, each tarball pinned; nothing of them enters the site.
"""

import shutil
import subprocess
import tarfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from building.pins import Pin
from building.source import SourceError
from pixelpredict.network import SHAPES, Network
from tests.bench import _onnx

DIST = "package/dist/"
# Each expects window.image, 784 numbers. None is given more threads or a graphics card's help:
# without one, TensorFlow.js answers in half the time on its "cpu" than on the "webgl" it prefers.
ONNX_PAGE = """<!doctype html>
<title>ONNX Runtime Web</title>
<script type="module">
import * as ort from "./ort.wasm.min.mjs";
ort.env.wasm.numThreads = 1;
const session = await ort.InferenceSession.create("network.onnx");
const image = new ort.Tensor("float32", Float32Array.from(window.image), [1, 784]);
const { data } = (await session.run({ image })).probabilities;
window.firstAnswer = { text: String(data.indexOf(Math.max(...data))), time: performance.now() };
</script>
"""
TENSORFLOW_PAGE = """<!doctype html>
<title>TensorFlow.js</title>
<script src="tf.min.js"></script>
<script type="module">
await tf.setBackend("cpu");
const weights = await (await fetch("weights.bin")).arrayBuffer();
let taken = 0;
const array = (...shape) => {
  const values = new Float32Array(weights, taken, shape.reduce((a, b) => a * b));
  taken += values.byteLength;
  return tf.tensor(values, shape);
};
const [W1, b1, W2, b2] = [array(128, 784), array(128), array(10, 128), array(10)];
const hidden = tf.tensor(window.image, [1, 784]).matMul(W1, false, true).add(b1).relu();
const data = await hidden.matMul(W2, false, true).add(b2).softmax().data();
window.firstAnswer = { text: String(data.indexOf(Math.max(...data))), time: performance.now() };
</script>
"""


def raw(network: Network) -> bytes:
    """Return the four arrays as float32, one after the other."""
    return b"".join(getattr(network, name).astype("<f4").tobytes() for name in SHAPES)


@dataclass(frozen=True)
class Peer:
    """A library and its page."""

    package: str  # as npm is asked for it
    tarball: Pin
    files: tuple[str, ...]  # of the package's, what the page loads
    page: str
    weights: str  # the file in which it finds the network
    written: Callable[[Network], bytes]  # what is in it


ONNX = Peer(
    "onnxruntime-web@1.30.0",
    Pin("onnxruntime-web-1.30.0.tgz", 33_106_585,
        "d2228df7e4616bc3348bf504ee888f3bec43789a273f0a63f3e68d203ce3bf71"),
    ("ort.wasm.min.mjs", "ort-wasm-simd-threaded.mjs", "ort-wasm-simd-threaded.wasm"),
    ONNX_PAGE, "network.onnx", _onnx.model)
TENSORFLOW = Peer(
    "@tensorflow/tfjs@4.22.0",
    Pin("tensorflow-tfjs-4.22.0.tgz", 30_566_337,
        "56505c191e24116787477b3bb5bb1cc0cf1c2bdce8112b9c402a8a2d31cf2f00"),
    ("tf.min.js",), TENSORFLOW_PAGE, "weights.bin", raw)


def write(peer: Peer, root: Path, cache: Path, folder: Path) -> None:
    """Write a peer's page and all that it loads into an empty folder.

    root: the repository. cache: where tarballs are kept. Raises SourceError where there is none.
    """
    with tarfile.open(obtain(peer, cache)) as tarball:
        for name in peer.files:
            (folder / name).write_bytes(tarball.extractfile(DIST + name).read())
    (folder / peer.weights).write_bytes(peer.written(Network.load(root / "weights")))
    (folder / "index.html").write_text(peer.page, encoding="utf-8")


def obtain(peer: Peer, cache: Path) -> Path:
    """Return the path of a peer's tarball, fetched by npm if the cache lacks it."""
    path = cache / peer.tarball.name
    if peer.tarball.accepts(path):
        return path
    npm = shutil.which("npm")
    if not npm:
        raise SourceError(f"npm, which comes with Node, is needed for {peer.package}")
    cache.mkdir(parents=True, exist_ok=True)
    print(f"npm pack {peer.package} ({peer.tarball.size / 1e6:.0f} MB)", flush=True)
    pack = [npm, "pack", peer.package, "--loglevel=error", "--pack-destination", str(cache)]
    if subprocess.run(pack, stdout=subprocess.DEVNULL).returncode:
        raise SourceError(f"npm pack {peer.package} failed: see above")
    if not peer.tarball.accepts(path):
        raise SourceError(f"{path.name} is not what was published (SHA-256 differs): refused")
    return path
