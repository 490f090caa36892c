"""Optuna's TPE as a partner that draws points: a study as a line of JSON in; points out and values in, a line each.

With rungs a value comes for each, answered by "stop" or "go"; null instead of one ends the study."""
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


def shown(trial):
    """Draws a trial's point and prints it."""
    point, values = [], {}
    for dimension in asked["dimensions"]:
        point.append(draw(trial, dimension, values))
        is_choice = dimension["type"] == "categorical" and point[-1] is not None
        values[dimension["path"]] = dimension["choices"][point[-1]] if is_choice else point[-1]
    print(json.dumps(point), flush=True)


def evaluated(trial):
    shown(trial)
    value = None
    for resource in asked["rungs"] or [None]:
        value = json.loads(sys.stdin.readline())
        if value is None:
            study.stop()
            raise optuna.TrialPruned
        if resource is None:
            break
        trial.report(value, resource)
        is_stopped = resource != asked["rungs"][-1] and trial.should_prune()
        print(json.dumps("stop" if is_stopped else "go"), flush=True)
        if is_stopped:
            raise optuna.TrialPruned
    return value


if __name__ == "__main__":
    optuna.logging.set_verbosity(optuna.logging.ERROR)
    asked = json.loads(sys.stdin.readline())
    sampler = optuna.samplers.TPESampler(seed=asked["seed"], multivariate=True, constant_liar=True)
    least = asked["rungs"][0] if asked["rungs"] else 1
    pruner = optuna.pruners.SuccessiveHalvingPruner(min_resource=least, reduction_factor=asked["eta"])
    study = optuna.create_study(sampler=sampler, pruner=pruner)
    study.optimize(evaluated, n_trials=asked["trials"])
