import { FsLoader, type BaseCommand } from '@adonisjs/core/ace'
import app from '@adonisjs/core/services/app'
import { slugOf } from './slug.js'

export interface HelpCommand {
  readonly name: string
  readonly slug: string
  readonly description: string
  /** As one types it. */
  readonly usage: string
  readonly options: readonly { readonly name: string; readonly meaning: string }[]
}

let known: Promise<readonly HelpCommand[]> | null = null

/** The commands of this program, as they state themselves; those of the framework are left out. */
export async function helpCommands(): Promise<readonly HelpCommand[]> {
  known ??= readCommands()
  return known
}

type Stated = Awaited<ReturnType<FsLoader<typeof BaseCommand>['getMetaData']>>[number]

async function readCommands(): Promise<readonly HelpCommand[]> {
  const stated = await new FsLoader<typeof BaseCommand>(app.commandsPath()).getMetaData()
  return stated.map(commandOf).sort((a, b) => (a.name < b.name ? -1 : 1))
}

function commandOf({ commandName, description, args, flags }: Stated): HelpCommand {
  const places = args.map(({ argumentName, required, type }) => {
    const name = `${argumentName.toUpperCase()}${type === 'spread' ? '…' : ''}`
    return required === false ? `[${name}]` : name
  })
  const options = [
    ...args.map(({ argumentName, description: meaning }) => ({
      name: argumentName.toUpperCase(),
      meaning: meaning ?? '',
    })),
    ...flags.map(({ flagName, type, description: meaning }) => ({
      name: `--${flagName}${type === 'boolean' ? '' : type === 'array' ? '=…,…' : '=…'}`,
      meaning: meaning ?? '',
    })),
  ]
  return {
    name: commandName,
    slug: slugOf(commandName),
    description,
    usage: ['node ace', commandName, ...places].join(' '),
    options,
  }
}
