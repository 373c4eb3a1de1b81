#!/usr/bin/python3
"""Golden numbers of torchvision's models for Nabla.Vision.Tests, in float64. No weights are stored: both sides compute them by `fill`.

  apt-get install -y --no-install-recommends python3-torch python3-torchvision
  python3 eng/golden/torchvision_models.py      writes tests/Nabla.Vision.Tests/Golden/models.safetensors

names/MODEL   a hash of all names and shapes in its state_dict, and the number of its parameters, for 1000 classes
CASE/eval     scores of fill("input") in use
CASE/train    scores in training; GoogLeNet: of the last, the first and the second classifier one behind the other
CASE/grad     for each parameter in the order of names: norm of the gradient of sum(train * fill("seed")), and its product with fill(name)
"""
import math, numpy as np, torch, torch.nn as nn, torchvision.models as tv
import golden

def fnv(text):
    h = 2166136261
    for c in text.encode(): h = (h ^ c) * 16777619 % 2**32
    return h

def fill(name, shape):
    """Numbers in [-1, 1) that look random: a hash of the name and the place (lowbias32 by Chris Wellons)."""
    x = np.arange(math.prod(shape), dtype=np.uint32) + np.uint32(fnv(name))
    x ^= x >> np.uint32(16); x *= np.uint32(0x7feb352d); x ^= x >> np.uint32(15); x *= np.uint32(0x846ca68b); x ^= x >> np.uint32(16)
    return torch.from_numpy(x / 2.0**31 - 1).reshape(shape)

def weights(name, value):
    """Weights as by He, norms and biases near where they begin."""
    if not value.is_floating_point(): return torch.zeros_like(value)
    u = fill(name, tuple(value.shape))
    if value.dim() > 1: return u * math.sqrt(6 / (value.numel() / value.shape[0]))
    return 1 + u / 2 if name.endswith("running_var") else 1 + u / 5 if name.endswith("weight") else u / 5

class LeNet5(nn.Module):
    def __init__(s):
        super().__init__()
        s.c1, s.c3, s.c5, s.f6, s.output = nn.Conv2d(1, 6, 5), nn.Conv2d(6, 16, 5), nn.Conv2d(16, 120, 5), nn.Linear(120, 84), nn.Linear(84, 10)
    def forward(s, x):
        pool = nn.AvgPool2d(2)
        x = s.c5(pool(s.c3(pool(s.c1(x).tanh())).tanh())).tanh().flatten(1)
        return s.output(s.f6(x).tanh())

def narrow(model, inputs, order):
    """The classifier of AlexNet and VGG with 64 instead of 4096 hidden units and without dropout."""
    a, b, c = nn.Linear(inputs, 64), nn.Linear(64, 64), nn.Linear(64, 10)
    drop, relu = nn.Dropout(0), nn.ReLU()
    model.classifier = nn.Sequential(*(drop, a, relu, drop, b, relu, c) if order == "before" else (a, relu, drop, b, relu, drop, c))
    return model

CASES = {
    "lenet5": (LeNet5, (2, 1, 32, 32)),
    "alexnet": (lambda: narrow(tv.alexnet(), 9216, "before"), (2, 3, 96, 80)),
    "vgg11": (lambda: narrow(tv.vgg11(), 25088, "after"), (1, 3, 64, 32)),
    "vgg13_bn": (lambda: narrow(tv.vgg13_bn(), 25088, "after"), (2, 3, 32, 64)),
    "googlenet": (lambda: tv.googlenet(num_classes=10, aux_logits=True, init_weights=False, dropout=0., dropout_aux=0.), (2, 3, 80, 96)),
    "resnet18": (lambda: tv.resnet18(num_classes=10), (2, 3, 64, 64)),
    "resnet50": (lambda: tv.resnet50(num_classes=10), (2, 3, 64, 48)),
    "resnext50_32x4d": (lambda: tv.resnext50_32x4d(num_classes=10), (2, 3, 48, 64)),
    "densenet121": (lambda: tv.densenet121(num_classes=10), (2, 3, 64, 64)),
    "mobilenet_v2": (lambda: tv.mobilenet_v2(num_classes=10, dropout=0.), (2, 3, 64, 64)),
    "vit": (lambda: tv.VisionTransformer(image_size=32, patch_size=8, num_layers=2, num_heads=4, hidden_dim=32, mlp_dim=64, num_classes=10), (2, 3, 32, 32)),
}

def case(name, make, size):
    model = make().double()
    model.load_state_dict({key: weights(key, value) for key, value in model.state_dict().items()})
    x = fill("input", size)
    with torch.no_grad(): tensors = {f"{name}/eval": model.eval()(x)}
    y = model.train()(x)
    if isinstance(y, tuple): y = torch.cat([y.logits, y.aux_logits2, y.aux_logits1], 1)      # torchvision 0.14 swaps the two names
    (y * fill("seed", tuple(y.shape))).sum().backward()
    grads = [(key, p.grad) for key, p in sorted(model.named_parameters())]
    tensors[f"{name}/grad"] = torch.stack([torch.stack([g.norm(), (g * fill(key, tuple(g.shape))).sum()]) for key, g in grads])
    return tensors | {f"{name}/train": y}

PUBLISHED = ["alexnet", "vgg11", "vgg13", "vgg16", "vgg19", "vgg11_bn", "vgg13_bn", "vgg16_bn", "vgg19_bn", "googlenet", "resnet18", "resnet34",
             "resnet50", "resnet101", "resnet152", "resnext50_32x4d", "wide_resnet50_2", "densenet121", "densenet161", "densenet169",
             "densenet201", "mobilenet_v2", "vit_b_16", "vit_b_32", "vit_l_16", "vit_l_32"]

def published(name):
    model = getattr(tv, name)(**({"aux_logits": True, "init_weights": False} if name == "googlenet" else {}))
    text = "\n".join(f"{key} ({', '.join(map(str, value.shape))})" for key, value in sorted(model.state_dict().items()))
    return torch.tensor([fnv(text), sum(p.numel() for p in model.parameters())])

tensors = {}
for name, (make, size) in CASES.items(): tensors |= case(name, make, size)
for name in PUBLISHED: tensors[f"names/{name}"] = published(name)
golden.save("Nabla.Vision.Tests/Golden/models", tensors)
