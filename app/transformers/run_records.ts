import type { ListedDataset } from '#services/pages/dataset_list'
import type { ListedEpisode } from '#services/pages/episode_list'
import type { RunDetail } from '#services/pages/run_detail'
import type { ListedExperiment, ListedRun } from '#services/pages/run_list'

export function datasetJson(dataset: ListedDataset) {
  return {
    dataset_id: dataset.dataset_id,
    symbol: dataset.symbol,
    interval: dataset.interval,
    source: dataset.source,
    calendar: dataset.calendar,
    currency: dataset.currency,
    sha256: dataset.sha256,
    version: dataset.version,
    bars: dataset.bars,
    from: dataset.first_time.toISOString(),
    to: dataset.last_time.toISOString(),
    split_adjusted: dataset.split_adjusted,
    repaired_bars: dataset.repaired_bars,
    warnings: dataset.warning_count,
    used_by: dataset.used_by,
    created_at: dataset.created_at.toISOString(),
  }
}

export function listedRunJson(run: ListedRun) {
  return {
    run_id: run.run_id,
    experiment_id: run.experiment_id,
    seed: run.seed,
    status: run.status,
    start_time: run.start_time?.toISOString() ?? null,
    end_time: run.end_time?.toISOString() ?? null,
    episodes: run.episodes_done,
    episodes_total: run.episodes_total,
    best_validation: run.best_validation,
  }
}

export function experimentJson(experiment: ListedExperiment) {
  return {
    experiment_id: experiment.id,
    name: experiment.name,
    preset: experiment.preset,
    datasets: experiment.datasets,
    created_at: experiment.created_at.toISOString(),
    runs: experiment.runs.map(listedRunJson),
  }
}

export function runJson(run: RunDetail) {
  return {
    run_id: run.run_id,
    experiment_id: run.experiment_id,
    seed: run.seed,
    status: run.status,
    start_time: run.start_time?.toISOString() ?? null,
    end_time: run.end_time?.toISOString() ?? null,
    heartbeat_at: run.heartbeat_at?.toISOString() ?? null,
    parameters: run.parameters,
    notes: run.notes,
    fingerprint: run.fingerprint,
    code_version: run.code_version,
    splits: run.splits,
    buy_and_hold: run.benchmark,
    observation_names: run.observation_names,
    episodes: run.episodes_done,
    episodes_total: run.episodes_total,
    env_steps: run.env_steps,
    updates: run.updates,
    seconds: run.seconds,
    epsilon: run.epsilon,
    mean_loss: run.mean_loss,
    best_validation: run.best_validation,
    best_episode_id: run.best_episode_id,
    weights_sha256: run.weights_sha256,
    error:
      run.error_code === null
        ? null
        : { code: run.error_code, message: run.error_message, remedy: run.error_remedy },
  }
}

export function listedEpisodeJson(episode: ListedEpisode) {
  return {
    episode_id: episode.id,
    run_id: episode.run_id,
    seed: episode.seed,
    kind: episode.kind,
    number: episode.number,
    status: episode.status,
    total_return: episode.total_return,
    sharpe_ratio: episode.sharpe_ratio,
    max_drawdown: episode.max_drawdown,
    total_reward: episode.total_reward,
    total_trades: episode.total_trades,
    win_rate: episode.win_rate,
    epsilon: episode.epsilon,
    steps_recorded: episode.steps_recorded,
  }
}
