import vine from '@vinejs/vine'

/** Shapes only; the service judges the name, with its own message. */
export const presetValidator = vine.create({
  preset_name: vine.string().trim().minLength(1).maxLength(200),
  preset_shared: vine.accepted().optional(),
  preset_replace: vine.accepted().optional(),
})
