import { readTravel } from '@entente/readers'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { pnrgov } from '../edifact.fixture.ts'
import { openTravelStage, type TravelStage } from '../travel.fixture.ts'
import { acknowledgementOf } from './routes.ts'

let stage: TravelStage
beforeAll(async () => {
  stage = await openTravelStage()
})
afterAll(() => stage?.close())
const acknowledge = (id: string) => stage.act((tx) => acknowledgementOf(tx, id))

test('a stored push is acknowledged in its own version, an unreadable one rejected', async () => {
  const sender = await stage.addSender('Quittung Air', { settings: { acknowledge: true } })
  const push = await stage.take(
    pnrgov([{ locator: 'ABC123', people: [{ surname: 'AUNE', given: 'MARTE' }] }], { access: 'REF77' }),
    { sender },
  )
  const accepted = (await acknowledge(push.message.id)).body.toString()
  expect(accepted).toContain("ACKRES:11:1:IA+REF77'MSG+:23+3'")
  expect(readTravel(Buffer.from(accepted)).format).toBe('ACKRES')
  const broken = await stage.take("UNB+IATA:1+A+B+261123:1200+1'UNH+1+ORDERS:D:96A:UN'UNT+2+1'UNZ+1+1'", { sender })
  expect((await acknowledge(broken.message.id)).body.toString()).toContain("MSG+:23+7'ERC+118'")
})

test('a sender without acknowledgements in its settings gets none', async () => {
  const { message } = await stage.take(pnrgov([{ locator: 'DEF456', people: [{ surname: 'BERG' }] }]))
  await expect(acknowledge(message.id)).rejects.toMatchObject({ code: 'no-acknowledgement' })
})
