#!/usr/bin/python3
"""From the start of the process to the end of the first training step of mnist-cnn: Nabla's benchmark against PyTorch, in turn.

  python3 eng/peer_startup.py artifacts/bin/Nabla.Benchmarks/release/Nabla.Benchmarks [RUNS]

The clock runs from starting the program until it has printed its line. The median and the best of the runs; the first of each is left out.
"""
import statistics
import subprocess
import sys
import time


def peer():
    import peer_networks
    peer_networks.trainer("mnist-cnn")()
    print("done", flush=True)


def seconds(command):
    start = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        process.stdout.readline()
        passed = time.perf_counter() - start
    if process.returncode != 0:
        sys.exit(f"{command} failed")
    return passed


if __name__ == "__main__":
    if len(sys.argv) == 1:
        peer()
    else:
        runs = int(sys.argv[2]) if len(sys.argv) > 2 else 7
        commands = {"PyTorch": [sys.executable, __file__], "Nabla": [sys.argv[1], "--first-step", "--only", "mnist-cnn"]}
        times = {name: [] for name in commands}
        for _ in range(runs + 1):
            for name, command in commands.items():
                times[name].append(seconds(command))
        for name, all_runs in times.items():
            print(f"{name:8s} median {statistics.median(all_runs[1:]):.3f} s, best {min(all_runs[1:]):.3f} s of {runs} runs")
        print(f"PyTorch / Nabla {statistics.median(times['PyTorch'][1:]) / statistics.median(times['Nabla'][1:]):.2f}")
