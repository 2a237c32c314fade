/** Saves a text as a file through the browser. The text is not sent over the network. */
export const saveFile = (name: string, type: string, text: string): void =>
  saveBytes(name, new Blob([text], { type: `${type};charset=utf-8` }))

/** Saves bytes as a file through the browser. */
export function saveBytes(name: string, bytes: Blob): void {
  const url = URL.createObjectURL(bytes)
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), 10_000)
}
