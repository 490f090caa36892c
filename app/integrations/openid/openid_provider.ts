import * as openid from 'openid-client'
import { OpenIdRefused, OpenIdUnavailable } from '#integrations/openid/openid_errors'

const PATIENCE_SECONDS = 10

export interface OpenIdSettings {
  readonly issuer: string
  readonly clientId: string
  /** null: a public client, proved by PKCE alone. */
  readonly clientSecret: string | null
  readonly callbackUrl: string
}

/** What the browser's session keeps between question and answer. */
export interface OpenIdQuestion {
  readonly state: string
  readonly nonce: string
  readonly verifier: string
}

/** Who the provider says it is. */
export interface OpenIdPerson {
  /** `issuer subject`: never given to another person. */
  readonly subject: string
  readonly email: string | null
  /** Whether the provider has seen that the address is the person's. */
  readonly isVerified: boolean
}

/** An OpenID Connect provider: authorization code with PKCE, state and nonce. */
export class OpenIdProvider {
  readonly #settings: OpenIdSettings
  #known: Promise<openid.Configuration> | null = null

  constructor(settings: OpenIdSettings) {
    this.#settings = settings
  }

  /**
   * Where to send the browser, and what its session has to keep.
   * @throws E_OPENID_UNAVAILABLE
   */
  async begin(): Promise<{ url: string; question: OpenIdQuestion }> {
    const config = await this.#configuration()
    const question = {
      state: openid.randomState(),
      nonce: openid.randomNonce(),
      verifier: openid.randomPKCECodeVerifier(),
    }
    const url = openid.buildAuthorizationUrl(config, {
      redirect_uri: this.#settings.callbackUrl,
      scope: 'openid email',
      state: question.state,
      nonce: question.nonce,
      code_challenge: await openid.calculatePKCECodeChallenge(question.verifier),
      code_challenge_method: 'S256',
    })
    return { url: url.href, question }
  }

  /**
   * Who has come back.
   * @param query of the callback, with its question mark
   * @throws E_OPENID_UNAVAILABLE, E_OPENID_REFUSED
   */
  async finish(query: string, question: OpenIdQuestion): Promise<OpenIdPerson> {
    const config = await this.#configuration()
    const { callbackUrl, issuer } = this.#settings
    try {
      const tokens = await openid.authorizationCodeGrant(config, new URL(callbackUrl + query), {
        pkceCodeVerifier: question.verifier,
        expectedState: question.state,
        expectedNonce: question.nonce,
        idTokenExpected: true,
      })
      const claims = tokens.claims()
      if (claims === undefined) throw new OpenIdRefused('the answer names nobody')
      const { email, email_verified: verified } =
        claims['email'] === undefined
          ? await openid.fetchUserInfo(config, tokens.access_token, claims.sub)
          : claims
      return {
        subject: `${claims.iss} ${claims.sub}`,
        email: typeof email === 'string' ? email.toLowerCase() : null,
        isVerified: verified === true,
      }
    } catch (error) {
      if (error instanceof OpenIdRefused) throw error
      throw isAnswer(error)
        ? new OpenIdRefused((error as Error).message, { cause: error })
        : new OpenIdUnavailable(issuer, error)
    }
  }

  /** Asked for once; again when that failed. */
  async #configuration(): Promise<openid.Configuration> {
    this.#known ??= this.#discover()
    try {
      return await this.#known
    } catch (error) {
      this.#known = null
      throw new OpenIdUnavailable(this.#settings.issuer, error)
    }
  }

  #discover(): Promise<openid.Configuration> {
    const { issuer, clientId, clientSecret } = this.#settings
    const url = new URL(issuer)
    return openid.discovery(
      url,
      clientId,
      clientSecret ?? undefined,
      clientSecret === null ? openid.None() : undefined,
      {
        timeout: PATIENCE_SECONDS,
        // a provider on this very machine
        execute: isLoopback(url) ? [openid.allowInsecureRequests] : [],
      }
    )
  }
}

/** Whether the provider or the browser answered, but not what was asked. */
function isAnswer(error: unknown): boolean {
  return (
    error instanceof openid.AuthorizationResponseError ||
    error instanceof openid.ResponseBodyError ||
    (error instanceof openid.ClientError && error.code !== 'OAUTH_TIMEOUT')
  )
}

function isLoopback({ protocol, hostname }: URL): boolean {
  return protocol === 'http:' && ['127.0.0.1', 'localhost', '[::1]'].includes(hostname)
}
