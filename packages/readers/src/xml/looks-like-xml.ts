/** Tests whether the first character that is not blank is `<`, in UTF-8, UTF-16 or a code page. */
export function looksLikeXml(bytes: Uint8Array): boolean {
  let i = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0
  // UTF-16 has a zero byte beside each character of the markup.
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)) i = 2
  while (i < bytes.length && bytes[i]! <= 0x20 && bytes[i] !== 0x01 && bytes[i] !== 0x02) i++
  return bytes[i] === 0x3c
}
