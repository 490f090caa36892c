import type { ChosenRows } from '#services/pages/lists/chosen_rows'
import { asRecord } from './as_record.js'
import { datasetRecord } from './dataset_record.js'
import { episodeRecord } from './episode_record.js'
import { evaluationRecord } from './evaluation_record.js'
import { experimentJson } from './experiment_record.js'
import { modelRecord } from './model_record.js'
import { runRecord } from './run_record.js'
import { studyRecord } from './study_record.js'

/** What was chosen in a list as the API gives it: a file has the same names as a program. */
export function chosenRecords(chosen: ChosenRows): readonly object[] {
  switch (chosen.kind) {
    case 'run':
      return chosen.rows.map((row) => asRecord(runRecord, row))
    case 'experiment':
      return chosen.rows.map(experimentJson)
    case 'episode':
      return chosen.rows.map((row) => asRecord(episodeRecord, row))
    case 'evaluation':
      return chosen.rows.map((row) => asRecord(evaluationRecord, row))
    case 'study':
      return chosen.rows.map((row) => asRecord(studyRecord, row))
    case 'dataset':
      return chosen.rows.map((row) => asRecord(datasetRecord, row))
    case 'model':
      return chosen.rows.map((row) => asRecord(modelRecord, row))
  }
}
