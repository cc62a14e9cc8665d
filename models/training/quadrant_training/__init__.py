"""Synthetic CBCT scans with known truth, and the networks trained on them. Space: LPS millimetres."""
