import { createSender, createSenderKey } from '@entente/node'
import { sidewaysOverflow, styled } from '@entente/testkit'
import { expect } from 'vitest'
import { xfwb } from '../packages/node/src/gateways/cargo/cargo-messages.fixture.ts'
import { giveTeams } from '../packages/node/src/pipeline/case-people.fixture.ts'
import { axeInBothColours } from './browser.ts'
import { type Desk, openWorld, type World } from './world.ts'

const dayMs = 86_400_000
const onDay = (offset: number): string => new Date(Date.now() + offset * dayMs).toISOString().slice(0, 10)

/** A node with officers of the team cargo and a carrier that files waybills. */
interface CargoWorld extends World {
  /** Hands in a waybill and waits until it was read and compared. */
  file(given: Parameters<typeof xfwb>[0]): Promise<void>
  /** Hands in a message and waits until it was read and compared. Returns its id. */
  hand(message: Uint8Array | string): Promise<string>
  /** Opens a page of the desk and changes to customs security there: under another purpose no cargo is shown. */
  asOfficer(account: string, path: string): Promise<Desk>
}

/** Starts a node for walks through the pages of cargo. */
export async function openCargoWorld(): Promise<CargoWorld> {
  const world = await openWorld([])
  const { node } = world
  await giveTeams(node, ['cargo', 'travel'])
  const filer = await createSender(node.db, {
    ...{ name: 'Lune Air', gateway: 'cargo', synthetic: true },
    settings: { filer: 'carrier' },
  })
  const { key } = await createSenderKey(node.db, filer)
  async function hand(message: Uint8Array | string): Promise<string> {
    const answer = await fetch(`${node.url}/v1/cargo/messages`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}` },
      body: typeof message === 'string' ? message : new Uint8Array(message),
    })
    expect(answer.status).toBe(202)
    await node.whenIdle()
    return ((await answer.json()) as { id: string }).id
  }
  return {
    ...world,
    hand,
    async file(given) {
      // The goods load tomorrow. The messages of the fixture load on a fixed day.
      await hand(xfwb(given).toString().replaceAll('2026-11-25', onDay(1)).replaceAll('2026-11-24', onDay(0)))
    },
    async asOfficer(account, path) {
      const desk = await world.desk(account)
      await desk.open(path)
      await desk.page.getByRole('button', { name: 'Change to customs security' }).click()
      await desk.page.getByRole('button', { name: 'Purpose: Customs security' }).waitFor()
      return desk
    },
  }
}

/** Checks a page at the widths of a phone, a narrow and a usual window, in both colours. */
export async function fitsEveryWidth(page: Desk['page']): Promise<void> {
  for (const width of [390, 720, 1280]) {
    await page.setViewportSize({ width, height: 800 })
    await styled(page)
    expect(await axeInBothColours(page), `${page.url()} at ${width}`).toEqual([])
    expect(await sidewaysOverflow(page), `${page.url()} at ${width}`).toBe(0)
  }
}
