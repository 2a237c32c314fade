import type { Entry, EntryDocument, Quality } from '@entente/contracts'
import { countryCodes } from '../countries/country-codes.ts'
import { parseBirthDate } from '../dates/parse-birth-date.ts'
import { normaliseDocumentNumber } from '../identifiers/document-number.ts'
import type { ListReport } from './list-report.ts'

/** An entry as written in a file, before its values are checked. */
export type DraftEntry = Omit<Entry, 'id' | 'names' | 'documents'> & {
  id: string | null
  names: { name: string; quality: Quality; note?: string }[]
  documents?: (Omit<EntryDocument, 'numberRaw'> & { number: string })[]
}
const mostNames = 2000
const longestName = 500
const squeeze = (text: string): string => text.replace(/\s+/g, ' ').trim()

function finishNames(
  draft: DraftEntry,
  report: ListReport,
  line: number | null,
): { name: string; quality: Quality; note?: string }[] {
  const seen = new Set<string>()
  const names: { name: string; quality: Quality; note?: string }[] = []
  for (const item of draft.names) {
    const name = squeeze(item.name)
    if (name === '' || seen.has(name)) continue
    if (name.length > longestName) {
      report.find('NAME_TOO_LONG', 'warning', 'A name has more than 500 characters and is left out.', line, name)
      continue
    }
    if (names.length >= mostNames) {
      report.find(
        'TOO_MANY_NAMES',
        'warning',
        `An entry has more than ${mostNames} names; the first ${mostNames} are kept.`,
        line,
        draft.id,
      )
      break
    }
    seen.add(name)
    names.push({ ...item, name })
  }
  return names
}

function finishBirthDates(draft: DraftEntry, report: ListReport, line: number | null): string[] {
  const dates: string[] = []
  for (const written of draft.birthDates ?? []) {
    const text = squeeze(written)
    if (text === '') continue
    const date = parseBirthDate(text)
    if (date === 'birth-date-invalid')
      report.find(
        'BIRTH_DATE_INVALID',
        'warning',
        'A birth date is not a date of the calendar and is left out.',
        line,
        text,
      )
    else if (date === 'birth-date-implausible')
      report.find('BIRTH_DATE_IMPLAUSIBLE', 'warning', 'A birth date is before 1880 and is left out.', line, text)
    else if (date[0]?.reversed) {
      report.find('BIRTH_DATE_REVERSED', 'info', 'The years of an interval were the wrong way round.', line, text)
      dates.push(`${date[0].from}/${date[0].to}`)
    } else dates.push(text)
  }
  return [...new Set(dates)]
}

function finishNationalities(
  draft: DraftEntry,
  report: ListReport,
  line: number | null,
): { codes: string[]; written: string[] } {
  const codes: string[] = []
  const written: string[] = []
  for (const value of draft.nationalities ?? []) {
    const text = squeeze(value)
    if (text === '') continue
    const known = countryCodes(text)
    written.push(text)
    if (known === null)
      report.find('NATIONALITY_UNKNOWN', 'info', 'A nationality is no known country and is not compared.', line, text)
    else if (known.length === 0)
      report.find('NATIONALITY_NONE', 'info', 'A nationality says "none" and is not compared.', line, text)
    else codes.push(...known)
  }
  return { codes: [...new Set(codes)], written }
}

function finishDocuments(draft: DraftEntry, report: ListReport, line: number | null): EntryDocument[] {
  const documents: EntryDocument[] = []
  for (const document of draft.documents ?? []) {
    const numberRaw = squeeze(document.number)
    if (numberRaw === '') continue
    const number = normaliseDocumentNumber(numberRaw)
    if (number === null)
      report.find(
        'DOCUMENT_UNUSABLE',
        'info',
        'A document number has no digit or fewer than five characters; it is kept, not compared.',
        line,
        numberRaw,
      )
    documents.push({ ...document, number: number ?? numberRaw, numberRaw })
  }
  return documents
}

/** Checks a draft and adds it to the report. A draft with neither name nor document is reported and left out. */
export function finishEntry(draft: DraftEntry, report: ListReport, line: number | null): void {
  let id = draft.id === null ? '' : squeeze(draft.id)
  if (id === '') {
    id = `line:${line ?? 0}`
    report.find('ID_MISSING', 'warning', 'An entry has no id; its line stands for it.', line, id)
  }
  const names = finishNames(draft, report, line)
  const documents = finishDocuments(draft, report, line)
  if (names.length === 0 && documents.length === 0) {
    report.find('NAME_EMPTY', 'error', 'An entry has no name and is left out.', line, id)
    return
  }
  const { codes, written } = finishNationalities(draft, report, line)
  const { names: _names, documents: _documents, ...rest } = draft
  const entry: Entry = { ...rest, id, names, birthDates: finishBirthDates(draft, report, line), nationalities: codes }
  if (written.length > 0) entry.nationalitiesAsWritten = written
  if (documents.length > 0) entry.documents = documents
  report.keep(entry, line)
}
