import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { InvalidParameter } from '#core/errors'
import type { Figures } from '#services/bench/figure'
import { figuresOf } from '#services/bench/measurement'
import { pairedRatios } from '#services/bench/paired_ratios'
import { peersOf } from '#services/bench/peers'
import type { PeerPlace } from '#services/bench/run_peer'
import { suiteNamed, type SuiteName, type SuiteNeeds } from '#services/bench/suites'

export interface BenchOptions {
  readonly suites: readonly SuiteName[]
  readonly repeats: number
  /** Pairs of ours and a peer's. */
  readonly pairs: number
  readonly quick: boolean
  /** Address of the server that some peers run on. */
  readonly database: string
  /** Null: the peers are not run. */
  readonly peers: PeerPlace | null
  readonly signal: AbortSignal
  readonly tell: (line: string) => void
}

type BySuite = Readonly<Record<string, Figures>>

export interface Measured {
  readonly figures: BySuite
  /** Ours over the peers', and the peers' own; empty without peers. */
  readonly ratios: BySuite
  readonly peers: BySuite
  /** Why a peer has no ratio. */
  readonly failed: readonly string[]
}

/**
 * Measures suites, and with peers holds each against them in pairs.
 * @throws E_INVALID_PARAMETER when the peers or their Python are not there
 */
export async function runBench(options: BenchOptions, needs: SuiteNeeds): Promise<Measured> {
  const { suites, repeats, pairs, quick, peers: place, signal, tell } = options
  if (place !== null) refuseMissing(place)
  const figures: Record<string, Figures> = {}
  const ratios: Record<string, Figures> = {}
  const peers: Record<string, Figures> = {}
  const failed: string[] = []
  for (const name of suites) {
    tell(`${name} …`)
    const suite = suiteNamed(name, quick, needs)
    figures[name] = await figuresOf(suite, { repeats, signal })
    if (place === null) continue
    tell(`${name} beside its peers …`)
    const paired = await pairedRatios(suite, peersOf(name, options.database), place, pairs, signal)
    ratios[name] = paired.ratios
    peers[name] = paired.peers
    failed.push(...paired.failed)
    paired.failed.forEach(tell)
  }
  return { figures, ratios, peers, failed }
}

function refuseMissing({ folder }: PeerPlace): void {
  if (existsSync(join(folder, 'common.py'))) return
  const message = `peers are asked for, but their scripts are not in ${folder}.`
  throw new InvalidParameter('peers', message, 'Put them there, or leave --peers out.')
}
