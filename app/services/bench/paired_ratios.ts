import { figureOf, type Figures } from '#services/bench/figure'
import { figuresOf, type Suite } from '#services/bench/measurement'
import type { Peer } from '#services/bench/peers'
import { PeerFailed, runPeer, type PeerPlace } from '#services/bench/run_peer'

export interface PairedRatios {
  /** Ours over the peer's, of speeds: over 1 is faster than the peer. */
  readonly ratios: Figures
  /** The peers' own figures, in our units. */
  readonly peers: Figures
  /** Why a peer has no ratio. */
  readonly failed: readonly string[]
}

/**
 * Measures ours and a peer's in turn, A B A B, and gives the ratio of each pair. Of ours only the figures
 * that the peer is held against are measured.
 * @throws E_INVALID_PARAMETER when Python cannot be started
 */
export async function pairedRatios(
  suite: Suite,
  peers: readonly Peer[],
  place: PeerPlace,
  pairs: number,
  signal: AbortSignal
): Promise<PairedRatios> {
  const ratios: Record<string, Figures[string]> = {}
  const theirs: Record<string, Figures[string]> = {}
  const failed: string[] = []
  for (const peer of peers) {
    try {
      const measured = await pairsWith(suite, peer, place, pairs, signal)
      for (const { name, unit, ratio, rate } of measured) {
        ratios[name] = figureOf(ratio, '×')
        theirs[name] = figureOf(rate, unit)
      }
    } catch (error) {
      if (!(error instanceof PeerFailed)) throw error
      failed.push(error.message)
    }
  }
  return { ratios, peers: theirs, failed }
}

async function pairsWith(
  suite: Suite,
  { script, args, comparisons }: Peer,
  place: PeerPlace,
  pairs: number,
  signal: AbortSignal
) {
  const wanted = comparisons.map(({ ours }) => ours)
  const measured = comparisons.map(({ name }) => ({
    name,
    unit: '',
    ratio: [] as number[],
    rate: [] as number[],
  }))
  for (let pair = 0; pair < pairs; pair++) {
    const figures = await figuresOf(suite, { repeats: 1, signal, wanted })
    const results = await runPeer(place, [script, ...args], signal)
    comparisons.forEach(({ name, ours, read, isTime }, k) => {
      const rate = read(results)
      if (rate === undefined) throw new PeerFailed(script, `it has no row of ${name}`)
      const { median, unit } = figures[ours]
      measured[k].unit = unit
      measured[k].rate.push(rate)
      measured[k].ratio.push(isTime ? rate / median : median / rate)
    })
  }
  return measured
}
