#!/usr/bin/python3
"""Golden numbers of PyTorch for Nabla.Nn.Tests, in float64.

  apt-get install -y --no-install-recommends python3-torch python3-numpy
  python3 eng/golden/torch_layers.py            writes tests/Nabla.Nn.Tests/Golden/*.safetensors

layers:     CASE/x, CASE/y, CASE/g (gradient by y), CASE/dx, CASE/weight.NAME, CASE/grad.NAME, CASE/after.NAME (buffers), CASE/eval
losses:     CASE/x, CASE/target, CASE/y, CASE/dx
network:    first.NAME, last.NAME (weights before and after five steps), x, target, losses
optimizers: CASE/p.NAME.STEP for STEP 0 ... 5, and for all cases g.NAME.STEP
"""
import torch, torch.nn as nn, torch.nn.functional as F
import golden
torch.set_default_dtype(torch.float64); torch.manual_seed(20)

def save(name, tensors): golden.save(f"Nabla.Nn.Tests/Golden/{name}", tensors)

class RmsNorm(nn.Module):                # not in PyTorch 1.13; the formula of torch.nn.RMSNorm
    def __init__(s, n, eps): super().__init__(); s.weight = nn.Parameter(torch.ones(n)); s.eps = eps
    def forward(s, x): return x / (x.pow(2).mean(-1, keepdim=True) + s.eps).sqrt() * s.weight

def layers():
    R = torch.randn
    cases = {
        "linear": (nn.Linear(5, 3), R(4, 5)), "linear no bias": (nn.Linear(5, 3, bias=False), R(2, 4, 5)),
        "linear of image": (nn.Sequential(nn.Flatten(), nn.Linear(2 * 3 * 4, 3)), R(2, 4, 2, 3)),
        "conv1d": (nn.Conv1d(3, 4, 3, padding=1), R(2, 3, 7)),
        "conv2d": (nn.Conv2d(3, 4, 3), R(2, 3, 6, 5)),
        "conv2d stride padding": (nn.Conv2d(3, 4, 3, stride=2, padding=1), R(2, 3, 7, 6)),
        "conv2d uneven": (nn.Conv2d(2, 3, (3, 2), stride=(1, 2), padding=(2, 1), bias=False), R(2, 2, 5, 6)),
        "conv2d dilation": (nn.Conv2d(3, 4, 3, padding=2, dilation=2), R(1, 3, 7, 7)),
        "conv2d groups": (nn.Conv2d(4, 6, 3, padding=1, groups=2), R(2, 4, 5, 5)),
        "conv2d depthwise": (nn.Conv2d(4, 4, 3, stride=2, padding=1, groups=4), R(2, 4, 5, 6)),
        "conv2d 1x1": (nn.Conv2d(5, 3, 1), R(2, 5, 3, 4)),
        "conv3d": (nn.Conv3d(2, 3, 3, stride=2, padding=1), R(1, 2, 5, 4, 6)),
        "transpose1d": (nn.ConvTranspose1d(3, 2, 4, stride=2, padding=1), R(2, 3, 5)),
        "transpose2d": (nn.ConvTranspose2d(3, 4, 2, stride=2), R(2, 3, 3, 4)),
        "transpose2d all": (nn.ConvTranspose2d(4, 6, 3, stride=2, padding=1, output_padding=1, groups=2, dilation=2), R(1, 4, 4, 3)),
        "transpose3d": (nn.ConvTranspose3d(2, 3, 2, stride=2, bias=False), R(1, 2, 2, 3, 2)),
        "batchnorm": (nn.BatchNorm1d(4), R(6, 4) * 2 + 3), "batchnorm2d": (nn.BatchNorm2d(3), R(3, 3, 4, 2) * 2 + 1),
        "batchnorm2d plain": (nn.BatchNorm2d(3, affine=False, momentum=.3, eps=1e-3), R(2, 3, 2, 4)),
        "layernorm": (nn.LayerNorm(6), R(3, 2, 6) * 3 - 1), "layernorm plain": (nn.LayerNorm(6, eps=1e-3, elementwise_affine=False), R(4, 6)),
        "rmsnorm": (RmsNorm(6, 1e-6), R(3, 2, 6) * 2),
        "maxpool": (nn.MaxPool2d(2), R(2, 3, 5, 6)), "maxpool padded": (nn.MaxPool2d(3, stride=2, padding=1), R(2, 2, 6, 5)),
        "maxpool1d": (nn.MaxPool1d(3, stride=1), R(2, 2, 6)), "maxpool dilated": (nn.MaxPool2d(2, stride=1, dilation=2), R(1, 2, 5, 5)),
        "avgpool": (nn.AvgPool2d(2), R(2, 3, 5, 6)), "avgpool padded": (nn.AvgPool2d(3, stride=2, padding=1), R(2, 2, 6, 5)),
        "avgpool uncounted": (nn.AvgPool2d(3, stride=2, padding=1, count_include_pad=False), R(2, 2, 6, 5)),
        "avgpool global": (nn.Sequential(nn.AdaptiveAvgPool2d(1), nn.Flatten()), R(2, 3, 4, 5)),
        "embedding": (nn.Embedding(7, 3), torch.tensor([[0, 6, 2], [2, 2, 5]])),
        "relu6": (nn.ReLU6(), R(4, 5) * 6), "leaky": (nn.LeakyReLU(.2), R(4, 5)), "elu": (nn.ELU(1.5), R(4, 5)), "gelu": (nn.GELU(), R(4, 5) * 2),
        "silu": (nn.SiLU(), R(4, 5) * 2), "sigmoid": (nn.Sigmoid(), R(4, 5) * 3), "tanh": (nn.Tanh(), R(4, 5)), "softplus": (nn.Softplus(), R(4, 5) * 4),
        "softmax": (nn.Softmax(-1), R(4, 5) * 3), "log softmax": (nn.LogSoftmax(-1), R(4, 5) * 3),
    }
    tensors = {}
    for name, (layer, x) in cases.items(): tensors |= golden.layer(name, layer, x)
    save("layers", tensors)

