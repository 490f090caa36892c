import { Env } from '@adonisjs/core/env'
import { trustedProxies } from '#config/trusted_proxies'

/** Every variable the server reads. `start/prepare.ts` fills in what is unset. */
export default await Env.create(new URL('../', import.meta.url), {
  NODE_ENV: Env.schema.enum(['development', 'production', 'test'] as const),
  HOST: Env.schema.string(),
  PORT: Env.schema.number(),
  APP_URL: Env.schema.string({ format: 'url', tld: false }),
  TRUSTED_PROXIES: trustedProxies,
  APP_KEY: Env.schema.secret(),
  DATA_DIR: Env.schema.string(),
  DATABASE_URL: Env.schema.string(),
  POSTGRES_PORT: Env.schema.number.optional(),
  WORK_QUEUES: Env.schema.boolean.optional(),
  CHECKPOINT_SECONDS: Env.schema.number.optional(),
  YAHOO_URL: Env.schema.string.optional(),
  SMTP_URL: Env.schema.string.optional(),
  MAIL_FROM: Env.schema.string.optional(),
  OPENID_ISSUER: Env.schema.string.optional({ format: 'url', tld: false }),
  OPENID_CLIENT_ID: Env.schema.string.optional(),
  OPENID_CLIENT_SECRET: Env.schema.string.optional(),
  OPENID_NAME: Env.schema.string.optional(),
  OPENID_NEW_ROLE: Env.schema.enum.optional(['viewer', 'researcher', 'trader', 'admin'] as const),
  LOG_LEVEL: Env.schema.enum([
    'fatal',
    'error',
    'warn',
    'info',
    'debug',
    'trace',
    'silent',
  ] as const),
})
