import { OBJECTIVE_LABELS } from '#core/tuning/objectives'
import type { StudyPlan } from '#core/tuning/study_plan'
import type { Head } from '#transformers/tables/episode_heads'

export const STUDY_HEADS: readonly Head[] = [
  { key: 'id', label: 'Study' },
  { key: null, label: 'Dataset', opt: true },
  { key: null, label: 'Status' },
  { key: 'trials', label: 'Trials', num: true },
  { key: null, label: 'Failed', num: true, opt: true },
  { key: null, label: 'Objective' },
  { key: 'best', label: 'Best', num: true },
  { key: null, label: 'Episodes', num: true, opt: true },
  { key: null, label: 'Scheduler, sampler', opt: true },
  { key: null, label: 'Launched', opt: true },
]

/** Columns of a study's trials: its objectives, its parameters, and what one may do with each. */
export function trialHeads(
  { objectives, scheduler, space }: Pick<StudyPlan, 'objectives' | 'scheduler' | 'space'>,
  labelOf: (path: string) => string,
  mayResearch: boolean
): readonly Head[] {
  const [first, second] = objectives
  return [
    { key: 'id', label: 'Trial' },
    { key: null, label: 'Status' },
    ...(scheduler === 'hyperband' ? [{ key: null, label: 'Bracket', num: true }] : []),
    { key: 'rung', label: 'Rung', num: true },
    { key: 'value', label: OBJECTIVE_LABELS[first.metric], num: true },
    ...(second === undefined
      ? []
      : [{ key: 'value_2', label: OBJECTIVE_LABELS[second.metric], num: true }]),
    ...space.dimensions.map(({ path, type }) => ({
      key: path,
      label: labelOf(path),
      num: type !== 'categorical',
    })),
    { key: 'seconds', label: 'Time', num: true },
    { key: 'worker', label: 'Worker', opt: true },
    ...(mayResearch ? [{ key: null, label: 'Go on with' }] : []),
  ]
}
