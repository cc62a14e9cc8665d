"""What a scan's faces cut off is neither seen nor learned, and small teeth weigh more."""

import unittest

import numpy as np
import torch

from quadrant_training.samples import FINE_MM, Placement, cut_by_faces
from quadrant_training.train import FULL_WEIGHT_MM3, MOST_WEIGHT, tooth_weights


class Faces(unittest.TestCase):
    def test_beyond_a_face_lies_the_lowest_grey_and_nothing_is_seen(self):
        cut = 0
        for seed in range(20):
            rng = np.random.default_rng(seed)
            place = Placement.draw((0, 0, 0), (24, 32, 40), FINE_MM, rng)
            whole = torch.ones(place.dims, dtype=torch.bool)
            image, seen = cut_by_faces(torch.ones(place.dims), whole, place, (-3.0, 3.0, 0.0, 1.0), rng)
            self.assertTrue(bool(seen[12, 16, 20]))
            self.assertTrue(torch.equal(image, torch.where(seen, 1.0, -3.0)))
            cut += not seen.all()
        self.assertTrue(0 < cut < 20)


class Weights(unittest.TestCase):
    def test_cells_of_small_teeth_count_more(self):
        numbers = torch.zeros(2, 8, 8, 8, dtype=torch.long)
        numbers[0, :, :, :4] = 11
        numbers[0, 0, 0, 7] = 12
        weight = tooth_weights(numbers, FULL_WEIGHT_MM3 / 512)  # the larger tooth has half of the full volume
        self.assertAlmostEqual(float(weight[0, 3, 3, 0]), 2**0.5, places=5)
        self.assertEqual(float(weight[0, 0, 0, 7]), MOST_WEIGHT)
        self.assertEqual(float(weight[0, 5, 5, 5]), 1)
        self.assertTrue(bool((weight[1] == 1).all()))


if __name__ == "__main__":
    unittest.main()