def transformers():
    class Attention(nn.Module):
        def __init__(s, causal, *a, **k): super().__init__(); s.inner = nn.MultiheadAttention(*a, batch_first=True, **k); s.causal = causal
        def forward(s, x): t = x.shape[1]; return s.inner(x, x, x, attn_mask=torch.triu(torch.ones(t, t, dtype=torch.bool), 1) if s.causal else None)[0]
    block = lambda **k: nn.TransformerEncoderLayer(6, 2, 10, dropout=0., batch_first=True, **k)
    x, memory = torch.randn(2, 5, 6), torch.randn(2, 4, 6); cross = nn.MultiheadAttention(6, 3, batch_first=True)
    cases = {
        "attention": Attention(False, 6, 2), "attention causal": Attention(True, 6, 3), "attention no bias": Attention(False, 6, 1, bias=False),
        "block": block(activation="gelu", norm_first=True), "block norm last": block(activation="relu"),
    }
    tensors = {}
    for name, layer in cases.items():
        for p in layer.parameters(): p.data = torch.randn_like(p)
        for key, value in layer.state_dict().items(): tensors[f"{name}/weight.{key.removeprefix('inner.')}"] = value.clone()
        a = x.clone().requires_grad_(); y = layer(a); g = torch.randn_like(y); y.backward(g)
        tensors |= {f"{name}/x": a, f"{name}/y": y, f"{name}/g": g, f"{name}/dx": a.grad}
        for key, p in layer.named_parameters(): tensors[f"{name}/grad.{key.removeprefix('inner.')}"] = p.grad
    for p in cross.parameters(): p.data = torch.randn_like(p)
    hidden = torch.rand(2, 4) < .4; hidden[:, 0] = False
    tensors |= {f"cross/weight.{k}": v for k, v in cross.state_dict().items()}
    tensors |= {"cross/x": x, "cross/memory": memory, "cross/seen": (~hidden).long(), "cross/y": cross(x, memory, memory, key_padding_mask=hidden)[0]}
    save("transformers", tensors)

