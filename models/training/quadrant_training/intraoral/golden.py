"""Writes test/golden/face-graph.json: the graph of a small arch as training builds it; the application builds it again.

`python -m quadrant_training.intraoral.golden`
"""

import json
from pathlib import Path

import numpy as np
import scipy

from .graph import build_graph

POINTS = 420
GOLDEN = Path(__file__).parents[4] / "test" / "golden" / "face-graph.json"


def arch(count: int) -> np.ndarray:
    """int64 [n, 3], µm: scattered over a bumpy horseshoe, so that no two distances are alike."""
    rng = np.random.default_rng(7)
    along = rng.uniform(0, np.pi, count)
    across = rng.uniform(-5, 5, count)
    height = 6 * np.cos(across / 4) + 1.5 * np.sin(14 * along) + rng.normal(0, 0.2, count)
    places = np.stack([(25 + across) * np.cos(along), (25 + across) * np.sin(along), height], 1)
    return np.round(1000 * places).astype(np.int64)


def main() -> None:
    places = arch(POINTS)
    graph = build_graph(places / 1000)
    golden = {
        "madeWith": f"build_graph, scipy {scipy.__version__}",
        "centresUm": places.ravel().tolist(),
        "near": graph.near.ravel().tolist(),
        "far": graph.far.ravel().tolist(),
        "token": graph.token.ravel().tolist(),
        "tokenFaces": graph.token_faces.ravel().tolist(),
        "unpool": graph.unpool.ravel().tolist(),
        "unpoolWeight": np.round(graph.unpool_weight.ravel().astype(float), 5).tolist(),
    }
    GOLDEN.write_text(json.dumps(golden, separators=(",", ":")).replace('],"', '],\n"') + "\n")


if __name__ == "__main__":
    main()
