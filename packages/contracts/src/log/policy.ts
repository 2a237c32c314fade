import { type LogCrypto, LogFault, sameBytes, utf8 } from './bytes.ts'
import { keyKinds, parseVerifierKey, type VerifierKey } from './note.ts'

/** Which logs a verifier knows, which witnesses it trusts, and how many of them it wants (C2SP tlog-policy). */
export interface LogPolicy {
  logs: (VerifierKey & { url: string | null })[]
  /** `label` is the name in the policy; the name of the key stands in signature lines. */
  witnesses: (VerifierKey & { label: string; url: string | null })[]
  /** Returns whether the cosignatures of these witnesses, by label, reach the quorum. */
  isMet(cosigned: ReadonlySet<string>): boolean
}

const mostPolicyBytes = 100_000
const fault = (code: string, line: number, what: string) => new LogFault(code, `policy:${line}`, what)

/**
 * Reads a policy: lines `log <vkey> [url]`, `witness <name> <vkey> [url]`, `group <name> <k|any|all> <member>...` and
 * exactly one `quorum <name|none>`; `#` begins a comment line. Throws the codes of `parseVerifierKey` and `policy-size`,
 * `policy-line`, `policy-name`, `policy-group`, `policy-log` and `policy-quorum`.
 */
export async function parsePolicy(crypto: Pick<LogCrypto, 'sha256'>, text: string): Promise<LogPolicy> {
  if (utf8(text).length > mostPolicyBytes)
    throw fault('policy-size', 1, `A policy has at most ${mostPolicyBytes} bytes.`)
  const logs: LogPolicy['logs'] = []
  const witnesses: LogPolicy['witnesses'] = []
  const groups = new Map<string, { least: number; members: string[] }>()
  let quorum: string | null = null
  const isNamed = (name: string) => groups.has(name) || witnesses.some(({ label }) => label === name)
  for (const [at, line] of text.split('\n').entries()) {
    const where = at + 1
    const [word, ...rest] = line.trim().split(/\s+/)
    if (!word || word.startsWith('#')) continue
    if (word === 'log') {
      const [vkey, url = null, ...more] = rest
      if (vkey === undefined || more.length > 0) throw fault('policy-line', where, 'A line is: log <vkey> [url].')
      const key = await parseVerifierKey(crypto, vkey, `policy:${where}`)
      if (key.kind !== keyKinds.log) throw fault('vkey-type', where, 'The key of a log has kind 1.')
      logs.push({ ...key, url })
    } else if (word === 'witness') {
      const [label, vkey, url = null, ...more] = rest
      if (label === undefined || vkey === undefined || more.length > 0)
        throw fault('policy-line', where, 'A line is: witness <name> <vkey> [url].')
      if (isNamed(label) || label === 'none') throw fault('policy-name', where, `${label} is used already.`)
      const key = await parseVerifierKey(crypto, vkey, `policy:${where}`)
      if (key.kind !== keyKinds.witness) throw fault('vkey-type', where, 'The key of a witness has kind 4.')
      const twin = witnesses.find(({ publicKey }) => sameBytes(publicKey, key.publicKey))
      if (twin !== undefined) throw fault('policy-name', where, `${label} has the same key as ${twin.label}.`)
      witnesses.push({ ...key, label, url })
    } else if (word === 'group') {
      const [name, least, ...members] = rest
      if (name === undefined || least === undefined || members.length === 0)
        throw fault('policy-line', where, 'A line is: group <name> <k|any|all> <member>...')
      if (isNamed(name) || name === 'none') throw fault('policy-name', where, `${name} is used already.`)
      const unknown = members.find((member) => !isNamed(member))
      if (unknown !== undefined) throw fault('policy-group', where, `${unknown} is not defined above.`)
      const count = least === 'any' ? 1 : least === 'all' ? members.length : Number(least)
      if (!Number.isInteger(count) || count < 1 || count > members.length || new Set(members).size < members.length)
        throw fault('policy-group', where, `A group of ${members.length} cannot ask for ${least}.`)
      groups.set(name, { least: count, members })
    } else if (word === 'quorum') {
      const [name, ...more] = rest
      if (quorum !== null || name === undefined || more.length > 0 || (name !== 'none' && !isNamed(name)))
        throw fault('policy-quorum', where, 'There is one line: quorum <name|none>, with a name defined above.')
      quorum = name
    } else {
      throw fault('policy-line', where, `A line does not begin with ${word.slice(0, 20)}.`)
    }
  }
  if (logs.length === 0) throw fault('policy-log', 1, 'A policy names a log.')
  if (quorum === null) throw fault('policy-quorum', 1, 'A policy has a line: quorum <name|none>.')
  const meets = (name: string, cosigned: ReadonlySet<string>): boolean => {
    const group = groups.get(name)
    if (group === undefined) return cosigned.has(name)
    return group.members.filter((member) => meets(member, cosigned)).length >= group.least
  }
  const wanted = quorum
  return { logs, witnesses, isMet: (cosigned) => wanted === 'none' || meets(wanted, cosigned) }
}
