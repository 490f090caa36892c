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
  // JsonBodyMiddleware reads what is raw, UploadMiddleware what has several parts
  json: { types: [] },
  raw: { limit: '1mb', types: ['application/json'] },
  multipart: {
    autoProcess: false,
    convertEmptyStringsToNull: true,
    trimWhitespaces: true,
    limit: UPLOAD_LIMIT,
    types: ['multipart/form-data'],
  },
})
