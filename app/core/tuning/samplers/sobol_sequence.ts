const BITS = 32
const TWO_32 = 2 ** BITS

/**
 * Degree, coefficients and initial numbers of the primitive polynomials of dimensions 2 to 32 (Joe & Kuo
 * 2008, `new-joe-kuo-6`); dimension 1 is van der Corput's.
 */
const POLYNOMIALS: readonly (readonly [coefficients: number, ...initial: number[]])[] = [
  [0, 1],
  [1, 1, 3],
  [1, 1, 3, 1],
  [2, 1, 1, 1],
  [1, 1, 1, 3, 3],
  [4, 1, 3, 5, 13],
  [2, 1, 1, 5, 5, 17],
  [4, 1, 1, 5, 5, 5],
  [7, 1, 1, 7, 11, 19],
  [11, 1, 1, 5, 1, 1],
  [13, 1, 1, 1, 3, 11],
  [14, 1, 3, 5, 5, 31],
  [1, 1, 3, 3, 9, 7, 49],
  [13, 1, 1, 1, 15, 21, 21],
  [16, 1, 3, 1, 13, 27, 49],
  [19, 1, 1, 1, 15, 7, 5],
  [22, 1, 3, 1, 15, 13, 25],
  [25, 1, 1, 5, 5, 19, 61],
  [1, 1, 3, 7, 11, 23, 15, 103],
  [4, 1, 3, 7, 13, 13, 15, 69],
  [7, 1, 1, 3, 13, 7, 35, 63],
  [8, 1, 3, 5, 9, 1, 25, 53],
  [14, 1, 3, 1, 13, 9, 35, 107],
  [19, 1, 3, 1, 5, 27, 61, 31],
  [21, 1, 1, 5, 11, 19, 41, 61],
  [28, 1, 3, 5, 3, 3, 13, 69],
  [31, 1, 1, 7, 13, 1, 19, 1],
  [32, 1, 3, 7, 5, 13, 19, 59],
  [37, 1, 1, 3, 9, 25, 29, 41],
  [41, 1, 3, 5, 13, 23, 1, 55],
  [42, 1, 3, 7, 3, 13, 59, 17],
]

/** Dimensions that the table reaches to. */
export const SOBOL_DIMENSIONS = POLYNOMIALS.length + 1

/**
 * Point `n` of Sobol's sequence in one dimension (from 0), as a 32-bit integer over 2^32: the plain order
 * of Bratley & Fox 1988, not the Gray-code one.
 */
export function sobolInteger(n: number, dimension: number): number {
  const directions = directionNumbers(dimension)
  let x = 0
  for (let bit = 0; n >= 2 ** bit && bit < BITS; bit++) {
    if (Math.floor(n / 2 ** bit) % 2 === 1) x ^= directions[bit]
  }
  return x >>> 0
}

/** The same, moved by a digital shift, in [0, 1). */
export function sobolCoordinate(n: number, dimension: number, shift: number): number {
  return ((sobolInteger(n, dimension) ^ shift) >>> 0) / TWO_32
}

const known: Uint32Array[] = []

function directionNumbers(dimension: number): Uint32Array {
  known[dimension] ??= makeDirections(dimension)
  return known[dimension]
}

/** m_k = 2 c_1 m_(k-1) ^ ... ^ 2^(s-1) c_(s-1) m_(k-s+1) ^ 2^s m_(k-s) ^ m_(k-s), shifted to 32 bits. */
function makeDirections(dimension: number): Uint32Array {
  const v = new Uint32Array(BITS)
  if (dimension === 0) {
    for (let k = 0; k < BITS; k++) v[k] = 2 ** (BITS - 1 - k)
    return v
  }
  const [coefficients, ...initial] = POLYNOMIALS[dimension - 1]
  const degree = initial.length
  for (let k = 0; k < BITS; k++) {
    if (k < degree) {
      v[k] = initial[k] * 2 ** (BITS - 1 - k)
      continue
    }
    let value = v[k - degree] ^ (v[k - degree] >>> degree)
    for (let j = 1; j < degree; j++) {
      if ((coefficients >>> (degree - 1 - j)) & 1) value ^= v[k - j]
    }
    v[k] = value >>> 0
  }
  return v
}
