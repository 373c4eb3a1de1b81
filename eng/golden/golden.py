"""What the golden makers share: a writer of safetensors files and the record of one layer (weights, input, output, gradients)."""
import functools, json, pathlib, struct, torch, warnings

tests = pathlib.Path(__file__).resolve().parents[2] / "tests"

def save(path, tensors):
    """Writes name → tensor to tests/PATH.safetensors. Booleans become int64."""
    header, data = {}, b""
    for key in sorted(tensors):
        t = tensors[key].detach().contiguous()
        t = t.long() if t.dtype == torch.bool else t
        kind = {torch.float64: "F64", torch.float32: "F32", torch.int64: "I64"}[t.dtype]
        raw = t.numpy().tobytes()
        header[key] = {"dtype": kind, "shape": list(t.shape), "data_offsets": [len(data), len(data) + len(raw)]}
        data += raw
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    file = tests / f"{path}.safetensors"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(struct.pack("<Q", len(text)) + text + data)
    print(path, len(tensors), "tensors", len(data), "bytes")

def layer(name, module, x):
    """One row for GoldenLayers: NAME/weight.*, x, y, g (gradient by y), dx, grad.*, and with buffers after.*, eval."""
    for p in module.parameters(): p.data = torch.randn_like(p)
    tensors = {f"{name}/weight.{key}": value.clone() for key, value in module.state_dict().items()}
    if x.is_floating_point(): x = x.clone().requires_grad_()
    y = module(x); g = torch.randn_like(y); y.backward(g)
    tensors |= {f"{name}/x": x, f"{name}/y": y, f"{name}/g": g}
    if x.is_floating_point(): tensors[f"{name}/dx"] = x.grad
    for key, p in module.named_parameters(): tensors[f"{name}/grad.{key}"] = p.grad
    if list(module.buffers()):
        module(x.detach() * 2 + 1)
        for key, b in module.named_buffers(): tensors[f"{name}/after.{key}"] = b.clone()
        module.eval(); tensors[f"{name}/eval"] = module(x.detach())
    return tensors

def function(name, f, *inputs):
    """One row for GoldenFunctions: NAME/in.0 ..., y, g (gradient by y), and for each floating-point input d.0 ..."""
    inputs = [t.clone().requires_grad_() if t.is_floating_point() else t for t in inputs]
    y = f(*inputs); g = torch.randn_like(y); y.backward(g)
    tensors = {f"{name}/in.{i}": t for i, t in enumerate(inputs)} | {f"{name}/y": y, f"{name}/g": g}
    return tensors | {f"{name}/d.{i}": t.grad for i, t in enumerate(inputs) if t.is_floating_point() and t.grad is not None}

def calls(seed):
    """A table without rows for GoldenCalls, and what adds a row to it; random numbers follow from the seed."""
    warnings.filterwarnings("ignore")
    torch.set_default_dtype(torch.float64); torch.manual_seed(seed)
    tensors = {}
    return tensors, functools.partial(case, tensors)

def case(tensors, name, f, *inputs):
    """One row of GoldenCalls: NAME/in.K, NAME/out.K, and where a gradient flows NAME/g.K (by output K) and NAME/d.K (by input K)."""
    inputs = [x.clone().requires_grad_() if x.is_floating_point() else x for x in inputs]
    outputs = f(*inputs); outputs = list(outputs) if isinstance(outputs, (tuple, list)) else [outputs]
    for k, x in enumerate(inputs): tensors[f"{name}/in.{k}"] = x
    for k, y in enumerate(outputs): tensors[f"{name}/out.{k}"] = y
    flows = [(k, y) for k, y in enumerate(outputs) if y.requires_grad]
    if not flows: return
    g = {k: torch.randn_like(y) * y.isfinite() for k, y in flows}
    torch.autograd.backward([y for _, y in flows], [g[k] for k, _ in flows])
    for k, _ in flows: tensors[f"{name}/g.{k}"] = g[k]
    for k, x in enumerate(inputs):
        if x.requires_grad and x.grad is not None: tensors[f"{name}/d.{k}"] = x.grad
