import { InvalidParameter } from '../errors.ts'

/**
 * Resources of the rungs, in episodes: minResource · eta^k up to maxResource, by integer
 * multiplication, since a floating-point logarithm can miss the last one.
 * @throws E_INVALID_PARAMETER for an eta under 2 or a minimum over the maximum
 */
export function rungResources(eta: number, minResource: number, maxResource: number): number[] {
  if (!Number.isInteger(eta) || eta < 2) {
    throw new InvalidParameter(
      'reduction-factor',
      `The reduction factor is ${eta}, but must be an integer of at least 2.`,
      'Take 3, the usual factor, or 4.'
    )
  }
  if (!Number.isInteger(minResource) || minResource < 1 || minResource > maxResource) {
    throw new InvalidParameter(
      'grace-period',
      `The grace period is ${minResource} episodes, but must be an integer from 1 to the largest resource, ${maxResource}.`,
      'Give a smaller grace period or more episodes.'
    )
  }
  const resources: number[] = []
  for (let resource = minResource; resource <= maxResource; resource *= eta) {
    resources.push(resource)
  }
  return resources
}
