import { InvalidParameter } from '#core/errors'

/** `path=value` pairs of `--set` as overrides. @throws E_INVALID_PARAMETER for one without `=` */
export function assignments(given: readonly string[] | undefined): Record<string, string> {
  return Object.fromEntries(
    (given ?? []).map((pair) => {
      const at = pair.indexOf('=')
      if (at > 0) return [pair.slice(0, at), pair.slice(at + 1)]
      throw new InvalidParameter(
        'set',
        `--set is ${JSON.stringify(pair)}, but must be path=value.`,
        'Give for example --set agent.nStep=3.'
      )
    })
  )
}

/** `--seeds=3` is 1, 2, 3; `--seeds=4,7` is 4, 7; `--seeds=5,` and `--seed=5` are 5; none: the preset's. */
export function seedsOf(seed: string | undefined, seeds: string | undefined): number[] | undefined {
  if (seeds === undefined) return seed === undefined ? undefined : [Number(seed)]
  if (seeds.includes(',')) return seeds.replace(/,\s*$/, '').split(',').map(Number)
  const count = Number(seeds)
  if (Number.isInteger(count) && count >= 1 && count <= 100) {
    return Array.from({ length: count }, (_, k) => k + 1)
  }
  throw new InvalidParameter(
    'seeds',
    `--seeds is ${JSON.stringify(seeds)}, but must be a number of seeds from 1 to 100, or a list.`,
    'Give for example --seeds=3, which takes 1, 2, 3, or --seeds=4,7.'
  )
}
