import { lookup, type LookupAddress, type LookupOptions } from 'node:dns'
import { request as httpRequest } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { BlockList, isIP, type LookupFunction } from 'node:net'
import { CodedError } from '#core/errors'

/** Link-local addresses, by whatever spelling: those of cloud machines give their credentials away there. */
const NEVER = new BlockList()
NEVER.addSubnet('169.254.0.0', 16, 'ipv4')
NEVER.addSubnet('0.0.0.0', 8, 'ipv4')
NEVER.addSubnet('fe80::', 10, 'ipv6')
NEVER.addAddress('fd00:ec2::254', 'ipv6')
NEVER.addAddress('::', 'ipv6')
NEVER.addSubnet('64:ff9b::a9fe:0', 112, 'ipv6') // 169.254.0.0/16 behind NAT64

class ReceiverRefused extends CodedError {
  readonly code = 'E_RECEIVER_REFUSED'
  readonly kind = 'refused'

  constructor(host: string, address: string) {
    super(`${host} is ${address}, which no webhook may reach.`, 'Give another address.')
  }
}

/** @throws E_RECEIVER_REFUSED */
function refuseNever(host: string, address: string): void {
  const family = isIP(address) === 6 ? 'ipv6' : 'ipv4'
  if (NEVER.check(address, family)) throw new ReceiverRefused(host, address)
}

type Resolve = (
  host: string,
  options: LookupOptions & { all: true },
  done: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void
) => void

/**
 * Looks a name up and refuses what no webhook may reach. It gives the very addresses that are connected
 * to: a name that means something else when it is asked again changes nothing.
 */
export function guardedLookup(resolve: Resolve = lookup): LookupFunction {
  return (host, options, done) => {
    resolve(host, { ...options, all: true }, (error, addresses) => {
      if (error !== null) return done(error, [])
      try {
        for (const { address } of addresses) refuseNever(host, address)
      } catch (refused) {
        return done(refused as Error, [])
      }
      const [{ address, family }] = addresses
      return options.all === true ? done(null, addresses) : done(null, address, family)
    })
  }
}

interface Letter {
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  readonly patienceMilliseconds: number
}

/**
 * Posts to a receiver and gives its status; redirects are not followed, and what it says is not read. A
 * webhook may reach the team's own networks, but not link-local addresses, whatever name they have.
 * @throws E_RECEIVER_REFUSED, and what the connection fails with
 */
export async function postTo(
  url: URL,
  { headers, body, patienceMilliseconds }: Letter
): Promise<number> {
  const host = url.hostname.replace(/^\[|\]$/g, '')
  if (isIP(host) !== 0) refuseNever(host, host) // an address is not looked up
  const send = url.protocol === 'https:' ? httpsRequest : httpRequest
  const signal = AbortSignal.timeout(patienceMilliseconds)
  return new Promise((resolve, reject) => {
    const request = send(url, { method: 'POST', headers, signal, lookup: guardedLookup() })
    request.on('error', (error) => reject(signal.aborted ? (signal.reason as Error) : error))
    request.on('response', (response) => {
      response.destroy()
      resolve(response.statusCode ?? 0)
    })
    request.end(body)
  })
}
