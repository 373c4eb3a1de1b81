#!/usr/bin/python3
"""Brings the figures of docs/pytorch.md and docs/gradients.md up to date.

    NABLA_GOLDENS=OUT/goldens NABLA_GRADIENTS=OUT/gradients dotnet test -c Release
    /usr/bin/python3 eng/tables.py OUT

docs/pytorch.md: counts, and the golden comparisons of each test project. Its rows are written by hand; if PyTorch is installed, the names
are compared with what PyTorch has. docs/gradients.md: all of it, except the reasons of ops not checked to second order, which are kept; for
this page alone it is enough to run Nabla.Tests and Nabla.LinearAlgebra.Tests with NABLA_GRADIENTS.
"""
import inspect
import re
import sys
from collections import Counter
from pathlib import Path

PAGES = Path(__file__).resolve().parent.parent / "docs"
SOURCES = PAGES.parent / "src"
OPERATORS = {"op_Addition": "+", "op_Subtraction": "-", "op_Multiply": "*", "op_Division": "/", "op_UnaryNegation": "-x", "get_T": "T"}

# What torch.* holds besides functions of tensors: in-place and copying forms, files, threads, seeds, tracing, complex numbers,
# quantised and sparse tensors, kernels of single backends, and helpers.
NOT_COUNTED = re.compile(
    r"(?!index_)\w+_copy$|.*_$|align_|.*autocast|batch_norm_|.*complex|.*conj|.*cudnn|.*fbgemm|.*quantize|.*miopen|.*mkldnn|native_|.*sparse"
    r"|fake_|fused_|get_|set_|is_|init_|import_|parse_|unsafe_|q_|h?s+p?a?d*mm$|hspmm|dsmm|smm|spmm|saddmm|sspaddmm|quantized|int_repr|dequantize"
    r"|.*vital|typename|unify|merge_type|use_det|are_det|can_cast|candidate|choose_q|classproperty|compiled_|convolution$|feature_dropout"
    r"|fork|wait|from_file|from_dlpack|to_dlpack|grid_sampler|affine_grid_gen|imag$|real$|isreal|angle|polar|initial_seed|manual_seed|seed$|load$|save$"
    r"|obj$|view_as_|prepare_|promote_types|result_type|resolve_neg|norm_except|empty_strided|empty_q|fill$|numel|solve$|eig$|symeig|lstsq|matrix_rank")
HELPERS = {"assert_int_or_pair", "boolean_dispatch", "handle_torch_function", "has_torch_function", "has_torch_function_unary",
           "has_torch_function_variadic", "native_channel_shuffle", "DType", "Tensor", "Callable", "List", "Optional", "Tuple", "Union"}


def rows(text):
    """Heading, cells of each line of a table."""
    heading = ""
    for line in text.split("\n"):
        if line.startswith("## "):
            heading = line[3:]
        elif line.startswith("| `"):
            yield heading, [cell.strip() for cell in line.strip("| ").split(" | ")] if " | " in line else [line]


def between(text, name, lines):
    """The text with the lines between the marks of that name replaced."""
    start, end = f"<!-- {name} -->\n", f"<!-- end of {name} -->\n"
    head, rest = text.split(start)
    return head + start + "\n" + "\n".join(lines) + "\n\n" + end + rest.split(end)[1]


def counterparts(folder):
    page = PAGES / "pytorch.md"
    text = page.read_text()
    has, of = Counter(), Counter()
    names = {}
    for heading, cells in rows(text):
        found = re.findall(r"`([^`]+)`", cells[0])
        names.setdefault(heading, []).extend(found)
        of[heading] += len(found)
        has[heading] += 0 if cells[1] == "not needed" else len(found)
    counts = [f"**{sum(has.values())} of {sum(of.values())}** names have a counterpart.", "", "| part of PyTorch | has a counterpart | of |", "|---|--:|--:|"]
    counts += [f"| {heading} | {has[heading]} | {of[heading]} |" for heading in of]
    text = between(text, "counts", counts)
    page.write_text(between(text, "goldens", goldens(folder)) if Path(folder, "goldens").exists() else text)
    compare(names)


def goldens(folder):
    lines = ["| project | dtype | comparisons | largest error | where |", "|---|---|--:|--:|---|"]
    total = 0
    for file in sorted(Path(folder, "goldens").glob("*.txt")):
        for line in file.read_text().splitlines():
            dtype, count, error, where = line.split("\t")
            total += int(count)
            exact = float(error) == 0
            lines.append(f"| {file.stem} | {dtype.lower()} | {count} | {'0' if exact else number(error)} | {'' if exact else where} |")
    return [f"**{total:,}** comparisons.", ""] + lines


def compare(names):
    try:
        import torch
    except ImportError:
        print("PyTorch is not installed; its names were not compared.")
        return
    listed = {heading: set(found) for heading, found in names.items() if not heading.startswith("torch:")}
    listed["torch"] = {n for heading, found in names.items() if heading.startswith("torch:") for n in found if not n.startswith("Tensor.")}
    for heading, actual in existing(torch).items():
        for what, difference in ("missing", actual - listed[heading]), ("unknown to PyTorch", listed[heading] - actual):
            if difference:
                print(f"{heading}: {what}: {' '.join(sorted(difference))}")
    for heading, found in names.items():
        for name in (n for n, count in Counter(found).items() if count > 1):
            print(f"{heading}: {name} stands there twice")


