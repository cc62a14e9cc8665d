"""What the net is told about a surface: a point a face, its neighbours, and a few hundred tokens over all of it."""

from dataclasses import dataclass

import numba
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


@numba.njit(fastmath=True, cache=True)
def farthest(points, count):
    """Indices of points far from each other, from the first one on."""
    chosen = np.zeros(count, np.int64)
    away = np.full(len(points), np.inf)
    for n in range(1, count):
        x, y, z = points[chosen[n - 1]]
        best = 0
        for m in range(len(points)):
            distance = (points[m, 0] - x) ** 2 + (points[m, 1] - y) ** 2 + (points[m, 2] - z) ** 2
            away[m] = min(away[m], distance)
            if away[m] > away[best]:
                best = m
        chosen[n] = best
    return chosen


@numba.njit(cache=True)
def _those_kept(around, place, wanted):
    """For each kept point the first `wanted` kept ones of its neighbours; near a cut the last one again."""
    kept = np.flatnonzero(place >= 0)
    result = np.zeros((len(kept), wanted), np.int64)
    for n in range(len(kept)):
        found = 0
        for other in around[kept[n]]:
            if place[other] >= 0:
                result[n, found] = place[other]
                found += 1
                if found == wanted:
                    break
        if found == 0:
            result[n, 0] = n
            found = 1
        for rest in range(found, wanted):
            result[n, rest] = result[n, found - 1]
    return result


def neighbours_of(centres: np.ndarray, count: int) -> np.ndarray:
    """int32 [n, count]: the others, the nearest first."""
    _, around = cKDTree(centres).query(centres, count + 1)
    return around[:, 1:].astype(np.int32)


def graph_of(centres: np.ndarray, around: np.ndarray) -> Graph:
    """For face centres [n, 3] and their FAR_STRIDE · FAR nearest neighbours."""
    token = farthest(centres, TOKENS)
    _, token_faces = cKDTree(centres).query(centres[token], TOKEN_FACES)
    distance, unpool = cKDTree(centres[token]).query(centres, UNPOOL)
    weight = 1 / (distance + 0.1)
    return Graph(
        near=around[:, :NEAR].astype(np.int64),
        far=around[:, ::FAR_STRIDE].astype(np.int64),
        token=token,
        token_faces=token_faces,
        unpool=unpool,
        unpool_weight=(weight / weight.sum(1, keepdims=True)).astype(np.float32),
    )


def build_graph(centres: np.ndarray) -> Graph:
    """For face centres [n, 3], n > FAR_STRIDE · FAR."""
    return graph_of(centres, neighbours_of(centres, FAR_STRIDE * FAR))


def graph_of_part(centres: np.ndarray, around: np.ndarray, kept: np.ndarray) -> Graph:
    """As if there were only the faces `kept` (ascending); `around` are more neighbours than needed, of all faces."""
    place = np.full(len(centres), -1)
    place[kept] = np.arange(len(kept))
    return graph_of(centres[kept], _those_kept(around, place, FAR_STRIDE * FAR))


def faces_of(points: np.ndarray, triangles: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Centres [f, 3] and unit normals [f, 3] of the faces."""
    a, b, c = (points[triangles[:, n]] for n in range(3))
    normal = np.cross(b - a, c - a)
    return (a + b + c) / 3, normal / np.maximum(np.linalg.norm(normal, axis=1, keepdims=True), 1e-12)
