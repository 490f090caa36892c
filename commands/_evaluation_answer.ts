import type { TearSheet } from '#core/evaluation/tear_sheet/tear_sheet'
import type { Verdict } from '#core/evaluation/verdicts/verdict'
import type { ListedLook, StoredEvaluation } from '#services/evaluation/evaluation_report'
import type { Answer } from './_answer.js'
import { outcomeSentence, ratioCell, tableLines, tableSubjects } from './_out_of_sample.js'

const MARKS = { pass: '+', warn: '!', fail: 'x', not_run: '-' } as const

/** What `evaluate` says of an evaluation that is settled. */
export function evaluationAnswer(
  evaluation: StoredEvaluation,
  looks: readonly ListedLook[]
): Answer {
  const { sheet, error } = evaluation
  const head = headJson(evaluation, looks)
  if (sheet === null) {
    const ended = evaluation.status === 'cancelled' ? 'was cancelled' : 'failed'
    const lines = [`Evaluation ${evaluation.evaluation_id} ${ended}.`]
    if (error !== null) lines.push(`${error.code}: ${error.message} ${error.remedy}`)
    return { json: { ...head, error }, lines, exit: 1 }
  }
  return { json: { ...head, ...sheetJson(sheet) }, lines: sheetLines(evaluation, sheet, looks) }
}

function headJson(evaluation: StoredEvaluation, looks: readonly ListedLook[]) {
  return {
    evaluation_id: evaluation.evaluation_id,
    experiment_id: evaluation.experiment_id,
    run_id: evaluation.run_id,
    status: evaluation.status,
    range: evaluation.range,
    from: evaluation.from_time.toISOString(),
    to: evaluation.to_time.toISOString(),
    bars: evaluation.bars,
    seconds: evaluation.seconds,
    look: evaluation.look,
    looks: looks.map((look) => ({
      created_at: look.created_at.toISOString(),
      person: look.person,
      reason: look.reason,
      evaluation_id: look.evaluation_id,
      name: look.name,
      run_id: look.run_id,
    })),
  }
}

function sheetJson(sheet: TearSheet) {
  const { agents, shown, spread, benchmarks, intervals, inference, stress, folds } = sheet
  return {
    shown_run_id: agents[shown].runId,
    metrics: agents.map(({ runId, seed, metrics }) => ({ run_id: runId, seed, ...metrics })),
    spread,
    benchmarks: benchmarks.map((benchmark) => ({
      name: benchmark.name,
      ...benchmark.metrics,
      sharpe_difference: benchmark.sharpeDifference,
      sharpe_difference_interval: benchmark.sharpeInterval,
      log_return_difference: benchmark.logReturnDifference,
      log_return_difference_interval: benchmark.logReturnInterval,
    })),
    random_turnover: sheet.randomTurnover,
    intervals,
    inference,
    stress,
    folds,
    verdicts: sheet.verdicts,
    notes: sheet.notes,
  }
}

function sheetLines(
  evaluation: StoredEvaluation,
  sheet: TearSheet,
  looks: readonly ListedLook[]
): string[] {
  const subjects = tableSubjects(sheet)
  const day = (time: Date) => time.toISOString().slice(0, 10)
  const { range, from_time: from, to_time: to, bars, look } = evaluation
  const seen =
    look === null ? '' : ` Look ${look} at this test range, of ${Math.max(look, looks.length)}.`
  return [
    `Evaluation ${evaluation.evaluation_id}, ${range.replace('_', '-')}, ${day(from)} to ${day(to)}, ${bars} bars, after costs.${seen}`,
    '',
    ...sheet.verdicts.map(verdictLine),
    '',
    ...tableLines(subjects),
    '',
    ...intervalLines(sheet),
    ...sheet.notes,
    outcomeSentence(subjects),
  ]
}

function verdictLine({ state, name, sentence }: Verdict): string {
  return `${MARKS[state]} ${name.replaceAll('_', ' ').padEnd(18)}  ${sentence}`
}

function intervalLines({ intervals, agents, shown }: TearSheet): string[] {
  if (intervals === null || intervals.sharpe === null) return []
  const { sharpe, resamples, blockLength } = intervals
  const span = `${ratioCell(sharpe.low)} to ${ratioCell(sharpe.high)}`
  return [
    `Sharpe of seed ${agents[shown].seed}, the median one: 95 % interval ${span} (${resamples} resamples, mean block ${blockLength.toFixed(1)} bars).`,
  ]
}
