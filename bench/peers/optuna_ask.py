"""Optuna's TPE as a partner that draws points: a study as a line of JSON in; points out and values in, a line each."""
import json
import sys

import optuna


def draw(trial, dimension, drawn):
    path, when = dimension["path"], dimension["when"]
    if when and drawn[when["path"]] not in when["equals"]:
        return None
    if dimension["type"] == "categorical":
        return trial.suggest_categorical(path, list(range(len(dimension["choices"]))))
    suggest = trial.suggest_int if dimension["type"] == "integer" else trial.suggest_float
    return suggest(path, dimension["low"], dimension["high"], **({"log": True} if dimension["log"] else {}))


def evaluated(trial):
    point, values = [], {}
    for dimension in asked["dimensions"]:
        point.append(draw(trial, dimension, values))
        is_choice = dimension["type"] == "categorical" and point[-1] is not None
        values[dimension["path"]] = dimension["choices"][point[-1]] if is_choice else point[-1]
    print(json.dumps(point), flush=True)
    return json.loads(sys.stdin.readline())


if __name__ == "__main__":
    optuna.logging.set_verbosity(optuna.logging.ERROR)
    asked = json.loads(sys.stdin.readline())
    sampler = optuna.samplers.TPESampler(seed=asked["seed"], multivariate=True, constant_liar=True)
    optuna.create_study(sampler=sampler).optimize(evaluated, n_trials=asked["trials"])
