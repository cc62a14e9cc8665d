"""In which numbers nets compute while they train."""

import torch


def mixed_precision(device: str) -> torch.autocast:
    """bfloat16 on a GPU and on processors that have it; float32 on others, which only emulate it at half the speed."""
    has_bfloat16 = device == "cuda" or torch.cpu._is_avx512_bf16_supported() or torch.cpu._is_amx_tile_supported()
    return torch.autocast(device, dtype=torch.bfloat16, enabled=has_bfloat16)
