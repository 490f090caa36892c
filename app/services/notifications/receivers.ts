import { lookup } from 'node:dns/promises'
import { BlockList } from 'node:net'
import { CodedError } from '#core/errors'

/** Link-local addresses: those of cloud machines give their credentials away there. */
const NEVER = new BlockList()
NEVER.addSubnet('169.254.0.0', 16, 'ipv4')
NEVER.addSubnet('0.0.0.0', 8, 'ipv4')
NEVER.addSubnet('fe80::', 10, 'ipv6')
NEVER.addAddress('fd00:ec2::254', 'ipv6')

class ReceiverRefused extends CodedError {
  readonly code = 'E_RECEIVER_REFUSED'
  readonly kind = 'refused'

  constructor(host: string, address: string) {
    super(`${host} is ${address}, which no webhook may reach.`, 'Give another address.')
  }
}

/**
 * A webhook may reach the team's own networks, but not link-local addresses, whatever name they have.
 * @throws E_RECEIVER_REFUSED
 */
export async function refusePrivate({ hostname }: URL): Promise<void> {
  const host = hostname.replace(/^\[|\]$/g, '')
  for (const { address, family } of await lookup(host, { all: true })) {
    if (NEVER.check(address, family === 6 ? 'ipv6' : 'ipv4'))
      throw new ReceiverRefused(host, address)
  }
}
