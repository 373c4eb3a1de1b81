#!/usr/bin/env python3
"""Writes png-matrix.zip: small PNG images of every colour type, bit depth and interlacing, with their samples, for the PNG tests.

The encoder here is as plain as can be (standard library only). Pillow, where it can read the kind, checks that it is right, and
writes further files of its own (names that start with pillow). For each NAME.png there is NAME.raw: height, width, channels,
depth as 4 big-endian 32-bit numbers, then the samples as big-endian 16-bit numbers (palette replaced by its colours, alpha added).
Run from the repository's root: python3 eng/golden/pillow_images.py      (needs Debian's python3-pil)
"""
import io, struct, zipfile, zlib
from PIL import Image

OUT = "tests/Nabla.Train.Tests/Data/golden/png-matrix.zip"
ADAM7 = [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)]
CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def paeth(a, b, c):
    p = a + b - c
    return min((abs(p - a), 0, a), (abs(p - b), 1, b), (abs(p - c), 2, c))[2]


def filtered(rows, step, kinds):
    out, above = b"", bytes(len(rows[0]))
    for y, row in enumerate(rows):
        kind = kinds[y % len(kinds)]
        out += bytes([kind])
        for i, x in enumerate(row):
            a, b, c = (row[i - step] if i >= step else 0), above[i], (above[i - step] if i >= step else 0)
            out += bytes([(x - [0, a, b, (a + b) // 2, paeth(a, b, c)][kind]) & 255])
        above = row
    return out


def packed_row(samples, depth):
    if depth == 16:
        return struct.pack(f">{len(samples)}H", *samples)
    bits = "".join(f"{s:0{depth}b}" for s in samples)
    bits += "0" * (-len(bits) % 8)
    return bytes(int(bits[i:i + 8], 2) for i in range(0, len(bits), 8))


def encode(w, h, color, depth, interlaced, pixels, kinds, extra=b"", idats=1):
    n = CHANNELS[color]
    step = max(1, n * depth // 8)
    data = b""
    for x0, y0, dx, dy in ADAM7 if interlaced else [(0, 0, 1, 1)]:
        rows = [packed_row([s for x in range(x0, w, dx) for s in pixels(x, y)], depth) for y in range(y0, h, dy)]
        if rows and rows[0]:
            data += filtered(rows, step, kinds)
    z = zlib.compress(data)
    cut = -(-len(z) // idats)
    body = b"".join(chunk(b"IDAT", z[i:i + cut]) for i in range(0, len(z), cut))
    ihdr = struct.pack(">2I5B", w, h, depth, color, 0, 0, int(interlaced))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", ihdr) + chunk(b"tEXt", b"Comment\0test") + extra + body + chunk(b"IEND", b"")


def raw(w, h, channels, depth, samples):
    return struct.pack(">4I", h, w, channels, depth) + struct.pack(f">{len(samples)}H", *samples)


def main():
    files = {}

    def add(name, w, h, color, depth, interlaced, kinds, palette=0, alpha=None, key=None, idats=1):
        n, top = CHANNELS[color], 2 ** depth - 1
        limit = palette or top + 1
        def pixels(x, y):
            return [(x * 7 + y * 13 + c * 29 + x * y * (c + 1)) * (257 if depth == 16 else 1) % limit for c in range(n)]
        flat = [s for y in range(h) for x in range(w) for s in pixels(x, y)]
        extra, out_n, out_depth, out = b"", n, depth, flat
        if color == 3:
            colors = [((i * 50 + 3) % 256, (i * 90 + 7) % 256, (255 - i * 20) % 256) for i in range(palette)]
            extra = chunk(b"PLTE", bytes(v for c in colors for v in c))
            out_n, out_depth, out = 3, 8, [v for i in flat for v in colors[i]]
            if alpha:
                extra += chunk(b"tRNS", bytes(alpha))
                out_n, out = 4, [v for i in flat for v in (*colors[i], alpha[i] if i < len(alpha) else 255)]
        elif key:
            extra = chunk(b"tRNS", struct.pack(f">{n}H", *key))
            out_n = n + 1
            out = [v for i in range(0, len(flat), n) for v in (*flat[i:i + n], 0 if flat[i:i + n] == list(key) else top)]
        png = encode(w, h, color, depth, interlaced, pixels, kinds, extra, idats)
        image = Image.open(io.BytesIO(png))
        image.load()
        mode = {(1, 8): "L", (2, 8): "LA", (3, 8): "RGB", (4, 8): "RGBA"}.get((out_n, out_depth))
        if mode and image.mode in ("L", "LA", "RGB", "RGBA", "P"):
            assert list(image.convert(mode).tobytes()) == out, name
        files[name + ".png"], files[name + ".raw"] = png, raw(w, h, out_n, out_depth, out)

    for color, depths in {0: [1, 2, 4, 8, 16], 2: [8, 16], 3: [1, 2, 4, 8], 4: [8, 16], 6: [8, 16]}.items():
        for depth in depths:
            for interlaced in (False, True):
                palette = min(2 ** depth, 11) if color == 3 else 0
                add(f"type{color}-depth{depth}{'-adam7' if interlaced else ''}", 11, 9, color, depth, interlaced, [0, 1, 2, 3, 4], palette)
    for size in [(1, 1), (2, 1), (1, 5), (4, 4), (5, 3), (33, 2)]:
        add(f"adam7-{size[0]}x{size[1]}", *size, 2, 8, True, [4, 3, 2, 1])
    for kind in range(5):
        add(f"filter{kind}", 7, 6, 6, 8, False, [kind])
    add("palette-alpha", 9, 5, 3, 4, False, [0], palette=9, alpha=[0, 128, 40])
    add("grey-key", 9, 5, 0, 4, False, [1], key=[7])
    add("grey16-key", 9, 5, 0, 16, True, [1], key=[257 * 7])
    add("rgb-key", 9, 5, 2, 8, False, [2], key=[7, 37, 68])
    add("many-idat", 9, 5, 2, 8, False, [2], idats=7)

    gradient = Image.linear_gradient("L").resize((20, 13))
    rgb = Image.merge("RGB", [gradient, gradient.transpose(Image.Transpose.ROTATE_180), Image.new("L", (20, 13), 77)])
    for name, image, channels, depth, expected in [
        ("grey", gradient, 1, 8, list(gradient.tobytes())),
        ("bilevel", gradient.convert("1"), 1, 1, [v // 255 for v in gradient.convert("1").convert("L").tobytes()]),
        ("rgb", rgb, 3, 8, list(rgb.tobytes())),
        ("palette", rgb.quantize(16), 3, 8, list(rgb.quantize(16).convert("RGB").tobytes())),
        ("rgba", rgb.convert("RGBA"), 4, 8, list(rgb.convert("RGBA").tobytes())),
    ]:
        buffer = io.BytesIO()
        image.save(buffer, "PNG", optimize=True)
        files[f"pillow-{name}.png"], files[f"pillow-{name}.raw"] = buffer.getvalue(), raw(20, 13, channels, depth, expected)

    with zipfile.ZipFile(OUT, "w", zipfile.ZIP_DEFLATED) as z:
        for name, data in sorted(files.items()):
            z.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    print(len(files) // 2, "images")


main()
