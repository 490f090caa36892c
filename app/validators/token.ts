import vine from '@vinejs/vine'

export const createTokenValidator = vine.create({
  email: vine.string().trim().toLowerCase().email().maxLength(254),
  name: vine.string().trim().minLength(1).maxLength(80),
})
