import { PatchSender, type Sender } from '@entente/contracts'
import { expect, test } from 'vitest'
import { formOfSender, readSender } from './sender-form.ts'

const say = { empty: 'empty', code: 'code', purposes: 'purposes', carriers: 'carriers' }
const sender: Sender = {
  id: '3f0c9a52-6d1e-4a7b-9c38-0d2f64b1e7aa',
  name: 'Nordvik Air',
  gateway: 'travel',
  regimes: { PAXLST: 'icao', PNRGOV: 'eu-pnr' },
  purposes: { PAXLST: ['border-control'], PNRGOV: ['terrorism-prevention'] },
  callbackUrl: null,
  synthetic: false,
  settings: {
    carriers: ['7N', 'NVA'],
    acknowledge: true,
    answerCodes: {
      'ok-to-board': { code: '0Z', text: 'OK TO BOARD' },
      'further-check': { code: '4C', text: 'FURTHER CHECK' },
      'do-not-board': { code: '2X', text: 'DO NOT BOARD' },
      'insufficient-data': { code: '5N', text: 'MORE DATA' },
    },
  },
  keys: [],
}

test('a sender that is read into the form and back does not change', () => {
  const read = readSender(formOfSender(sender), say)
  if (!('patch' in read)) throw new Error(JSON.stringify(read.faults))
  const { id, gateway, synthetic, keys, ...rest } = sender
  expect(PatchSender.parse(read.patch)).toEqual(rest)
})

test('a malformed answer code and a format without purposes are faults of their fields', () => {
  const form = formOfSender(sender)
  const read = readSender(
    {
      ...form,
      purposes: { ...form.purposes, PNRGOV: [] },
      answerCodes: { ...form.answerCodes, 'further-check': { code: '4c', text: '' } },
    },
    say,
  )
  expect('faults' in read && read.faults.map((fault) => fault.at)).toEqual([
    '/purposes/PNRGOV',
    '/settings/answerCodes/further-check/code',
    '/settings/answerCodes/further-check/text',
  ])
})
