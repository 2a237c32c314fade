import { type AuditEntry, defineSentences, type HistoryEntry, type Text } from '@entente/contracts'
import type { z } from 'zod'
import type { Tx } from '../../safeguards/access/access-store.ts'
import type { AuditLog } from '../../safeguards/audit/audit-log.ts'
import { actorHandle } from '../../safeguards/audit/entry.ts'

type Details = Record<string, unknown>

/** Who acted: `named` has a name; a second person who has not answered yet reads `colleague`; `somebody` has no account any more. */
interface Who {
  by: 'node' | 'colleague' | 'somebody' | 'named'
  name: string
}
const whoWords = ({ by, name }: Who): string =>
  by === 'named' ? name : { node: 'The node', colleague: 'A colleague', somebody: 'Somebody' }[by]

/** The acts that have words of their own. Others are shown as they are stored. */
const actWords = {
  okToBoard: 'OK to board',
  furtherCheck: 'further check at the desk',
  doNotBoard: 'do not board',
  detain: 'detain',
} as const
interface Act {
  act: keyof typeof actWords | 'other'
  words: string
}
const words = ({ act, words }: Act): string => (act === 'other' ? words : actWords[act])
function actOf(details: Details): Act {
  const code = String(details.act ?? details.outcome ?? '')
  const known = code.replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase())
  return { act: known in actWords ? (known as keyof typeof actWords) : 'other', words: code.replaceAll('-', ' ') }
}
const plural = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`

/** The English sentences of a case's history by key. The desk has the same keys with the same values. */
export const historyEnglish = {
  'history.opened': ({ hits }: { hits: number }) => `The node opened this case: ${plural(hits, 'hit', 'hits')}.`,
  'history.compared': ({ added, changed, withdrawn, closed }: Compared) => {
    const parts = [
      added > 0 ? plural(added, 'new hit', 'new hits') : '',
      changed > 0 ? plural(changed, 'hit changed', 'hits changed') : '',
      withdrawn > 0 ? plural(withdrawn, 'hit no longer applies', 'hits no longer apply') : '',
    ].filter((part) => part !== '')
    const end = closed === 'yes' ? ' No decision is needed.' : ''
    return parts.length === 0
      ? `The signals were compared again.${end}`
      : `The signals were compared again: ${parts.join(', ')}.${end}`
  },
  'history.viewed': (who: Who) => `${whoWords(who)} viewed the case for the first time.`,
  'history.separated': (who: Who) => `${whoWords(who)} stated that a part of this record is about another person.`,
  'history.copied': (who: Who) => `${whoWords(who)} copied a reading to another case of this person.`,
  'history.copied-here': (who: Who) => `${whoWords(who)} copied a reading of another case of this person to this case.`,
  'history.signal': ({ count, source }: { count: number; source: string }) =>
    `${source} published version ${count} of a signal of this case.`,
  'history.note': (who: Who) => `${whoWords(who)} added a note.`,
  'history.taken': (who: Who) => `${whoWords(who)} took the case.`,
  'history.given-back': (who: Who) => `${whoWords(who)} returned the case.`,
  'history.handed-over': (who: Who) => `${whoWords(who)} handed the case over.`,
  'history.assigned': (who: Who) => `${whoWords(who)} assigned the case to a colleague.`,
  'history.printed': (who: Who) => `${whoWords(who)} printed the case.`,
  'history.proposed': (who: Who & Act) => `${whoWords(who)} asked for a second person: ${words(who)}.`,
  'history.decided': (who: Who & Act) => `${whoWords(who)} decided: ${words(who)}.`,
  'history.renewed': (who: Who) => `${whoWords(who)} saw the changed evidence. The proposal stands.`,
  'history.withdrawn': (who: Who) => `${whoWords(who)} took the proposal back.`,
  'history.reminded': (who: Who) => `${whoWords(who)} reminded the people who may confirm.`,
  'history.agreed': (who: Who) => `${whoWords(who)} agreed as second person. The case is decided.`,
  'history.disagreed': (who: Who) => `${whoWords(who)} disagreed. A third person must review the case.`,
  'history.new-hit': () => 'Another signal agrees: the decision must be reviewed again.',
  'history.hits-fell-away': () => 'The hits that the decision was based on no longer apply: it must be reviewed again.',
  'history.reopened': (who: Who) => `${whoWords(who)} reopened the case.`,
  'history.feedback-added': () => 'Feedback was added.',
  'history.feedback': () => 'Feedback on the hits was recorded for their owners.',
  'history.answered': (act: Act) => `The sender was notified: ${words(act)}.`,
  'history.refused': (who: Who) => `${whoWords(who)} was refused.`,
} as const satisfies Record<string, (values: never) => string>
interface Compared {
  added: number
  changed: number
  withdrawn: number
  closed: 'yes' | 'no'
}
const history = defineSentences(historyEnglish)

/** Notes which record that a part of the record is about another person. Entries of release 0.1.0 have the second text. */
const separations = ['separated', 'told apart']
const assignments = new Map([
  ['taken', 'history.taken'],
  ['given-back', 'history.given-back'],
  ['handed-over', 'history.handed-over'],
] as const)

/** Sentences for the history of a case, one for each type of log entry. Entries of other types are left out. */
const sentences: Record<string, (who: Who, details: Details) => Text> = {
  'case.open': (_who, d) => history('history.opened', { hits: Number(d.hits ?? 0) }),
  'signal.match': (_who, d) =>
    history('history.compared', {
      added: Number(d.added ?? 0),
      changed: Number(d.changed ?? 0),
      withdrawn: Number(d.withdrawn ?? 0),
      closed: d.became === 'closed' ? 'yes' : 'no',
    }),
  'case.view': (who) => history('history.viewed', who),
  'case.note': (who, d) => {
    if (separations.includes(String(d.what))) return history('history.separated', who)
    return history(d.what === 'copied' ? 'history.copied-here' : 'history.note', who)
  },
  'reading.copy': (who) => history('history.copied', who),
  'case.assign': (who, d) => history(assignments.get(d.what as 'taken') ?? 'history.assigned', who),
  'case.print': (who) => history('history.printed', who),
  'proposal.withdraw': (who) => history('history.withdrawn', who),
  'proposal.remind': (who) => history('history.reminded', who),
  'decision.propose': (who, d) => {
    if (d.what === 'seen') return history('history.renewed', who)
    return history(d.outcome === 'adverse' ? 'history.proposed' : 'history.decided', { ...who, ...actOf(d) })
  },
  'decision.confirm': (who, d) => history(d.agree === true ? 'history.agreed' : 'history.disagreed', who),
  'decision.reverse': (who, d) => {
    if (d.cause === 'new-hit') return history('history.new-hit')
    return d.cause === 'hits-fell-away' ? history('history.hits-fell-away') : history('history.reopened', who)
  },
  'feedback.record': (_who, d) => history(d.by === 'person' ? 'history.feedback-added' : 'history.feedback'),
  'answer.sent': (_who, d) => history('history.answered', actOf(d)),
}

/** Returns the sentence about a new version of a signal. */
export const signalSentence = (source: string, count: number): Text => history('history.signal', { source, count })

/** The most log entries of a case that are read, the newest. */
export const mostEntries = 1000

/** Returns the history of a case without what only its time line has. */
export async function caseHistory(...of: Parameters<typeof historyLines>): Promise<z.infer<typeof HistoryEntry>[]> {
  return (await historyLines(...of)).map(({ mine: _, ...entry }) => entry)
}

/** Returns the case's log entries as sentences, oldest first; `mine` marks those of the actor. `hideNames` hides colleagues' names from a second person who has not answered yet. */
export async function historyLines(
  tx: Tx,
  audit: AuditLog,
  caseId: string,
  hideNames: boolean,
): Promise<(z.infer<typeof HistoryEntry> & { mine: boolean })[]> {
  const newest = await tx.db
    .selectFrom('audit.entry')
    .select(['entry', 'type', 'actor', 'at', 'details'])
    .where('ref', '=', `case:${caseId}`)
    .where('type', 'in', Object.keys(sentences))
    .orderBy('at', 'desc')
    .orderBy('recorded_at', 'desc')
    .limit(mostEntries)
    .execute()
  const rows = newest.reverse()
  const years = [...new Set(rows.map((row) => row.at.getUTCFullYear()))]
  const names = await personNames(tx, audit, years)
  return rows.map((row) => {
    const entry = JSON.parse(row.entry) as AuditEntry
    const details = JSON.parse(row.details.toString()) as Details
    const who = whoOf(row.actor, names, hideNames)
    const sentence =
      entry.decision === 'deny'
        ? history('history.refused', who)
        : (sentences[row.type] as (who: Who, details: Details) => Text)(who, details)
    const mine = names.own.has(row.actor)
    return { at: row.at.toISOString(), person: row.actor !== 'system', type: row.type, mine, ...sentence }
  })
}

function whoOf(actor: string, names: { of: Map<string, string>; own: Set<string> }, hideNames: boolean): Who {
  if (actor === 'system') return { by: 'node', name: '' }
  if (hideNames && !names.own.has(actor)) return { by: 'colleague', name: '' }
  const name = names.of.get(actor)
  return name === undefined ? { by: 'somebody', name: '' } : { by: 'named', name }
}

async function personNames(
  tx: Tx,
  audit: AuditLog,
  years: number[],
): Promise<{ of: Map<string, string>; own: Set<string> }> {
  const accounts = await tx.db
    .selectFrom('account as a')
    .innerJoin('person as p', 'p.id', 'a.person_id')
    .select(['a.id', 'p.name'])
    .execute()
  const of = new Map<string, string>()
  const own = new Set<string>()
  for (const year of years) {
    const key = await audit.actorKey(year, tx.db)
    for (const { id, name } of accounts) of.set(actorHandle(key, { ...tx.actor, account: id }), name)
    own.add(actorHandle(key, tx.actor))
  }
  return { of, own }
}
