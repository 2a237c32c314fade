import type { CaseLinks, LinkNode } from '@entente/contracts'
import type { AccessStore, Tx } from '../../safeguards/access/access-store.ts'
import { type CaseFile, findCase } from '../cases/case-record.ts'
import { onCase } from '../cases/on-case.ts'
import type { Gateways } from '../gateway/gateway.ts'

/** The most nodes of the picture. */
const pictured = 150

/**
 * Returns the links of a case's subject, with its hits, as one logged read that counts every opened record. Links show
 * who shares a detail; they are no evidence and never change a strength.
 */
export function readLinks(access: AccessStore, gateways: Gateways, caseId: string): Promise<CaseLinks> {
  const intent = onCase(caseId, 'case.read', 'record.read', { decision: 'allow', details: { what: 'links' } })
  return access.transaction(intent, async (tx) => {
    const row = (await findCase(tx, caseId)) as CaseFile
    const found = await gateways.of(row.gateway).links?.(tx, row.subject_id)
    if (found === undefined) return { nodes: [], edges: [], more: 0, complete: true }
    const [subject, ...others] = found.nodes
    if (subject === undefined) return { ...found, more: 0 }
    const centre = { ...subject, caseId, href: null }
    const signals = await signalNodes(tx, caseId)
    const nodes = [centre, ...signals, ...others]
    const hits = signals.map(({ id }) => ({ a: centre.id, b: id, kind: 'hit' as const }))
    const edges = [...hits, ...found.edges]
    return { nodes, edges, more: Math.max(0, nodes.length - pictured), complete: found.complete }
  })
}

async function signalNodes(tx: Tx, caseId: string): Promise<LinkNode[]> {
  const hits = await tx.db
    .selectFrom('hit')
    .select(['signal_id', 'source', 'score'])
    .where('case_id', '=', caseId)
    .where('withdrawn_at', 'is', null)
    .where('signal_id', 'is not', null)
    .orderBy('score', 'desc')
    .orderBy('id')
    .limit(20)
    .execute()
  const sources = new Map(hits.map(({ signal_id, source }) => [signal_id, source]))
  return [...sources].map(([signalId, source], place) => ({
    ...{ id: `s${place}`, kind: 'signal' as const, label: source, masked: false, caseId: null, reference: null },
    ...{ href: `/signals/${signalId}`, where: null, day: null, people: null, morePeople: false },
  }))
}
