#!/usr/bin/python3
"""Golden numbers of PyTorch and SciPy for the convolution family, in float64.

  apt-get install -y --no-install-recommends python3-torch python3-scipy
  python3 eng/golden/torch_convolution.py       writes tests/Nabla.Nn.Tests/Golden/convolution.safetensors

Layers with weights: as golden.layer writes them, channels first.
Ops: CASE/0, CASE/1 … (inputs), CASE/y, CASE/g (gradient by y), CASE/d0, CASE/d1 …, channels last.
"""
import torch, torch.nn as nn, torch.nn.functional as F, scipy.signal
import golden
torch.set_default_dtype(torch.float64); torch.manual_seed(31)
R, tensors = torch.randn, {}

first = lambda x: x.movedim(-1, 1)        # (N, …, C) to (N, C, …)
last = lambda x: x.movedim(1, -1)

def op(name, f, *inputs):
    """f takes and gives channels-last tensors; integers and what f does not depend on have no gradient."""
    inputs = [x.clone().requires_grad_(x.is_floating_point()) for x in inputs]
    y = f(*inputs)
    tensors[f"{name}/y"] = y
    for i, x in enumerate(inputs): tensors[f"{name}/{i}"] = x
    if not y.requires_grad: return
    g = torch.randn_like(y); y.backward(g); tensors[f"{name}/g"] = g
    for i, x in enumerate(inputs):
        if x.grad is not None: tensors[f"{name}/d{i}"] = x.grad

def image(name, f, *shape, low=None):
    """f takes and gives channels-first tensors; the shape is (N, C, …)."""
    x = last(R(*shape)) if low is None else last(torch.rand(*shape) + low)
    op(name, lambda x: last(f(first(x))), x)

def layers():
    cases = {
        "conv reflect": (nn.Conv2d(3, 4, 3, padding=(1, 2), padding_mode="reflect"), R(2, 3, 5, 4)),
        "conv replicate": (nn.Conv2d(3, 2, 3, padding=2, padding_mode="replicate", stride=2), R(1, 3, 5, 4)),
        "conv circular": (nn.Conv2d(2, 3, (3, 2), padding=(1, 1), padding_mode="circular"), R(2, 2, 4, 5)),
        "conv1d circular": (nn.Conv1d(2, 3, 5, padding=2, padding_mode="circular"), R(2, 2, 7)),
        "conv3d replicate": (nn.Conv3d(2, 2, 3, padding=1, padding_mode="replicate"), R(1, 2, 3, 2, 3)),
        "conv same": (nn.Conv2d(3, 4, (3, 4), padding="same"), R(2, 3, 5, 6)),
        "conv same dilated": (nn.Conv1d(3, 4, 4, padding="same", dilation=3), R(2, 3, 11)),
        "conv same reflect": (nn.Conv2d(2, 3, (4, 3), padding="same", padding_mode="reflect"), R(1, 2, 5, 6)),
        "separable": (nn.Sequential(nn.Conv2d(3, 3, 3, padding=1, groups=3), nn.Conv2d(3, 5, 1)), R(2, 3, 4, 5)),
        "transpose1d padded": (nn.ConvTranspose1d(2, 3, 3, stride=3, padding=1, output_padding=2), R(2, 2, 4)),
        "transpose3d padded": (nn.ConvTranspose3d(2, 2, 3, stride=2, padding=1, output_padding=(1, 0, 1)), R(1, 2, 2, 3, 2)),
    }
    for name, (module, x) in cases.items(): tensors.update(golden.layer(name, module, x))

def padding():
    for mode in "reflect", "replicate", "circular":
        image(f"pad {mode}", lambda x: F.pad(x, (2, 1, 0, 3), mode=mode), 2, 3, 4, 5)
        image(f"pad1d {mode}", lambda x: F.pad(x, (3, 2), mode=mode), 2, 3, 4)
    image("pad constant", lambda x: F.pad(x, (2, 1, 0, 3), value=1.5), 2, 3, 4, 5)

def shuffles():
    image("pixel shuffle", lambda x: F.pixel_shuffle(x, 2), 2, 12, 2, 3)
    image("pixel unshuffle", lambda x: F.pixel_unshuffle(x, 2), 2, 3, 4, 6)
    shuffle = lambda x: x.unflatten(1, (3, 2)).transpose(1, 2).flatten(1, 2)       # nn.ChannelShuffle has no derivative in 1.13
    x = R(2, 6, 2, 3); assert torch.equal(shuffle(x), nn.ChannelShuffle(3)(x))
    image("channel shuffle", shuffle, 2, 6, 2, 3)

