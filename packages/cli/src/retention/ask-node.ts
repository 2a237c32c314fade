import { createHash } from 'node:crypto'
import {
  type DueRecords,
  type ProofFault,
  type ProofKey,
  type ProofsOfRecord,
  type RetentionState,
  type SweepResult,
  verifyDeletionProof,
} from '@entente/contracts'
import { nodeLogCrypto } from '@entente/node/audit-log'
import { CommandFailure } from '../command/failure.ts'
import { nodeClient } from '../command/node-client.ts'
import { printResult, table } from '../command/output.ts'

interface Options {
  json?: boolean
}
interface ListedRegime {
  id: string
  version: number
  maskAfter: string | null
  deleteAfter: string
  legalReference: string
  unverified: boolean
}

export async function listRegimes({ json }: Options): Promise<void> {
  const regimes = await nodeClient({ impersonal: true }).call<ListedRegime[]>('GET', '/v1/retention/regimes')
  printResult(json, { items: regimes }, () =>
    table(
      regimes.map(({ id, version, maskAfter, deleteAfter, legalReference, unverified }) => [
        ...[id, `version ${version}`, `masked after ${maskAfter ?? '-'}`, `deleted after ${deleteAfter}`],
        `${legalReference}${unverified ? ' (unverified)' : ''}`,
      ]),
    ),
  )
}

export async function showRecord(record: string, { json, purpose }: Options & { purpose: string }): Promise<void> {
  const path = `/v1/records/${encodeURIComponent(record)}/retention`
  const state = await nodeClient({ purpose }).call<RetentionState>('GET', path)
  printResult(json, state, () => [
    `${state.gateway} record under ${state.regime} version ${state.version}: ${state.state}`,
    `received ${state.startAt}`,
    `masked at ${state.maskAt ?? '-'}`,
    `deleted at ${state.deleteAt}`,
    ...state.evidence.map(
      (one) => `evidence: ${one.ground}, ${one.reference}${one.approvedAt === null ? ' (not approved)' : ''}`,
    ),
    ...state.holds.map((hold) => `legal hold until ${hold.until}: ${hold.basis} (${hold.state})`),
  ])
}

/** Counts what is due at a time, or now. */
export async function countDue(at: Date | null, { json }: Options): Promise<void> {
  const query = at === null ? '' : `?at=${encodeURIComponent(at.toISOString())}`
  const due = await nodeClient({ impersonal: true }).call<DueRecords>('GET', `/v1/retention/due${query}`)
  const sum = (of: 'mask' | 'delete' | 'held') => due.items.reduce((all, item) => all + item[of], 0)
  const counts = { at: due.at, masked: sum('mask'), deleted: sum('delete'), held: sum('held'), proofs: [] }
  printResult(json, { ...counts, items: due.items }, () => [
    `due at ${due.at}: ${counts.masked} to mask, ${counts.deleted} to delete, ${counts.held} kept by a legal hold`,
    ...table(
      due.items.map((item) => [
        ...[item.of, item.regime, `mask ${item.mask}`, `delete ${item.delete}`, `held ${item.held}`],
      ]),
    ),
  ])
}

export async function sweep({ json }: Options): Promise<void> {
  const client = nodeClient({ impersonal: true })
  const swept = await client.call<SweepResult>('POST', '/v1/retention/sweep')
  printResult(json, swept, () => [
    `${swept.masked} masked, ${swept.deleted} deleted, ${swept.held} kept by a legal hold, ${swept.proofs.length} proofs signed`,
    ...(swept.unfinished ? ['more is due: run it again, or wait for the next sweep'] : []),
  ])
}

/**
 * Prints the proofs about a record and verifies each, with the keys that are given, or else with those of the node. The exit status is 1 if there
 * is none, or one does not verify.
 */
export async function proveRecord(record: string, { json, key }: Options & { key?: string[] }): Promise<0 | 1> {
  const path = `/v1/records/${encodeURIComponent(record)}/proofs`
  const { items, keys } = await nodeClient({ impersonal: true }).call<ProofsOfRecord>('GET', path)
  const used = key === undefined ? keys : key.map(keyOf)
  const proofs: { fault: ProofFault | null; proof: ProofsOfRecord['items'][number]['proof']; digests: string[] }[] = []
  for (const { proof, digests } of items)
    proofs.push({ fault: await verifyDeletionProof(proof, used, nodeLogCrypto, { record, digests }), proof, digests })
  printResult(json, { record, items: proofs, keys }, () =>
    proofs.length === 0
      ? ['There is no proof about this record: it was not masked or deleted, or before the node signed proofs.']
      : proofs.flatMap(({ proof, fault }) => [
          `${proof.kind === 'mask' ? 'masked' : 'deleted'} at ${proof.doneAt} under ${proof.regime}, due at ${proof.dueAt}, with ${proof.records} of ${proof.of}`,
          `  proof ${proof.id}: ${fault === null ? `verified with key ${proof.signature.keyId}` : `${fault.code}: ${fault.what}`}`,
          `  ${proof.verification.probes} probes found nothing; ${proof.keysErased} keys are deleted, ${proof.keysToEnd} end with their day`,
          `  backups can be read until ${proof.backupsReadableUntil} with the folder of epoch keys or a FILE.vault`,
        ]),
  )
  return proofs.length > 0 && proofs.every(({ fault }) => fault === null) ? 0 : 1
}

function keyOf(publicKey: string): ProofKey {
  const bytes = Buffer.from(publicKey, 'base64')
  if (bytes.length !== 32) throw new CommandFailure('usage', 'A key is 32 bytes in base64.')
  return { keyId: createHash('sha256').update(bytes).digest('hex').slice(0, 16), publicKey }
}
