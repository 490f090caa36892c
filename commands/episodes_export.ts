import { args, BaseCommand, flags } from '@adonisjs/core/ace'
import type { CommandOptions } from '@adonisjs/core/types/ace'
import { InvalidParameter } from '#core/errors'
import { episodeRecords } from '#services/episode_export'
import { answer } from './_answer.js'
import { recordsCsv } from './_records_csv.js'
import { writeAll } from './_write_all.js'

export default class EpisodesExport extends BaseCommand {
  static commandName = 'episodes:export'
  static description = 'Write steps, trades and operations of an episode as CSV and JSON'
  static options: CommandOptions = { startApp: true }

  @args.string({ description: 'Episode id' })
  declare episode: string

  @flags.string({
    description: 'Folder to write into; files of these names are replaced',
    required: true,
  })
  declare out: string

  @flags.boolean({ description: 'One JSON object on standard output' })
  declare json: boolean

  async run() {
    await answer(this, async () => {
      const { episode, tables } = await episodeRecords(idOf(this.episode))
      const counts = Object.fromEntries(tables.map(({ name, rows }) => [name, rows.length]))
      const files = await writeAll(this.out, [
        ['episode.json', jsonText(episode)],
        ...tables.flatMap(({ name, columns, rows }): [string, string][] => [
          [`${name}.csv`, recordsCsv(columns, rows)],
          [`${name}.json`, jsonText(rows)],
        ]),
      ])
      const { episode_id, run_id, steps_recorded } = episode
      const lines = [
        `Episode ${episode_id} of run ${run_id}: ${tables.map(({ name, rows }) => `${rows.length} ${name}`).join(', ')}.`,
        ...(steps_recorded ? [] : ['Its steps were not recorded: their files are empty.']),
        ...files.map((file) => `Wrote ${file}`),
      ]
      return { json: { episode_id, run_id, steps_recorded, ...counts, files }, lines }
    })
  }
}

function idOf(given: string): number {
  const id = /^\d{1,15}$/.test(given) ? Number(given) : 0
  if (id >= 1) return id
  const message = `episode is ${JSON.stringify(given)}, but must be an id, an integer of 1 or more.`
  throw new InvalidParameter('episode', message, 'The list of episodes has the ids.')
}

function jsonText(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`
}
