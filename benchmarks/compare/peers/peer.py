"""What every Python peer does: read the file, say ready, answer each line of standard input with one timed fit."""
import json
import os
import sys
import time

import numpy as np


class Data:
    def __init__(self, stem):
        with open(stem + ".json") as f:
            about = json.load(f)
        self.rows = about["rows"]
        self.names = about["columns"]
        self.settings = about["settings"]
        flat = np.fromfile(stem + ".bin", dtype="<f8")
        self.columns = dict(zip(self.names, flat.reshape(len(self.names), self.rows)))

    def features(self, order="C"):
        """The columns x0, x1, ... as a matrix, rows first."""
        wanted = [self.columns[n] for n in self.names if n.startswith("x")]
        return np.array(np.stack(wanted, axis=1), order=order)


def serve(prepare):
    """prepare(data) gives a function without arguments that fits and returns {name: numbers}."""
    fit = prepare(Data(sys.argv[1]))
    print("ready", flush=True)
    for _ in sys.stdin:
        cpu, start = os.times(), time.perf_counter()
        answer = fit()
        end, after = time.perf_counter(), os.times()
        used = after.user + after.system - cpu.user - cpu.system
        flat = {k: [float(v) for v in np.ravel(a)] for k, a in answer.items()}
        print(json.dumps({"seconds": end - start, "cpu": used, "answer": flat}), flush=True)
