/** Writes the hash of 16 x 16 frequencies: a bit is 1 where its frequency is above the median. 64 hexadecimal digits, bit 255 first. */
export function hashText(frequencies: Float32Array): string {
  const median = Float32Array.from(frequencies).sort()[127]!
  let text = ''
  for (let bit = 252; bit >= 0; bit -= 4) {
    let digit = 0
    for (let i = 3; i >= 0; i -= 1) digit = digit * 2 + (frequencies[bit + i]! > median ? 1 : 0)
    text += digit.toString(16)
  }
  return text
}
