import { whole } from '../../../resources/format/numbers.ts'
import { MOST_FURTHEST, MOST_JUDGED } from '#core/tuning/analysis/study_analysis'
import { BEST_KEPT, MOST_SHOWN, NEWEST_KEPT } from '#core/tuning/analysis/sample_trials'
import { listOperation } from '#openapi/list_operation'
import { json, operation } from '#openapi/operation'
import { STUDY_SORTS, TRIAL_SORTS } from '#services/api/study_list'
import { MOST_SEGMENTS } from '#services/pages/studies/work_segments'
import {
  RUNG_FIGURES,
  rungRecord,
  studyRecord,
  trialRecord,
} from '#transformers/records/study_record'
import {
  figuresOf,
  STUDY_PARTS,
  type StudyPart,
  type StudyPartName,
} from '#transformers/records/study_part_records'
import { studySummaryRecord } from '#transformers/records/study_summary_record'
import { metricBounds, search } from '#validators/api/filters'
import { studyFilters, trialFilters } from '#validators/api/list_filters'
import {
  cloneBody,
  enqueueBody,
  extendBody,
  retrainBody,
  studyBody,
} from '#validators/api/study_body'
import { launched } from './training_runs.js'

const tag = 'Optimization'
const one = '/optimization/runs/{study_id}'
const problems = [400, 404, 409, 413]

export const listStudies = listOperation({
  id: 'studies.index',
  path: '/optimization/runs/',
  tag,
  summary: 'Studies with their best trials',
  row: studyRecord,
  filters: studyFilters,
  sorts: STUDY_SORTS,
  usualSort: '-study_id',
})

export const launchStudy = operation({
  id: 'studies.store',
  method: 'POST',
  path: '/optimization/runs/',
  tag,
  summary: 'Launch a study: many trials of a search space',
  description:
    'With `asha` a trial pauses at each rung and goes on from its checkpoint when it is promoted, perhaps on another machine. The test range stays sealed.',
  needs: 'research',
  body: {
    type: 'application/json',
    shape: studyBody,
    example: {
      datasets: [1],
      preset: 'quick',
      space: { 'agent.learningRate': { low: 0.0001, high: 0.01, log: true } },
      trials: 20,
    },
  },
  answers: { 201: json('It is stored and its first trials are handed out soon.', studyRecord) },
  problems,
  idempotent: true,
})

export const showStudy = operation({
  id: 'studies.show',
  method: 'GET',
  path: one,
  tag,
  summary: 'One study with its best trial',
  needs: 'read',
  answers: { 200: json('The study.', studyRecord) },
  problems: [404],
})

export const deleteStudy = operation({
  id: 'studies.destroy',
  method: 'DELETE',
  path: one,
  tag,
  summary: 'Delete a study with its trials and their runs',
  description: 'What they reached stays counted for the deflation of later Sharpe ratios.',
  needs: 'research',
  answers: { 204: { description: 'It is gone.', content: {} } },
  problems,
})

function act(id: string, name: string, summary: string) {
  return operation({
    id: `studies.${id}`,
    method: 'POST',
    path: `${one}/${name}/`,
    tag,
    summary,
    needs: 'research',
    answers: { 200: json('The study.', studyRecord) },
    problems,
  })
}

export const pauseStudy = act(
  'pause',
  'pause',
  'Hand out nothing more; what trains goes on to its rung'
)
export const resumeStudy = act('resume', 'resume', 'Let a paused or failed study go on')
export const stopStudy = act('stop', 'stop', 'End a study; runs in hand are cancelled')

export const extendStudy = operation({
  id: 'studies.extend',
  method: 'POST',
  path: `${one}/extend/`,
  tag,
  summary: 'Give a study new bounds, whether it runs or has ended',
  needs: 'research',
  body: { type: 'application/json', shape: extendBody, example: { trials: 200 } },
  answers: { 200: json('The study; it runs.', studyRecord) },
  problems,
})

export const enqueueTrials = operation({
  id: 'studies.enqueue',
  method: 'POST',
  path: `${one}/enqueue/`,
  tag,
  summary: 'Points to try before the sampler is asked again',
  needs: 'research',
  body: {
    type: 'application/json',
    shape: enqueueBody,
    example: { points: [{ 'agent.learningRate': 0.001 }] },
  },
  answers: { 200: json('The study.', studyRecord) },
  problems,
  idempotent: true,
})

