import {
  type Act,
  type AskedAct,
  canonicalJson,
  challengeOfAct,
  digestOfContent,
  faultOfAct,
  fromBase64,
  type Me,
  type Signed,
  toBase64Url,
} from '@entente/contracts'
import { ProblemError } from '../parts/problem-error.ts'
import { text } from '../texts/text.ts'
import { api } from './api.ts'
import { answerOptions, knowsPasskeys } from './passkey.ts'

/** An act as the page shows it: what it is about, the request that it belongs to, and what the person decided and read. */
export interface ShownAct {
  type: string
  about: string
  body: object
  content: object
}
type Signer = Pick<Me, 'account' | 'person' | 'role'>

/**
 * Returns the challenge of an act, computed from what the page shows; null if the node asks for a signature over anything
 * else, of anybody else. The content of the answer counts for nothing but this comparison.
 */
export async function challengeOfShown(asked: AskedAct, shown: ShownAct, me: Signer): Promise<Uint8Array | null> {
  const content: unknown = JSON.parse(JSON.stringify(shown.content))
  const act = asked.act as Act
  if (faultOfAct(act) !== null || canonicalJson(asked.content) !== canonicalJson(content)) return null
  const isOwn = act.account === me.account && act.person === me.person && act.role === me.role
  if (!isOwn || act.type !== shown.type || act.about !== shown.about) return null
  const digest = await digestOfContent(content, fromBase64(asked.salt, 'salt', 32)).catch(() => null)
  return digest === act.digest ? challengeOfAct(act) : null
}

/**
 * Lets the person sign an act: with one touch of the passkey, or with a code if the account has no passkey here. `askCode` returns
 * null if the person cancels. Throws a ProblemError if the node asks for a signature over anything else than the page shows.
 */
export async function signAct(shown: ShownAct, me: Signer, askCode: () => Promise<string | null>): Promise<Signed> {
  const { type, about, body } = shown
  const asked = await api.post<AskedAct>('/v1/acts', { type, about, body })
  const challenge = await challengeOfShown(asked, shown, me)
  if (challenge === null) throw refused('act-differs', text('sign-in.act.differs'))
  const actId = asked.act.id
  if (asked.options === null || !knowsPasskeys()) {
    const code = await askCode()
    if (code === null) throw refused('act-unsigned', text('sign-in.act.unsigned'))
    return { actId, assertion: { code } }
  }
  const passkey = await answerOptions({ ...asked.options, challenge: toBase64Url(challenge) })
  return { actId, assertion: { passkey: passkey as Record<string, unknown> } }
}

function refused(code: string, title: string): ProblemError {
  return new ProblemError({
    ...{ at: null, clauses: null, requestId: '', type: 'about:blank', status: 400, code, title, detail: '' },
  })
}
