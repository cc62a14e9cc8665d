"""Checkpoints out of the shipped panoramic ONNX files, so that training goes on where an earlier release stopped.

python -m quadrant_training.panoramic.restore detector UFBA START.pt
python -m quadrant_training.panoramic.train detector UFBA WORK --start START.pt --minutes 60
"""

import argparse
import random
from pathlib import Path

import torch
import torch.nn.functional as F

from ..export import MODELS
from ..restore import CALIBRATION_SAMPLES, convolutions, restore
from .data import boxes_of, load_ufba, training_picture
from .detector import Detector
from .segmenter import Segmenter, as_grid, decoder_input, points_in, window_of

QUALITY = "decoder.quality."  # linear layers, which nothing was folded into


@torch.no_grad()
def decoder_example(segmenter: Segmenter, image: torch.Tensor, labels: torch.Tensor) -> tuple[torch.Tensor]:
    """What the decoder sees of a picture's teeth, told their boxes."""
    codes, boxes = boxes_of(labels)
    coords = boxes.reshape(-1, 2, 2)
    kinds = torch.tensor([[2.0, 3.0]]).expand(len(codes), 2)
    low, high, boxed = window_of(coords, kinds)
    points = points_in(low, high)
    grid = as_grid(points)
    embedding = segmenter.encoder(image[None])
    features = F.grid_sample(embedding.expand(len(codes), -1, -1, -1), grid, align_corners=False)
    rough = 8 * F.grid_sample((labels[None] == codes[:, None, None]).float()[:, None], grid, align_corners=False) - 4
    has_mask = (torch.arange(len(codes)) % 2).float()
    return (decoder_input(features, points, coords, kinds, boxed, rough, has_mask),)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("kind", choices=["detector", "segmenter"])
    parser.add_argument("ufba", type=Path, help="folder with images/ and labels/")
    parser.add_argument("out", type=Path, help="the checkpoint to write")
    arguments = parser.parse_args()
    rng = random.Random(3)
    pool = load_ufba(arguments.ufba, "train")
    pictures = [training_picture(radiograph, rng) for radiograph in rng.sample(pool, CALIBRATION_SAMPLES)]
    images = [(image[None],) for image, _ in pictures]
    if arguments.kind == "detector":
        net = Detector()
        restore(net, convolutions(MODELS / "opg-detector.onnx")[0], images)
    else:
        net = Segmenter()
        restore(net.encoder, convolutions(MODELS / "opg-segmenter.onnx")[0], images)
        prompts = [decoder_example(net, *picture) for picture in pictures if len(boxes_of(picture[1])[0])]
        weights, named = convolutions(MODELS / "opg-segmenter-decoder.onnx")
        restore(net.decoder, weights, prompts)
        net.decoder.quality.load_state_dict({k.removeprefix(QUALITY): v for k, v in named.items() if QUALITY in k})
    torch.save({"average": net.state_dict()}, arguments.out)


if __name__ == "__main__":
    main()