def folds():
    def rows(y, c): n, ck, l = y.shape; return y.view(n, c, ck // c, l).permute(0, 3, 2, 1).reshape(n, l, ck)         # channels innermost
    def columns(y, c): n, l, kc = y.shape; return y.view(n, l, kc // c, c).permute(0, 3, 2, 1).reshape(n, kc, l)
    for name, k in {"plain": dict(kernel_size=2), "all": dict(kernel_size=(3, 2), stride=(2, 1), padding=(1, 2), dilation=(1, 2))}.items():
        x = last(R(2, 3, 6, 5)); y = rows(F.unfold(first(x), **k), 3)
        op(f"unfold {name}", lambda x: rows(F.unfold(first(x), **k), 3), x)
        op(f"fold {name}", lambda y: last(F.fold(columns(y, 3), (6, 5), **k)), torch.randn_like(y))

def pooling():
    image("max ceiling", lambda x: F.max_pool2d(x, 3, 2, ceil_mode=True), 2, 3, 6, 7)
    image("max ceiling padded", lambda x: F.max_pool2d(x, 2, 2, padding=1, ceil_mode=True), 2, 2, 4, 5)
    image("max3d ceiling", lambda x: F.max_pool3d(x, 2, ceil_mode=True), 1, 2, 3, 4, 5)
    image("max positions", lambda x: F.max_pool2d(x, 3, 2, padding=1, return_indices=True)[1].double(), 2, 3, 6, 7)
    image("average ceiling", lambda x: F.avg_pool2d(x, 3, 2, padding=1, ceil_mode=True), 2, 3, 6, 7)
    image("average ceiling uncounted", lambda x: F.avg_pool2d(x, 3, 2, padding=1, ceil_mode=True, count_include_pad=False), 2, 3, 6, 7)
    image("average divisor", lambda x: F.avg_pool2d(x, (2, 3), 2, ceil_mode=True, divisor_override=5), 2, 3, 6, 7)
    image("average1d ceiling", lambda x: F.avg_pool1d(x, 4, 3, padding=2, ceil_mode=True), 2, 3, 8)
    image("average3d divisor", lambda x: F.avg_pool3d(x, 2, divisor_override=3), 1, 2, 4, 3, 5)
    for n, (shape, size) in {"1d": ((2, 3, 7), 3), "2d": ((2, 3, 7, 5), (3, 4)), "3d": ((1, 2, 5, 4, 6), (2, 3, 4)), "up": ((1, 2, 3, 4), (5, 7))}.items():
        a = len(shape) - 2
        image(f"adaptive average {n}", lambda x: getattr(F, f"adaptive_avg_pool{a}d")(x, size), *shape)
        image(f"adaptive max {n}", lambda x: getattr(F, f"adaptive_max_pool{a}d")(x, size), *shape)
    image("adaptive max positions", lambda x: F.adaptive_max_pool2d(x, (3, 4), return_indices=True)[1].double(), 2, 3, 7, 5)
    image("global max", lambda x: F.adaptive_max_pool2d(x, 1).flatten(1), 2, 3, 4, 5)
    image("lp 2", lambda x: F.lp_pool2d(x, 2, 3, 2), 2, 3, 7, 6)
    image("lp 3 ceiling", lambda x: F.lp_pool2d(x, 3, (2, 3), 2, ceil_mode=True), 2, 2, 5, 6, low=.2)
    image("lp 1.5", lambda x: F.lp_pool1d(x, 1.5, 2), 2, 2, 6, low=.2)

    # Windows that do not overlap: no position comes twice. Values of their own, so that the gradient is checked.
    def unpool(name, n, shape, **k):
        y, at = getattr(F, f"max_pool{n}d")(R(*shape), 2, return_indices=True)
        op(name, lambda y, at: last(getattr(F, f"max_unpool{n}d")(first(y), first(at), 2, **k)), last(torch.randn_like(y)), last(at))
    unpool("unpool 1d", 1, (2, 3, 6)); unpool("unpool 2d", 2, (2, 3, 4, 6)); unpool("unpool 3d", 3, (1, 2, 4, 2, 4))
    unpool("unpool sized", 2, (2, 2, 5, 7), output_size=(5, 7))

    # PyTorch's samples name the width first in 2-D.
    u = torch.rand(2, 3, 2)
    op("fractional 2d", lambda x, u: last(F.fractional_max_pool2d(first(x), (2, 3), (4, 5), _random_samples=u.detach().flip(-1))), last(R(2, 3, 9, 12)), u)
    op("fractional 3d", lambda x, u: last(F.fractional_max_pool3d(first(x), 2, (3, 4, 2), _random_samples=u.detach())), last(R(1, 2, 5, 7, 5)), torch.rand(1, 2, 3))

def resizing():
    def up(name, shape, **k): image(f"resize {name}", lambda x: F.interpolate(x, **k), *shape)
    up("nearest 1d", (2, 3, 5), size=8); up("nearest 2d", (1, 2, 5, 4), size=(3, 9)); up("nearest 3d", (1, 2, 3, 2, 4), size=(4, 5, 3))
    up("nearest scale", (1, 2, 5, 4), scale_factor=(1.7, 2.6)); up("nearest down", (1, 2, 10, 9), scale_factor=.45)
    up("exact", (1, 2, 5, 4), size=(3, 9), mode="nearest-exact"); up("exact scale", (1, 2, 5, 7), scale_factor=1.6, mode="nearest-exact")
    for align in False, True:
        tag = " aligned" if align else ""
        up(f"linear 1d{tag}", (2, 3, 5), size=8, mode="linear", align_corners=align)
        up(f"linear 2d{tag}", (1, 2, 5, 4), size=(3, 9), mode="bilinear", align_corners=align)
        up(f"linear 3d{tag}", (1, 2, 3, 2, 4), size=(4, 5, 3), mode="trilinear", align_corners=align)
        up(f"linear scale{tag}", (1, 2, 5, 4), scale_factor=(1.7, 2.6), mode="bilinear", align_corners=align)
        up(f"cubic{tag}", (1, 2, 5, 4), size=(3, 9), mode="bicubic", align_corners=align)
        up(f"cubic scale{tag}", (1, 2, 5, 6), scale_factor=1.7, mode="bicubic", align_corners=align)
        up(f"linear antialiased{tag}", (1, 2, 9, 8), size=(4, 11), mode="bilinear", antialias=True, align_corners=align)
        up(f"cubic antialiased{tag}", (1, 2, 9, 8), size=(4, 11), mode="bicubic", antialias=True, align_corners=align)
    up("area", (1, 2, 7, 5), size=(3, 4), mode="area")
    up("linear one", (1, 2, 3, 4), size=(1, 1), mode="bilinear", align_corners=True)

def sampling():
    # Places up to 1.4 lie outside, up to 3 several times reflected.
    for mode in "bilinear", "nearest", "bicubic":
        for pad in "zeros", "border", "reflection":
            for align in False, True:
                x, grid = last(R(2, 3, 4, 5)), (torch.rand(2, 3, 4, 2) * 2 - 1) * (3 if pad == "reflection" else 1.4)
                op(f"grid {mode} {pad}{' aligned' if align else ''}", lambda x, grid: last(F.grid_sample(first(x), grid, mode, pad, align)), x, grid)
    for mode, pad, align in ("bilinear", "zeros", False), ("bilinear", "reflection", True), ("nearest", "border", False):
        x, grid = last(R(1, 2, 3, 4, 3)), (torch.rand(1, 2, 3, 2, 3) * 2 - 1) * 1.5
        op(f"grid3d {mode} {pad}", lambda x, grid: last(F.grid_sample(first(x), grid, mode, pad, align)), x, grid)
    for align in False, True:
        tag = " aligned" if align else ""
        op(f"affine 2d{tag}", lambda t: F.affine_grid(t, (2, 1, 3, 4), align), R(2, 2, 3))
        op(f"affine 3d{tag}", lambda t: F.affine_grid(t, (1, 1, 2, 3, 4), align), R(1, 3, 4))
        op(f"affine one{tag}", lambda t: F.affine_grid(t, (1, 1, 1, 3), align), R(1, 2, 3))
        op(f"transformer{tag}", lambda x, t: last(F.grid_sample(first(x), F.affine_grid(t, (2, 3, 5, 4), align), "bilinear", "zeros", align)),
           last(R(2, 3, 4, 5)), R(2, 2, 3) * .3 + torch.eye(2, 3))

def signals():
    for what in "convolve", "correlate":
        for mode in "full", "same", "valid":
            for name, (n, k) in {"1d": ((9,), (4,)), "2d": ((6, 5), (3, 4)), "3d": ((4, 5, 3), (2, 3, 3))}.items():
                x, h = R(*n), R(*k)
                tensors.update({f"{what} {mode} {name}/0": x, f"{what} {mode} {name}/1": h,
                                f"{what} {mode} {name}/y": torch.from_numpy(getattr(scipy.signal, what)(x.numpy(), h.numpy(), mode, method="direct").copy())})

layers(); padding(); shuffles(); folds(); pooling(); resizing(); sampling(); signals()
golden.save("Nabla.Nn.Tests/Golden/convolution", tensors)
