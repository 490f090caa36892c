/** mean over t of G(t) = r(t) + gamma · G(t + 1), G after the last reward 0. */
export function meanDiscounted(rewards: ArrayLike<number>, gamma: number): number {
  let following = 0
  let sum = 0
  for (let t = rewards.length - 1; t >= 0; t--) {
    following = rewards[t] + gamma * following
    sum += following
  }
  return sum / rewards.length
}
