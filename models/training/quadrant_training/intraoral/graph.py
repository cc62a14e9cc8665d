"""What the net is told about a surface: a point a face, its neighbours, and a few hundred tokens over all of it."""

from dataclasses import dataclass

import numpy as np
from scipy.spatial import cKDTree

NEAR = 16  # nearest faces
FAR_STRIDE, FAR = 6, 16  # every sixth of the next ones
TOKENS = 384
TOKEN_FACES = 32
UNPOOL = 3
UNIT_MM = 20.0


@dataclass(frozen=True)
class Graph:
    """Indices into the faces (or the tokens), int64; nothing of it changes when the surface is turned or scaled."""

    near: np.ndarray  # [n, NEAR] faces
    far: np.ndarray  # [n, FAR] faces
    token: np.ndarray  # [TOKENS] the face that a token stands at
    token_faces: np.ndarray  # [TOKENS, TOKEN_FACES] faces
    unpool: np.ndarray  # [n, UNPOOL] tokens
    unpool_weight: np.ndarray  # float32 [n, UNPOOL], a row adds up to 1


def farthest(points: np.ndarray, count: int) -> np.ndarray:
    """Indices of points far from each other, from the first one on."""
    chosen = np.zeros(count, np.int64)
    away = np.full(len(points), np.inf)
    for n in range(1, count):
        away = np.minimum(away, ((points - points[chosen[n - 1]]) ** 2).sum(1))
        chosen[n] = away.argmax()
    return chosen


def build_graph(centres: np.ndarray) -> Graph:
    """For face centres [n, 3], n > FAR_STRIDE · FAR."""
    tree = cKDTree(centres)
    _, around = tree.query(centres, FAR_STRIDE * FAR + 1)
    around = around[:, 1:]
    token = farthest(centres, TOKENS)
    _, token_faces = tree.query(centres[token], TOKEN_FACES)
    distance, unpool = cKDTree(centres[token]).query(centres, UNPOOL)
    weight = 1 / (distance + 0.1)
    return Graph(
        near=around[:, :NEAR],
        far=around[:, ::FAR_STRIDE],
        token=token,
        token_faces=token_faces,
        unpool=unpool,
        unpool_weight=(weight / weight.sum(1, keepdims=True)).astype(np.float32),
    )


def faces_of(points: np.ndarray, triangles: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Centres [f, 3] and unit normals [f, 3] of the faces."""
    a, b, c = (points[triangles[:, n]] for n in range(3))
    normal = np.cross(b - a, c - a)
    return (a + b + c) / 3, normal / np.maximum(np.linalg.norm(normal, axis=1, keepdims=True), 1e-12)
