import vine from '@vinejs/vine'
import { ROLES } from '#models/user'
import { TOKEN_ABILITIES, type TokenAbility } from '#services/people/create_token'
import { LEAST_PASSWORD } from '#validators/session'

export const invitationValidator = vine.create({
  email: vine.string().trim().toLowerCase().email().maxLength(254),
  role: vine.enum(ROLES),
})

export const roleValidator = vine.create({ role: vine.enum(ROLES) })

export const newPasswordValidator = vine.create({
  password: vine.string().minLength(LEAST_PASSWORD).maxLength(200),
})

export const tokenValidator = vine.create({
  name: vine.string().trim().minLength(1).maxLength(100),
  abilities: vine
    .array(vine.enum(Object.keys(TOKEN_ABILITIES) as TokenAbility[]))
    .minLength(1)
    .distinct(),
  days: vine.number().withoutDecimals().range([1, 365]),
})
