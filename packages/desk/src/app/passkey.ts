import { ProblemError } from '../parts/problem-error.ts'
import { text } from '../texts/text.ts'
import { api } from './api.ts'

type Options = Record<string, unknown>

/** Loaded when somebody uses a passkey, so that the first page stays small. */
const library = () => import('@simplewebauthn/browser')

/** Returns whether this browser can use passkeys here: at an address with TLS, or at localhost. A passkey cannot belong to an IP address. */
export const knowsPasskeys = (): boolean => 'PublicKeyCredential' in window && !/^[\d.]+$|:/.test(location.hostname)

/** Asks the browser for a new passkey. Rejects if the person cancels. */
export async function makePasskey(options: Options): Promise<object> {
  const { startRegistration } = await library()
  return orRefused(startRegistration({ optionsJSON: options as never }))
}

/** Asks the browser to answer a challenge of the node with a passkey. `route` gives the challenge. */
export async function answerWithPasskey(route: '/v1/session/options' | '/v1/session/verify/options'): Promise<object> {
  return answerOptions(await api.post<Options>(route))
}

/** Asks the browser to answer a challenge with a passkey. Rejects if the person cancels. */
export async function answerOptions(options: Options): Promise<object> {
  const { startAuthentication } = await library()
  return orRefused(startAuthentication({ optionsJSON: options as never }))
}

/**
 * A browser says little about a refusal: the person cancelled, waited too long, has no passkey here, or the PIN was wrong. Only that the
 * device has a passkey of the account already has an error of its own (WebAuthn Level 3, 5.1.3).
 */
function orRefused(answer: Promise<object>): Promise<object> {
  return answer.catch((error: unknown) => {
    const isKnown = (error as Error).name === 'InvalidStateError'
    const title = text(isKnown ? 'sign-in.passkeyKnown' : 'sign-in.passkeyFailed')
    const none = { at: null, clauses: null, requestId: '', type: 'about:blank' }
    throw new ProblemError({ ...none, status: 400, code: 'passkey-refused', title, detail: '' })
  })
}
