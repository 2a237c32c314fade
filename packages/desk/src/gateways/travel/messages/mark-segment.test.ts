import { expect, test } from 'vitest'
import { markSegment, separatorsOf, usualSeparators, visibleControls } from './mark-segment.ts'

const marked = (...given: Parameters<typeof markSegment>): string =>
  markSegment(...given)
    .map((piece) => (piece.marked ? `[${piece.text}]` : piece.text))
    .join('')
const at = (element: number, component: number) => ({ byte: 0, segment: 1, tag: 'DTM', element, component })

test('the text that a finding quotes is marked', () => {
  expect(marked("DTM+329:940231'", [{ position: at(1, 2), literal: '940231' }], [], usualSeparators)).toBe(
    "DTM+329:[940231]'",
  )
})
test('without a quoted text, the component or the element of the finding is marked', () => {
  expect(marked("NAD+FL+++A?+B:C'", [{ position: at(4, 1), literal: null }], [], usualSeparators)).toBe(
    "NAD+FL+++[A?+B]:C'",
  )
  expect(marked("NAD+FL+++A:C'", [{ position: at(4, 0), literal: null }], [], usualSeparators)).toBe("NAD+FL+++[A:C]'")
})
test('a value is marked only as a whole component, in upper or lower case', () => {
  expect(marked("NAD+FL+++BENHAMDAN:ALI'", [], ['benhamdan', 'al'], usualSeparators)).toBe("NAD+FL+++[BENHAMDAN]:ALI'")
})
test('a value is marked if slashes enclose it in free text', () => {
  expect(marked("SSR+DOCS:HK::::::/P/TN/K4471906B/MRAD'", [], ['K4471906B', 'mrad'], usualSeparators)).toBe(
    "SSR+DOCS:HK::::::/P/TN/[K4471906B]/[MRAD]'",
  )
})
test('an escaped separator is part of its value', () => {
  expect(marked("NAD+FL+++O?'NEIL:LEA'", [], ["O'NEIL"], usualSeparators)).toBe("NAD+FL+++[O?'NEIL]:LEA'")
})
test('separators that the message declares are used', () => {
  const own = separatorsOf("UNA.^,!*'")
  expect(own).toEqual({ component: '.', element: '^', release: '!' })
  expect(marked("NAD^FL^^^MRAD.LEA'", [], ['LEA'], own)).toBe("NAD^FL^^^MRAD.[LEA]'")
})
test('control bytes are shown by their number', () => {
  expect(visibleControls('A\u0000\u001aB')).toBe('A\\x00\\x1aB')
})
