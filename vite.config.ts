import adonisjs from '@adonisjs/vite/client'
import { defineConfig } from 'vite'

export default defineConfig({
  plugins: [
    adonisjs({
      entryPoints: ['resources/css/app.css', 'resources/js/app.ts'],
      reload: ['resources/views/**/*.edge'],
    }),
  ],
  // tests run beside a development server and beside each other
  server: process.env.NODE_ENV === 'test' ? { ws: false, watch: null } : {},
})
