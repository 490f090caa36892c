import { defineConfig } from '@adonisjs/core/bodyparser'

/** Largest CSV file that can be uploaded. */
export const UPLOAD_LIMIT = '50mb'

export default defineConfig({
  allowedMethods: ['POST', 'PUT', 'PATCH', 'DELETE'],
  form: {
    limit: '1mb',
    convertEmptyStringsToNull: true,
    trimWhitespaces: true,
    types: ['application/x-www-form-urlencoded'],
  },
  // programs mean what they send
  json: {
    limit: '1mb',
    convertEmptyStringsToNull: false,
    trimWhitespaces: false,
    types: ['application/json', 'application/merge-patch+json'],
  },
  multipart: {
    autoProcess: true,
    convertEmptyStringsToNull: true,
    trimWhitespaces: true,
    limit: UPLOAD_LIMIT,
    types: ['multipart/form-data'],
  },
})
