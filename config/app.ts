import env from '#start/env'
import { defineConfig } from '@adonisjs/core/http'

export const appUrl = env.get('APP_URL')

/** Cookies are marked secure as soon as the public address is https. */
export const overHttps = appUrl.startsWith('https:')

export const http = defineConfig({
  generateRequestId: true,
  allowMethodSpoofing: true,
  useAsyncLocalStorage: false,
  // whose X-Forwarded-For is believed: of anybody else it would be a mask
  trustProxy: env.get('TRUSTED_PROXIES'),
  cookie: {
    domain: '',
    path: '/',
    maxAge: '2h',
    httpOnly: true,
    secure: overHttps,
    sameSite: 'lax',
  },
})
