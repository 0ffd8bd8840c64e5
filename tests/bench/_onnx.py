"""The first network as an ONNX file, written by hand: a few protobuf messages around its arrays.

Field numbers are those of https://github.com/onnx/onnx/blob/main/onnx/onnx.proto
"""

from numpy.typing import NDArray

from pixelpredict.network import CLASSES, INPUTS, Network

IR_VERSION, OPERATORS = 8, 17  # of ONNX 1.12
FLOAT = 1  # TensorProto.DataType
INT = 2  # AttributeProto.AttributeType


def varint(number: int) -> bytes:
    """Return a number of 0 or more, seven bits to a byte, the lowest first."""
    low, rest = number & 127, number >> 7
    return bytes([low | 128]) + varint(rest) if rest else bytes([low])


def message(*fields: tuple[int, int | str | bytes]) -> bytes:
    """Return a message of fields, each its number and a number, a text or another message."""
    parts = []
    for number, value in fields:
        if isinstance(value, int):
            parts += [varint(number << 3), varint(value)]
        else:
            content = value.encode("utf-8") if isinstance(value, str) else value
            parts += [varint(number << 3 | 2), varint(len(content)), content]
    return b"".join(parts)


def tensor(name: str, values: NDArray) -> bytes:
    """Return an array as a TensorProto of float32."""
    dims = [(1, size) for size in values.shape]
    return message(*dims, (2, FLOAT), (8, name), (9, values.astype("<f4").tobytes()))


def node(operator: str, inputs: list[str], output: str, **attributes: int) -> bytes:
    """Return a NodeProto of one output."""
    return message(
        *((1, name) for name in inputs), (2, output), (4, operator),
        *((5, message((1, name), (3, value), (20, INT))) for name, value in attributes.items()))


def row(name: str, size: int) -> bytes:
    """Return a ValueInfoProto: float32 of the shape (1, size)."""
    shape = message(*((1, message((1, length))) for length in (1, size)))
    return message((1, name), (2, message((1, message((1, FLOAT), (2, shape))))))


def model(network: Network) -> bytes:
    """Return a ModelProto that takes an `image` (1, 784) and gives `probabilities` (1, 10)."""
    graph = message(
        (1, node("Gemm", ["image", "W1", "b1"], "sums", transB=1)),
        (1, node("Relu", ["sums"], "hidden")),
        (1, node("Gemm", ["hidden", "W2", "b2"], "logits", transB=1)),
        (1, node("Softmax", ["logits"], "probabilities")),
        (2, "PixelPredict"),
        (5, tensor("W1", network.W1)), (5, tensor("b1", network.b1[:, 0])),
        (5, tensor("W2", network.W2)), (5, tensor("b2", network.b2[:, 0])),
        (11, row("image", INPUTS)), (12, row("probabilities", CLASSES)))
    return message((1, IR_VERSION), (7, graph), (8, message((2, OPERATORS))))