def existing(torch):
    nn, optim = torch.nn, torch.optim
    from torch.nn.utils import parametrizations, rnn
    public = lambda module, kind: {n for n in dir(module) if not n.startswith("_") and kind(getattr(module, n))}
    own = lambda module: {n for n in public(module, inspect.isfunction) if getattr(module, n).__module__ == module.__name__}
    functional = {n for n in public(nn.functional, callable) if not n.endswith("_")} - HELPERS
    tensors = public(torch, lambda f: inspect.isbuiltin(f) or inspect.isfunction(f))
    linalg = public(torch.linalg, callable) - {"Tensor", "LinAlgError"}
    schedules = {n for n in public(optim.lr_scheduler, inspect.isclass) if issubclass(getattr(optim.lr_scheduler, n), optim.lr_scheduler._LRScheduler)}
    utils = public(nn.utils, inspect.isfunction) - {"clip_grad_norm"}
    return {
        "torch.nn": public(nn, inspect.isclass),
        "torch.nn.functional": functional,
        "torch.nn.init": {n for n in own(nn.init) if n.endswith("_") and not n.startswith("_")} | {"calculate_gain"},
        "torch.nn.utils": utils | {"rnn." + n for n in own(rnn) if n not in ("bind", "invert_permutation")} | {"parametrizations." + n for n in own(parametrizations)},
        "torch.optim": public(optim, inspect.isclass) | {"swa_utils.AveragedModel", "swa_utils.SWALR", "swa_utils.update_bn"},
        "torch.optim.lr_scheduler": schedules | {"ReduceLROnPlateau"},
        "torch.distributions": set(torch.distributions.__all__),
        "torch.linalg": linalg,
        "torch.fft": public(torch.fft, callable) - {"Tensor"},
        "torch.special": public(torch.special, callable) - {"Tensor"},
        "torch": {n for n in tensors if not NOT_COUNTED.match(n)} - (functional - {"sigmoid", "tanh", "relu"}) - {"sigmoid", "tanh", "relu"} - {"softmax", "log_softmax"},
    }


def number(text):
    return f"{float(text):.1e}".replace("e-0", "e-")


def gradients(folder):
    page = PAGES / "gradients.md"
    remarks = {name: cells[-1] for _, cells in rows(page.read_text()) if len(cells) == 3 for name in cells[0].split()} if page.exists() else {}
    families = {m: file.parent.name if "Ops" in file.parts else "LinearAlgebra"
                for file in sorted(SOURCES.rglob("*.cs")) if not {"obj", "bin"} & set(file.parts)
                for m in re.findall(r"class (\w+Op)\b", file.read_text())}
    ops = sorted(line.split("\t") for file in Path(folder, "gradients").glob("*.txt") for line in file.read_text().splitlines())
    checked, without = {}, {}
    for op, count, order, first, second, kind in ops:
        owner, method = op.split(".")
        name = f"`{OPERATORS.get(method, method)}`"
        if order < "2":
            discrete = "" if kind.startswith("float") else f"its results are {kind}"
            without.setdefault((order, remarks.get(name) or discrete), []).append(name)
        else:
            checked.setdefault(families[owner], []).append((name, count, first, second))
    every = [row for family in checked.values() for row in family]
    lines = [HEAD.format(
        ops=len(every), rows=sum(int(row[1]) for row in every),
        e1=number(max(float(row[2]) for row in every)), e2=number(max(float(row[3]) for row in every)))]
    for family, found in sorted(checked.items()):
        lines += [f"\n## {family}\n", "| op | rows | first | second |", "|---|--:|--:|--:|"]
        lines += [f"| {name} | {count} | {number(first)} | {number(second)} |" for name, count, first, second in sorted(found)]
    lines += ["\n## Not to second order", "", "| op | order | why |", "|---|--:|---|"]
    lines += [f"| {' '.join(names)} | {order} | {why} |" for (order, why), names in sorted(without.items())]
    page.write_text("\n".join(lines).replace("| 0.0e+00", "| 0") + "\n")


HEAD = """# Gradient checks

Every op is compared with central differences in float64, along a random direction: the first derivative, then the derivative of that.
**{ops} ops in {rows} rows, both orders; largest error {e1} for the first and {e2} for the second**,
relative to 1 + |derivative|; differences themselves are good to about 1e-10, the tests allow 1e-6 and 1e-5. A second derivative that is not
recorded must be 0: the gradient is then compared at two places. The gradients of the fused kernels must agree with the recorded rules to 1e-9.

Rows are those of `OpCases` (shapes, settings, domains). This page is written by `eng/tables.py`, which also says how."""

if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    counterparts(sys.argv[1])
    if Path(sys.argv[1], "gradients").exists():
        gradients(sys.argv[1])
