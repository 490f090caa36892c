import { inject } from '@adonisjs/core'
import { args, BaseCommand, flags } from '@adonisjs/core/ace'
import type { CommandOptions } from '@adonisjs/core/types/ace'
import DatasetService from '#services/dataset_service'
import { answer } from './_answer.js'
import { datasetLine, datasetRow, findingLine } from './_dataset_rows.js'

export default class DataShow extends BaseCommand {
  static commandName = 'data:show'
  static description = 'Show a stored dataset with its validation report'
  static options: CommandOptions = { startApp: true }

  @args.string({ description: 'Dataset id, or symbol (its newest version)' })
  declare dataset: string

  @flags.boolean({ description: 'One JSON object on standard output' })
  declare json: boolean

  @inject()
  async run(datasets: DatasetService) {
    await answer(this, async () => {
      const dataset = await datasets.find(this.dataset)
      const row = datasetRow(dataset)
      const { actions, splitAdjusted } = dataset
      return {
        json: { ...row, split_adjusted: splitAdjusted, actions },
        lines: [
          datasetLine(dataset),
          `SHA-256 ${row.sha256}, calendar ${row.calendar}, currency ${row.currency ?? 'unknown'}.`,
          `${actions.length} splits and dividends; prices ${splitAdjusted ? '' : 'do not '}include the splits.`,
          ...row.findings.map(findingLine),
        ],
      }
    })
  }
}
