"""Implants and pontics in the labels of radiographs: where no tooth is, mirrored with their numbers, unlike teeth."""

import random
import unittest

import numpy as np
import torch

from quadrant_training.panoramic.data import MIRROR, REPLACED, boxes_of, with_implants, without_some_teeth
from quadrant_training.panoramic.train import INDEX_OF_LABEL


class Implants(unittest.TestCase):
    def test_they_lie_where_no_tooth_is(self):
        labels = np.zeros((40, 40), np.uint8)
        labels[:, :10] = 15
        square = [[5.4, 5.4], [19.6, 5.4], [19.6, 29.6], [5.4, 29.6]]
        drawn = with_implants(labels, [{"fdi": 14, "points": square}])
        self.assertEqual(drawn[10, 9], 15)
        self.assertEqual(drawn[10, 12], REPLACED + 14)
        self.assertEqual(drawn[35, 12], 0)
        codes, boxes = boxes_of(drawn)
        self.assertEqual(codes.tolist(), [15, REPLACED + 14])
        np.testing.assert_allclose(boxes[1], [10, 5, 20, 30], atol=1)

    def test_they_keep_their_kind_in_the_mirror_and_differ_from_the_tooth_of_their_number(self):
        self.assertEqual(int(MIRROR[REPLACED + 14]), REPLACED + 24)
        self.assertNotEqual(int(INDEX_OF_LABEL[14]), int(INDEX_OF_LABEL[REPLACED + 14]))

    def test_drawn_ones_are_labelled_where_the_teeth_were_taken_out(self):
        labels = torch.zeros(512, 896, dtype=torch.uint8)
        for n, code in enumerate((16, 15, 14, 13, 12, 11, 21, 22)):
            labels[150:240, 100 + 60 * n : 140 + 60 * n] = code
        grey = 0.3 + 0.1 * torch.rand(1, 512, 896, generator=torch.Generator().manual_seed(1))
        seen = set()
        for seed in range(12):
            _, left = without_some_teeth(grey, labels, random.Random(seed))
            codes = set(left.unique().tolist()) - {0}
            seen |= {code for code in codes if code > REPLACED}
            teeth = {code for code in codes if code < REPLACED}
            self.assertFalse(teeth & {code - REPLACED for code in codes if code > REPLACED})
        self.assertTrue(seen)


if __name__ == "__main__":
    unittest.main()
