import type { Tx } from '../../safeguards/access/access-store.ts'
import { checkObject, microsecondsOf } from '../stix/check-object.ts'
import { stixToFeedback } from '../stix/feedback-stix.ts'
import { type ForeignDraft, keepForeign } from '../stix/keep-foreign.ts'
import { markingsOf } from '../stix/markings.ts'
import type { StixObject } from '../stix/stix-object.ts'
import { readObject } from '../stix/stix-to-signal.ts'
import { type ImportContext, refuse, take } from './report.ts'

/** A foreign object waits this many days for an officer. */
const foreignDays = 180

/**
 * Imports objects of a bundle one by one. If an object contains a whole signal and agrees with it, the signal is
 * stored. Objects that only repeat a signal are skipped. All others are stored unchanged and not matched. `from` is the
 * number of the first object.
 */
export async function importStix(
  tx: Tx,
  context: ImportContext,
  elements: readonly string[],
  from: number,
): Promise<void> {
  const drafts: ForeignDraft[] = []
  for (const [place, text] of elements.entries()) {
    const at = `/objects/${from + place}`
    context.report.read += 1
    const checked = checkObject(parse(text))
    if ('fault' in checked) {
      const { id } = (parse(text) ?? {}) as { id?: unknown }
      refuse(context, at + checked.fault.at, id, checked.fault.code, checked.fault.message)
      continue
    }
    await takeObject(tx, context, { at, text, object: checked.object }, drafts)
  }
  context.report.foreign += await keepForeign(tx, drafts)
}

async function takeObject(
  tx: Tx,
  context: ImportContext,
  { at, text, object }: { at: string; text: string; object: StixObject },
  drafts: ForeignDraft[],
): Promise<void> {
  const read = readObject(object)
  if (read.what === 'refused') return refuse(context, at + read.at, object.id, read.code, read.message)
  if (read.what === 'signal') return void (await take(tx, context, at, read.signal))
  if (read.what === 'accompanies') return
  if (read.what === 'feedback') {
    const feedback = stixToFeedback(object)
    if (feedback === null)
      return refuse(context, at, object.id, 'stix-mismatch', 'It says otherwise than the feedback it carries.')
    if (!(await context.takeFeedback(tx, feedback)))
      refuse(
        context,
        at,
        object.id,
        'bad-signature',
        'It is not signed by its sender, or it is not about a signal of this node.',
      )
    return
  }
  const version = String(object.modified ?? object.created ?? '')
  drafts.push(
    foreignDraft(tx, context.source, {
      ...{ format: 'stix', objectId: object.id, objectType: object.type, text, ...markingsOf(object) },
      version: { us: version === '' ? 0n : microsecondsOf(version), text: version },
    }),
  )
}

/** Makes the draft of a foreign object that an officer imported, with its purposes and retention. */
export const foreignDraft = (
  tx: Tx,
  source: string,
  object: Pick<ForeignDraft, 'format' | 'objectId' | 'objectType' | 'text' | 'version' | 'tlp' | 'pap'>,
): ForeignDraft => ({
  ...{ collectionId: null, member: tx.actor.member, source, state: 'held', signalId: null },
  addedUs: BigInt(tx.now.getTime()) * 1000n,
  purposes: tx.purpose === null ? [] : [tx.purpose],
  deleteAt: new Date(tx.now.getTime() + foreignDays * 86_400_000),
  ...object,
})

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
