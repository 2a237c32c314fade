import { CargoSenderSettings, type Sender } from '@entente/contracts'
import { expect, test } from 'vitest'
import { formOfFiler, readFiler } from './sender-form.ts'

const words = { empty: 'Fill in.', carriers: 'Codes are wrong.' }
const filer = (settings: unknown): Sender =>
  ({ name: 'Lune Air', gateway: 'cargo', callbackUrl: null, settings }) as Sender

test('the form of a filer gives back its settings, with codes in capitals', () => {
  const settings = CargoSenderSettings.parse({ filer: 'forwarder', tier: 'known', carriers: ['ZZ', '999'] })
  const form = formOfFiler(filer(settings))
  expect(form.carriers).toBe('ZZ 999')
  expect(readFiler({ ...form, carriers: 'zz, 999', callbackUrl: ' https://lune.example/a ' }, words)).toEqual({
    patch: { name: 'Lune Air', callbackUrl: 'https://lune.example/a', settings },
  })
})

test('a filer without a name or with a code of five letters is refused at the field', () => {
  const read = readFiler({ ...formOfFiler(filer({})), name: ' ', carriers: 'ABCDE' }, words)
  expect('faults' in read && read.faults.map(({ at }) => at)).toEqual(['/name', '/settings/carriers'])
})

test('settings that this release cannot read give the form its defaults', () => {
  expect(formOfFiler(filer({ tier: 'later' }))).toMatchObject({ filer: 'carrier', tier: 'other', answerCodes: 'plain' })
})
