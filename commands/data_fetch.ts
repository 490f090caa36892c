import { inject } from '@adonisjs/core'
import { args, BaseCommand, flags } from '@adonisjs/core/ace'
import type { CommandOptions } from '@adonisjs/core/types/ace'
import { InvalidParameter } from '#core/errors'
import { DataSourceUnsupported } from '#core/market/data_source_errors'
import { DatasetRefused } from '#core/market/market_errors'
import type { FetchProgress } from '#core/ports/data_source'
import DatasetService, { type FetchInput } from '#services/dataset_service'
import { commandActor } from './_actor.js'
import { answer, type Answer } from './_answer.js'
import { datasetLine, datasetRow, findingLine, findingRow } from './_dataset_rows.js'

export default class DataFetch extends BaseCommand {
  static commandName = 'data:fetch'
  static description = 'Fetch, validate and store the bars of a symbol'
  static options: CommandOptions = { startApp: true }

  @args.string({ description: 'As the source spells it; sample has AAPL and SP500' })
  declare symbol: string

  @flags.string({ description: 'yahoo, csv or sample', default: 'yahoo' })
  declare source: string

  @flags.string({ description: 'First day or time, ISO' })
  declare from?: string

  @flags.string({ description: 'Day or time after the last bar, ISO' })
  declare to?: string

  @flags.string({ description: '1m, 5m, 15m, 30m, 1h, 4h, 1d, 1wk or 1mo', default: '1d' })
  declare interval: string

  @flags.string({ description: 'The file, for --source=csv' })
  declare file?: string

  @flags.boolean({ description: 'Drop bad bars and say which, instead of refusing them all' })
  declare repair: boolean

  @flags.boolean({ description: 'One JSON object on standard output' })
  declare json: boolean

  @inject()
  async run(datasets: DatasetService) {
    await answer(this, async (signal) => {
      try {
        const options = { signal, progress: tellProgress }
        const { dataset, isNew } = await datasets.fetch(this.#input(), commandActor(), options)
        await dataset.load('findings')
        const row = datasetRow(dataset)
        const stored = isNew ? 'Stored.' : 'These bars were stored before.'
        const lines = [datasetLine(dataset), stored, ...row.findings.map(findingLine)]
        return { json: { ...row, is_new: isNew }, lines }
      } catch (error) {
        if (error instanceof DatasetRefused) return refused(error)
        throw error
      }
    })
  }

  #input(): FetchInput {
    const { symbol, source, interval, from = null, to = null, repair, file } = this
    if (source === 'ib') {
      const message = 'The source ib (Interactive Brokers) is not available in this version.'
      throw new DataSourceUnsupported(message, 'Take --source=yahoo, csv or sample.')
    }
    if (file !== undefined && source !== 'csv') {
      const message = `file is ${JSON.stringify(file)}, but the source ${source} reads no file.`
      throw new InvalidParameter('file', message, 'Add --source=csv.')
    }
    const csv = file === undefined ? undefined : { path: file }
    return { symbol, source, interval, from, to, repair: repair ?? false, csv }
  }
}

const tellProgress: FetchProgress = ({ bars, attempt, waitSeconds, reason }) => {
  if (waitSeconds !== null) {
    const why = reason === null ? '' : `: ${reason}`
    process.stderr.write(`Attempt ${attempt} failed${why}. Next in ${waitSeconds.toFixed(1)} s.\n`)
  } else if (bars > 0) process.stderr.write(`${bars} bars read\n`)
}

/** The whole report of bars that were not stored. */
function refused({ code, message, remedy, findings }: DatasetRefused): Answer {
  const rows = findings.map(findingRow)
  process.stderr.write(`${message}\n${remedy}\n`)
  return {
    json: { error: { code, message, remedy }, findings: rows },
    lines: rows.map(findingLine),
    exit: 2,
  }
}
