import { inject } from '@adonisjs/core'
import { args, BaseCommand, flags } from '@adonisjs/core/ace'
import type { CommandOptions } from '@adonisjs/core/types/ace'
import { EXPORT_FORMATS, type ExportFormat } from '#compute/exporters/export_model'
import { InvalidParameter } from '#core/errors'
import ExportService from '#services/models/export_service'
import { exportFileContent, knownExport } from '#services/models/model_export_rows'
import { commandActor } from './_actor.js'
import { answer } from './_answer.js'
import { modelCalled } from './_model.js'
import { writeAll } from './_write_all.js'

export default class ModelExport extends BaseCommand {
  static commandName = 'model:export'
  static description = 'Write the weights of a model for other programs, checked against the engine'
  static options: CommandOptions = { startApp: true }

  @args.string({ description: 'trend/2, trend for its newest version, or an experiment id' })
  declare model: string

  @flags.string({ description: 'onnx, tfjs (TensorFlow.js) or json', required: true })
  declare format: string

  @flags.string({
    description: 'Folder to write into; files of these names are replaced',
    required: true,
  })
  declare out: string

  @flags.string({ description: 'Whose weights; left out: of the seed with the median validation' })
  declare seed?: string

  @flags.boolean({ description: 'One JSON object on standard output' })
  declare json: boolean

  @inject()
  async run(exports: ExportService) {
    await answer(this, async () => {
      const format = formatOf(this.format)
      const seed = this.seed === undefined ? {} : { seed: seedOf(this.seed) }
      const { experiment_id: experimentId } = await modelCalled(this.model)
      const id = await exports.make({ experimentId, format, ...seed }, commandActor())
      const made = await knownExport(id)
      const contents = await Promise.all(
        made.files.map(async ({ name, model_export_file_id: file }) => {
          return [name, await exportFileContent(file)] as const
        })
      )
      const files = await writeAll(this.out, contents)
      const { largest_difference: difference, observations } = made
      return {
        json: {
          ...{ export_id: id, experiment_id: experimentId, run_id: made.run_id, seed: made.seed },
          ...{ format, observations, largest_difference: difference, sha256: made.sha256, files },
        },
        lines: [
          `Seed ${made.seed} of experiment ${experimentId}: outputs differ by at most ${difference.toExponential(1)} of the largest on ${observations} observations.`,
          ...files.map((file) => `Wrote ${file}`),
        ],
      }
    })
  }
}

function formatOf(given: string): ExportFormat {
  const format = EXPORT_FORMATS.find((known) => known === given)
  if (format !== undefined) return format
  const message = `format is ${JSON.stringify(given)}, but must be ${EXPORT_FORMATS.join(', ')}.`
  throw new InvalidParameter('format', message, 'Give for example --format=onnx.')
}

function seedOf(given: string): number {
  if (/^\d{1,10}$/.test(given)) return Number(given)
  const message = `seed is ${JSON.stringify(given)}, but must be an integer of 0 or more.`
  throw new InvalidParameter(
    'seed',
    message,
    'Leave it out for the seed with the median validation.'
  )
}
