import { expect, test } from 'vitest'
import { readConfig } from './config.ts'

const oidc = {
  ENTENTE_OIDC_ISSUER: 'https://login.border.example/realms/staff',
  ENTENTE_OIDC_CLIENT_ID: 'entente-node',
  ENTENTE_OIDC_SECRET_FILE: '/etc/entente/oidc-secret',
}
test.each([
  [{ ENTENTE_HMA: 'open' }, 'name the networks whose clients need no key in ENTENTE_HMA_NETWORKS'],
  [{ ENTENTE_HMA_NETWORKS: '10.2.0.0/16' }, 'ENTENTE_HMA_NETWORKS needs ENTENTE_HMA=open; it is key'],
  [{ ENTENTE_HMA: 'off', ENTENTE_HMA_NETWORKS: '10.2.0.0/16' }, 'it is off'],
  [{ ENTENTE_HMA: 'open', ENTENTE_HMA_NETWORKS: '10.2.0.0/40' }, 'ENTENTE_HMA_NETWORKS: 10.2.0.0/40 has more than 32'],
  [{ ENTENTE_HMA: 'open', ENTENTE_HMA_NETWORKS: '' }, 'ENTENTE_HMA_NETWORKS: an empty part is no network'],
  [{ ENTENTE_FETCH_NETWORKS: 'media.internal' }, 'ENTENTE_FETCH_NETWORKS: media.internal is no network'],
  [{ ENTENTE_FETCH_NETWORKS: '127.0.0.1' }, 'ENTENTE_FETCH_NETWORKS: 127.0.0.1 is not inside 10.0.0.0/8'],
  [{ ENTENTE_FETCH_NETWORKS: '10.3.0.0/24, 169.254.169.254' }, '169.254.169.254 is not inside'],
  [{ ENTENTE_FETCH_NETWORKS: '0.0.0.0/0' }, '0.0.0.0/0 is not inside'],
  [{ ENTENTE_FETCH_PORTS: '9000' }, 'ENTENTE_FETCH_PORTS needs ENTENTE_FETCH_NETWORKS'],
  [{ ENTENTE_FETCH_PORTS: '99999', ENTENTE_FETCH_NETWORKS: '10.3.0.0/24' }, 'from 1 to 65535'],
  [{ ENTENTE_OIDC_ISSUER: 'https://login.border.example' }, 'ENTENTE_OIDC_SECRET_FILE belong together'],
  [{ ENTENTE_OIDC_ISSUER: 'http://login.border.example' }, 'ENTENTE_OIDC_ISSUER: is no address of a provider'],
  [
    { ENTENTE_OIDC_ISSUER: 'https://login.border.example/?realm=1' },
    'ENTENTE_OIDC_ISSUER: is no address of a provider',
  ],
  [{ ...oidc, ENTENTE_TRUST_PROXY: '127.0.0.1' }, 'ENTENTE_OIDC_ISSUER needs ENTENTE_ORIGIN'],
  [{ ENTENTE_FETCH_PORTS: 'http', ENTENTE_FETCH_NETWORKS: '10.3.0.0/24' }, 'ENTENTE_FETCH_PORTS: is a list of ports'],
])('the start is refused with %j: %s', (environment, message) => {
  expect(() => readConfig(environment)).toThrow(message)
})

test('without settings nothing is fetched and every client needs a key', () => {
  expect(readConfig({})).toMatchObject({ fetching: null, hma: { withoutKey: null } })
})

test('with internal networks alone, no public host is allowed', () => {
  const { fetching } = readConfig({ ENTENTE_FETCH_NETWORKS: '10.3.0.0/24', ENTENTE_FETCH_PORTS: '9000, 9001' })
  expect(fetching).toMatchObject({ hosts: [], innerPorts: [9000, 9001] })
  expect(fetching?.networks?.networkOf('10.3.0.7')).toBe('10.3.0.0/24')
})

test('the OpenID provider is named by the host of its issuer unless the operator names it', () => {
  expect(readConfig({}).oidc).toBeNull()
  expect(readConfig(oidc).oidc).toMatchObject({ clientId: 'entente-node', name: 'login.border.example' })
  expect(readConfig({ ...oidc, ENTENTE_OIDC_NAME: 'Border login' }).oidc?.name).toBe('Border login')
})
