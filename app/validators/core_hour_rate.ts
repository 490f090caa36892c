import vine from '@vinejs/vine'

export const coreHourRateValidator = vine.create({
  amount: vine.number().range([0, 10_000]),
  currency: vine
    .string()
    .trim()
    .toUpperCase()
    .regex(/^[A-Z]{3}$/),
})
