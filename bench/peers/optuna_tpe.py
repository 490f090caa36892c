"""Lowest values that Optuna's TPE finds on three standard functions and on recorded trainings; one JSON object on standard output."""
import argparse
import json
import math
import statistics

import optuna

ALPHA = [1, 1.2, 3, 3.2]
A = [[10, 3, 17, 3.5, 1.7, 8], [0.05, 10, 17, 0.1, 8, 14], [3, 3.5, 1.7, 10, 17, 8], [17, 8, 0.05, 10, 0.1, 14]]
P = [[1312, 1696, 5569, 124, 8283, 5886], [2329, 4135, 8307, 3736, 1004, 9991],
     [2348, 1451, 3522, 2883, 3047, 6650], [4047, 8828, 8732, 5743, 1091, 381]]


def branin(trial):
    x, y = trial.suggest_float("x.0", -5, 10), trial.suggest_float("x.1", 0, 15)
    a = y - 5.1 / (4 * math.pi ** 2) * x ** 2 + 5 / math.pi * x - 6
    return a ** 2 + 10 * (1 - 1 / (8 * math.pi)) * math.cos(x) + 10


def hartmann6(trial):
    x = [trial.suggest_float(f"x.{j}", 0, 1) for j in range(6)]
    return -sum(ALPHA[i] * math.exp(-sum(A[i][j] * (x[j] - P[i][j] / 1e4) ** 2 for j in range(6))) for i in range(4))


def mixed(trial):
    rate = trial.suggest_float("rate", 1e-5, 1e-1, log=True)
    width = trial.suggest_int("width", 8, 512, log=True)
    rule = trial.suggest_categorical("rule", ["a", "b", "c", "d"])
    d = (trial.suggest_float("decay", 0, 1) - 0.7) ** 2 if rule in "bc" else 0.2
    return ((math.log10(rate) + 3.2) ** 2 + math.log2(width / 96) ** 2 / 4
            + {"a": 1, "b": 0.3, "c": 0, "d": 0.8}[rule] + d)


def trainings(record):
    """The nearest level of each parameter was trained; its value is the median over the seeds, sign turned."""
    axes, values = record["axes"], [-statistics.median(seeds) for seeds in record["returns"]]

    def objective(trial):
        cell = 0
        for axis in axes:
            levels, log = axis["levels"], axis["log"]
            suggest = trial.suggest_float if log or axis["type"] == "float" else trial.suggest_int
            x = suggest(axis["path"], levels[0], levels[-1], **({"log": True} if log else {}))
            scale = math.log if log else float
            distances = [abs(scale(level) - scale(x)) for level in levels]
            cell = cell * len(levels) + distances.index(min(distances))
        return values[cell]

    return objective


def best(objective, seed, trials):
    sampler = optuna.samplers.TPESampler(seed=seed, multivariate=True, constant_liar=True)
    study = optuna.create_study(sampler=sampler)
    study.optimize(objective, n_trials=trials)
    return study.best_value


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("seeds", type=int)
    parser.add_argument("record", help="bench/records/aapl_trainings.json")
    parser.add_argument("--threads", help="taken for the likeness with other peers; one thread is used")
    args = parser.parse_args()
    optuna.logging.set_verbosity(optuna.logging.ERROR)
    with open(args.record) as file:
        recorded = trainings(json.load(file))
    problems = {"branin": (branin, 100), "hartmann6": (hartmann6, 100), "mixed": (mixed, 100), "trainings": (recorded, 50)}
    print(json.dumps({"results": {
        name: [best(objective, seed, trials) for seed in range(args.seeds)] for name, (objective, trials) in problems.items()
    }}))
