#!/usr/bin/env python3
"""Packs scikit-learn's copy of the UCI optical digits (digits.csv.gz: 64 values of 0-16 and a label a line) into two IDX files
like those of MNIST: 1,797 x 8 x 8 unsigned bytes, and 1,797 labels.

Usage: python3 eng/make_digits.py PATH/digits.csv.gz     (PATH: sklearn/datasets/data in an installed scikit-learn)
"""
import gzip, struct, sys
from pathlib import Path

OUT = Path("src/Nabla.Train/Data/Sets")

rows = [[int(float(v)) for v in line.split(",")] for line in gzip.open(sys.argv[1], "rt")]
assert len(rows) == 1797 and all(len(r) == 65 and max(r[:64]) <= 16 and min(r) >= 0 and r[64] <= 9 for r in rows)
images = struct.pack(">4I", 0x803, 1797, 8, 8) + bytes(v for r in rows for v in r[:64])
labels = struct.pack(">2I", 0x801, 1797) + bytes(r[64] for r in rows)
(OUT / "digits-images-idx3-ubyte.gz").write_bytes(gzip.compress(images, 9, mtime=0))
(OUT / "digits-labels-idx1-ubyte.gz").write_bytes(gzip.compress(labels, 9, mtime=0))
