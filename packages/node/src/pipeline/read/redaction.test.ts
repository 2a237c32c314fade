import { readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { TravelReading } from '@entente/contracts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { pnrgov } from '../../gateways/travel/edifact.fixture.ts'
import { openTravelStage, type TravelStage } from '../../gateways/travel/travel.fixture.ts'
import { loadRaw, rawFolder } from '../raw/raw-files.ts'
import { redactUnreadTask } from './redact-unread.ts'
import { sweepRawFilesTask } from './remove-outdated.ts'

let stage: TravelStage
/** Codes that this version of the reader does not treat as sensitive: it counts them as services, and keeps the text of the contact. */
const unknown = new Set<string>()
const contact = { medium: 'other', kind: null, value: null, travellerRef: null, literal: 'CTC WCHR' } as const
beforeAll(async () => {
  stage = await openTravelStage()
  const intake = stage.intake
  stage.useIntake({
    ...intake,
    read: (bytes, given) => {
      const read = intake.read(bytes, given)
      for (const message of (read.reading as TravelReading).messages) {
        const booking = message.type === 'PNRGOV' ? message.reservations[0] : undefined
        for (const code of booking === undefined ? [] : unknown) booking!.serviceCounts[code] = 1
        if (booking !== undefined && unknown.size > 0) booking.contacts.push({ ...contact })
      }
      return { ...read, sensitiveRemoved: read.sensitiveRemoved - unknown.size }
    },
    sensitiveRanges: (bytes) =>
      intake.sensitiveRanges(bytes).filter(({ from, to }) => {
        const text = Buffer.from(bytes.subarray(from, to)).toString('latin1')
        return ![...unknown].some((word) => text.includes(word))
      }),
  })
})
afterAll(() => stage.close())

const meal = (flight: string) =>
  pnrgov([{ locator: 'QX7LP2', people: [{ surname: 'AUNE', given: 'MARTE' }], extra: 'SSR+MOML:HK:1:7N' }], {
    flight: `7N+${flight}`,
  })
const rowOf = (id: string) => stage.db.selectFrom('message').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
const rawOf = async (id: string) => {
  const row = await rowOf(id)
  return stage.act((tx) => loadRaw(tx, stage.deps, row))
}

test('sensitive values are overwritten after reading, with the length unchanged, and are in no reading', async () => {
  const text = meal('10')
  const { message, read } = await stage.take(text)
  const raw = (await rawOf(message.id)).toString()
  expect(raw).toHaveLength(text.length)
  expect(raw).not.toContain('MOML')
  expect(raw.indexOf('TIF+AUNE')).toBe(text.indexOf('TIF+AUNE'))
  expect(read.sensitiveRemoved).toBe(1)
  expect(JSON.stringify(read.reading)).not.toContain('MOML')
  expect((await rowOf(message.id)).redacted_at).not.toBeNull()
  // Reading the redacted copy again gives the same result, with the count of removed values.
  const again = (await stage.read(message.id, 2)).read
  expect(again.sensitiveRemoved).toBe(1)
  const { SENSITIVE_REMOVED: _, ...findings } = read.findings
  expect(again.findings).toEqual(findings)
})

test('the redacted copy of a large message is a new file replacing the old', async () => {
  const bytes = Buffer.concat([Buffer.from(meal('11')), Buffer.alloc(9 * 1024 * 1024, 0x20)])
  const { message } = await stage.take(bytes)
  expect(readdirSync(rawFolder(stage.deps.dataRoot))).toEqual([expect.stringMatching(`^${message.id}.redacted-`)])
  const raw = await rawOf(message.id)
  expect([raw.length, raw.includes('MOML')]).toEqual([bytes.length, false])
  // The copy can be read again.
  expect((await stage.read(message.id, 2)).people).toHaveLength(1)
})

test('an unreadable message keeps its bytes for 72 hours, then is redacted', async () => {
  const broken = meal('12').replace('PNRGOV', 'PNRXXX')
  const { message, read } = await stage.take(broken)
  expect(read.outcome).toBe('quarantined')
  expect((await rawOf(message.id)).toString()).toBe(broken)
  await redactUnreadTask(stage.deps)({ messageId: message.id, purpose: 'border-control' })
  expect((await rawOf(message.id)).toString()).not.toContain('MOML')
  expect((await rawOf(message.id)).length).toBe(broken.length)
})

test('a file that no message names is removed unless it is young', async () => {
  const folder = rawFolder(stage.deps.dataRoot)
  const named = readdirSync(folder)
  for (const name of ['old', 'young']) writeFileSync(join(folder, name), 'x')
  const past = new Date(Date.now() - 3_600_000)
  for (const name of ['old', ...named]) utimesSync(join(folder, name), past, past)
  await sweepRawFilesTask(stage.deps)()
  expect(readdirSync(folder).sort()).toEqual([...named, 'young'].sort())
})

const two = (flight: string) =>
  pnrgov(
    [{ locator: 'QX7LP3', people: [{ surname: 'AUNE', given: 'MARTE' }], extra: "SSR+MOML:HK:1:7N'SSR+WCHR:HK:1:7N" }],
    { flight: `7N+${flight}` },
  )
/** Returns all stored data of a message and of the people in it. */
async function keptOf(id: string): Promise<string> {
  const { db } = stage
  const rows = [
    ...(await db.selectFrom('reading').select(['a', 'b']).where('message_id', '=', id).execute()),
    ...(await db.selectFrom('reservation_version').select(['a', 'b']).where('message_id', '=', id).execute()),
    ...(await db.selectFrom('statement').select(['a', 'b']).where('message_id', '=', id).execute()),
    ...(await db.selectFrom('traveller_version').select(['a', 'b']).where('message_id', '=', id).execute()),
    ...(await db
      .selectFrom('traveller as t')
      .innerJoin('statement as s', 's.traveller_id', 't.id')
      .select(['t.a', 't.b'])
      .where('s.message_id', '=', id)
      .execute()),
  ]
  return rows.map(({ a, b }) => `${a?.toString() ?? ''}${b.toString()}`).join('\n')
}
const versionsOf = async (id: string) =>
  (
    await stage.db.selectFrom('reading').select('version').where('message_id', '=', id).orderBy('version').execute()
  ).map(({ version }) => version)

test('when a newer reader redacts a value, older readings with that value are removed', async () => {
  unknown.add('WCHR')
  const { message } = await stage.take(two('13'))
  expect((await rawOf(message.id)).toString()).toMatch(/SSR\+\*{12}'SSR\+WCHR/)
  // The same reader finds nothing more, and both readings stay.
  const { redacted_at } = await rowOf(message.id)
  await stage.read(message.id, 2)
  expect([await versionsOf(message.id), (await rowOf(message.id)).redacted_at]).toEqual([[1, 2], redacted_at])
  expect(await keptOf(message.id)).toMatch(/WCHR/)
  unknown.clear()
  const { people } = await stage.read(message.id, 3)
  expect(people).toHaveLength(1)
  const raw = (await rawOf(message.id)).toString()
  expect(raw).not.toContain('WCHR')
  expect(raw).toHaveLength(two('13').length)
  expect(await versionsOf(message.id)).toEqual([3])
  expect(/.*WCHR.*/.exec(await keptOf(message.id))).toBeNull()
  // The total of removed values stays known.
  const { sensitive_removed } = await stage.db
    .selectFrom('reading')
    .select('sensitive_removed')
    .where('message_id', '=', message.id)
    .executeTakeFirstOrThrow()
  expect(sensitive_removed).toBe(2)
})

test('a failed reading leaves a large message in its file, a successful one replaces it', async () => {
  unknown.add('WCHR')
  const bytes = Buffer.concat([Buffer.from(two('14')), Buffer.alloc(9 * 1024 * 1024, 0x20)])
  const { message } = await stage.take(bytes)
  const fileOf = async () => (await rowOf(message.id)).raw_file as string
  const files = () => readdirSync(rawFolder(stage.deps.dataRoot)).filter((name) => name.startsWith(message.id))
  const first = await fileOf()
  expect(files()).toEqual([first])
  const kept = readFileSync(join(rawFolder(stage.deps.dataRoot), first))
  unknown.clear()
  const { intake } = stage
  stage.useIntake({
    ...intake,
    store: async (tx, ...given) => {
      tx.later({ compile: () => ({ sql: 'select killed', parameters: [] }) })
      return intake.store(tx, ...given)
    },
  })
  await expect(stage.read(message.id, 2)).rejects.toThrow('killed')
  // The process was killed between the new file and the commit: the row names the old, complete file.
  stage.useIntake(intake)
  expect(files()).toHaveLength(2)
  expect([await fileOf(), readFileSync(join(rawFolder(stage.deps.dataRoot), first)).equals(kept)]).toEqual([
    first,
    true,
  ])
  await stage.read(message.id, 2)
  // The sweep removes the file of the killed attempt.
  const past = new Date(Date.now() - 3_600_000)
  for (const name of files()) utimesSync(join(rawFolder(stage.deps.dataRoot), name), past, past)
  await sweepRawFilesTask(stage.deps)()
  expect(files()).toEqual([await fileOf()])
  expect([(await fileOf()) === first, (await rawOf(message.id)).length]).toEqual([false, bytes.length])
  expect((await rawOf(message.id)).includes('WCHR')).toBe(false)
})
