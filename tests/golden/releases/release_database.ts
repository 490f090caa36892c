import app from '@adonisjs/core/services/app'
import db from '@adonisjs/lucid/services/db'
import DatasetService from '#services/dataset_service'
import TrainingService from '#services/training_service'
import { executorHere } from '../../functional/training/executor_here.js'
import { ACTOR } from '../../functional/training/fixture.js'
import { RELEASE_PARAMETERS, RELEASE_SEED, releaseBars } from './release_run.js'

/** Stores the bars and a run that trained on them to its end, with the engine that runs everywhere. */
export async function storeReleaseRun(): Promise<void> {
  const datasets = await app.container.make(DatasetService)
  const { dataset } = await datasets.store(
    { data: releaseBars(), findings: [], repairs: [] },
    ACTOR
  )
  const training = await app.container.make(TrainingService)
  const { runIds } = await training.launch(
    {
      datasets: [Number(dataset.datasetId)],
      preset: 'quick',
      set: { ...RELEASE_PARAMETERS, 'training.engine': 'reference' },
      seeds: [RELEASE_SEED],
      name: 'Release',
    },
    ACTOR
  )
  const { executor, close } = await executorHere()
  await executor.execute(runIds[0])
  await close()
  await db.from('workers').delete() // it names this machine
}
