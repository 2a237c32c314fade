/** Converts bytes to a string with one character per byte, so that a fault can be inserted without changing other bytes. */
export const toByteText = (bytes: Uint8Array): string => {
  let text = ''
  for (let i = 0; i < bytes.length; i += 8192) text += String.fromCharCode(...bytes.subarray(i, i + 8192))
  return text
}

export const fromByteText = (text: string): Uint8Array => {
  const bytes = new Uint8Array(text.length)
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i)
  return bytes
}

/** Returns the UTF-8 bytes of `text` as a string with one character per byte. */
export const utf8ByteText = (text: string): string => toByteText(new TextEncoder().encode(text))
