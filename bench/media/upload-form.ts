/** Returns a file and the options of its upload as multipart/form-data (RFC 7578). */
export function uploadForm(options: object, file: Buffer): { body: Buffer; type: string } {
  const boundary = 'entente-bench-0f3b1c'
  const part = (head: string) => `--${boundary}\r\ncontent-disposition: form-data; ${head}\r\n`
  const body = Buffer.concat([
    Buffer.from(`${part('name="options"')}\r\n${JSON.stringify(options)}\r\n`),
    Buffer.from(`${part('name="file"; filename="photo.jpg"')}content-type: image/jpeg\r\n\r\n`),
    file,
    Buffer.from(`\r\n--${boundary}--\r\n`),
  ])
  return { body, type: `multipart/form-data; boundary=${boundary}` }
}
