import { BaseCommand, flags } from '@adonisjs/core/ace'
import type { CommandOptions } from '@adonisjs/core/types/ace'
import { hostname, userInfo } from 'node:os'
import { text } from 'node:stream/consumers'
import { createUser } from '#services/people/create_user'
import { createUserValidator } from '#validators/user'
import { answer } from './_answer.js'

export default class UserCreate extends BaseCommand {
  static commandName = 'user:create'
  static description = 'Create an account; prints a password for the first sign-in'
  static options: CommandOptions = { startApp: true }

  @flags.string({ description: 'Email, with which the person signs in', required: true })
  declare email: string

  @flags.string({ description: 'viewer, researcher, trader or admin', required: true })
  declare role: string

  @flags.boolean({ description: 'Read the password from standard input instead' })
  declare passwordStdin: boolean

  @flags.boolean({ description: 'One JSON object on standard output' })
  declare json: boolean

  async run() {
    await answer(this, async () => {
      const password = this.passwordStdin ? (await text(process.stdin)).replace(/\r?\n$/, '') : null
      const given = await createUserValidator.validate({
        email: this.email,
        role: this.role,
        password,
      })
      const person = `${userInfo().username}@${hostname()}`
      const actor = { userId: null, person, route: 'command', address: null } as const
      const { user, madeUpPassword } = await createUser(given, actor)
      const { id, email, role } = user
      const lines = [`${email} may sign in as ${role}.`]
      if (madeUpPassword !== null) lines.push(`Password, shown only now: ${madeUpPassword}`)
      return { json: { user_id: id, email, role, password: madeUpPassword }, lines }
    })
  }
}
