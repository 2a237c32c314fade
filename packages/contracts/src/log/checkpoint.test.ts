import { expect, test } from 'vitest'
import { hexOf, LogFault, toBase64, utf8 } from './bytes.ts'
import { openCheckpoint } from './checkpoint.ts'
import { checkEntry } from './entries.ts'
import { crypto, entryOf, keyFrom, logKey, now, origin, policyText, witnessKey } from './log.fixture.ts'
import { keyKinds, parseNote, parseVerifierKey } from './note.ts'
import { parsePolicy } from './policy.ts'
import { leafHash, rootOfHashes } from './tree.ts'
import { checkOpening } from './verify-log.ts'

const entry = (end: string, second: number, type: string) =>
  utf8(
    `{"actor":"AAECAwQFBgcICQoLDA0ODw==","agreement":"agr:1d7e@3","at":"2026-01-05T10:00:0${second}.000Z","commit":"osFyt9boWb2P3lUE3NPQoqOjPpxF6YUvjFCiQuPt2QU=","count":1,"decision":"allow","id":"5f0c9a52-6d1e-4a7b-9c38-0d2f64b1e7${end}","node":"border.example","purpose":"border-control","ref":"sig:8c1f","role":"analyst","type":"${type}","v":1}`,
  )
const entries = [entry('aa', 0, 'signal.read'), entry('ab', 1, 'signal.release')]
const checkpoint = `border.example/audit
2
6ni35FmLNZ3UyLejUEM5chFdl+Z7WSTeCbHX2/kK8sk=

— border.example/audit pVJAp9wWd8hx6+eGLScIFzS411TjaAe5HIWxwo5hUiVnicobJp6SkCxfLUAjUUzB8n1+umWFExea/37UUgLgVxgzjQ4=
— oversight.example/w1 BcBjXgAAAABpW4uiDtOwW1DVHF42LaLhTcI4aTUJJp1c2SSM7xV59VPlm4hdUqGbbT1F0/Q21cvUyA7LHqVvlpg/HwZ5Qw2lQykqAw==
`
const policy = await parsePolicy(crypto, policyText)
const open = (text: string | Uint8Array, at = now, quorum = true) =>
  openCheckpoint(crypto, typeof text === 'string' ? utf8(text) : text, policy, { where: 'checkpoint', now: at, quorum })
const codeOf = async (work: () => unknown): Promise<string> => {
  try {
    await work()
    return 'none'
  } catch (error) {
    if (error instanceof LogFault) return error.code
    throw error
  }
}

test('keys, leaf hashes and the cosigned checkpoint equal the worked example, byte by byte', async () => {
  expect(logKey.vkey).toBe('border.example/audit+a55240a7+AQOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4')
  expect(witnessKey.vkey).toBe('oversight.example/w1+05c0635e+BCmsuuFBvMrwsi4alNNNC8c2HlJtC/4SyJeUvJMilm3X')
  const leaves = await Promise.all(entries.map((bytes) => leafHash(crypto, bytes)))
  expect(leaves.map(toBase64)).toEqual([
    'A5WOS/TJKABluEM8DxhVx3yyPLKrsABHQbjGU6DRf3g=',
    'skW13g+qQk7cHxYF1IvHjeJRZx70JUgazLWOcyo+nP0=',
  ])
  const text = `${origin}\n2\n${toBase64(await rootOfHashes(crypto, leaves))}\n`
  expect(`${text}\n${logKey.line(text)}${witnessKey.line(text, now)}`).toBe(checkpoint)
  expect(await open(checkpoint)).toMatchObject({ origin, size: 2, witnesses: [{ name: 'w1', seconds: now }] })
})

test('details and salt open the entry of the worked example, and other details do not', async () => {
  const salt = 'QEFCQ0RFRkdISUpLTE1OT1BRUlNUVVZXWFlaW1xdXl8='
  const { commit } = checkEntry(entries[0] as Uint8Array, 'entry 0')
  const opening = { where: 'opening', index: 0, salt, details: '{"actor":"u-17","fields":["number"],"signal":"sig-1"}' }
  await checkOpening(crypto, opening, commit)
  expect(await codeOf(() => checkOpening(crypto, { ...opening, details: '{}' }, commit))).toBe('opening')
  expect(await codeOf(() => checkOpening(crypto, { ...opening, salt: 'x' }, commit))).toBe('opening-shape')
})

