/** Number a of row b in panels of 16 columns. */
@inline
function at(matrix: usize, panelBytes: i32, b: i32, a: i32): f32 {
  return load<f32>(matrix + <usize>((a >> 4) * panelBytes + (b << 6) + ((a & 15) << 2)))
}

/** What is added to the head's numbers to make Q: V − mean(A) for a dueling head (V in column `actions`), else 0. */
@inline
function shift(head: usize, panelBytes: i32, b: i32, actions: i32, dueling: bool): f32 {
  if (!dueling) return 0
  let sum: f32 = 0
  for (let a = 0; a < actions; a++) sum += at(head, panelBytes, b, a)
  return at(head, panelBytes, b, actions) - sum / <f32>actions
}

/** Index of the largest of a row's first `actions` numbers, the first of equals; the shift changes no order. */
@inline
function best(head: usize, panelBytes: i32, b: i32, actions: i32): i32 {
  let most = at(head, panelBytes, b, 0)
  let index = 0
  for (let a = 1; a < actions; a++) {
    const value = at(head, panelBytes, b, a)
    if (value > most) {
      most = value
      index = a
    }
  }
  return index
}

/**
 * y = R + g · Q'(s', a*), d = y − Q(s, a), the loss and its gradient by the head's outputs.
 *
 * @param gradient panels like the heads', overwritten: −w · loss'(d) / batch at the action taken, spread
 *   over value and advantages for a dueling head
 * @param head Q-head of s online; @param chooser of s' (online when double, else target); @param target of s'
 * @param returns, bootstraps, weights, errors float32 [batch]; actions int32 [batch]
 * @returns the mean of w · loss(d)
 */
export function tdError(
  gradient: usize, head: usize, chooser: usize, target: usize,
  taken: usize, returns: usize, bootstraps: usize, weights: usize, errors: usize,
  batch: i32, actions: i32, panelBytes: i32, panels: i32, dueling: bool, huber: bool
): f32 {
  memory.fill(gradient, 0, <usize>(panels * panelBytes))
  let loss: f32 = 0
  for (let b = 0; b < batch; b++) {
    const place = <usize>(b << 2)
    const action = load<i32>(taken + place)
    const next = best(chooser, panelBytes, b, actions)
    const value = at(target, panelBytes, b, next) + shift(target, panelBytes, b, actions, dueling)
    const q = at(head, panelBytes, b, action) + shift(head, panelBytes, b, actions, dueling)
    const d = load<f32>(returns + place) + load<f32>(bootstraps + place) * value - q
    store<f32>(errors + place, d)
    const weight = load<f32>(weights + place)
    const size = abs(d)
    const inside = size <= 1
    loss += weight * (huber ? (inside ? <f32>0.5 * d * d : size - <f32>0.5) : d * d)
    const slope = huber ? (inside ? d : d > 0 ? <f32>1 : d < 0 ? <f32>-1 : d) : <f32>2 * d
    spread(gradient, panelBytes, b, action, actions, dueling, -weight * slope / <f32>batch)
  }
  return loss / <f32>batch
}

@inline
function spread(
  gradient: usize, panelBytes: i32, b: i32, action: i32, actions: i32, dueling: bool, g: f32
): void {
  const row = gradient + <usize>(b << 6)
  if (!dueling) {
    store<f32>(row + <usize>((action >> 4) * panelBytes + ((action & 15) << 2)), g)
    return
  }
  for (let a = 0; a < actions; a++) {
    const share = (a == action ? g : <f32>0) - g / <f32>actions
    store<f32>(row + <usize>((a >> 4) * panelBytes + ((a & 15) << 2)), share)
  }
  store<f32>(row + <usize>((actions >> 4) * panelBytes + ((actions & 15) << 2)), g)
}

/** Writes the Q-values of row 0 to `out` [actions]; returns the index of the first largest. */
export function qRow(out: usize, head: usize, actions: i32, panelBytes: i32, dueling: bool): i32 {
  const add = shift(head, panelBytes, 0, actions, dueling)
  for (let a = 0; a < actions; a++) {
    store<f32>(out + <usize>(a << 2), at(head, panelBytes, 0, a) + add)
  }
  return best(head, panelBytes, 0, actions)
}
