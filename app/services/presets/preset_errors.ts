import { CodedError, InvalidParameter } from '#core/errors'
import { PRESETS } from '#core/parameters/preset'

/** A preset that is looked for by its id and is not there, or is another person's own. */
export class PresetNotFound extends CodedError {
  readonly code = 'E_PRESET_NOT_FOUND'
  readonly kind = 'not_found'

  constructor(presetId: number) {
    super(`There is no saved preset ${presetId} of yours.`, 'The list of presets has every one.')
  }
}

/** A launch that names a preset which its person does not have. */
export class PresetUnknown extends InvalidParameter {
  constructor(given: string, saved: readonly string[]) {
    const names = [...PRESETS, ...saved].join(', ')
    super(
      'preset',
      `preset is ${JSON.stringify(given)}, but must be one of ${names}.`,
      'Presets that others saved for themselves are not among them. The default is default.'
    )
  }
}

/** Two presets of one name would leave open which is meant. */
export class PresetNameTaken extends InvalidParameter {
  constructor(field: string, name: string, owner: string) {
    super(
      field,
      `The name ${JSON.stringify(name)} is taken: ${owner}. Nothing was saved.`,
      'Choose another name, or let it replace a preset of yours.'
    )
  }
}

/** Only its owner, or an administrator, changes a preset that everybody uses. */
export class PresetOfAnother extends CodedError {
  readonly code = 'E_PRESET_OF_ANOTHER'
  readonly kind = 'refused'

  constructor(name: string) {
    super(
      `The preset ${JSON.stringify(name)} was saved by somebody else. It is unchanged.`,
      'Its owner or an administrator changes it; or save it under another name.'
    )
  }
}
