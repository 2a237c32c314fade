/** Hands a text to the browser to save. It is made on this page and goes over no network. */
export const saveFile = (name: string, type: string, text: string): void =>
  saveBytes(name, new Blob([text], { type: `${type};charset=utf-8` }))

/** Hands bytes to the browser to save, as they are. */
export function saveBytes(name: string, bytes: Blob): void {
  const url = URL.createObjectURL(bytes)
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), 10_000)
}
