import { execFileSync } from 'node:child_process'

const run = (command: string, args: string[]): string =>
  execFileSync(command, args, { encoding: 'utf8', maxBuffer: 1 << 28 })

export const versionOf = (debianPackage: string): string =>
  run('dpkg-query', ['-W', '-f', '$' + '{Version}', debianPackage])

/** Reads one field of the Unihan database, by character. It reads only the basic block (U+4E00 to U+9FFF), because names are written in it. */
export function unihan(file: 'Readings' | 'Variants' | 'OtherMappings', field: string): Map<string, string> {
  const found = new Map<string, string>()
  for (const line of run('bzcat', [`/usr/share/unicode/Unihan_${file}.txt.bz2`]).split('\n')) {
    const [code, name, value] = line.split('\t')
    if (name !== field || code === undefined || value === undefined) continue
    const point = Number.parseInt(code.slice(2), 16)
    if (point >= 0x4e00 && point <= 0x9fff) found.set(String.fromCodePoint(point), value)
  }
  return found
}

export interface NameEntry {
  written: string
  /** The rarer the word, the higher the cost. */
  cost: number
  kind: string
  katakana: string
}
/** Reads the personal names of the IPA dictionary. */
export function ipadicNames(): NameEntry[] {
  return run('iconv', ['-f', 'EUC-JP', '-t', 'UTF-8', '/usr/share/mecab/dic/ipadic/Noun.name.csv'])
    .split('\n')
    .flatMap((line) => {
      const cells = line.split(',')
      const [written, cost, kind, katakana] = [cells[0], cells[3], cells[7], cells[11]]
      return written && cost && kind && katakana ? [{ written, cost: Number(cost), kind, katakana }] : []
    })
}