test('each fault of a checkpoint has its code', async () => {
  const line = (n: number, text: string) =>
    checkpoint
      .split('\n')
      .map((old, at) => (at === n ? text : old))
      .join('\n')
  const resigned = (text: string) => `${text}\n${logKey.line(text)}${witnessKey.line(text, now)}`
  const root = '6ni35FmLNZ3UyLejUEM5chFdl+Z7WSTeCbHX2/kK8sk='
  const faults: [string, string | Uint8Array][] = [
    ['note-control', checkpoint.replaceAll('\n', '\r\n')],
    ['note-shape', checkpoint.slice(0, -1)],
    ['note-shape', resigned('').slice(1)],
    ['note-unsigned', `${origin}\n2\n${root}\n\n`],
    ['note-utf8', Buffer.concat([utf8(checkpoint), Uint8Array.of(0xff, 10)])],
    ['note-size', 'x'.repeat(1_000_001)],
    ['signature-line', line(4, '- border.example/audit pVJAp9wW')],
    ['signature-line', line(4, '— border.example/audit pVJAp9wW!')],
    ['checkpoint-size', resigned(`${origin}\n02\n${root}\n`)],
    ['checkpoint-lines', resigned(`${origin}\n2\n${root}\nmore\n`)],
    ['base64', resigned(`${origin}\n2\n${root.slice(1)}\n`)],
    ['base64-not-canonical', resigned(`${origin}\n2\n${root.replace('sk=', 'sl=')}\n`)],
    ['length', resigned(`${origin}\n2\nAAAA\n`)],
    ['empty-root', resigned(`${origin}\n0\n${root}\n`)],
    ['origin-unknown', resigned(`other.example/audit\n2\n${root}\n`)],
    ['log-signature', line(1, '3')],
    ['log-signature-missing', checkpoint.replace(/— border.*\n/, '')],
    ['cosignature', line(5, witnessKey.line('another text\n', now).trim())],
    ['quorum', checkpoint.replace(/— oversight.*\n/, '')],
  ]
  for (const [code, bytes] of faults) expect([code, await codeOf(() => open(bytes))]).toEqual([code, code])
  expect(await codeOf(() => open(checkpoint, now - 301))).toBe('cosignature-future')
  expect(await codeOf(() => open(checkpoint, now - 300))).toBe('none')
})

test('an unknown witness is ignored, and sixteen signatures are read', async () => {
  const unknown = Array.from({ length: 14 }, (_, at) => `— w${at}.example ${toBase64(new Uint8Array(76))}\n`).join('')
  expect((await open(checkpoint + unknown)).note.signatures).toHaveLength(16)
})

test('each fault of a key and a policy has its code', async () => {
  const other = logKey.vkey.replace('a55240a7', 'a55240a8')
  expect(await codeOf(() => parseVerifierKey(crypto, other, 'key'))).toBe('vkey-id')
  expect(await codeOf(() => parseVerifierKey(crypto, 'border.example', 'key'))).toBe('vkey')
  expect(await codeOf(() => parseVerifierKey(crypto, `x+00000000+${toBase64(new Uint8Array(33))}`, 'key'))).toBe(
    'vkey-type',
  )
  const log = `log ${logKey.vkey}\n`
  const faults: [string, string][] = [
    ['policy-log', 'quorum none\n'],
    ['policy-quorum', log],
    ['policy-quorum', `${log}quorum none\nquorum none\n`],
    ['policy-quorum', `${log}quorum w9\n`],
    ['policy-line', `${log}logs x\nquorum none\n`],
    ['policy-line', `${log}witness w1\nquorum none\n`],
    ['policy-name', `${policyText.replace('quorum', `witness w1 ${witnessKey.vkey}\nquorum`)}`],
    ['policy-group', `${log}group all 1 w1\nwitness w1 ${witnessKey.vkey}\nquorum all\n`],
    ['policy-group', `${log}witness w1 ${witnessKey.vkey}\ngroup two 2 w1\nquorum two\n`],
    ['vkey-type', `log ${witnessKey.vkey}\nquorum none\n`],
    ['vkey-type', `${log}witness w1 ${logKey.vkey}\nquorum none\n`],
    ['policy-size', `#${'x'.repeat(100_000)}`],
  ]
  for (const [code, text] of faults) expect([code, await codeOf(() => parsePolicy(crypto, text))]).toEqual([code, code])
  const [b, c] = await Promise.all([64, 96].map((first) => keyFrom('other.example/w', keyKinds.witness, first)))
  const nested = await parsePolicy(
    crypto,
    `# members\n${log}witness a ${witnessKey.vkey}\nwitness b ${b?.vkey}\nwitness c ${c?.vkey} https://c.example/\ngroup ab any a b\ngroup most all ab c\nquorum most\n`,
  )
  expect([['a', 'c'], ['b', 'c'], ['a', 'b'], ['c']].map((names) => nested.isMet(new Set(names)))).toEqual([
    true,
    true,
    false,
    false,
  ])
})

test('each fault of an entry has its code', async () => {
  const text = new TextDecoder().decode(entryOf(3))
  const faults: [string, Uint8Array][] = [
    ['leaf-size', utf8(`"${'x'.repeat(4100)}"`)],
    ['leaf-json', utf8('{')],
    ['leaf-fields', utf8(text.replace('"v":1', '"v":1,"w":1'))],
    ['leaf-fields', utf8('[]')],
    ['leaf-not-canonical', utf8(text.replace(':', ': '))],
    ['leaf-not-canonical', utf8(text.replace('"v":1', '"v":1.0'))],
    ['leaf-value', entryOf(3, { count: -1 })],
    ['leaf-value', entryOf(3, { ref: 'Nils Vork' })],
    ['leaf-value', entryOf(3, { actor: 'nils' })],
    ['leaf-value', entryOf(3, { at: '2026-01-05 10:00' })],
  ]
  for (const [code, bytes] of faults)
    expect([code, await codeOf(() => checkEntry(bytes, 'entry'))]).toEqual([code, code])
  expect(hexOf((parseNote(utf8(checkpoint), 'x').signatures[0] as { value: Uint8Array }).value)).toHaveLength(128)
})
