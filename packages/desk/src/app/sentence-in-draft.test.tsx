import { renderToStaticMarkup } from 'react-dom/server'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { setReading } from '../texts/language.ts'
import { forgetTexts, keepOverrides, keepTexts } from '../texts/loaded-texts.ts'
import { text } from '../texts/text.ts'
import { languageStates } from '../texts/text-files.ts'
import { clockUtc } from '../texts/times.ts'
import { SentenceOfNode } from './sentence-of-node.tsx'

beforeAll(() => {
  languageStates.ar = { draft: true, texts: 4, missing: 1 }
  keepTexts('ar', {
    texts: {
      'reasons.against': 'ضده:',
      'reasons.evidence-agrees': 'التفاصيل متطابقة.',
      'reasons.namesake': 'A namesake.',
      'me.roles': 'الأدوار',
      'sign-in.coverSoon': 'بعد {seconds} ث',
    },
    english: ['reasons.namesake'],
    confirmed: ['reasons.evidence-agrees'],
    beside: {},
  })
})
afterAll(() => {
  delete languageStates.ar
  setReading({ language: 'en', digits: 'latn' })
  forgetTexts('en')
})

const shown = (key: string, english: string): string =>
  renderToStaticMarkup(<SentenceOfNode sentence={{ key, values: {}, text: english }} />)

test('the English sentence stands beside a draft until a person confirmed it', () => {
  setReading({ language: 'ar', digits: 'latn' })
  expect(shown('reasons.against', 'Against it:')).toBe('ضده: <span lang="en" class="beside">Against it:</span>')
  expect(shown('reasons.evidence-agrees', 'The details agree.')).toBe('التفاصيل متطابقة.')
})

test('a draft that is the same as the English sentence, such as a name, is shown once', () => {
  setReading({ language: 'ar', digits: 'latn' })
  expect(shown('reasons.against', 'ضده:')).toBe('ضده:')
})

test('a sentence that the language lacks is the English one of its time', () => {
  setReading({ language: 'ar', digits: 'latn' })
  expect(shown('reasons.namesake', 'A namesake of that day.')).toBe('<span lang="en">A namesake of that day.</span>')
})

test('counts have the chosen digits, times always have 123 from left to right', () => {
  setReading({ language: 'ar', digits: 'arab' })
  expect(text('sign-in.coverSoon', { seconds: 25 })).toBe('بعد ٢٥ ث')
  expect(clockUtc('2026-11-24T14:01:00Z')).toBe('\u206614:01 UTC\u2069')
  setReading({ language: 'ar', digits: 'latn' })
  expect(text('sign-in.coverSoon', { seconds: 25 })).toBe('بعد 25 ث')
})

test('a text of the member replaces the translation', () => {
  setReading({ language: 'ar', digits: 'latn' })
  keepOverrides('ar', { 'me.roles': 'الصفات' })
  expect(text('me.roles')).toBe('الصفات')
})
