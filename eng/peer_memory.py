#!/usr/bin/python3
"""Peak resident memory in training: Nabla's benchmark against PyTorch, each workload in a process of its own.

  python3 eng/peer_memory.py artifacts/bin/Nabla.Benchmarks/release/Nabla.Benchmarks

PyTorch runs with its default number of threads, in both layouts; the smaller figure counts. Linux's VmHWM, in MB.
"""
import json
import re
import subprocess
import sys

STEPS = 10
NAMES = ("resnet18-224", "gpt-mini", "unet-128")


def peak_mb():
    with open("/proc/self/status") as status:
        return int(re.search(r"VmHWM:\s+(\d+) kB", status.read()).group(1)) * 1024 / 1e6


def peer(name, layout):
    import peer_networks
    step = peer_networks.trainer(name, layout == "channels-last")
    for _ in range(STEPS):
        step()
    print(json.dumps({"name": name, "layout": layout, "peak_mb": round(peak_mb(), 1)}))


def run(command):
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)["peak_mb"]


if __name__ == "__main__":
    if len(sys.argv) == 3:
        peer(*sys.argv[1:])
    else:
        print("| workload | PyTorch contiguous | channels-last | Nabla | PyTorch / Nabla |\n|---|---:|---:|---:|---:|")
        for name in NAMES:
            peers = [run([sys.executable, __file__, name, layout]) for layout in ("contiguous", "channels-last")]
            ours = run([sys.argv[1], "--only", name, "--seconds", "1"])
            print(f"| {name} | {peers[0]:.0f} | {peers[1]:.0f} | {ours:.0f} | {min(peers) / ours:.2f} |", flush=True)
