// Private keys of age are 32 bytes in bech32 (BIP 173) with the prefix AGE-SECRET-KEY-.

const prefix = 'age-secret-key-'
const letters = 'qpzry9x8gf2tvdw0s3jn54khce6mua7l'
const form = /^AGE-SECRET-KEY-1[02-9AC-HJ-NP-Z]{58}$/
const checksumLength = 6

/** Returns the 32 bytes of a private key of age; null if the text is none or has a wrong character. */
export function bytesOfAgeKey(key: string): Uint8Array<ArrayBuffer> | null {
  if (!form.test(key)) return null
  const fives = [...key.slice(prefix.length + 1).toLowerCase()].map((letter) => letters.indexOf(letter))
  const bytes = new Uint8Array(32)
  let [bits, value, at] = [0, 0, 0]
  for (const five of fives.slice(0, -checksumLength)) {
    value = ((value << 5) | five) & 0xfff
    bits += 5
    if (bits < 8 || at === bytes.length) continue
    bits -= 8
    bytes[at] = (value >> bits) & 0xff
    at += 1
  }
  return ageKeyOf(bytes) === key ? bytes : null
}

/** Returns the private key of age of 32 bytes, in the form that `age-keygen` writes. */
export function ageKeyOf(bytes: Uint8Array): string {
  const fives: number[] = []
  let [bits, value] = [0, 0]
  for (const byte of bytes) {
    value = ((value << 8) | byte) & 0xfff
    bits += 8
    while (bits >= 5) {
      bits -= 5
      fives.push((value >> bits) & 31)
    }
  }
  if (bits > 0) fives.push((value << (5 - bits)) & 31)
  const all = [...fives, ...checksumOf(fives)]
  return `${prefix}1${all.map((five) => letters[five]).join('')}`.toUpperCase()
}

function checksumOf(fives: readonly number[]): number[] {
  const codes = [...prefix].map((letter) => letter.charCodeAt(0))
  const expanded = [...codes.map((code) => code >> 5), 0, ...codes.map((code) => code & 31)]
  const left = remainder([...expanded, ...fives, 0, 0, 0, 0, 0, 0]) ^ 1
  return Array.from({ length: checksumLength }, (_, place) => (left >> (5 * (checksumLength - 1 - place))) & 31)
}

const generators = [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3]

function remainder(values: readonly number[]): number {
  let rest = 1
  for (const value of values) {
    const top = rest >> 25
    rest = ((rest & 0x1ffffff) << 5) ^ value
    for (const [place, generator] of generators.entries()) if ((top >> place) & 1) rest ^= generator
  }
  return rest
}
