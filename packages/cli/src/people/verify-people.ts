import { createHash } from 'node:crypto'
import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { ExportedCredential, ExportedPerson, SignerExport } from '@entente/contracts'
import { CommandFailure } from '../command/failure.ts'
import { readLines } from '../command/input-file.ts'
import { printResult, progressBar } from '../command/output.ts'
import { ActChecker, type ActFailure, type ExportedAct, type LoggedFacts } from './check-acts.ts'
import { type LoggedEnrolments, passkeyChains } from './passkey-chains.ts'

/** This many acts are verified at once: Web Crypto uses several threads. */
const atOnce = 64

interface PeopleVerifyResult {
  ok: boolean
  failures: ActFailure[]
  checked: ActChecker['counts']
  notCovered: string[]
}

/**
 * Verifies the signed acts in an exported folder and prints what was found. The exit status is 0 if all acts verify, and 1 if
 * something is wrong. Fails with `unreadable`, status 2, if the folder cannot be read.
 */
export async function verifyPeople(folder: string, { json }: { json?: boolean }): Promise<0 | 1> {
  const bar = progressBar('acts', json !== true)
  const result = await checkFolder(folder, bar.update)
  bar.end()
  printResult(json, result, () => describe(result))
  return result.ok ? 0 : 1
}

/**
 * Verifies the signed acts in an exported folder. It compares them with the details of the log; the log itself is verified by
 * `entente audit verify`. Fails with `unreadable`.
 */
export async function checkFolder(
  folder: string,
  onProgress: (done: number, total: number) => void = () => {},
): Promise<PeopleVerifyResult> {
  if (!existsSync(folder) || !statSync(folder).isDirectory())
    throw new CommandFailure('unreadable', `There is no folder ${folder}.`)
  const [desk] = linesOf<Pick<SignerExport, 'origins' | 'rpId'>>(join(folder, 'desk.json'))
  if (desk === undefined) throw new CommandFailure('unreadable', `${folder}/desk.json is empty.`)
  const credentials = [...linesOf<ExportedCredential>(join(folder, 'credentials.jsonl'))].map((one) => {
    const keySha256 = createHash('sha256').update(Buffer.from(one.publicKey, 'base64url')).digest('hex')
    return { ...one, keySha256 }
  })
  const people = [...linesOf<ExportedPerson>(join(folder, 'people.jsonl'))]
  const openings = join(folder, 'openings.jsonl')
  const logged = existsSync(openings) ? factsOf(openings) : null
  const acts = [...linesOf<ExportedAct>(join(folder, 'acts.jsonl'))]
  const enrolmentOf = passkeyChains(credentials, acts, logged ?? { enrolledWith: new Map(), founding: new Set() })
  const checker = new ActChecker(desk, credentials, people, logged, enrolmentOf)
  for (let at = 0; at < acts.length; at += atOnce) {
    await Promise.all(acts.slice(at, at + atOnce).map((act) => checker.check(act)))
    onProgress(Math.min(acts.length, at + atOnce), acts.length)
  }
  checker.checkPairs(acts)
  const { failures, counts } = checker
  return { ok: failures.length === 0, failures, checked: counts, notCovered: notCoveredBy(logged) }
}

function notCoveredBy(logged: LoggedFacts | null): string[] {
  return [
    ...(logged?.origins.length === 0
      ? ['the addresses of the desk at the time: the log names none, so those of now count']
      : []),
    ...(logged === null ? ['that the log commits to the acts: the folder has no openings.jsonl'] : []),
    'that the log was not rewritten: verify it with entente audit verify',
    'that the people are those whom the ids stand for: the export has no names',
    'acts that the node attested, which have no signature of a person',
    'passkeys that were enrolled before the log named their keys, and the roles at the end of founding',
    'what a screen showed: an authenticator shows no text',
  ]
}

function describe({ failures, checked, notCovered }: PeopleVerifyResult): string[] {
  const { acts, passkey, totp, attested, logged, enrolled, chained, unchained } = checked
  return [
    ...failures.map(({ code, act, what }) => `${code} ${act}: ${what}`),
    `${acts} acts: ${passkey} signed with passkeys, ${totp} attested after a code, ${attested} attested on a node of one person`,
    `${logged} acts and ${enrolled} passkeys of acts are in the log`,
    `${chained} acts by passkeys that come down to the first one of their account, ${unchained} by others, which were added after a loss or a reset`,
    ...notCovered.map((what) => `not covered: ${what}`),
    failures.length === 0 ? 'verified' : `NOT VERIFIED: ${failures.length} failures`,
  ]
}

/** Reads what the details of the log say about acts and passkeys. */
function factsOf(file: string): LoggedFacts & LoggedEnrolments {
  const acts = new Map<string, string>()
  const keys = new Map<string, string>()
  const enrolledWith = new Map<string, string>()
  const founding = new Set<string>()
  const origins: { at: string; origins: string[] }[] = []
  for (const { details } of linesOf<{ details: Record<string, unknown> | null }>(file)) {
    const { signed, keySha256, account, passkeys, what, to, at } = details ?? {}
    if (Array.isArray(passkeys)) for (const key of passkeys) founding.add(String(key))
    if (what === 'addresses of the desk' && typeof to === 'string' && typeof at === 'string')
      origins.push({ at, origins: to.split(' ').filter((origin) => origin !== '') })
    const { act, commitment } = (signed ?? {}) as { act?: unknown; commitment?: unknown }
    if (typeof act === 'string' && typeof commitment === 'string') acts.set(act, commitment)
    if (typeof keySha256 === 'string' && typeof account === 'string') {
      keys.set(keySha256, account)
      if (typeof act === 'string') enrolledWith.set(keySha256, act)
    }
  }
  origins.sort((one, other) => (one.at < other.at ? -1 : 1))
  return { acts, keys, enrolledWith, founding, origins }
}

/** Reads the lines of a file as JSON. Fails with `unreadable` at the first line that is none. */
function* linesOf<T>(file: string): Generator<T> {
  for (const { text, line } of readLines(file)) {
    let value: unknown
    try {
      value = JSON.parse(text)
    } catch {
      throw new CommandFailure('unreadable', `${file}:${line} is not JSON.`)
    }
    if (typeof value !== 'object' || value === null)
      throw new CommandFailure('unreadable', `${file}:${line} is not an object.`)
    yield value as T
  }
}
