import User, { type Role } from '#models/user'

/** An access token of a person with the role, for the abilities (`*`: all). */
export async function tokenOf(role: Role, abilities: readonly string[] = ['*']): Promise<string> {
  const email = `${role}-${abilities.join('-').replace('*', 'all')}@example.com`
  const user = await User.create({ email, password: 'correct horse battery', role })
  const token = await User.accessTokens.create(user, [...abilities])
  return token.value!.release()
}