def losses():
    x, tensors = torch.randn(6, 5) * 2, {}
    classes, shares, weights = torch.tensor([0, 4, 2, 2, 1, 3]), torch.softmax(torch.randn(6, 5), -1), torch.rand(5) + .5
    some = torch.tensor([0, -100, 2, 2, -100, 3])
    pixels, labels = torch.randn(2, 3, 4, 5), torch.randint(0, 3, (2, 4, 5))
    real = torch.randn(6, 5)
    cases = {
        "cross entropy": (x, classes, lambda a, t: F.cross_entropy(a, t)),
        "cross entropy sum": (x, classes, lambda a, t: F.cross_entropy(a, t, reduction="sum")),
        "cross entropy none": (x, classes, lambda a, t: F.cross_entropy(a, t, reduction="none")),
        "cross entropy smoothed": (x, classes, lambda a, t: F.cross_entropy(a, t, label_smoothing=.1)),
        "cross entropy weighted": (x, classes, lambda a, t: F.cross_entropy(a, t, weight=weights)),
        "cross entropy weighted smoothed": (x, classes, lambda a, t: F.cross_entropy(a, t, weight=weights, label_smoothing=.2)),
        "cross entropy ignored": (x, some, lambda a, t: F.cross_entropy(a, t, ignore_index=-100)),
        "cross entropy shares": (x, shares, lambda a, t: F.cross_entropy(a, t)),
        "cross entropy pixels": (pixels, labels, lambda a, t: F.cross_entropy(a, t)),
        "mse": (x, real, lambda a, t: F.mse_loss(a, t)), "mse sum": (x, real, lambda a, t: F.mse_loss(a, t, reduction="sum")),
        "bce": (x, torch.sigmoid(real), lambda a, t: F.binary_cross_entropy_with_logits(a, t)),
    }
    for name, (a, t, f) in cases.items():
        a = a.clone().requires_grad_(); y = f(a, t); y.sum().backward()
        tensors |= {f"{name}/x": a, f"{name}/target": t, f"{name}/y": y, f"{name}/dx": a.grad}
    tensors["weights"] = weights
    save("losses", tensors)

def optimizers():
    O = torch.optim
    cases = {
        "sgd": lambda p: O.SGD(p, .1), "sgd decay": lambda p: O.SGD(p, .1, weight_decay=.05), "sgd momentum": lambda p: O.SGD(p, .1, momentum=.9),
        "sgd dampened": lambda p: O.SGD(p, .1, momentum=.8, dampening=.3, weight_decay=.01),
        "sgd nesterov": lambda p: O.SGD(p, .1, momentum=.9, nesterov=True, weight_decay=.02),
        "adam": lambda p: O.Adam(p), "adam decay": lambda p: O.Adam(p, .01, (.8, .95), 1e-6, weight_decay=.1),
        "adamw": lambda p: O.AdamW(p), "adamw decay": lambda p: O.AdamW(p, .02, (.8, .95), 1e-6, weight_decay=.2),
    }
    start = {"a": torch.randn(3, 7), "b": torch.randn(5)}
    # b has no gradient in step 2: its own count of steps must not go on. Gradients of very different size show where epsilon stands.
    grads = [{k: torch.randn_like(v) * 10. ** (2 - 2 * s) for k, v in start.items() if (k, s) != ("b", 2)} for s in range(1, 6)]
    tensors = {f"g.{k}.{s}": g for s, step in enumerate(grads, 1) for k, g in step.items()}
    for name, make in cases.items():
        ps = {k: nn.Parameter(v.clone()) for k, v in start.items()}; o = make(list(ps.values()))
        for s in range(6):
            if s:
                for k, p in ps.items(): p.grad = grads[s - 1].get(k)
                o.step()
            for k, p in ps.items(): tensors[f"{name}/p.{k}.{s}"] = p.detach().clone()
    save("optimizers", tensors)

def network():
    m = nn.Sequential(nn.Conv2d(2, 4, 3, padding=1, bias=False), nn.BatchNorm2d(4), nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(4, 6, 3), nn.GELU(),
                      nn.Flatten(), nn.Linear(6 * 2 * 1, 8), nn.LayerNorm(8), nn.Tanh(), nn.Linear(8, 3))
    x, t, o = torch.randn(5, 2, 8, 6), torch.randint(0, 3, (5,)), torch.optim.AdamW(m.parameters(), .01)
    tensors = {"x": x, "target": t} | {f"first.{k}": v.clone() for k, v in m.state_dict().items()}
    losses = []
    for _ in range(5):
        o.zero_grad(); loss = F.cross_entropy(m(x), t, label_smoothing=.1); loss.backward()
        nn.utils.clip_grad_norm_(m.parameters(), .5); o.step(); losses.append(loss.detach())
    save("network", tensors | {"losses": torch.stack(losses)} | {f"last.{k}": v for k, v in m.state_dict().items()})

layers(); losses(); optimizers(); network(); transformers()
