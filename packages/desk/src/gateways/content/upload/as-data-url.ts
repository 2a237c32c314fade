/** Bytes as an address that a page may draw from itself: the node's policy allows no other origin, and nothing stays once the page forgets it. */
export function asDataUrl(bytes: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.onload = () => resolve(String(reader.result))
    reader.onerror = () => reject(reader.error ?? new Error('the bytes could not be read'))
    reader.readAsDataURL(bytes)
  })
}
