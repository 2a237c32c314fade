import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { group, hangulReadings, hanVariants, jyutpingReadings, onKun, pinyinReadings } from './han-tables.ts'
import { japaneseNames, nameReadings } from './japanese-names.ts'
import { versionOf } from './sources.ts'

// Writes src/tables/generated from the Debian packages unicode-data and mecab-ipadic. Run: npm run tables -w @entente/matching
const out = join(import.meta.dirname, '../../src/tables/generated')
const unicode = { package: 'unicode-data', licence: 'Unicode, Inc. licence for data files, see NOTICE' }
const ipadic = { package: 'mecab-ipadic', licence: 'NAIST licence of IPADIC, see NOTICE' }

/** Writes one table as a JSON file that states the table's origin and has its lines. */
function write(name: string, of: string, source: typeof unicode, about: string, lines: readonly string[]): void {
  const table = {
    about,
    source: `${of}, Debian package ${source.package} ${versionOf(source.package)}`,
    licence: source.licence,
    generatedBy: 'npm run tables -w @entente/matching (tables/build); not edited by hand',
    lines,
  }
  writeFileSync(join(out, `${name}.json`), `${JSON.stringify(table, null, 2)}\n`)
}

const readings = (field: string): string => `Unihan database, ${field}`
write(
  'han-variants',
  readings('kSimplifiedVariant'),
  unicode,
  'Traditional characters, each with its simplified one.',
  hanVariants(),
)
write(
  'pinyin-readings',
  readings('kMandarin and kHanyuPinlu'),
  unicode,
  'Mandarin readings: syllable (with its rank), characters.',
  pinyinReadings(),
)
write(
  'jyutping-readings',
  readings('kCantonese'),
  unicode,
  'Cantonese readings: syllable (with its rank), characters.',
  jyutpingReadings(),
)
write(
  'hangul-readings',
  readings('kHangul'),
  unicode,
  'Korean readings: syllable (with its rank), characters.',
  hangulReadings(),
)
const alone = onKun()
const inNames = nameReadings(alone)
const characters = new Map(
  [...new Set([...alone.keys(), ...inNames.keys()])].map((letter) => [
    letter,
    [...new Set([...(inNames.get(letter) ?? []).slice(0, 4), ...(alone.get(letter) ?? [])])].slice(0, 7),
  ]),
)
write(
  'on-kun-readings',
  'Unihan database, kJapaneseOn and kJapaneseKun; IPADIC (see japanese-given-names), readings that given names show',
  unicode,
  'Japanese readings, those of given names first: sound (with its rank), characters.',
  group(characters),
)
write(
  'japanese-surnames',
  'IPADIC, personal names (姓)',
  ipadic,
  'Japanese family names: writing, readings (with their cost in nats).',
  japaneseNames('姓'),
)
write(
  'japanese-given-names',
  'IPADIC, personal names (名)',
  ipadic,
  'Japanese given names: writing, readings (with their cost in nats).',
  japaneseNames('名'),
)
