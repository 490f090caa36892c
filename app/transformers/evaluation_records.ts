import { drawdownSeries } from '#core/evaluation/metrics/drawdown'
import { METRIC_NAMES, METRICS } from '#core/evaluation/metrics/metric_list'
import type { PeriodReturn } from '#core/evaluation/metrics/period_returns'
import type { TearSheet } from '#core/evaluation/tear_sheet/tear_sheet'

type Records = readonly Readonly<Record<string, string | number | null>>[]

const iso = (time: number | null) => (time === null ? null : new Date(time).toISOString())

/** Every bar: each seed, each benchmark, drawdowns and the rolling figures. */
function equity(sheet: TearSheet): Records {
  const { time, agents, shown, benchmarks, rolling } = sheet
  const falls = drawdownSeries(Float64Array.from(agents[shown].equity))
  const holdFalls = drawdownSeries(Float64Array.from(benchmarks[0].equity))
  return time.map((at, bar) => ({
    time: iso(at),
    ...Object.fromEntries(agents.map(({ seed, equity: own }) => [`seed_${seed}`, own[bar]])),
    ...Object.fromEntries(benchmarks.map(({ name, equity: own }) => [name, own[bar]])),
    drawdown: falls[bar],
    buy_and_hold_drawdown: holdFalls[bar],
    rolling_sharpe: rolling?.sharpe[bar] ?? null,
    rolling_volatility: rolling?.volatility[bar] ?? null,
  }))
}

function band({ band: drawn, time }: TearSheet): Records {
  if (drawn === null) return []
  return drawn.bars.map((bar, i) => ({
    time: iso(time[bar]),
    low: drawn.low[i],
    high: drawn.high[i],
  }))
}

function drawdowns({ drawdowns: found, time }: TearSheet): Records {
  return found.map(({ depth, start, trough, recovery, length, holdMeanwhile }) => ({
    depth,
    peak: iso(time[start]),
    trough: iso(time[trough]),
    recovered: recovery === null ? null : iso(time[recovery]),
    bars: length,
    buy_and_hold_meanwhile: holdMeanwhile,
  }))
}

function monthly({ agents, shown, benchmarks }: TearSheet): Records {
  const [own, hold] = [agents[shown], benchmarks[0]]
  const beside = (rows: readonly PeriodReturn[], others: readonly PeriodReturn[]) =>
    rows.map(({ year, month, return: value }) => ({
      year,
      month,
      return: value,
      buy_and_hold:
        others.find((each) => each.year === year && each.month === month)?.return ?? null,
    }))
  return [...beside(own.monthly, hold.monthly), ...beside(own.yearly, hold.yearly)]
}

function trades({ trades: { rows } }: TearSheet): Records {
  return rows.map(({ entryTime, exitTime, ...trade }) => ({
    direction: trade.direction,
    entry_time: iso(entryTime),
    exit_time: iso(exitTime),
    entry_price: trade.entryPrice,
    exit_price: trade.exitPrice,
    quantity: trade.quantity,
    pnl: trade.pnl,
    return: trade.return,
    bars_held: trade.holding,
    adverse_excursion: trade.adverse,
    favourable_excursion: trade.favourable,
    exit_reason: trade.exitReason,
  }))
}

function metrics({ agents, shown, spread, benchmarks, intervals }: TearSheet): Records {
  const resampled: Partial<Record<string, { low: number; high: number } | null>> = {
    sharpe: intervals?.sharpe,
    cagr: intervals?.cagr,
    max_drawdown: intervals?.maxDrawdown,
  }
  return METRIC_NAMES.map((name) => ({
    metric: name,
    unit: METRICS[name].unit,
    shown_seed: agents[shown].metrics[name],
    low_95: resampled[name]?.low ?? null,
    high_95: resampled[name]?.high ?? null,
    seeds_median: spread[name].median,
    seeds_interquartile_mean: spread[name].interquartileMean,
    seeds_lowest: spread[name].lowest,
    seeds_highest: spread[name].highest,
    ...Object.fromEntries(agents.map((agent) => [`seed_${agent.seed}`, agent.metrics[name]])),
    ...Object.fromEntries(benchmarks.map((each) => [each.name, each.metrics[name]])),
  }))
}

function differences({ benchmarks }: TearSheet): Records {
  return benchmarks.map((each) => ({
    benchmark: each.name,
    sharpe_difference: each.sharpeDifference,
    sharpe_low_95: each.sharpeInterval?.low ?? null,
    sharpe_high_95: each.sharpeInterval?.high ?? null,
    log_return_difference: each.logReturnDifference,
    log_return_low_95: each.logReturnInterval?.low ?? null,
    log_return_high_95: each.logReturnInterval?.high ?? null,
  }))
}

function stress({ stress: found, settings }: TearSheet): Records {
  const row = (
    kind: string,
    amount: number,
    play: { sharpe: number | null; totalReturn: number | null } & Partial<{
      sharpeLow: number | null
      sharpeHigh: number | null
      holdSharpe: number | null
    }>
  ) => ({
    stress: kind,
    amount,
    sharpe: play.sharpe,
    total_return: play.totalReturn,
    sharpe_lowest_seed: play.sharpeLow ?? null,
    sharpe_highest_seed: play.sharpeHigh ?? null,
    buy_and_hold_sharpe: play.holdSharpe ?? null,
  })
  const { costs, delay, starts, withoutWorst, withoutBest } = found
  return [
    ...costs.map((each) => row('costs', each.multiple, each)),
    ...(delay === null ? [] : [row('delay', settings.delay, delay)]),
    ...starts.map((each, k) => row('start', k + 1, each)),
    ...(withoutWorst === null ? [] : [row('without_worst', withoutWorst.removed, withoutWorst)]),
    ...(withoutBest === null ? [] : [row('without_best', withoutBest.removed, withoutBest)]),
  ]
}

function folds({ folds: found, agents, shown }: TearSheet): Records {
  return found.map((fold, k) => ({
    fold: k + 1,
    from: iso(fold.from),
    to: iso(fold.to),
    bars: fold.bars,
    median_sharpe: fold.median,
    buy_and_hold_sharpe: fold.hold,
    ...Object.fromEntries(agents.map(({ seed }, i) => [`seed_${seed}`, fold.sharpes[i]])),
    ...Object.fromEntries(
      fold.actionShares.map((share, i) => [`share_${agents[shown].actionNames[i]}`, share])
    ),
  }))
}

/** Everything that a tear sheet draws, by the name of its file. */
export const EVALUATION_FILES: Readonly<Record<string, (sheet: TearSheet) => Records>> = {
  equity,
  band,
  drawdowns,
  monthly,
  trades,
  metrics,
  differences,
  stress,
  folds,
}
