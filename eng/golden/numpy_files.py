#!/usr/bin/env python3
"""Writes the small .npy, .npz and .safetensors files the file tests read, with NumPy and with the standard library's struct and json.

Element i of every array is (37 i mod 101 - 50) / 4, cut to a whole number or compared with 0 where the type asks for it;
the tests compute the same. Run from the repository's root: python3 eng/golden/numpy_files.py
"""
import io, json, struct, zipfile
from pathlib import Path
import numpy as np

OUT = Path("tests/Nabla.Tests/Files/golden")


def values(shape, dtype):
    n = int(np.prod(shape, dtype=np.int64))
    x = (37 * np.arange(n) % 101 - 50) / 4.0
    if np.dtype(dtype).kind == "b":
        x = x > 0
    elif np.dtype(dtype).kind == "u":
        x = np.abs(x).astype(np.int64)
    elif np.dtype(dtype).kind == "i":
        x = np.trunc(x)
    return x.astype(dtype).reshape(shape)


def safetensors(tensors, metadata=None):
    """The reference layout: falling type order, then name; compact JSON padded with spaces to a multiple of 8."""
    order = ["BOOL", "U8", "I8", "I16", "U16", "F16", "BF16", "I32", "U32", "F32", "F64", "I64", "U64"]
    header, data = {}, b""
    if metadata:
        header["__metadata__"] = metadata
    for name, (dtype, array) in sorted(tensors.items(), key=lambda t: (-order.index(t[1][0]), t[0])):
        raw = array.tobytes()
        header[name] = {"dtype": dtype, "shape": list(array.shape), "data_offsets": [len(data), len(data) + len(raw)]}
        data += raw
    text = json.dumps(header, separators=(",", ":"), ensure_ascii=False).encode()
    text += b" " * (-len(text) % 8)
    return struct.pack("<Q", len(text)) + text + data


def brain(x):
    return (np.ascontiguousarray(x, "<f4").view("<u4") >> 16).astype("<u2")


OUT.mkdir(parents=True, exist_ok=True)
arrays = {
    "f4": values((3, 4), "<f4"), "f8_fortran": np.asfortranarray(values((2, 3, 4), "<f8")), "i2_big": values((5,), ">i2"),
    "f4_big_fortran": np.asfortranarray(values((3, 2), ">f4")), "bool": values((7,), "?"), "scalar": values((), "<i8"),
    "empty": values((0, 3), "<f4"), "u1": values((2, 2, 2), "u1"), "f2": values((6,), "<f2"),
}
for name, array in arrays.items():
    np.save(OUT / f"{name}.npy", array)
for version in [(2, 0), (3, 0)]:
    with open(OUT / f"version{version[0]}.npy", "wb") as f:
        np.lib.format.write_array(f, values((2, 5), "<i4"), version)
np.savez(OUT / "stored.npz", a=values((3, 4), "<f4"), b=values((5,), "<i8"))
np.savez_compressed(OUT / "deflated.npz", a=values((30, 4), "<f4"), b=values((5,), "<i8"))

tensors = {
    "layer.weight": ("F32", values((3, 4), "<f4")), "layer.bias": ("F32", values((4,), "<f4")), "steps": ("I64", values((), "<i8")),
    "mask": ("BOOL", values((5,), "?")), "half": ("F16", values((3,), "<f2")), "brain": ("BF16", brain(values((2, 3), "<f4"))),
    "double": ("F64", values((2,), "<f8")), "bytes": ("U8", values((3,), "u1")), "small": ("I8", values((3,), "i1")),
    "short": ("I16", values((3,), "<i2")), "int": ("I32", values((3,), "<i4")), "none": ("F32", values((0, 2), "<f4")),
    "ünï \"quoted\" 名": ("F32", values((1,), "<f4")),
}
(OUT / "all.safetensors").write_bytes(safetensors(tensors, {"format": "pt", "note": "a/b <c>"}))
(OUT / "empty.safetensors").write_bytes(safetensors({}))
