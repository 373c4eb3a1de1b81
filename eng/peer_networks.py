"""Networks of the benchmark in PyTorch, for the scripts that measure the peer's memory and start-up."""
import torch
import torch.nn as nn
import torch.nn.functional as F


def mnist_cnn():
    return nn.Sequential(
        nn.Conv2d(1, 32, 3, padding=1), nn.ReLU(), nn.Conv2d(32, 64, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten(),
        nn.Linear(64 * 14 * 14, 128), nn.ReLU(), nn.Linear(128, 10))


class BasicBlock(nn.Module):
    def __init__(self, inputs, outputs, stride):
        super().__init__()
        self.conv1, self.bn1 = nn.Conv2d(inputs, outputs, 3, stride, 1, bias=False), nn.BatchNorm2d(outputs)
        self.conv2, self.bn2 = nn.Conv2d(outputs, outputs, 3, 1, 1, bias=False), nn.BatchNorm2d(outputs)
        same = stride == 1 and inputs == outputs
        self.shortcut = nn.Identity() if same else nn.Sequential(nn.Conv2d(inputs, outputs, 1, stride, bias=False), nn.BatchNorm2d(outputs))

    def forward(self, x):
        y = F.relu(self.bn1(self.conv1(x)))
        return F.relu(self.bn2(self.conv2(y)) + self.shortcut(x))


def resnet18():
    layers, inputs = [nn.Conv2d(3, 64, 7, 2, 3, bias=False), nn.BatchNorm2d(64), nn.ReLU(), nn.MaxPool2d(3, 2, 1)], 64
    for width in (64, 128, 256, 512):
        for block in range(2):
            layers.append(BasicBlock(inputs, width, 2 if block == 0 and width != 64 else 1))
            inputs = width
    return nn.Sequential(*layers, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(512, 1000))


class Attention(nn.Module):
    def __init__(self, features, heads):
        super().__init__()
        self.project, self.out, self.heads = nn.Linear(features, 3 * features), nn.Linear(features, features), heads

    def forward(self, x):
        n, t, d = x.shape
        q, k, v = self.project(x).view(n, t, 3, self.heads, d // self.heads).permute(2, 0, 3, 1, 4)
        scores = q @ k.transpose(-2, -1) / (d // self.heads) ** 0.5
        scores = scores.masked_fill(torch.triu(torch.ones(t, t, dtype=torch.bool), 1), float("-inf"))
        return self.out((torch.softmax(scores, -1) @ v).transpose(1, 2).reshape(n, t, d))


class TransformerBlock(nn.Module):
    def __init__(self, features, heads):
        super().__init__()
        self.norm1, self.attention, self.norm2 = nn.LayerNorm(features), Attention(features, heads), nn.LayerNorm(features)
        self.mlp = nn.Sequential(nn.Linear(features, 4 * features), nn.GELU(), nn.Linear(4 * features, features))

    def forward(self, x):
        x = x + self.attention(self.norm1(x))
        return x + self.mlp(self.norm2(x))


class Gpt(nn.Module):
    def __init__(self, symbols=65, features=128, heads=4, blocks=4, length=128):
        super().__init__()
        self.embedding, self.positions = nn.Embedding(symbols, features), nn.Parameter(torch.zeros(length, features))
        self.blocks = nn.Sequential(*[TransformerBlock(features, heads) for _ in range(blocks)])
        self.norm, self.out = nn.LayerNorm(features), nn.Linear(features, symbols, bias=False)

    def forward(self, x):
        return self.out(self.norm(self.blocks(self.embedding(x) + self.positions))).flatten(0, 1)


def double(inputs, outputs):
    return nn.Sequential(
        nn.Conv2d(inputs, outputs, 3, 1, 1), nn.BatchNorm2d(outputs), nn.ReLU(),
        nn.Conv2d(outputs, outputs, 3, 1, 1), nn.BatchNorm2d(outputs), nn.ReLU())


class UNet(nn.Module):
    def __init__(self, widths=(16, 32, 64, 128)):
        super().__init__()
        upward = list(reversed(widths[:-1]))
        self.down = nn.ModuleList(double(i, o) for i, o in zip((1,) + widths[:-1], widths))
        self.widen = nn.ModuleList(nn.ConvTranspose2d(2 * w, w, 2, 2) for w in upward)
        self.up = nn.ModuleList(double(2 * w, w) for w in upward)
        self.classify = nn.Conv2d(widths[0], 2, 1)

    def forward(self, x):
        kept = []
        for level, block in enumerate(self.down):
            x = block(x)
            if level < len(self.down) - 1:
                kept.append(x)
                x = F.max_pool2d(x, 2)
        for widen, up in zip(self.widen, self.up):
            x = up(torch.cat([widen(x), kept.pop()], 1))
        return self.classify(x)


def adam(model):
    return torch.optim.Adam(model.parameters(), 1e-3)


def adamw(model):
    return torch.optim.AdamW(model.parameters(), 1e-3)


def momentum(model):
    return torch.optim.SGD(model.parameters(), 0.1, momentum=0.9)


# Name: model, optimiser, input, target, whether its tensors are images that have a layout.
WORKLOADS = {
    "mnist-cnn": lambda: (mnist_cnn(), adam, torch.randn(64, 1, 28, 28), torch.randint(0, 10, (64,)), True),
    "resnet18-224": lambda: (resnet18(), momentum, torch.randn(8, 3, 224, 224), torch.randint(0, 1000, (8,)), True),
    "gpt-mini": lambda: (Gpt(), adamw, torch.randint(0, 65, (16, 128)), torch.randint(0, 65, (16 * 128,)), False),
    "unet-128": lambda: (UNet(), adam, torch.randn(4, 1, 128, 128), torch.randint(0, 2, (4, 128, 128)), True),
}


def trainer(name, channels_last=False):
    """A function that does one training step."""
    model, make_optimizer, x, y, images = WORKLOADS[name]()
    if images and channels_last:
        model, x = model.to(memory_format=torch.channels_last), x.to(memory_format=torch.channels_last)
    optimizer = make_optimizer(model)

    def step():
        optimizer.zero_grad(set_to_none=True)
        F.cross_entropy(model(x), y).backward()
        optimizer.step()

    return step
