import { createHmac, timingSafeEqual } from 'node:crypto'
import { fail } from '../../../errors.ts'
import type { Tx } from '../access-store.ts'
import { lettersOf } from '../passwords.ts'
import { changeOf, lockPeopleFor, type StoredChange } from './stored-change.ts'

/** Letters of a half. With 31 different letters, a half has 59 bits. */
const halfLetters = 12

/**
 * Makes a new half of a code for one of the two people who hand it to the owner. Only its keyed hash is stored, so
 * nobody can read a half again; a former half of this person no longer works. Throws `not-found` for everybody else.
 */
export async function newHalf(
  tx: Tx,
  key: Buffer,
  id: string,
): Promise<{ half: string; part: 'first' | 'second'; change: StoredChange }> {
  await lockPeopleFor(tx)
  const change = await changeOf(tx.db, id)
  const part = halfOf(change, tx.actor.person)
  if (part === null) throw fail('not-found')
  const half = lettersOf(halfLetters)
  await tx.db
    .updateTable('people_change')
    .set({ [`${part}_half`]: hashHalf(key, change, part, half) })
    .where('id', '=', id)
    .execute()
  tx.note({ change: id, part })
  return { half, part, change }
}

/** Makes both halves of the code of a change, with the hashes that are stored. */
export function makeHalves(key: Buffer, id: string): Record<'first' | 'second', { half: string; hash: Buffer }> {
  const make = (part: 'first' | 'second') => {
    const half = lettersOf(halfLetters)
    return { half, hash: hashHalf(key, { id }, part, half) }
  }
  return { first: make('first'), second: make('second') }
}

/** Returns which half of a code a person may see now. */
export function halfOf(change: StoredChange, person: string): 'first' | 'second' | null {
  const isOpen = ['awaiting-consent', 'waiting', 'to-enrol'].includes(change.state)
  if (!change.enrols || !isOpen) return null
  return change.first_by === person ? 'first' : change.second_by === person ? 'second' : null
}

/** Returns whether both halves are right. Both are compared in any case, in constant time. */
export function isCode(key: Buffer, change: StoredChange, halves: { first: string; second: string }): boolean {
  const fits = (['first', 'second'] as const).map((part) => {
    const stored = change[`${part}_half`]
    const given = hashHalf(key, change, part, halves[part])
    return stored !== null && timingSafeEqual(stored, given)
  })
  return fits.every(Boolean)
}

function hashHalf(key: Buffer, { id }: Pick<StoredChange, 'id'>, part: 'first' | 'second', half: string): Buffer {
  const plain = half.toLowerCase().replaceAll(/[^a-z0-9]/g, '')
  return createHmac('sha256', key).update(`entente/half/v1\n${id}\n${part}\n${plain}`).digest()
}
