import type { AskedAct, NewCredentialOptions, Signed } from '@entente/contracts'
import type { SignedIn, TestNode } from '@entente/testkit'
import { createAuthenticator } from '../credentials/authenticator.fixture.ts'
import { codeOfStep, stepAt } from '../credentials/totp.ts'

type Authenticator = ReturnType<typeof createAuthenticator>
type Shown = NonNullable<Parameters<Authenticator['get']>[1]>

/** A person with a session and a passkey. */
export interface Signer {
  session: SignedIn
  passkey: Authenticator
  /** Asks for an act and signs it. `shown` is what the authenticator shows in place of the truth. */
  sign(asked: { type: string; about: string; body: object }, shown?: Shown): Promise<Signed>
  ask(asked: { type: string; about: string; body: object }): Promise<{ status: number; body: AskedAct }>
}

/** Gives an account of a node a passkey, and returns a session that it opened. */
export async function signerOf(node: TestNode, account: string): Promise<Signer> {
  const passkey = createAuthenticator({ rpId: 'localhost', origin: `http://localhost:${new URL(node.url).port}` })
  const session = await node.signIn(account)
  const options = (await session.call('POST', '/v1/me/credentials/options')).body as NewCredentialOptions
  const made = passkey.create(options.passkey as Record<string, unknown>)
  const added = await session.call('POST', '/v1/me/credentials', { kind: 'passkey', label: account, passkey: made })
  if (added.status !== 201) throw new Error(`no passkey for ${account}: ${JSON.stringify(added.body)}`)
  const ask: Signer['ask'] = async (asked) => (await session.call('POST', '/v1/acts', asked)) as never
  return {
    ...{ session, passkey, ask },
    async sign(asked, shown = {}) {
      const answer = await ask(asked)
      if (answer.status !== 200) throw new Error(`no act: ${JSON.stringify(answer.body)}`)
      const { act, options: given } = answer.body
      return { actId: act.id, assertion: { passkey: passkey.get(given as Record<string, unknown>, shown) } }
    },
  }
}

/** Adds an application for codes to a signer's account. Returns a function that gives the code of now. */
export async function addCodes({ session }: Signer, clock: () => Date): Promise<() => string> {
  const { totp } = (await session.call('POST', '/v1/me/credentials/options')).body as NewCredentialOptions
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
  const bits = [...totp.secret].map((letter) => alphabet.indexOf(letter).toString(2).padStart(5, '0')).join('')
  const secret = Buffer.from((bits.match(/.{8}/g) ?? []).map((eight) => Number.parseInt(eight, 2)))
  const code = () => codeOfStep(secret, stepAt(clock()))
  const body = { kind: 'totp', label: 'telephone', sealed: totp.sealed, code: code() }
  const added = await session.call('POST', '/v1/me/credentials', body)
  if (added.status !== 201) throw new Error(`no codes: ${JSON.stringify(added.body)}`)
  return code
}
