import vine from '@vinejs/vine'

export const LEAST_PASSWORD = 12

const email = () => vine.string().trim().toLowerCase().email().maxLength(254)
const newPassword = () => vine.string().minLength(LEAST_PASSWORD).maxLength(200)

export const signInValidator = vine.create({
  email: vine.string().trim().toLowerCase().maxLength(254),
  password: vine.string().maxLength(200),
  remember: vine.accepted().optional(),
  to: vine.string().optional(),
})

export const forgottenValidator = vine.create({ email: email() })

export const setupValidator = vine.create({
  token: vine.string().maxLength(200),
  email: email(),
  password: newPassword(),
})

export const passwordValidator = vine.create({
  current_password: vine.string().maxLength(200),
  password: newPassword(),
})
