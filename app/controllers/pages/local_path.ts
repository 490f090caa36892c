/** An address of this server, or the front page: `//host` and `\host` lead away. */
export function localPath(to: unknown): string {
  return typeof to === 'string' && /^\/(?![/\\])/.test(to) ? to : '/'
}
