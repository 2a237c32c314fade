import type { Contact } from '@entente/contracts'

/**
 * Reads the text after `CTC` as a contact (IATA AIRIMP). It may be an e-mail address, written `NAME//HOST` with `..` for
 * `_` and `./` for `-`, or a telephone number. Any other text gives a contact with its literal and a `value` of null.
 */
export function contactOf(kind: string | null, text: string, literal: string, travellerRef: string | null): Contact {
  const mail = mailOf(text)
  if (mail !== null) return { medium: 'email', kind, value: mail, travellerRef, literal }
  const phone = phoneOf(text)
  if (phone !== null) {
    return { medium: kind === 'F' ? 'fax' : 'phone', kind, value: phone, travellerRef, literal }
  }
  return { medium: MEDIA[kind ?? ''] ?? 'other', kind, value: null, travellerRef, literal }
}

const MEDIA: Record<string, Contact['medium']> = {
  E: 'email',
  F: 'fax',
  M: 'phone',
  H: 'phone',
  B: 'phone',
  T: 'phone',
  P: 'phone',
}

/**
 * Returns the 5 to 17 digits of a telephone number. Returns null if the text contains anything but digits, blanks,
 * `()-` and a leading `+`.
 */
export function phoneOf(text: string): string | null {
  let number = ''
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code >= 48 && code <= 57) number += text[i]
    else if (code === 0x2b && number === '' && !text.slice(0, i).includes('+')) continue
    else if (code !== 0x20 && code !== 0x28 && code !== 0x29 && code !== 0x2d) return null
  }
  return number.length >= 5 && number.length <= 17 ? number : null
}

/**
 * Returns the e-mail address of a text: `ANN_ROE@POST.EXAMPLE` for `ANN..ROE//POST.EXAMPLE`. Returns null unless the
 * result has one `@` with text before and after it, and no blanks.
 */
export function mailOf(text: string): string | null {
  if (!text.includes('//') && !text.includes('@')) return null
  const mail = text.replaceAll('//', '@').replaceAll('..', '_').replaceAll('./', '-').trim()
  const at = mail.indexOf('@')
  if (at < 1 || at === mail.length - 1 || mail.indexOf('@', at + 1) >= 0 || mail.includes(' ')) return null
  return mail.indexOf('+', at) >= 0 ? null : mail
}

/** Splits a text that announces a contact into its kind and the rest. Returns null for other texts. */
export function announcedContact(text: string): { kind: string | null; rest: string } | null {
  const start = contactStart(text)
  if (start < 0) return null
  let at = start + 3
  while (text[at] === ' ') at++
  const letter = text[at]
  // After a blank, a letter that begins a word is no kind: `CTC ANN//POST.EXAMPLE` has none.
  const isKind = letter !== undefined && isLetter(letter) && (at === start + 3 || !isLetter(text[at + 1] ?? ''))
  const kind = isKind ? letter.toUpperCase() : null
  if (isKind) at++
  while (text[at] === ' ' || (text[at] === '/' && text[at + 1] !== '/')) at++
  return { kind, rest: text.slice(at).trim() }
}

/** Returns the index of `CTC` at the start of a text, or after a carrier and a blank; -1 if it is absent. */
function contactStart(text: string): number {
  if (isAnnouncement(text, 0)) return 0
  const blank = text.indexOf(' ')
  if (blank !== 2 && blank !== 3) return -1
  let at = blank
  while (text[at] === ' ') at++
  return isAnnouncement(text, at) ? at : -1
}

const isAnnouncement = (text: string, at: number): boolean =>
  (text.charCodeAt(at) | 32) === 0x63 &&
  (text.charCodeAt(at + 1) | 32) === 0x74 &&
  (text.charCodeAt(at + 2) | 32) === 0x63
const isLetter = (char: string): boolean => /^[A-Za-z]$/.test(char)

/**
 * Splits the text of ADD 2.8 into telephone numbers. `H`, `W`, `M` or `B` before digits begins a number, so
 * `H5550100 W 555 0101` is two numbers. Other text is not split and gets the kind null.
 */
export function addressContacts(text: string): { kind: string | null; text: string }[] {
  const found: { kind: string | null; text: string }[] = []
  let kind: string | null = null
  let from = 0
  for (let i = 0; i < text.length; i++) {
    if (!startsNumber(text, i)) continue
    const before = text.slice(from, i).trim()
    if (before !== '') found.push({ kind, text: before })
    kind = text[i]!
    from = i + 1
  }
  found.push({ kind, text: text.slice(from).trim() })
  return found.every((part) => phoneOf(part.text) !== null) ? found : [{ kind: null, text }]
}

function startsNumber(text: string, at: number): boolean {
  const letter = text[at]!
  if (letter !== 'H' && letter !== 'W' && letter !== 'M' && letter !== 'B') return false
  let next = at + 1
  while (text[next] === ' ') next++
  const follower = text[next]
  return follower !== undefined && ((follower >= '0' && follower <= '9') || follower === '+' || follower === '(')
}
