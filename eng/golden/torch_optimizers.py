#!/usr/bin/python3
"""Golden steps of PyTorch's optimisers in float64: tests/Nabla.Nn.Tests/Golden/optimizers.safetensors. Two parameters, five steps; one
gradient is missing in step 2, as of a layer that was not used. NAdam takes its foreach form: the plain one of 1.13 counts a factor twice."""
import torch, torch.optim as O
import golden
torch.set_default_dtype(torch.float64); torch.manual_seed(17)

first = {"a": torch.randn(3, 7), "b": torch.randn(5)}
steps = [{"a": torch.randn(3, 7), "b": torch.randn(5)} for _ in range(5)]
steps[2]["a"] = steps[0]["a"] * -.5; del steps[1]["b"]

cases = {
    "sgd": lambda p: O.SGD(p, .1), "sgd decay": lambda p: O.SGD(p, .1, weight_decay=.05), "sgd momentum": lambda p: O.SGD(p, .1, momentum=.9),
    "sgd dampened": lambda p: O.SGD(p, .1, momentum=.8, dampening=.3, weight_decay=.01),
    "sgd nesterov": lambda p: O.SGD(p, .1, momentum=.9, nesterov=True, weight_decay=.02),
    "adam": lambda p: O.Adam(p), "adam decay": lambda p: O.Adam(p, .01, (.8, .95), 1e-6, weight_decay=.1),
    "adam amsgrad": lambda p: O.Adam(p, .01, (.8, .5), 1e-6, weight_decay=.1, amsgrad=True),
    "adamw": lambda p: O.AdamW(p), "adamw decay": lambda p: O.AdamW(p, .02, (.8, .95), 1e-6, weight_decay=.2),
    "adamw amsgrad": lambda p: O.AdamW(p, .02, (.8, .5), 1e-6, weight_decay=.2, amsgrad=True),
    "rmsprop": lambda p: O.RMSprop(p), "rmsprop momentum": lambda p: O.RMSprop(p, .02, .9, 1e-6, weight_decay=.1, momentum=.8),
    "rmsprop centered": lambda p: O.RMSprop(p, .02, .9, 1e-6, centered=True),
    "rmsprop centered momentum": lambda p: O.RMSprop(p, .02, .9, 1e-6, weight_decay=.1, momentum=.8, centered=True),
    "adagrad": lambda p: O.Adagrad(p), "adagrad decay": lambda p: O.Adagrad(p, .1, lr_decay=.2, weight_decay=.1, initial_accumulator_value=.5, eps=1e-6),
    "adadelta": lambda p: O.Adadelta(p), "adadelta decay": lambda p: O.Adadelta(p, .5, rho=.8, eps=1e-4, weight_decay=.1),
    "adamax": lambda p: O.Adamax(p), "adamax decay": lambda p: O.Adamax(p, .02, (.8, .5), 1e-6, weight_decay=.1),
    "nadam": lambda p: O.NAdam(p, foreach=True), "nadam decay": lambda p: O.NAdam(p, .02, (.8, .95), 1e-6, weight_decay=.1, momentum_decay=.3, foreach=True),
    "radam": lambda p: O.RAdam(p), "radam rectified": lambda p: O.RAdam(p, .02, (.8, .9), 1e-6, weight_decay=.1),
    "rprop": lambda p: O.Rprop(p), "rprop bounded": lambda p: O.Rprop(p, .1, etas=(.3, 1.7), step_sizes=(.05, .2)),
    "asgd": lambda p: O.ASGD(p), "asgd averaged": lambda p: O.ASGD(p, .1, lambd=.1, alpha=.6, t0=1, weight_decay=.1),
    "groups": lambda p: O.AdamW([{"params": p[:1], "lr": .02, "weight_decay": .2}, {"params": p[1:], "lr": .01, "weight_decay": 0}]),
}

tensors = {f"g.{key}.{i + 1}": g for i, step in enumerate(steps) for key, g in step.items()}
for name, make in cases.items():
    p = {key: torch.nn.Parameter(value.clone()) for key, value in first.items()}
    optimizer = make(list(p.values()))
    for i in range(6):
        tensors |= {f"{name}/p.{key}.{i}": value.detach().clone() for key, value in p.items()}
        if i == 5: break
        for key in p: p[key].grad = steps[i][key].clone() if key in steps[i] else None     # some write into it
        optimizer.step()
    if name.startswith("asgd"): tensors |= {f"{name}/mean.{key}": optimizer.state[value]["ax"].clone() for key, value in p.items()}

for name, settings in {"lbfgs": dict(max_iter=4), "lbfgs short memory": dict(lr=.5, max_iter=5, history_size=2)}.items():
    p = torch.nn.Parameter(torch.tensor([-1.2, 1.])); optimizer = O.LBFGS([p], line_search_fn="strong_wolfe", **settings); trace = []
    def rosenbrock():
        optimizer.zero_grad(); loss = (1 - p[0]) ** 2 + 100 * (p[1] - p[0] ** 2) ** 2; loss.backward(); return loss
    for i in range(16): optimizer.step(rosenbrock); trace.append(p.detach().clone())
    tensors[f"{name}/trace"] = torch.stack(trace)
golden.save("Nabla.Nn.Tests/Golden/optimizers", tensors)
