// The settings that name networks and hosts: from where content is fetched, and whose clients need no key.
import { innerNetworks, NetworkInvalid, type Networks, readNetworks } from './safeguards/networks/read-networks.ts'
import { ConfigError } from './sign-in-settings.ts'

type Given = Partial<
  Record<
    'ENTENTE_FETCH_HOSTS' | 'ENTENTE_FETCH_NETWORKS' | 'ENTENTE_FETCH_PORTS' | 'ENTENTE_HMA_NETWORKS',
    string | undefined
  >
> & { ENTENTE_HMA: 'key' | 'open' | 'off' }

/** `hosts: null` means that every host is allowed. */
type Fetching = { hosts: readonly string[] | null; networks: Networks | null; innerPorts: readonly number[] } | null
/** `withoutKey`: the networks whose clients need no key; null: every client needs one. */
type Hma = { withoutKey: Networks | null } | 'off'

/** Returns from where files may be fetched; null if none are. Throws `ConfigError`. */
export function fetchingOf(e: Given): Fetching {
  const networks = networksIn(e, 'ENTENTE_FETCH_NETWORKS')
  const outside = networks?.beyond(innerNetworks) ?? null
  if (outside !== null) {
    const inner = innerNetworks.listed.map(({ text }) => text).join(', ')
    throw new ConfigError(
      `ENTENTE_FETCH_NETWORKS: ${outside} is not inside ${inner}. Public hosts are listed in ENTENTE_FETCH_HOSTS.`,
    )
  }
  const innerPorts = (e.ENTENTE_FETCH_PORTS ?? '')
    .split(',')
    .flatMap((port) => (port.trim() === '' ? [] : [Number(port)]))
  if (innerPorts.length > 0 && networks === null)
    throw new ConfigError('ENTENTE_FETCH_PORTS needs ENTENTE_FETCH_NETWORKS: the ports apply to these networks only')
  if (innerPorts.some((port) => port < 1 || port > 65_535))
    throw new ConfigError('ENTENTE_FETCH_PORTS: a port is a number from 1 to 65535')
  if (e.ENTENTE_FETCH_HOSTS === undefined && networks === null) return null
  // Without a list of hosts only the addresses of the networks themselves are allowed.
  return { hosts: e.ENTENTE_FETCH_HOSTS === undefined ? [] : hostList(e.ENTENTE_FETCH_HOSTS), networks, innerPorts }
}

/** Returns which clients of the hash-matching interface need no key. Throws `ConfigError`. */
export function hmaOf(e: Given): Hma {
  const withoutKey = networksIn(e, 'ENTENTE_HMA_NETWORKS')
  if (withoutKey !== null && e.ENTENTE_HMA !== 'open')
    throw new ConfigError(`ENTENTE_HMA_NETWORKS needs ENTENTE_HMA=open; it is ${e.ENTENTE_HMA}`)
  if (withoutKey === null && e.ENTENTE_HMA === 'open')
    throw new ConfigError(
      'ENTENTE_HMA is open: name the networks whose clients need no key in ENTENTE_HMA_NETWORKS, such as 10.2.0.0/16',
    )
  return e.ENTENTE_HMA === 'off' ? 'off' : { withoutKey }
}

function networksIn(e: Given, name: 'ENTENTE_FETCH_NETWORKS' | 'ENTENTE_HMA_NETWORKS'): Networks | null {
  const text = e[name]
  try {
    return text === undefined ? null : readNetworks(text)
  } catch (error) {
    if (error instanceof NetworkInvalid) throw new ConfigError(`${name}: ${error.message}`)
    throw error
  }
}

const hostList = (text: string): string[] | null => (text === '*' ? null : text.split(',').map((host) => host.trim()))
