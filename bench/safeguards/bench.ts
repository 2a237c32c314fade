/**
 * Deletes expired travellers while a node receives. Verifies signed acts offline with the command, and changes single bits of a signed act: each
 * change must be found. Measures how fast a stop of matching is in force in 8 workers, and the rollback of a list.
 */
import { spawnSync } from 'node:child_process'
import { createPublicKey, verify } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Act, verifyAct } from '@entente/contracts'
import { createRandom } from '@entente/testkit'
import type { Figure, Findings } from '../report/figure.ts'
import { runBench } from '../report/run-bench.ts'
import { inventAct, inventSigner, origin, rpId, writeExport } from './invent-acts.ts'
import { measureDeletion } from './measure-deletion.ts'
import { measureStops } from './measure-stops.ts'

const options = {
  acts: { is: 100_000, what: 'signed acts that are verified' },
  people: { is: 200, what: 'people who signed them' },
  changes: { is: 10_000, what: 'changes of one bit of a signed act' },
  travellers: { is: 100_000, what: 'expired travellers that are deleted; the goal is set for 1,000,000' },
  stops: { is: 20, what: 'stops of matching that are measured' },
  hits: { is: 2_000, what: 'entries of the list that is rolled back, and travellers who meet them' },
  seed: { is: 1, what: 'seed of the changes and of the messages' },
}
const command = fileURLToPath(new URL('../../../packages/cli/bin/entente.js', import.meta.url))

await runBench('safeguards', options, async (given): Promise<Findings> => {
  const { acts, people, changes, travellers, stops, hits, seed } = given
  const faults: string[] = []
  const figures: Figure[] = []
  if (acts > 0) figures.push(await verifyOffline(acts, people, faults))
  if (changes > 0) figures.push(await changeBits(changes, String(seed), faults))
  if (travellers > 0) figures.push(...(await measureDeletion(travellers, seed, faults)))
  if (stops > 0) figures.push(...(await measureStops(stops, hits, faults)))
  return { seed: String(seed), figures, faults }
})

/** Measures `entente people verify` on an invented export, in a process of its own. */
async function verifyOffline(count: number, people: number, faults: string[]): Promise<Figure> {
  const folder = mkdtempSync(join(tmpdir(), 'entente-acts-'))
  try {
    process.stderr.write(`signing ${count.toLocaleString('en')} acts\n`)
    await writeExport(folder, count, people)
    const began = performance.now()
    const { status, stdout } = spawnSync(process.execPath, [command, 'people', 'verify', folder, '--json'], {
      encoding: 'utf8',
      maxBuffer: 1e9,
    })
    const seconds = (performance.now() - began) / 1000
    const checked = (JSON.parse(stdout || '{}') as { checked?: Record<string, number> }).checked
    if (status !== 0 || checked?.passkey !== count || checked.logged !== count)
      faults.push(`people verify ended with ${status}: ${stdout.slice(0, 300)}`)
    return {
      ...{ name: 'verified offline', value: seconds, unit: 's', goal: { is: 'at most', value: 60 } },
      beside: { name: 'the signatures alone, by node:crypto', value: (await secondsOfSignatures()) * count },
      note: `${count} acts of ${people} people, with their commitments in the log`,
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Returns the seconds that one ECDSA verification takes, from two thousand. */
async function secondsOfSignatures(): Promise<number> {
  const signer = inventSigner()
  const { signature, clientDataJSON } = await inventAct(signer, 0, 'decision.propose')
  const message = Buffer.from(clientDataJSON, 'base64url')
  const bytes = Buffer.from(signature, 'base64url')
  const key = createPublicKey(signer.privateKey)
  const began = performance.now()
  for (let n = 0; n < 2000; n += 1) verify('sha256', message, key, bytes)
  return (performance.now() - began) / 1000 / 2000
}

/** Changes one bit of a signed act or of what verifies it, and counts the changes that are not found. */
async function changeBits(count: number, seed: string, faults: string[]): Promise<Figure> {
  const random = createRandom(`${seed}/bits`)
  const signer = inventSigner()
  const signed = await inventAct(signer, 0, 'decision.propose')
  const expected = { credentialId: signed.credentialId, publicKey: signer.publicKey, origins: [origin], rpId }
  if ((await verifyAct(signed, expected)) !== null) faults.push('the unchanged act does not verify')
  const flip = (bytes: Buffer): Buffer => {
    const copy = Buffer.from(bytes)
    const bit = random.between(0, copy.length * 8 - 1)
    copy[bit >> 3] = (copy[bit >> 3] as number) ^ (1 << (bit & 7))
    return copy
  }
  const inBase64 = (text: string) => flip(Buffer.from(text, 'base64url')).toString('base64url')
  const parts: ((n: number) => [typeof signed, typeof expected])[] = [
    // A text that is no JSON any more is not the act either: it is found when the file is read.
    () => [{ ...signed, act: parsed(flip(Buffer.from(JSON.stringify(signed.act)))) }, expected],
    () => [{ ...signed, authenticatorData: inBase64(signed.authenticatorData) }, expected],
    () => [{ ...signed, clientDataJSON: inBase64(signed.clientDataJSON) }, expected],
    () => [{ ...signed, signature: inBase64(signed.signature) }, expected],
    () => [signed, { ...expected, publicKey: flip(signer.publicKey) }],
  ]
  let missed = 0
  for (let n = 0; n < count; n += 1) {
    const [act, by] = (parts[n % parts.length] as (typeof parts)[0])(n)
    if ((await verifyAct(act, by)) === null) missed += 1
  }
  if (missed > 0) faults.push(`${missed} changes of one bit were not found`)
  const goal = { is: 'at most', value: 0 } as const
  return { name: 'changes not found', value: missed, unit: 'changes', goal, note: `${count} changes of one bit` }
}

function parsed(bytes: Buffer): Act {
  try {
    return JSON.parse(bytes.toString()) as Act
  } catch {
    return {} as Act
  }
}
