"""Optuna's TPE as a partner that draws points: a study as a line of JSON in; points out and values in, a line each."""
import json
import sys

import optuna


def draw(trial, dimension):
    path = dimension["path"]
    if dimension["type"] == "categorical":
        return trial.suggest_categorical(path, list(range(len(dimension["choices"]))))
    suggest = trial.suggest_int if dimension["type"] == "integer" else trial.suggest_float
    return suggest(path, dimension["low"], dimension["high"], **({"log": True} if dimension["log"] else {}))


def evaluated(trial):
    print(json.dumps([draw(trial, dimension) for dimension in asked["dimensions"]]), flush=True)
    return json.loads(sys.stdin.readline())


if __name__ == "__main__":
    optuna.logging.set_verbosity(optuna.logging.ERROR)
    asked = json.loads(sys.stdin.readline())
    sampler = optuna.samplers.TPESampler(seed=asked["seed"], multivariate=True, constant_liar=True)
    optuna.create_study(sampler=sampler).optimize(evaluated, n_trials=asked["trials"])
