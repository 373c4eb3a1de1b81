#!/usr/bin/python3
"""Golden steps of optimisers that PyTorch 1.13 lacks, restated in NumPy in float64 from the papers (SparseAdam is PyTorch's, the lasso scikit-learn's):
tests/Nabla.Nn.Tests/Golden/optimizers_more.safetensors. Parameters, gradients and steps as in torch_optimizers.py."""
import numpy as np, torch
from sklearn.linear_model import Lasso
import golden
rng = np.random.default_rng(29)

def rms(x): return np.sqrt(np.mean(x * x))

class Adafactor:
    """Shazeer, Stern 2018, algorithm 4 (matrices) and 5 (vectors), with the sums of R and C as means; relative steps as in section 8."""
    def __init__(self, lr=1e-2, relative=True, power=.8, d=1., eps1=1e-30, eps2=1e-3, decay=0.):
        self.__dict__ |= locals(); self.state = {}
    def step(self, key, p, g):
        s = self.state.setdefault(key, dict(t=0, R=0., C=0., V=0.)); s["t"] += 1; t = s["t"]
        beta = 1 - t ** -self.power; square = g * g + self.eps1
        if p.ndim > 1:
            square = square.reshape(len(p), -1)
            s["R"] = beta * s["R"] + (1 - beta) * square.sum(1); s["C"] = beta * s["C"] + (1 - beta) * square.sum(0)
            v = (np.outer(s["R"], s["C"]) / s["R"].sum()).reshape(p.shape)
        else: v = s["V"] = beta * s["V"] + (1 - beta) * square
        u = g / np.sqrt(v); u = u / max(1, rms(u) / self.d)
        alpha = min(self.lr, t ** -.5) * max(self.eps2, rms(p)) if self.relative else self.lr
        return (1 - self.lr * self.decay) * p - alpha * u

def newton_schulz(g):
    """Jordan 2024: five rounds of the quintic with coefficients 3.4445, -4.7750, 2.0315."""
    x = g.reshape(len(g), -1); x = x / (np.sqrt((x * x).sum()) + 1e-7); tall = x.shape[0] > x.shape[1]
    if tall: x = x.T
    for _ in range(5):
        a = x @ x.T; x = 3.4445 * x + (-4.7750 * a + 2.0315 * a @ a) @ x
    return (x.T if tall else x).reshape(g.shape)

class Muon:
    def __init__(self, lr=.02, momentum=.95, nesterov=True, decay=0., factor=.015, betas=(.9, .95), eps=1e-10):
        self.__dict__ |= locals(); self.state = {}
    def step(self, key, p, g):
        s = self.state.setdefault(key, dict(t=0, m=0., v=0.)); s["t"] += 1
        if p.ndim > 1:
            s["m"] = self.momentum * s["m"] + (1 - self.momentum) * g
            u = self.momentum * s["m"] + (1 - self.momentum) * g if self.nesterov else s["m"]
            rows, columns = len(p), p.size // len(p)
            return (1 - self.lr * self.decay) * p - self.lr * max(1, rows / columns) ** .5 * newton_schulz(u)
        lr, (b1, b2) = self.lr * self.factor, self.betas
        s["m"] = b1 * s["m"] + (1 - b1) * g; s["v"] = b2 * s["v"] + (1 - b2) * g * g
        return (1 - lr * self.decay) * p - lr * (s["m"] / (1 - b1 ** s["t"])) / (np.sqrt(s["v"] / (1 - b2 ** s["t"])) + self.eps)

