"""Renders and stores anatomies: `python -m quadrant_training.make_data WORK --seeds 0 80` (resumable)."""

import argparse
from pathlib import Path

import torch

from .anatomy import ShapeLibrary
from .samples import store


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("work", type=Path)
    parser.add_argument("--seeds", type=int, nargs=2, required=True, metavar=("FIRST", "END"))
    parser.add_argument("--threads", type=int, default=torch.get_num_threads())
    arguments = parser.parse_args()
    arguments.work.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(arguments.threads)
    library = ShapeLibrary("cuda" if torch.cuda.is_available() else "cpu")
    for seed in range(*arguments.seeds):
        if not (arguments.work / f"{seed:05d}-table.npy").exists():
            store(arguments.work, seed, library)


if __name__ == "__main__":
    main()
