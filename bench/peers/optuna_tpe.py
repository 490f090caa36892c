"""Lowest values that Optuna's samplers find on three standard functions; one JSON object on standard output."""
import json
import math
import sys

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


def best(objective, sampler, trials):
    study = optuna.create_study(sampler=sampler)
    study.optimize(objective, n_trials=trials)
    return study.best_value


if __name__ == "__main__":
    optuna.logging.set_verbosity(optuna.logging.ERROR)
    seeds, trials = int(sys.argv[1]), int(sys.argv[2])
    make = lambda seed: optuna.samplers.TPESampler(seed=seed, multivariate=True, constant_liar=True)
    print(json.dumps({
        objective.__name__: [best(objective, make(seed), trials) for seed in range(seeds)]
        for objective in (branin, hartmann6, mixed)
    }))
