const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const monthOf = (word: string): number => months.indexOf(word.slice(0, 3).toLowerCase()) + 1
const pad = (value: number): string => String(value).padStart(2, '0')

/**
 * A birth date that a list states in words only, as EDTF: `Nov. 1973` is `1973-11`, `12 May 1970` the day, `Between Mar. and Apr.
 * 1969` the year; a Hijri date gives the Gregorian year and one on either side. Null where the words give no date.
 */
export function readDateNote(note: string): string | null {
  const text = note.trim()
  const hijri = /\b(1[34]\d\d)\b.*hijri|hijri.*\b(1[34]\d\d)\b/i.exec(text)
  if (hijri) {
    const year = Math.floor(Number(hijri[1] ?? hijri[2]) * 0.970224 + 621.5774)
    return `${year - 1}/${year + 1}`
  }
  const day = /^(\d{1,2})\s+([A-Za-z]{3,9})\.?\s+(\d{4})$/.exec(text)
  if (day && monthOf(day[2] ?? '') > 0) return `${day[3]}-${pad(monthOf(day[2] ?? ''))}-${pad(Number(day[1]))}`
  const month = /^([A-Za-z]{3,9})\.?\s+(\d{4})$/.exec(text)
  if (month && monthOf(month[1] ?? '') > 0) return `${month[2]}-${pad(monthOf(month[1] ?? ''))}`
  const between = /^between\s+[A-Za-z]{3,9}\.?\s+and\s+[A-Za-z]{3,9}\.?\s+(\d{4})$/i.exec(text)
  return between?.[1] ?? null
}
