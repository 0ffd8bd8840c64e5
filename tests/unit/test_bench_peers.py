"""What the bench gives its peers: an ONNX file byte for byte, and only what was published."""

import hashlib
import io
import tarfile

import numpy as np
import pytest

from building.pins import Pin
from building.source import SourceError
from pixelpredict.network import Network
from tests.bench import _first_answer, _onnx, _peers


@pytest.mark.parametrize(("number", "content"), [
    (0, "00"), (1, "01"), (127, "7f"), (128, "8001"), (300, "ac02"), (784, "9006")])
def test_numbers_have_seven_bits_to_a_byte(number, content):
    assert _onnx.varint(number).hex() == content


def test_a_message_is_its_fields_in_order():
    # The examples of protobuf's own documentation of its encoding.
    assert _onnx.message((1, 150)).hex() == "089601"
    assert _onnx.message((2, "testing")).hex() == "120774657374696e67"
    assert _onnx.message((3, _onnx.message((1, 150)))).hex() == "1a03089601"
    assert _onnx.message((20, 2)).hex() == "a00102"  # a field's number may take two bytes


def test_an_array_is_its_shape_its_type_its_name_and_its_numbers():
    assert _onnx.tensor("b", np.array([[1.0, -2.0]])).hex(" ") == (
        "08 01 08 02 "  # dims 1, 2
        "10 01 "  # float32
        "42 01 62 "  # name b
        "4a 08 00 00 80 3f 00 00 00 c0")  # raw_data 1, -2


def test_a_node_is_its_inputs_its_output_its_operator_and_its_attributes():
    assert _onnx.node("Gemm", ["x", "W"], "y", transB=1).hex(" ") == (
        "0a 01 78 0a 01 57 "  # inputs x, W
        "12 01 79 "  # output y
        "22 04 47 65 6d 6d "  # op_type Gemm
        "2a 0d 0a 06 74 72 61 6e 73 42 18 01 a0 01 02")  # attribute transB, i 1, type INT


def test_a_row_is_named_and_of_known_shape():
    assert _onnx.row("x", 784).hex(" ") == (
        "0a 01 78 "  # name x
        "12 0f 0a 0d 08 01 "  # type, a tensor of float32
        "12 09 0a 02 08 01 0a 03 08 90 06")  # of the shape 1, 784


def test_the_peers_get_all_numbers_of_the_network(root):
    network = Network.load(root / "weights")
    model, raw = _onnx.model(network), _peers.raw(network)
    assert len(raw) == 4 * 101_770
    for values in (network.W1, network.b1, network.W2, network.b2):
        assert values.astype("<f4").tobytes() in model
    assert len(model) < len(raw) + 500


def test_the_image_is_one_of_a_seven(root):
    network = Network.load(root / "weights")
    image = np.array(_first_answer.image_of_a_seven())
    assert (image.shape, image.min(), image.max()) == ((784,), 0, 1)
    assert network.predict(image).argmax() == 7


def peer(tarball: bytes) -> _peers.Peer:
    pin = Pin("p-1.tgz", len(tarball), hashlib.sha256(tarball).hexdigest())
    return _peers.Peer("p@1", pin, ("p.js",), "<p>", "weights.bin", _peers.raw)


@pytest.fixture
def tarball() -> bytes:
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w:gz") as made:
        for name in ("p.js", "p.js.map"):
            member = tarfile.TarInfo(f"package/dist/{name}")
            member.size = 3
            made.addfile(member, io.BytesIO(b"abc"))
    return file.getvalue()


def test_a_peers_page_has_what_it_loads_and_no_more(root, tmp_path, tarball):
    (tmp_path / "p-1.tgz").write_bytes(tarball)
    folder = tmp_path / "site"
    folder.mkdir()
    _peers.write(peer(tarball), root, tmp_path, folder)
    assert {path.name for path in folder.iterdir()} == {"p.js", "weights.bin", "index.html"}
    assert (folder / "p.js").read_bytes() == b"abc"


def test_a_tarball_that_is_not_the_published_one_is_not_unpacked(tmp_path, tarball, monkeypatch):
    (tmp_path / "p-1.tgz").write_bytes(tarball[:-1] + b"!")
    monkeypatch.setattr(_peers.shutil, "which", lambda name: None)
    with pytest.raises(SourceError, match="npm, which comes with Node, is needed for p@1"):
        _peers.obtain(peer(tarball), tmp_path)
