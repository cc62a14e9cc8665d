"""ONNX graphs of one net: the same arithmetic in cheaper operators, in float32 throughout, or mostly in float16.

Everything is found by operator and wiring, never by a node's name or the number of classes.
"""

import numpy as np
import onnx
from onnx import ModelProto, NodeProto, TensorProto, helper, numpy_helper


def cheaper(model: ModelProto) -> ModelProto:
    """The same answers from operators that ONNX Runtime's CPU provider runs faster; a second call changes nothing.

    Upsampling by repetition is fast in 2D only (in 3D each voxel looks its source up), and a softmax over channels
    transposes the whole tensor twice to give numbers of which only the largest is read.
    """
    known = constants(model)
    readers = consumers(model)
    written: list[NodeProto] = []
    skipped: set[str] = set()
    for node in model.graph.node:
        if node.output[0] in skipped:
            continue
        if is_doubling(node, known):
            written += doubled(node)
        elif largest := only_reader(node, readers, "Softmax", "ReduceMax"):
            written += largest_of_softmax(node, largest)
            skipped.add(largest.output[0])
        else:
            written.append(node)
    return with_nodes(model, written)


def is_doubling(node: NodeProto, known: dict[str, np.ndarray]) -> bool:
    """Nearest-neighbour Resize of [n,c,k,j,i] by 2 along k, j and i."""
    if node.op_type != "Resize" or len(node.input) < 3 or node.input[2] not in known:
        return False
    nearest = helper.get_node_attr_value(node, "mode") == b"nearest"
    return nearest and known[node.input[2]].tolist() == [1, 1, 2, 2, 2]


def doubled(node: NodeProto) -> list[NodeProto]:
    """[n,c,k,j,i] → [n,c,2k,2j,2i]: Resize over the planes [nck,1,j,i], then each plane twice."""
    x, y = node.input[0], node.output[0]

    def name(part: str) -> str:
        return f"{y}/{part}"

    return [
        constant(name("three"), [3]),
        constant(name("five"), [5]),
        constant(name("planes"), [-1, 1]),
        constant(name("factors"), [1, 1, 2, 2, 2]),
        constant(name("plane_factors"), np.array([1, 1, 2, 2], np.float32)),
        helper.make_node("Shape", [x], [name("dims")]),
        helper.make_node("Slice", [name("dims"), name("three"), name("five")], [name("plane_dims")]),
        helper.make_node("Concat", [name("planes"), name("plane_dims")], [name("flat_dims")], axis=0),
        helper.make_node("Reshape", [x, name("flat_dims")], [name("flat")]),
        helper.make_node(
            "Resize",
            [name("flat"), "", name("plane_factors")],
            [name("wide")],
            mode="nearest",
            coordinate_transformation_mode="asymmetric",
            nearest_mode="floor",
        ),
        helper.make_node("Concat", [name("wide"), name("wide")], [name("twice")], axis=1),
        helper.make_node("Mul", [name("dims"), name("factors")], [name("to")]),
        helper.make_node("Reshape", [name("twice"), name("to")], [y]),
    ]


def largest_of_softmax(softmax: NodeProto, largest: NodeProto) -> list[NodeProto]:
    """max softmax(x) = 1 / Σ exp(x − max x), over the channels."""
    x, y = softmax.input[0], largest.output[0]
    return [
        constant(f"{y}/channels", [1]),
        helper.make_node("ReduceMax", [x], [f"{y}/top"], axes=[1], keepdims=1),
        helper.make_node("Sub", [x, f"{y}/top"], [f"{y}/below"]),
        helper.make_node("Exp", [f"{y}/below"], [f"{y}/share"]),
        helper.make_node("ReduceSum", [f"{y}/share", f"{y}/channels"], [f"{y}/sum"], keepdims=1),
        helper.make_node("Reciprocal", [f"{y}/sum"], [y]),
    ]


def in_full_precision(model: ModelProto) -> ModelProto:
    """Weights that are stored as float16 behind a Cast become float32 initializers; quantisation needs to see them."""
    stored = {tensor.name: tensor for tensor in model.graph.initializer}
    halves = half_weights(model)
    for name, half in halves.items():
        stored[name] = numpy_helper.from_array(numpy_helper.to_array(stored.pop(half)).astype(np.float32), name)
    kept = [node for node in model.graph.node if node.output[0] not in halves]
    return with_nodes(model, kept, list(stored.values()))


