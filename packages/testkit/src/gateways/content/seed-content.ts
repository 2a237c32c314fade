import type { AddItemsAnswer, MediaHashes, NewItem, UploadAnswer } from '@entente/contracts'
import { createSender, createSenderKey, type RunningNode } from '@entente/node'
import { signInTo } from '../../client/sign-in.ts'
import { type DemoCopy, firstCopies } from './demo-copies.ts'
import { drawPicture } from './draw-picture.ts'
import { glorification, manifesto, perpetrator, publication, recruitment } from './labels.ts'
import { hashPicture, sendUpload } from './uploads.ts'

const purpose = { 'entente-purpose': 'content-safety' }
const notice =
  'To the brothers of the Invented Front: the meeting of the northern circle is moved to the old boat house by the weir. Bring nothing that rings. ' +
  'Whoever was at the ford last spring knows the sign; whoever does not, asks nobody and goes home. This text was invented for a demonstration.'

export interface SeededContent {
  platform: { id: string; key: string }
  /** The ids of the opened cases, by kind of upload. */
  cases: { incident: string; exact: string; near: string; publication: string; text: string; hashes: string }
  /** The bank item that matched the near copy. */
  itemId: string
}

/**
 * Creates an invented platform with banks, an incident and uploads. Six cases are opened: for an exact copy, near copies, a text, and hashes without
 * a file. Two further uploads, an unknown one and a harmless one, open no case. Adds the analyst and the supervisor to the content team.
 */
export async function seedContent(
  node: Pick<RunningNode, 'db' | 'url'>,
  password: string,
  options: { callbackUrl?: string } = {},
): Promise<SeededContent> {
  const id = await createSender(node.db, {
    synthetic: true,
    name: 'Tidewater',
    gateway: 'content',
    callbackUrl: options.callbackUrl ?? null,
  })
  const { key } = await createSenderKey(node.db, id)
  await joinContentTeam(node.db)
  const officer = await signInTo(node.url, 'officer', password)
  const call = async <T>(path: string, body: object): Promise<T> => {
    const answer = await officer.call('POST', path, body, purpose)
    if (answer.status >= 300) throw new Error(`${path}: ${answer.status} ${JSON.stringify(answer.body)}`)
    return answer.body as T
  }
  const bank = (name: string, more: object = {}) =>
    call('/v1/content/banks', {
      name,
      purposes: ['content-safety'],
      lawfulBasis: 'Terms of service of Tidewater, section 4 (invented)',
      ...more,
    })
  await bank('TIDEWATER_FINDS', { labels: [glorification] })
  await bank('PUBLICATIONS', { labels: [publication], radius: { pdq: 24 }, tlp: 'green' })
  await bank('KNOWN_HARMLESS', { negative: true, tlp: 'clear' })
  const { id: incident } = await call<{ id: string }>('/v1/content/incidents', {
    name: 'Harbour bridge (invented)',
    level: 'contentIncident',
    startsAt: new Date(Date.now() - 2 * 3_600_000).toISOString(),
  })

  const hash = (bytes: Buffer) => hashPicture(node.url, key, bytes)
  const pictures = new Map(
    await Promise.all([11, 12, 13, 14, 15].map(async (seed) => [seed, await hash(drawPicture(seed))] as const)),
  )
  const item = (seed: number, more: Partial<NewItem> = {}): NewItem => ({
    signals: signalsOf(pictures.get(seed)),
    ...more,
  })
  const add = (name: string, items: NewItem[]) => call<AddItemsAnswer>(`/v1/content/banks/${name}/items`, { items })
  const finds = await add('TIDEWATER_FINDS', [
    item(11, { labels: [manifesto], note: 'Found by the team in the first hour.' }),
    item(12),
    item(13, { incident, labels: [perpetrator] }),
  ])
  await add('PUBLICATIONS', [item(14), { signals: [{ type: 'text', value: notice }], labels: [recruitment] }])
  await add('KNOWN_HARMLESS', [item(15, { note: 'Own logo.' })])
  await officer.call('DELETE', '/v1/session')

  const send = (uploadId: string, given: object, file?: Buffer) =>
    sendUpload(node.url, key, { uploadId, ...given }, file)
  const cases = {
    exact: await sendCopy(node.url, key, firstCopies.exact),
    near: await sendCopy(node.url, key, firstCopies.near),
    publication: await sendCopy(node.url, key, firstCopies.publication),
    incident: await sendCopy(node.url, key, firstCopies.incident),
    text: await send('u-88121', { ...about('a-0902'), text: `Pass it on! ${notice.toUpperCase()}` }),
    hashes: await send('u-88122', { signals: signalsOf(pictures.get(12)) }),
  }
  await send('u-88123', about('a-7710'), drawPicture(99))
  await send('u-88124', about('a-7711'), drawPicture(15))
  const caseOf = ({ caseId, uploadId }: UploadAnswer): string => {
    if (caseId === null) throw new Error(`nothing was found in ${uploadId}`)
    return caseId
  }
  return {
    platform: { id, key },
    itemId: finds.added[1]?.itemId ?? '',
    cases: {
      incident: caseOf(cases.incident),
      exact: caseOf(cases.exact),
      near: caseOf(cases.near),
      publication: caseOf(cases.publication),
      text: caseOf(cases.text),
      hashes: caseOf(cases.hashes),
    },
  }
}

const about = (account: string) => ({ accountRef: account, contentRef: `https://tidewater.example/p/${account}` })

/** Sends a copy of a picture as the invented platform does. */
export const sendCopy = (
  url: string,
  key: string,
  { uploadId, account, seed, drawn }: DemoCopy,
): Promise<UploadAnswer> => sendUpload(url, key, { uploadId, ...about(account) }, drawPicture(seed, drawn))

const signalsOf = (hashes: MediaHashes | undefined): NewItem['signals'] => [
  { type: 'pdq', value: hashes?.pdq?.hash ?? '', quality: hashes?.pdq?.quality ?? null },
  { type: 'sha256', value: hashes?.sha256 ?? '' },
]

/** Adds the analyst and the supervisor to the content team. */
export async function joinContentTeam(db: RunningNode['db']): Promise<void> {
  await db
    .insertInto('account_team')
    .columns(['account_id', 'team'])
    .expression((e) =>
      e
        .selectFrom('account')
        .select((s) => ['id', s.val('content').as('team')])
        .where('name', 'in', ['analyst', 'supervisor']),
    )
    .execute()
}