export const retrainTrial = operation({
  id: 'studies.retrain',
  method: 'POST',
  path: `${one}/retrain/`,
  tag,
  summary: 'Train the configuration of a trial anew with other seeds',
  needs: 'research',
  body: { type: 'application/json', shape: retrainBody, example: { trial: 0, seeds: [1, 2, 3] } },
  answers: { 201: json('The experiment is stored and its runs are queued.', launched) },
  problems,
  idempotent: true,
})

export const cloneStudy = operation({
  id: 'studies.clone',
  method: 'POST',
  path: `${one}/clone/`,
  tag,
  summary: 'Launch a study like another, but for what the body changes',
  description:
    'Name and warm start are those of the other, too. `warm_start_id` with the id of the other learns from its trials.',
  needs: 'research',
  body: { type: 'application/json', shape: cloneBody, example: { sampler: 'random', seed: 2 } },
  answers: { 201: json('It is stored and its first trials are handed out soon.', studyRecord) },
  problems,
  idempotent: true,
})

export const listTrials = listOperation({
  id: 'studies.results',
  path: `${one}/results/`,
  tag,
  summary: 'Trials of a study',
  row: trialRecord,
  filters: trialFilters,
  sorts: TRIAL_SORTS,
  usualSort: 'trial',
  mostRows: 1000,
  problems: [404],
})

export const listRungs = listOperation({
  id: 'studies.rungs',
  path: `${one}/rungs/`,
  tag,
  summary: 'The rungs of a study',
  row: rungRecord,
  filters: metricBounds(RUNG_FIGURES),
  sorts: Object.keys(RUNG_FIGURES),
  usualSort: 'rung',
  problems: [404],
})

export const showStudySummary = operation({
  id: 'studies.summary',
  method: 'GET',
  path: `${one}/summary/`,
  tag,
  summary: 'A study in figures: its winner against luck and the defaults',
  needs: 'read',
  cost: 'moment',
  answers: { 200: json('The figures.', studySummaryRecord) },
  problems: [404],
})

/** How many trials of a large study a part is of. */
const SAMPLED = `Of a study of more than ${whole(MOST_SHOWN)} trials these are the ones that its page draws: the defaults, the best ${BEST_KEPT} (who came further before who is better), the newest ${NEWEST_KEPT} and an even sample of the others. \`results/\` has all.`
const JUDGED = `Learnt from an even sample of ${whole(MOST_JUDGED)} trials where more have a value there; \`compared\` counts all of them.`

/** What the page of a study draws. */
function listPart(name: StudyPartName, summary: string, description: string) {
  const { row, also, texts }: StudyPart = STUDY_PARTS[name]
  const figures = figuresOf(row)
  return listOperation({
    id: `studies.${name}`,
    path: `${one}/${name}/`,
    ...{ tag, summary, description, row, also },
    filters: { ...metricBounds(figures), ...(texts.length > 0 ? search(texts.join(' or ')) : {}) },
    sorts: Object.keys(figures),
    usualSort: 'place',
    mostRows: 1000,
    problems: [404],
  })
}

export const listHistory = listPart(
  'history',
  'Values by trial, with the best so far',
  `${SAMPLED} \`best\` is of all trials so far, listed or not.`
)
export const listImportance = listPart(
  'importance',
  'Importance of each searched parameter',
  JUDGED
)
export const listCorrelation = listPart(
  'correlation',
  'Rank correlations of parameters and objective, with intervals',
  JUDGED
)
export const listCurves = listPart(
  'curves',
  'Learning curves of the trials that came furthest, and of the defaults',
  `The ${MOST_FURTHEST} trials that came furthest, the best of them first, and trial 0; no other has a curve here.`
)
export const listTimeline = listPart(
  'timeline',
  'Which worker trained what, when; newest first',
  `The newest ${whole(MOST_SEGMENTS)} stretches; older ones are left out.`
)
export const listFront = listPart(
  'front',
  'Trials by two objectives, and the Pareto front of those that came furthest',
  `${SAMPLED} Those on the front are always among them.`
)
