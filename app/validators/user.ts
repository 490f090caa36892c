import vine from '@vinejs/vine'
import { ROLES } from '#models/user'
import { LEAST_PASSWORD } from '#validators/session'

export const createUserValidator = vine.create({
  email: vine.string().trim().toLowerCase().email().maxLength(254),
  role: vine.enum(ROLES),
  password: vine.string().minLength(LEAST_PASSWORD).maxLength(200).nullable(),
})
