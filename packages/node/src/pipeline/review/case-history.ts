import type { AuditEntry, HistoryEntry } from '@entente/contracts'
import type { z } from 'zod'
import type { Tx } from '../../safeguards/access/access-store.ts'
import type { AuditLog } from '../../safeguards/audit/audit-log.ts'
import { actorHandle } from '../../safeguards/audit/entry.ts'

type Details = Record<string, unknown>
type Sentence = (who: string, details: Details) => string

const actWords: Record<string, string> = {
  'ok-to-board': 'OK to board',
  'further-check': 'further check at the desk',
  'do-not-board': 'do not board',
  detain: 'detain',
}
const actIn = (details: Details): string => {
  const act = String(details.act ?? details.outcome ?? '')
  return actWords[act] ?? act.replaceAll('-', ' ')
}
const plural = (count: unknown, one: string, many: string): string =>
  `${Number(count ?? 0)} ${Number(count) === 1 ? one : many}`

/** Notes which record that a part of the record is about another person. Entries of release 0.1.0 have the second text. */
const separations = ['separated', 'told apart']

/** Sentences for the history of a case, one for each type of log entry. Entries of other types are left out. */
const sentences: Record<string, Sentence> = {
  'case.open': (_who, d) => `The node opened this case: ${plural(d.hits, 'hit', 'hits')}.`,
  'signal.match': (_who, d) => matchSentence(d),
  'case.view': (who) => `${who} viewed the case for the first time.`,
  'case.note': (who, d) =>
    separations.includes(String(d.what))
      ? `${who} stated that a part of this record is about another person.`
      : `${who} added a note.`,
  'case.assign': (who, d) => {
    if (d.what === 'taken') return `${who} took the case.`
    if (d.what === 'given-back') return `${who} returned the case.`
    return d.what === 'handed-over' ? `${who} handed the case over.` : `${who} assigned the case to a colleague.`
  },
  'case.print': (who) => `${who} printed the case.`,
  'decision.propose': (who, d) =>
    d.outcome === 'adverse' ? `${who} asked for a second person: ${actIn(d)}.` : `${who} decided: ${actIn(d)}.`,
  'decision.confirm': (who, d) =>
    d.agree === true
      ? `${who} agreed as second person. The case is decided.`
      : `${who} disagreed. A third person must review the case.`,
  'decision.reverse': (who, d) => {
    if (d.cause === 'new-hit') return 'Another signal agrees: the decision must be reviewed again.'
    if (d.cause === 'hits-fell-away')
      return 'The hits that the decision was based on no longer apply: it must be reviewed again.'
    return `${who} reopened the case.`
  },
  'feedback.record': (_who, d) =>
    d.by === 'person' ? 'Feedback was added.' : 'Feedback on the hits was recorded for their owners.',
  'answer.sent': (_who, d) => `The sender was notified: ${actIn(d)}.`,
}

function matchSentence(d: Details): string {
  const parts = [
    Number(d.added) > 0 ? `${plural(d.added, 'new hit', 'new hits')}` : '',
    Number(d.changed) > 0 ? `${plural(d.changed, 'hit changed', 'hits changed')}` : '',
    Number(d.withdrawn) > 0 ? `${plural(d.withdrawn, 'hit no longer applies', 'hits no longer apply')}` : '',
  ].filter((part) => part !== '')
  const end = d.became === 'closed' ? ' No decision is needed.' : ''
  return `The signals were compared again: ${parts.join(', ')}.${end}`
}

/** Returns the case's log entries as sentences, oldest first. `hideNames` hides colleagues' names from a second person who has not answered yet. */
export async function caseHistory(
  tx: Tx,
  audit: AuditLog,
  caseId: string,
  hideNames: boolean,
): Promise<z.infer<typeof HistoryEntry>[]> {
  const rows = await tx.db
    .selectFrom('audit.entry')
    .select(['entry', 'type', 'actor', 'at', 'details'])
    .where('ref', '=', `case:${caseId}`)
    .where('type', 'in', Object.keys(sentences))
    .orderBy('at')
    .orderBy('recorded_at')
    .limit(1000)
    .execute()
  const years = [...new Set(rows.map((row) => row.at.getUTCFullYear()))]
  const names = await personNames(tx, audit, years)
  return rows.map((row) => {
    const entry = JSON.parse(row.entry) as AuditEntry
    const details = JSON.parse(row.details.toString()) as Details
    const person = row.actor !== 'system'
    const who = !person
      ? 'The node'
      : hideNames && row.actor !== names.own
        ? 'A colleague'
        : (names.of.get(row.actor) ?? 'Somebody')
    const text = entry.decision === 'deny' ? `${who} was refused.` : (sentences[row.type] as Sentence)(who, details)
    return { at: row.at.toISOString(), person, type: row.type, text }
  })
}

async function personNames(
  tx: Tx,
  audit: AuditLog,
  years: number[],
): Promise<{ of: Map<string, string>; own: string }> {
  const accounts = await tx.db
    .selectFrom('account as a')
    .innerJoin('person as p', 'p.id', 'a.person_id')
    .select(['a.id', 'p.name'])
    .execute()
  const of = new Map<string, string>()
  let own = ''
  for (const year of years) {
    const key = await audit.actorKey(year, tx.db)
    for (const { id, name } of accounts) of.set(actorHandle(key, { ...tx.actor, account: id }), name)
    own = actorHandle(key, tx.actor)
  }
  return { of, own }
}