first = {"a": rng.normal(size=(3, 7)), "b": rng.normal(size=5), "c": rng.normal(size=(6, 2, 2))}
steps = [{key: rng.normal(size=p.shape) for key, p in first.items()} for _ in range(5)]
steps[2]["a"] = steps[0]["a"] * -.5; del steps[1]["b"]
for step in steps: step["a"][1] *= step is steps[3]; step["c"][4] = 0      # rows without gradient
cases = {
    "adafactor": Adafactor(), "adafactor absolute": Adafactor(.03, False, .5, .7, 1e-4, decay=.2), "adafactor decay": Adafactor(.6, power=1., decay=.1, eps2=2.),
    "muon": Muon(), "muon decay": Muon(.05, .8, decay=.2, factor=.3), "muon plain": Muon(.1, .5, False, factor=.5, betas=(.8, .9), eps=1e-6),
}
tensors = {f"g.{key}.{i + 1}": torch.from_numpy(g) for i, step in enumerate(steps) for key, g in step.items()}
for name, rule in cases.items():
    p = dict(first)
    for i in range(6):
        tensors |= {f"{name}/p.{key}.{i}": torch.from_numpy(value.copy()) for key, value in p.items()}
        if i < 5: p |= {key: rule.step(key, p[key], g) for key, g in steps[i].items()}

for name, settings in {"sparse adam": {}, "sparse adam fast": dict(lr=.02, betas=(.8, .95), eps=1e-6)}.items():
    p = {key: torch.nn.Parameter(torch.from_numpy(value.copy())) for key, value in first.items()}; o = torch.optim.SparseAdam(list(p.values()), **settings)
    for i in range(6):
        tensors |= {f"{name}/p.{key}.{i}": value.detach().clone() for key, value in p.items()}
        if i == 5: break
        for key in p: p[key].grad = torch.from_numpy(steps[i][key]).to_sparse(1) if key in steps[i] else None
        o.step()

# Singular values after five rounds: U and V of a matrix with values from 0.02 to 1.
for name, shape in {"wide": (5, 9), "tall": (9, 4), "kernel": (6, 10)}.items():
    g = rng.normal(size=shape); u, s, v = np.linalg.svd(g, full_matrices=False); s = np.geomspace(1, .02, len(s)); g = u * s @ v
    tensors |= {f"orthogonal {name}/{key}": torch.from_numpy(np.ascontiguousarray(value)) for key, value in dict(g=g, u=u, v=v.T, o=newton_schulz(g)).items()}

# Newton's step in one coordinate of L(p) = ½ Σ (Xp − y)² / n + ¼ Σ p⁴ + l1 Σ |p|.
X, y, start = rng.normal(size=(9, 6)), rng.normal(size=9), rng.normal(size=6); start[2] = 0
tensors |= {"coordinates/x": torch.from_numpy(X), "coordinates/y": torch.from_numpy(y), "coordinates/start": torch.from_numpy(start)}
for name, (steepest, l1, share) in {"cyclic": (False, 0., 1.), "cyclic lasso": (False, .3, .7), "steepest": (True, 0., 1.), "steepest lasso": (True, .3, 1.)}.items():
    p, trace = start.copy(), []
    for move in range(18):
        g = X.T @ (X @ p - y) / len(y) + p ** 3
        slopes = np.where(p == 0, np.maximum(abs(g) - l1, 0), abs(g + l1 * np.sign(p)))
        i = int(slopes.argmax()) if steepest else move % 6
        h = (X[:, i] ** 2).mean() + 3 * p[i] ** 2; u = p[i] - g[i] / h
        p[i] += share * (np.sign(u) * max(abs(u) - l1 / h, 0) - p[i]); trace.append(p.copy())
    tensors[f"coordinates {name}/trace"] = torch.from_numpy(np.stack(trace))
for name, settings in {"lasso": dict(alpha=.1, fit_intercept=False), "lasso intercept": dict(alpha=.25)}.items():
    fit = Lasso(tol=1e-15, max_iter=100000, **settings).fit(X, y + 2)
    tensors |= {f"{name}/weights": torch.from_numpy(fit.coef_), f"{name}/bias": torch.tensor(float(fit.intercept_), dtype=torch.float64)}
golden.save("Nabla.Nn.Tests/Golden/optimizers_more", tensors)
