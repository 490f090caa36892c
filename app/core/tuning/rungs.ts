import { InvalidParameter } from '../errors.ts'

/**
 * Resources of the rungs, in episodes, ascending: minResource · eta^k below maxResource, and maxResource
 * itself, so that whoever climbs to the top has trained to its end. A power less than a factor of
 * √eta under the top is left out: there a promotion would hardly tell more than the rung before.
 * By integer multiplication, since a floating-point logarithm can miss a power.
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
  const nearest = Math.sqrt(eta)
  for (let resource = minResource; maxResource / resource >= nearest; resource *= eta) {
    resources.push(resource)
  }
  return [...resources, maxResource]
}
