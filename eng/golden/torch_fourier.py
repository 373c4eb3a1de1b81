#!/usr/bin/python3
"""torch.fft, torch.stft and windows in numbers: tests/Nabla.Tests/Golden/fourier.safetensors.

  python3 eng/golden/torch_fourier.py

For each CASE: CASE/in.K inputs (the parts of a complex one are two), CASE/out.K results (likewise), CASE/g.K gradients by the results,
CASE/d.K gradients by the inputs. Frames and frequencies of stft are exchanged: frequencies last.
"""
import torch
import golden
torch.set_default_dtype(torch.float64); torch.manual_seed(11)
F, R, tensors = torch.fft, torch.randn, {}

def case(name, f, *inputs):
    """f takes real tensors; a complex result becomes its two parts."""
    inputs = [x.clone().requires_grad_() for x in inputs]
    y = f(*inputs); outputs = [y.real, y.imag] if y.is_complex() else [y]
    g = [torch.randn_like(y) for y in outputs]
    if inputs: torch.autograd.backward(outputs, g)
    for k, x in enumerate(inputs): tensors[f"{name}/in.{k}"] = x; tensors[f"{name}/d.{k}"] = x.grad
    for k, y in enumerate(outputs): tensors[f"{name}/out.{k}"] = y; tensors[f"{name}/g.{k}"] = g[k]

def z(f): return lambda a, b: f(torch.complex(a, b))
def two(*shape): return R(*shape), R(*shape)

for n in (1, 2, 5, 8, 12, 17, 26, 33, 60, 64, 97):
    case(f"fft {n}", z(F.fft), *two(2, n)); case(f"rfft {n}", F.rfft, R(3, n)); case(f"irfft {n}", z(lambda x, n=n: F.irfft(x, n)), *two(3, n // 2 + 1))
for norm in ("backward", "ortho", "forward"):
    case(f"ifft {norm}", z(lambda x, norm=norm: F.ifft(x, norm=norm)), *two(2, 6)); case(f"fft {norm}", z(lambda x, norm=norm: F.fft(x, norm=norm)), *two(2, 6))
    case(f"rfft {norm}", lambda x, norm=norm: F.rfft(x, norm=norm), R(2, 6)); case(f"irfft {norm}", z(lambda x, norm=norm: F.irfft(x, norm=norm)), *two(2, 4))
    case(f"hfft {norm}", z(lambda x, norm=norm: F.hfft(x, norm=norm)), *two(2, 4)); case(f"ihfft {norm}", lambda x, norm=norm: F.ihfft(x, norm=norm), R(2, 6))
case("fft of real", lambda x: F.fft(x), R(3, 7)); case("ifft of real", lambda x: F.ifft(x), R(3, 7))
case("fft cut, axis 1", z(lambda x: F.fft(x, 4, 1)), *two(2, 6, 3)); case("fft filled, axis 0", z(lambda x: F.fft(x, 9, 0)), *two(4, 20))
case("rfft filled, axis 1", lambda x: F.rfft(x, 10, 1), R(2, 7, 3)); case("irfft odd, axis 1", z(lambda x: F.irfft(x, 7, 1)), *two(2, 4, 3))
case("irfft filled", z(lambda x: F.irfft(x, 12)), *two(2, 4)); case("irfft cut", z(lambda x: F.irfft(x, 5)), *two(2, 6)); case("hfft odd", z(lambda x: F.hfft(x, 7)), *two(2, 4))
case("fft2", z(F.fft2), *two(2, 4, 6)); case("ifft2", z(F.ifft2), *two(2, 4, 6)); case("rfft2", F.rfft2, R(2, 4, 5)); case("irfft2", z(F.irfft2), *two(2, 4, 4))
case("fftn", z(F.fftn), *two(3, 4, 5)); case("fftn lengths", z(lambda x: F.fftn(x, (3, 6))), *two(2, 4, 5)); case("ifftn axes", z(lambda x: F.ifftn(x, dim=(0, 2), norm="ortho")), *two(3, 2, 5))
case("rfftn", lambda x: F.rfftn(x), R(3, 4, 5)); case("irfftn", z(lambda x: F.irfftn(x, (3, 5), (0, 2))), *two(3, 2, 3))
case("hfft2", z(lambda x: F.hfft2(x)), *two(3, 4)); case("ihfft2", lambda x: F.ihfft2(x), R(3, 6)); case("hfftn", z(lambda x: F.hfftn(x)), *two(2, 3, 4)); case("ihfftn", lambda x: F.ihfftn(x), R(2, 3, 5))
case("fftfreq 6", lambda: F.fftfreq(6, 0.5)); case("fftfreq 7", lambda: F.fftfreq(7)); case("rfftfreq 6", lambda: F.rfftfreq(6, 0.25)); case("rfftfreq 7", lambda: F.rfftfreq(7))
case("fftshift", lambda x: F.fftshift(x), R(4, 5)); case("ifftshift", lambda x: F.ifftshift(x, (1,)), R(4, 5))
for kind in ("bartlett", "blackman", "hamming", "hann", "kaiser"):
    for periodic in (True, False):
        case(f"{kind} {periodic}", lambda: getattr(torch, f"{kind}_window")(9, periodic)); case(f"{kind} {periodic} even", lambda: getattr(torch, f"{kind}_window")(8, periodic))
case("hamming alpha", lambda: torch.hamming_window(7, True, 0.6, 0.4)); case("kaiser beta", lambda: torch.kaiser_window(7, True, 5.))
case("abs", z(lambda x: x.abs()), *two(3, 4)); case("angle", z(lambda x: x.angle()), *two(3, 4)); case("exp", z(lambda x: x.exp()), *two(3, 4)); case("log", z(lambda x: x.log()), *two(3, 4))
def z4(f): return lambda a, b, c, d: f(torch.complex(a, b), torch.complex(c, d))
case("product", z4(lambda x, y: x * y), *two(3, 4), *two(4)); case("quotient", z4(lambda x, y: x / y), *two(3, 4), *two(4)); case("matmul", z4(lambda x, y: x @ y), *two(2, 3, 4), *two(4, 2))

def stft(x, n, hop, w, **kw): return torch.stft(x, n, hop, w.shape[0] if w is not None else None, w, return_complex=True, **kw).mT
def istft(x, n, hop, w, **kw): return torch.istft(x.mT, n, hop, w.shape[0] if w is not None else None, w, **kw)
w = torch.hann_window(8)
case("stft", lambda x: stft(x, 8, None, w), R(2, 30)); case("stft plain", lambda x: stft(x, 6, 4, None, center=False), R(2, 21)); case("stft normalized", lambda x, w: stft(x, 8, 3, w, normalized=True), R(20), R(6))
case("istft", z(lambda x: istft(x, 8, None, w)), *two(2, 7, 5)); case("istft length", z(lambda x: istft(x, 8, 2, w, length=11)), *two(2, 7, 5)); case("istft normalized", z(lambda x: istft(x, 8, 3, w + 0.5, normalized=True)), *two(5, 5))
golden.save("Nabla.Tests/Golden/fourier", tensors)