def in_half_precision(model: ModelProto, file: str, file_bytes: bytes) -> ModelProto:
    """Convolutions and what lies between them in float16; inputs, outputs and the rest stay as they are.

    `model` is the graph stored in `file`, weights as float16 behind a Cast. The result holds no large weights of its
    own: it points at those in `file` as external data, so that a second precision costs kilobytes.
    """
    halves = half_weights(model)
    floats = float_values(model)
    body = between_convolutions(model)
    inside = {value for node in model.graph.node if node.output[0] in body for value in node.output}
    written: list[NodeProto] = []
    made: dict[str, str] = {}
    for node in model.graph.node:
        if node.output[0] in halves:
            continue
        copy = NodeProto()
        copy.CopyFrom(node)
        for n, value in enumerate(node.input):
            if value not in floats or (node.op_type == "Resize" and n > 0):
                continue
            if node.output[0] in body and value in halves:
                copy.input[n] = halves[value]
            elif (node.output[0] in body) != (value in inside):
                to_half = node.output[0] in body
                if value not in made:
                    made[value] = f"{value}/{'half' if to_half else 'float'}"
                    kind = TensorProto.FLOAT16 if to_half else TensorProto.FLOAT
                    written.append(helper.make_node("Cast", [value], [made[value]], to=kind))
                copy.input[n] = made[value]
        written.append(copy)
    tensors = [TensorProto() for _ in model.graph.initializer]
    for tensor, original in zip(tensors, model.graph.initializer, strict=True):
        tensor.CopyFrom(original)
        if original.name in halves.values():
            point_into(tensor, file, file_bytes)
    return with_nodes(model, written, tensors)


def point_into(tensor: TensorProto, file: str, file_bytes: bytes) -> None:
    """Replaces a tensor's values by where the same bytes lie in `file`."""
    raw = tensor.raw_data
    offset = file_bytes.find(raw)
    if offset < 0:
        raise ValueError(f"{tensor.name} is not stored in {file}")
    tensor.ClearField("raw_data")
    tensor.data_location = TensorProto.EXTERNAL
    for key, value in (("location", file), ("offset", offset), ("length", len(raw))):
        tensor.external_data.add(key=key, value=str(value))


def between_convolutions(model: ModelProto) -> set[str]:
    """First outputs of the nodes on a way from one convolution to another, these included."""
    nodes = list(model.graph.node)
    after, before = set(), set()
    for node in nodes:
        if node.op_type == "Conv" or any(value in after for value in node.input):
            after.update(node.output)
    for node in reversed(nodes):
        if node.op_type == "Conv" or any(value in before for value in node.output):
            before.update([*node.input, *node.output])
    return {node.output[0] for node in nodes if node.output[0] in after and node.output[0] in before}


def float_values(model: ModelProto) -> set[str]:
    """Names of all float32 values."""
    inferred = onnx.shape_inference.infer_shapes(model).graph
    values = [*inferred.value_info, *inferred.input, *inferred.output]
    names = {v.name for v in values if v.type.tensor_type.elem_type == TensorProto.FLOAT}
    return names | {t.name for t in model.graph.initializer if t.data_type == TensorProto.FLOAT}


def half_weights(model: ModelProto) -> dict[str, str]:
    """float32 value → float16 initializer that a Cast makes it of."""
    stored = {tensor.name for tensor in model.graph.initializer if tensor.data_type == TensorProto.FLOAT16}
    return {n.output[0]: n.input[0] for n in model.graph.node if n.op_type == "Cast" and n.input[0] in stored}


def constants(model: ModelProto) -> dict[str, np.ndarray]:
    found = {tensor.name: numpy_helper.to_array(tensor) for tensor in model.graph.initializer}
    for node in model.graph.node:
        if node.op_type == "Constant" and node.attribute[0].name == "value":
            found[node.output[0]] = numpy_helper.to_array(node.attribute[0].t)
    return found


def constant(name: str, values) -> NodeProto:
    return helper.make_node("Constant", [], [name], value=numpy_helper.from_array(np.asarray(values), name))


def consumers(model: ModelProto) -> dict[str, list[NodeProto]]:
    readers: dict[str, list[NodeProto]] = {}
    for node in model.graph.node:
        for value in node.input:
            readers.setdefault(value, []).append(node)
    return readers


def only_reader(node: NodeProto, readers: dict[str, list[NodeProto]], kind: str, reader: str) -> NodeProto | None:
    """The one node that reads a node of `kind`, if it is a `reader` over the same axis, the channels."""
    if node.op_type != kind or len(readers.get(node.output[0], [])) != 1:
        return None
    follower = readers[node.output[0]][0]
    if follower.op_type != reader or helper.get_node_attr_value(follower, "axes") != [1]:
        return None
    return follower if helper.get_node_attr_value(node, "axis") == 1 else None


def with_nodes(model: ModelProto, nodes: list[NodeProto], tensors: list[TensorProto] | None = None) -> ModelProto:
    """A copy of the model with other nodes (and initializers); every node has a name, as the quantiser asks for."""
    copied = ModelProto()
    copied.CopyFrom(model)
    del copied.graph.node[:], copied.graph.value_info[:]
    copied.graph.node.extend(nodes)
    for node in copied.graph.node:
        node.name = node.name or node.output[0]
    if tensors is not None:
        del copied.graph.initializer[:]
        copied.graph.initializer.extend(tensors)
    return copied
