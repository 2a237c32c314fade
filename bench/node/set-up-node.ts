import { importIntoList, type SignedIn, signInTo, type WatchList, watchListCsv } from '@entente/testkit'
import type { NodeFolder } from './node-folder.ts'

/** Signs in to a first account. The first sign-in replaces the one-time password. */
export async function signInAs(url: string, folder: NodeFolder, account: string): Promise<SignedIn> {
  const known = folder.passwords.get(account)
  if (known === undefined) throw new Error(`there is no account ${account}`)
  if (known.oneTime) {
    const first = await signInTo(url, account, known.password)
    const next = `${known.password}, chosen`
    await expectOk(first.call('POST', '/v1/me/password', { current: known.password, next }))
    folder.passwords.set(account, { password: next, oneTime: false })
    return signInTo(url, account, next)
  }
  return signInTo(url, account, known.password)
}

/** Creates a sender and returns its key. */
export async function makeSender(
  url: string,
  folder: NodeFolder,
  gateway: 'travel' | 'content' | 'cargo' = 'travel',
): Promise<string> {
  const administrator = await signInAs(url, folder, 'administrator')
  const sender = await expectOk(administrator.call('POST', '/v1/senders', { name: `Bench ${gateway}`, gateway }))
  const made = await expectOk(administrator.call('POST', `/v1/senders/${(sender as { id: string }).id}/keys`))
  return (made as { key: string }).key
}

/** The terms of lists of benches. */
export const listTerms = {
  reference: 'Invented list of a bench',
  purposes: ['border-control', 'terrorism-prevention'],
  lawfulBasis: { reference: 'Invented Act, section 4', validUntil: null },
  tlp: 'clear',
  pap: 'clear',
  confidence: 70,
  action: 'discreet-check',
  necessity: 'Needed to measure how fast travellers are compared with a list.',
  minor: false,
  validDays: 365,
  retainDays: 400,
  reviewDays: 90,
  agreements: [],
}

interface ImportedList {
  created: number
  refused: number
  milliseconds: number
}

/** Imports a list as an officer does: preview, then import. */
export async function importSignals(
  url: string,
  folder: NodeFolder,
  list: WatchList,
  purposes: readonly string[] = listTerms.purposes,
): Promise<ImportedList> {
  const officer = await signInAs(url, folder, 'officer')
  const started = performance.now()
  const made = (await expectOk(
    officer.call('POST', '/v1/lists', { title: list.name, format: 'csv', terms: { ...listTerms, purposes } }),
  )) as {
    id: string
  }
  const report = await importIntoList(officer, made.id, Buffer.from(watchListCsv(list)))
  return {
    created: report.created,
    refused: report.refused.length,
    milliseconds: performance.now() - started,
  }
}

/** Returns the body of an answer with a status from 200 to 299; throws for any other status. */
export async function expectOk(call: Promise<{ status: number; body: unknown }>): Promise<unknown> {
  const { status, body } = await call
  if (status < 200 || status > 299)
    throw new Error(`the node answered ${status}: ${JSON.stringify(body).slice(0, 500)}`)
  return body
}
