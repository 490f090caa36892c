import type { ServedApp } from '#services/bench/pages/served_app'
import type { Visitor } from '#services/bench/pages/visitor'

/** Trials of the study whose pages are measured. */
export const MANY_TRIALS = 50_000
/** What is asked for of a study: the name of its figure, and its address behind the study's. */
const PARTS = {
  first_page_milliseconds: '',
  by_parameter_milliseconds: '?sort=-agent.gamma',
  by_time_milliseconds: '?sort=-seconds',
  plots_milliseconds: '/plots',
} as const
const STATES = ['cold', 'warm'] as const

/** Cold: the server and the database have just started, and hold nothing of the study. */
export const STUDY_FIGURES = Object.keys(PARTS).flatMap((part) =>
  STATES.map((state) => `study_${MANY_TRIALS}_trials/${part}/${state}`)
)

/** A study of many trials, and a small one, which loads the code of the pages but nothing of the other. */
export interface SeededStudies {
  readonly large: number
  readonly small: number
}

/**
 * Milliseconds of a large study's page with the first trials of its table, in orders of a parameter and of
 * time too, and of all its plots, each asked for twice after a start of the server: values in the order of
 * `STUDY_FIGURES`.
 */
export async function timeStudy(
  served: ServedApp,
  visitor: Visitor,
  { large, small }: SeededStudies
): Promise<number[]> {
  await served.restart()
  for (const path of pathsOf(small)) await visitor.get(path)
  const values: number[] = []
  for (const path of pathsOf(large)) {
    for (const _ of STATES) values.push((await visitor.get(path)).milliseconds)
  }
  return values
}

function pathsOf(studyId: number): string[] {
  return Object.values(PARTS).map((part) => `/studies/${studyId}${part}`)
}
