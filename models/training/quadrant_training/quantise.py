"""Finishes an exported net: a cheaper float32 graph, and its int8 and float16 forms beside it, all in the card.

    python -m quadrant_training.quantise coarse WORK
    python -m quadrant_training.quantise fine   WORK

Run it after every export. WORK holds held-out anatomies (make_data); some of their patches set the int8 ranges, others
check that each form answers as the exported graph does. Figures of the check go into the card.

int8 is static: ONNX Runtime runs static 3D convolutions as QLinearConv, dynamic ones 14 times slower. Activations are
uint8 over the whole range that calibration saw, weights int8 per channel. In float stay the unfolding and the answer,
convolutions whose channels are no multiple of 4 (their integer kernel is slower than float), and everything after.
"""

import argparse
import hashlib
import json
import logging
import tempfile
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import torch
from onnxruntime.quantization import CalibrationDataReader, QuantFormat, QuantType, quantize_static

from . import graph
from .export import MODELS
from .samples import Samples

CALIBRATION_PATCHES, CHECK_PATCHES = 24, 12
TRIAL_SIZE = 64
QUANTISED = ("Conv", "Relu", "Add")
# Of the int8 net against the float one: Dice of tooth voxels, share of either's tooth voxels with the same class.
LEAST_DICE, LEAST_SAME = 0.99, 0.97


def patches(kind: str, work: Path, names: list[str], count: int, seed: int) -> list[dict[str, np.ndarray]]:
    """Random held-out patches, metal and cut fields of view among them; float32 [1,1,k,j,i] as the graph takes them."""
    torch.manual_seed(seed)
    rng = np.random.default_rng(seed)
    samples = Samples(work, kind, held_out=True, seed=seed, large=0.0)
    drawn = [samples.draw(rng) for _ in range(count)]
    return [{name: sample[name].float().numpy()[None] for name in names} for sample in drawn]


def extremes(patch: dict[str, np.ndarray]) -> list[dict[str, np.ndarray]]:
    """The same patch as air, and with nothing said about where teeth are: padding and toothless jaws."""
    silent = {name: values * 0 for name, values in patch.items() if name != "image"}
    return [{**patch, **silent}, {**silent, "image": np.full_like(patch["image"], patch["image"].min())}]


class Reader(CalibrationDataReader):
    def __init__(self, feeds: list[dict[str, np.ndarray]]):
        self.feeds = iter(feeds)

    def get_next(self):
        return next(self.feeds, None)


def quantise(model: onnx.ModelProto, feeds: list[dict[str, np.ndarray]], path: Path) -> None:
    """Writes the static int8 form of a float32 graph."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "float.onnx"
        onnx.save(model, source)
        logging.disable(logging.WARNING)  # "consider pre-processing": torch has folded the batch norms already
        quantize_static(
            source,
            path,
            Reader(feeds),
            quant_format=QuantFormat.QDQ,
            activation_type=QuantType.QUInt8,
            weight_type=QuantType.QInt8,
            per_channel=True,
            op_types_to_quantize=list(QUANTISED),
            nodes_to_exclude=left_in_float(model),
        )
        logging.disable(logging.NOTSET)


def left_in_float(model: onnx.ModelProto) -> list[str]:
    known = graph.constants(model)
    convs = [node for node in model.graph.node if node.op_type == "Conv"]
    odd = [node for node in convs if known[node.input[1]].shape[1] % 4]
    body = graph.between_convolutions(model)
    outside = [n for n in model.graph.node if n.op_type in QUANTISED and n.output[0] not in body]
    return sorted({node.name for node in [convs[0], convs[-1], *odd, *outside]})


def answers(path: Path | bytes, feeds: list[dict[str, np.ndarray]]) -> list[np.ndarray]:
    """Class indices of each patch on the CPU provider; `labels` is the one output that is read."""
    source = path if isinstance(path, bytes) else str(path)
    session = onnxruntime.InferenceSession(source, providers=["CPUExecutionProvider"])
    return [session.run(["labels"], feed)[0] for feed in feeds]


def compare(found: list[np.ndarray], expected: list[np.ndarray]) -> tuple[float, float]:
    """Dice of tooth against background, and the share of either's tooth voxels that have the same class; pooled."""
    both = either = same = 0
    for a, b in zip(found, expected, strict=True):
        both += int(((a > 0) & (b > 0)).sum())
        either += int(((a > 0) | (b > 0)).sum())
        same += int(((a == b) & (b > 0)).sum())
    return 2 * both / max(1, both + either), same / max(1, either)


