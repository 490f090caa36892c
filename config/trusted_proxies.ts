import { BlockList, isIP } from 'node:net'

/** Whether what a neighbour of this address says of its own callers is believed. */
export type Trust = (address: string) => boolean

const LOOPBACK = ['127.0.0.0/8', '::1/128']

/**
 * Reads `TRUSTED_PROXIES`: addresses and networks in CIDR notation with commas between, or the word
 * `loopback` for this machine. Unset it is `loopback`.
 * @throws names the entry that is none of these
 */
export function trustedProxies(name: string, value?: string): Trust {
  const list = new BlockList()
  for (const entry of (value?.trim() || 'loopback').split(',').map((text) => text.trim())) {
    for (const network of entry === 'loopback' ? LOOPBACK : [entry]) add(list, name, network)
  }
  return (address) => {
    const version = isIP(address)
    return version !== 0 && list.check(address, familyOf(version))
  }
}

function add(list: BlockList, name: string, entry: string): void {
  const [address = '', bits, ...rest] = entry.split('/')
  const version = isIP(address)
  const most = version === 6 ? 128 : 32
  const prefix = bits === undefined ? most : /^\d{1,3}$/.test(bits) ? Number(bits) : NaN
  if (version === 0 || rest.length > 0 || !(prefix <= most)) {
    throw new Error(
      `"${name}" env variable has "${entry}", but must list addresses (10.0.0.7), networks (10.0.0.0/24) or loopback, with commas between`
    )
  }
  list.addSubnet(address, prefix, familyOf(version))
}

function familyOf(version: number): 'ipv4' | 'ipv6' {
  return version === 6 ? 'ipv6' : 'ipv4'
}
