import { inject } from '@adonisjs/core'
import { BaseCommand, flags } from '@adonisjs/core/ace'
import type { CommandOptions } from '@adonisjs/core/types/ace'
import DatasetService from '#services/dataset_service'
import { answer } from './_answer.js'
import { datasetLine, datasetRow } from './_dataset_rows.js'

export default class DataList extends BaseCommand {
  static commandName = 'data:list'
  static description = 'List the stored datasets, the newest version of each'
  static options: CommandOptions = { startApp: true }

  @flags.boolean({ description: 'Every version' })
  declare all: boolean

  @flags.boolean({ description: 'One JSON object on standard output' })
  declare json: boolean

  @inject()
  async run(datasets: DatasetService) {
    await answer(this, async () => {
      const found = await datasets.list(this.all)
      const none = 'No dataset is stored. `node ace data:fetch AAPL --source=sample` stores one.'
      const lines = found.length === 0 ? [none] : found.map(datasetLine)
      return { json: { datasets: found.map(datasetRow) }, lines }
    })
  }
}
