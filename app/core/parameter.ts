/** What a parameter's value can be. A list is ordered and holds no duplicates unless it is `integers`. */
export type ParameterValue =
  number | string | boolean | null | readonly number[] | readonly string[]

/** Only while the parameter at `path` has one of these values (for a list: contains one of them); else it has no effect. */
export interface Condition {
  readonly path: string
  readonly equals: readonly ParameterValue[]
}

interface Described {
  /** Words of the form: a short name and one sentence of what it does. */
  readonly label: string
  readonly hint: string
  /** Unit after the number, as in `bars`, `bp`, `a year`; null: none. */
  readonly unit: string | null
  /** Paper, tool or rule the default comes from; null: ours. */
  readonly source: string | null
  readonly condition: Condition | null
  /** Whether a study may search over it. */
  readonly searchable: boolean
  /** Whether `null` ("none") is a value. */
  readonly nullable: boolean
}

interface Bounded {
  readonly min: number
  readonly max: number
  readonly scale: 'linear' | 'log'
}

export type Parameter<V extends ParameterValue = ParameterValue> = Described & {
  readonly path: string
  readonly default: V
} & (
    | ({ readonly type: 'float'; readonly exclusiveMin: boolean } & Bounded)
    | ({ readonly type: 'integer' } & Bounded)
    | { readonly type: 'boolean' }
    | { readonly type: 'choice'; readonly choices: readonly string[] }
    | { readonly type: 'choices'; readonly choices: readonly string[]; readonly minLength: number }
    | ({
        readonly type: 'integers'
        readonly minLength: number
        readonly maxLength: number
      } & Bounded)
    | ({
        readonly type: 'floats'
        readonly minLength: number
        readonly maxLength: number
      } & Bounded)
    | { readonly type: 'text'; readonly maxLength: number }
  )

type Extras = Partial<
  Pick<Described, 'unit' | 'source' | 'condition' | 'searchable'> & {
    scale: 'linear' | 'log'
    exclusiveMin: boolean
  }
>
function described(label: string, hint: string, extras: Extras, nullable: boolean): Described {
  const { unit = null, source = null, condition = null, searchable = true } = extras
  return { label, hint, unit, source, condition, searchable, nullable }
}

export function float(
  label: string,
  hint: string,
  value: number,
  min: number,
  max: number,
  extras: Extras = {}
) {
  const { scale = 'linear', exclusiveMin = false } = extras
  return {
    ...described(label, hint, extras, false),
    type: 'float' as const,
    default: value,
    min,
    max,
    scale,
    exclusiveMin,
  }
}

/** A float that may be `none`. */
export function optionalFloat(
  label: string,
  hint: string,
  value: number | null,
  min: number,
  max: number,
  extras: Extras = {}
) {
  const { scale = 'linear', exclusiveMin = false } = extras
  return {
    ...described(label, hint, extras, true),
    type: 'float' as const,
    default: value,
    min,
    max,
    scale,
    exclusiveMin,
  }
}

export function integer(
  label: string,
  hint: string,
  value: number,
  min: number,
  max: number,
  extras: Extras = {}
) {
  const { scale = 'linear' } = extras
  return {
    ...described(label, hint, extras, false),
    type: 'integer' as const,
    default: value,
    min,
    max,
    scale,
  }
}

/** An integer that may be `none`. */
export function optionalInteger(
  label: string,
  hint: string,
  value: number | null,
  min: number,
  max: number,
  extras: Extras = {}
) {
  const { scale = 'linear' } = extras
  return {
    ...described(label, hint, extras, true),
    type: 'integer' as const,
    default: value,
    min,
    max,
    scale,
  }
}

export function boolean(label: string, hint: string, value: boolean, extras: Extras = {}) {
  return { ...described(label, hint, extras, false), type: 'boolean' as const, default: value }
}

export function choice<const C extends string>(
  label: string,
  hint: string,
  value: C,
  choices: readonly C[],
  extras: Extras = {}
) {
  return {
    ...described(label, hint, extras, false),
    type: 'choice' as const,
    default: value,
    choices,
  }
}

/** A set of choices, in catalogue order. */
export function choices<const C extends string>(
  label: string,
  hint: string,
  value: readonly C[],
  all: readonly C[],
  minLength: number,
  extras: Extras = {}
) {
  return {
    ...described(label, hint, extras, false),
    type: 'choices' as const,
    default: value,
    choices: all,
    minLength,
  }
}

export function integers(
  label: string,
  hint: string,
  value: readonly number[],
  bounds: { min: number; max: number; minLength: number; maxLength: number },
  extras: Extras = {}
) {
  return {
    ...described(label, hint, extras, false),
    type: 'integers' as const,
    default: value,
    ...bounds,
    scale: extras.scale ?? ('linear' as const),
  }
}

export function floats(
  label: string,
  hint: string,
  value: readonly number[],
  bounds: { min: number; max: number; minLength: number; maxLength: number },
  extras: Extras = {}
) {
  return {
    ...described(label, hint, extras, false),
    type: 'floats' as const,
    default: value,
    ...bounds,
    scale: extras.scale ?? ('linear' as const),
  }
}

/** A text that may be `none`, for example an ISO date. Never searched. */
export function optionalText(
  label: string,
  hint: string,
  value: string | null,
  maxLength: number,
  extras: Extras = {}
) {
  return {
    ...described(label, hint, { ...extras, searchable: false }, true),
    type: 'text' as const,
    default: value,
    maxLength,
  }
}

/** Widens a literal default to what its kind of parameter allows. */
type Loose<V> = V extends boolean ? boolean : V
type Placeable<C> = {
  readonly [K in keyof C]: {
    readonly default: Loose<C[K]>
    readonly type: Parameter['type']
  } & Described
}

/** Gives each parameter of one group its path, `group.key`; the keys are exactly those of the config `C`. */
export function parametersOf<C>(group: string, list: Placeable<C>): readonly Parameter[] {
  return Object.entries(list).map(
    ([key, parameter]) => ({ ...(parameter as object), path: `${group}.${key}` }) as Parameter
  )
}
