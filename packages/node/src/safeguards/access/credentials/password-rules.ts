import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { fail } from '../../../errors.ts'

const shortest = 12
const longest = 128
/** Shorter parts of names occur in many good passwords. */
const shortestName = 4
/** Words that people put into passwords of a product like this one, beyond the list. */
const ownWords = ['password', 'passwrd', 'letmein', 'qwertyuiop', 'qwerty', 'administrator', 'changeme', 'entente']

export interface PasswordRules {
  /** Throws `password-weak` with the reason. `names` are those of the account and its person. `at` is the field. */
  check(password: string, names: readonly string[], at: string): Promise<void>
}

/**
 * Makes the rules for passwords: 12 to 128 characters, none that many people use, none that contains a name of the account, the person, the
 * member or the node. `names` are those of member and node; `list` is a further file of common passwords, one a line. Nothing is looked
 * up in the network.
 */
export function createPasswordRules({ list, names }: { list: string | null; names: readonly string[] }): PasswordRules {
  return {
    async check(password, ownNames, at) {
      const weak = (detail: string) => fail('password-weak', { at, detail })
      const folded = fold(password)
      const length = [...password.normalize('NFKC')].length
      if (length < shortest) throw weak(`Choose a password of ${shortest} characters or more.`)
      if (length > longest) throw weak(`Choose a password of at most ${longest} characters.`)
      if (isCommon(folded) || (list !== null && (await isInFile(list, folded))))
        throw weak('Many people use this password. Choose another one.')
      const name = partsOf([...names, ...ownNames]).find((part) => folded.includes(part))
      if (name !== undefined) throw weak('The password contains a name of the account, the person or this node.')
    },
  }
}

const fold = (text: string): string => text.normalize('NFKC').toLowerCase()

/** The words of names. `b.aas@norland.example` has the words `norland` and `example`. */
const partsOf = (names: readonly string[]): string[] =>
  names.flatMap((name) => fold(name).split(/[^\p{L}\p{N}]+/u)).filter((part) => [...part].length >= shortestName)

/** Returns whether a password is common, also if it is repeated or padded with digits and signs. */
function isCommon(folded: string): boolean {
  const bare = folded.replaceAll(/[^\p{L}]/gu, '')
  const rest = ownWords.reduce((left, word) => left.replaceAll(word, ''), bare)
  const once = /^(.+?)\1+$/u.exec(bare)?.[1] ?? bare
  const isWord = bare.length > 0 && (rest.length < 4 || isListed(once))
  return isWord || isListed(folded) || new Set(folded).size < 5
}

let listed: Buffer | null = null
/**
 * Returns whether a password is in the list of common ones: 49,233 passwords of @zxcvbn-ts/language-common 4.1.3 (MIT), each as the first 8
 * bytes of its SHA-256, in ascending order.
 */
function isListed(folded: string): boolean {
  listed ??= readFileSync(new URL('./common-passwords.sha256', import.meta.url))
  const wanted = createHash('sha256').update(folded).digest().subarray(0, 8)
  let [low, high] = [0, listed.length / 8]
  while (low < high) {
    const middle = (low + high) >>> 1
    const order = listed.compare(wanted, 0, 8, middle * 8, middle * 8 + 8)
    if (order === 0) return true
    if (order < 0) low = middle + 1
    else high = middle
  }
  return false
}

/** Passwords are chosen rarely, so the file is read each time and not kept in memory. */
async function isInFile(file: string, folded: string): Promise<boolean> {
  return `\n${fold(await readFile(file, 'utf8')).replaceAll('\r', '')}\n`.includes(`\n${folded}\n`)
}
