import { readTravel } from '@entente/readers'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { pnrgov } from '../edifact.fixture.ts'
import { openTravelRoom, type TravelRoom } from '../travel.fixture.ts'
import { acknowledgementOf } from './acknowledgement-of.ts'

let room: TravelRoom
beforeAll(async () => {
  room = await openTravelRoom()
})
afterAll(() => room?.close())
const acknowledge = (id: string) => room.act((tx) => acknowledgementOf(tx, id))

test('a push that is durable is acknowledged in its own version, one that could not be read is rejected', async () => {
  const sender = await room.addSender('Quittung Air', { acknowledge: true })
  const push = await room.take(
    pnrgov([{ locator: 'ABC123', people: [{ surname: 'AUNE', given: 'MARTE' }] }], { access: 'REF77' }),
    { sender },
  )
  const accepted = (await acknowledge(push.message.id)).body.toString()
  expect(accepted).toContain("ACKRES:11:1:IA+REF77'MSG+:23+3'")
  expect(readTravel(Buffer.from(accepted)).format).toBe('ACKRES')
  const broken = await room.take("UNB+IATA:1+A+B+261123:1200+1'UNH+1+ORDERS:D:96A:UN'UNT+2+1'UNZ+1+1'", { sender })
  expect((await acknowledge(broken.message.id)).body.toString()).toContain("MSG+:23+7'ERC+118'")
})

test('a sender that wants no acknowledgements is given none', async () => {
  const { message } = await room.take(pnrgov([{ locator: 'DEF456', people: [{ surname: 'BERG' }] }]))
  await expect(acknowledge(message.id)).rejects.toMatchObject({ code: 'no-acknowledgement' })
})
