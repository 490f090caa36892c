import { changedFromPreset } from '#core/parameters/differences'
import { valueText } from '#core/parameters/value_text'
import { readSearchSpace, writeSearchSpace } from '#core/tuning/read_search_space'
import type { SearchSpace } from '#core/tuning/search_space'
import { SPACE_PRESETS } from '#core/tuning/space_presets'
import type { Objective, StudyBudget, StudyPlan } from '#core/tuning/study_plan'
import {
  budgetOf,
  STUDY_DEFAULTS,
  usualGracePeriod,
  type StudyInput,
} from '#services/tuning/study_input'

/** The line of `node ace tune` that launches what was asked for; `plan` is the plan of it. */
export function tuneCommand(input: StudyInput, plan: StudyPlan): string {
  const options = [
    ...input.datasets.map((dataset) => ['dataset', String(dataset)] as const),
    ['space', spaceText(plan.space)],
    ['preset', input.preset],
    ...changes(input, plan).map((change) => ['set', change] as const),
    ...searchOptions(input, plan),
    ...budgetOptions(budgetOf(input.budget)),
    ...(plan.enqueued.length > 0 ? [['enqueue', JSON.stringify(plan.enqueued)]] : []),
    ...named('warm-start', input.warmStartId),
    ...named('name', input.name),
    ...named('notes', input.notes === '' ? null : input.notes),
  ]
  const words = options.map(([flag, value]) => shellWord(`--${flag}=${value}`))
  return ['node ace tune', ...words, '--detach'].join(' ')
}

type Option = readonly [flag: string, value: string]

function named(flag: string, value: string | number | null | undefined): Option[] {
  return value === null || value === undefined ? [] : [[flag, String(value)]]
}

/** What the base has besides its preset; the resource and what a study sets by itself have no part in it. */
function changes({ set, preset, maxResource }: StudyInput, { base }: StudyPlan): string[] {
  const asked = changedFromPreset(base, preset).filter(({ parameter: { path } }) => {
    if (path === 'training.episodes' && maxResource !== undefined) return false
    return path !== 'training.validateAt' && path !== 'training.recordEvery'
  })
  const lines = asked.map(({ parameter: { path }, after }) => `${path}=${plain(valueText(after))}`)
  const own = ['training.validateAt', 'training.recordEvery'].filter((path) => path in set)
  return [...lines, ...own.map((path) => `${path}=${String(set[path])}`)]
}

/** What differs from the usual. */
function searchOptions(input: StudyInput, plan: StudyPlan): Option[] {
  const { scheduler, eta, minResource, sampler, startupTrials, seed, seeds, concurrency } = plan
  const most = plan.base.training.episodes
  const all: readonly [flag: string, value: string, usual: string][] = [
    ['objective', objectivesText(plan.objectives), objectivesText(STUDY_DEFAULTS.objectives)],
    ['max-resource', String(most), input.maxResource === undefined ? String(most) : ''],
    ['reduction-factor', String(eta), String(STUDY_DEFAULTS.eta)],
    ['grace-period', String(minResource), String(usualGracePeriod(most))],
    ['sampler', sampler, STUDY_DEFAULTS.sampler],
    ['scheduler', scheduler, STUDY_DEFAULTS.scheduler],
    ['startup-trials', String(startupTrials), String(STUDY_DEFAULTS.startupTrials)],
    ['seed', String(seed), String(STUDY_DEFAULTS.seed)],
    ['seeds', seedsText(seeds), seedsText(STUDY_DEFAULTS.seeds)],
    ['concurrency', String(concurrency), 'null'],
  ]
  return all.filter(([, value, usual]) => value !== usual).map(([flag, value]) => [flag, value])
}

function budgetOptions({ trials, episodes, seconds }: StudyBudget): Option[] {
  return [
    ...named('trials', trials),
    ...named('max-episodes', episodes),
    ...named('max-seconds', seconds),
  ]
}

/** A preset's name, or the space itself. */
function spaceText(space: SearchSpace): string {
  const written = JSON.stringify(writeSearchSpace(space))
  const names = Object.keys(SPACE_PRESETS) as (keyof typeof SPACE_PRESETS)[]
  const preset = names.find(
    (name) => JSON.stringify(writeSearchSpace(readSearchSpace(SPACE_PRESETS[name]))) === written
  )
  return preset ?? written
}

/** `sharpe,max_drawdown` */
function objectivesText(objectives: readonly Objective[]): string {
  return objectives.map(({ metric }) => metric).join(',')
}

/** `3` is 1, 2, 3; a single seed has a comma behind it. */
function seedsText(seeds: readonly number[]): string {
  if (seeds.every((seed, k) => seed === k + 1)) return String(seeds.length)
  return seeds.length === 1 ? `${seeds[0]},` : seeds.join(',')
}

function plain(text: string): string {
  return text.replaceAll(', ', ',')
}

/** A word as a shell takes it. */
function shellWord(word: string): string {
  if (/^[\w=.,:/@+-]+$/.test(word)) return word
  return `'${word.replaceAll("'", String.raw`'\''`)}'`
}