def trial_of(feeds: list[dict[str, np.ndarray]], labels: list[np.ndarray]) -> bytes:
    """The middle of the patch with the most tooth, by which an installation chooses the precision that it runs.

    uint8 [k,j,i] of 32·(grey + 4), then the guidance; see `trial` in main/contract/model-card.ts.
    """
    feed = feeds[int(np.argmax([(answer > 0).sum() for answer in labels]))]
    dims = feed["image"].shape[2:]
    pieces = []
    for name, values in feed.items():
        stride = dims[0] // values.shape[2]
        middle = tuple(slice((n - TRIAL_SIZE) // 2 // stride, (n + TRIAL_SIZE) // 2 // stride) for n in dims)
        piece = values[0, 0][middle]
        piece = np.round((piece.clip(-4, 3.96) + 4) * 32) if name == "image" else piece
        pieces.append(piece.astype(np.uint8).tobytes())
    return b"".join(pieces)


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def finish(kind: str, work: Path, models: Path) -> None:
    """Rewrites cbct-<kind>.onnx, writes its other precisions, checks them and updates the card."""
    onnxruntime.set_default_logger_severity(3)
    card_path = models / f"cbct-{kind}.json"
    card = json.loads(card_path.read_text())
    full, int8, half = (models / name for name in (card["file"], f"cbct-{kind}.int8.onnx", f"cbct-{kind}.fp16.onnx"))
    exported = full.read_bytes()
    names = [value.name for value in onnx.load_from_string(exported).graph.input]
    calibration = patches(kind, work, names, CALIBRATION_PATCHES, seed=1)
    check = patches(kind, work, names, CHECK_PATCHES, seed=2)

    onnx.save(graph.cheaper(onnx.load_from_string(exported)), full)
    model = onnx.load(full)
    onnx.save(graph.in_half_precision(model, full.name, full.read_bytes()), half)
    quantise(graph.in_full_precision(model), [*calibration, *extremes(calibration[0])], int8)

    expected = answers(exported, check)
    trial = models / f"cbct-{kind}.trial.bin"
    trial.write_bytes(trial_of(check, expected))
    variants, figures = [], []
    for precision, path, least in (
        ("fp32", full, (1 - 1e-6, 1 - 1e-6)),
        ("fp16", half, (0.999, 0.999)),
        ("int8", int8, (LEAST_DICE, LEAST_SAME)),
    ):
        onnx.checker.check_model(str(path))
        dice, same = compare(answers(path, check), expected)
        print(f"{path.name}: {path.stat().st_size / 1e6:.2f} MB, Dice {dice:.5f}, same class {same:.5f}")
        if dice < least[0] or same < least[1]:
            raise RuntimeError(f"{path.name} answers otherwise than the exported graph")
        if precision != "fp32":
            variants.append({"precision": precision, "file": path.name, "sha256": digest(path)})
            data = f"{CHECK_PATCHES} held-out synthetic patches, CPU provider"
            figures.append({"name": f"tooth Dice of {precision} against fp32", "value": round(dice, 4), "data": data})
            figures.append({"name": f"same class, {precision} and fp32", "value": round(same, 4), "data": data})
    own = {figure["name"] for figure in figures}
    card["sha256"] = digest(full)
    card["figures"] = [figure for figure in card["figures"] if figure["name"] not in own] + figures
    told = {"variants": variants, "trial": {"file": trial.name, "sha256": digest(trial), "dims": [TRIAL_SIZE] * 3}}
    card_path.write_text(json.dumps(after_sha256(card, told), indent=2) + "\n")


def after_sha256(card: dict, told: dict) -> dict:
    """The card with `told` right after the file that it is about."""
    items = [(key, value) for key, value in card.items() if key not in told]
    at = [key for key, _ in items].index("sha256") + 1
    return dict([*items[:at], *told.items(), *items[at:]])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("kind", choices=["coarse", "fine"])
    parser.add_argument("work", type=Path, nargs="?", default=Path("work"))
    parser.add_argument("--models", type=Path, default=MODELS, help="folder of the ONNX files and cards")
    arguments = parser.parse_args()
    finish(arguments.kind, arguments.work, arguments.models)


if __name__ == "__main__":
    main()
